import cookie from '@fastify/cookie';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import type { Deps } from '../../deps.ts';
import { showErrors } from '../errors.ts';
import { rememberDone } from '../frame/done.ts';
import type { Page } from '../page.ts';
import { readForms } from '../requests/read-forms.ts';
import { readUploads } from '../requests/read-uploads.ts';
import { limitTargets } from '../requests/request-target.ts';
import { openCarriedForms } from './carried-forms.ts';
import { nameCookies } from './cookies.ts';
import { turnCrowdsAway } from './crowd.ts';
import { checkForms } from './form-check.ts';
import { keepAnswers } from './kept-answers.ts';
import { readLanguages } from './language.ts';
import { watchMethods } from './methods.ts';
import { setSecurityHeaders } from './security-headers.ts';
import { readSessions } from './session.ts';
import { serveViews } from './views.ts';

/** Opens the scope of pages: cookies, forms, views and security headers exist in it and nowhere else. */
export async function mountPages(app: FastifyInstance, deps: Deps, pages: readonly Page[]) {
  const open: FastifyPluginAsync = (scope) => openScope(scope, deps, pages);
  await app.register(open);
}

async function openScope(scope: FastifyInstance, deps: Deps, pages: readonly Page[]) {
  await setSecurityHeaders(scope);
  turnCrowdsAway(scope, deps);
  rememberDone(scope);
  await scope.register(cookie);
  nameCookies(scope, deps.issuer);
  limitTargets(scope);
  await readForms(scope);
  readUploads(scope);
  readSessions(scope, deps);
  readLanguages(scope, deps);
  await checkForms(scope, deps);
  keepAnswers(scope, deps);
  openCarriedForms(scope, deps);
  showErrors(scope, deps);
  scope.addHook('onSend', (_request, reply, payload, done) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    done(null, payload);
  });
  const refuseOtherMethods = watchMethods(scope);
  await serveViews(scope, deps);
  for (const page of pages) page.mount(scope, deps);
  refuseOtherMethods();
}

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { administerClient } from '../../oauth/administer-client.ts';
import { checkClientSettings } from '../../oauth/client-settings.ts';
import type { Client } from '../../oauth/model/client.ts';
import { grantsNote, registrationRules, settingsOf } from '../applications/application-form.ts';
import { formOf } from '../frame/form.ts';
import type { Shown } from '../frame/form-page.ts';
import { PageError } from '../frame/page-error.ts';
import { inWords } from '../frame/scope-texts.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { adminFormPage } from './admin-form-page.ts';
import { ADMIN, by, clientById } from './administration.ts';

/** What an application may ask for, as only an administrator can give it: of the whole catalogue. */
export const adminApplicationScopes: Page = {
  name: 'admin-application-scopes',
  path: `${ADMIN}/applications/:id/scopes`,
  mount(app, deps) {
    const post = adminFormPage(app, deps, adminApplicationScopes.path, {
      find: ({ id }: { readonly id: string }) => clientById(id, deps),
      view: (request, reply, _session, client, shown) => form(request, reply, deps, client, shown),
    });
    post(adminApplicationScopes.path, async (request, reply, { session, thing: client }) => {
      const typed = { ...settingsOf(client), scopes: formOf(request).getAll('scope') };
      const checked = checkClientSettings(typed, await registrationRules(deps, session, client));
      const wrong = 'problems' in checked ? checked.problems.filter(({ field }) => field === 'scopes') : [];
      const [problem] = wrong;
      if (problem)
        return form(request, reply, deps, client, { status: 422, error: request.words.sentenceOf(problem.problem) });
      // What else may be wrong with a registration of old stays as it is: only the scopes are changed here.
      const scopes = 'settings' in checked ? checked.settings.scopes : typed.scopes;
      const settings = { ...client, scopes };
      const { outcome } = await administerClient(client.id, { settings }, by(request, session), deps);
      if (outcome !== 'changed') throw new PageError('notFound');
      return reply.redirect(`${pathOfApplication(client.id)}?done=saved`, 303);
    });
  },
};

function pathOfApplication(id: string): string {
  return `${ADMIN}/applications/${encodeURIComponent(id)}`;
}

function pathOf(id: string): string {
  return `${pathOfApplication(id)}/scopes`;
}

type State = Shown & { readonly error?: string };

async function form(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  client: Client,
  { status = 200, notice, error }: State,
) {
  const chosen = request.method === 'POST' ? formOf(request).getAll('scope') : client.scopes;
  const text = request.words['admin-application-scopes'];
  const choice = { id: 'scopes', label: text.scopes, error };
  return show(request, reply, 'admin-application-scopes', {
    title: text.title(client.name),
    status,
    current: 'administration',
    values: {
      notice,
      application: client.name,
      applicationPath: pathOfApplication(client.id),
      path: pathOf(client.id),
      choice,
      all: { choice },
      scopes: inWords(request.words, await deps.scopes.list()).map((scope) => ({
        ...scope,
        checked: chosen.includes(scope.name),
        hint: [scope.detail, grantsNote(request.words, scope)].filter((sentence) => sentence !== undefined).join(' '),
      })),
    },
  });
}

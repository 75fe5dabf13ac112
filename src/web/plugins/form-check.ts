import csrf from '@fastify/csrf-protection';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { randomSecret } from '../../secrets.ts';
import { formOf } from '../frame/form.ts';
import { PageError } from '../frame/page-error.ts';
import { cookieFor } from './cookies.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * How a posted form is checked: bound to the session (without a word), to the browser's cookie alone, which is
     * right where people sign in, or not at all, which only a POST that changes nothing may have.
     */
    form?: 'browser' | 'open';
    /** Shows the page again, with a sentence, when the form was too old; otherwise there is a plain error page. */
    showAgain?: (request: FastifyRequest, reply: FastifyReply, sentence: string) => Promise<FastifyReply>;
  }
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
// Not SameSite=Strict: a link from a client to /oauth2/authorize would make a new secret and kill the forms of other tabs.
const COOKIE = 'csrf';

/** S119: every form of the scope needs a token and comes from our own origin; a route says so where it does not. */
export async function checkForms(scope: FastifyInstance, deps: Pick<Deps, 'issuer' | 'keys'>) {
  const { name, options } = cookieFor(deps.issuer, COOKIE);
  await scope.register(csrf, {
    sessionPlugin: '@fastify/cookie',
    cookieKey: name,
    cookieOpts: options,
    csrfOpts: { hmacKey: deps.keys.key('csrf'), algorithm: 'sha256', userInfo: true },
    getToken: (request) => formOf(request).get('_csrf') ?? '',
    getUserInfo: (request) => binding(request, request.routeOptions.config.form === 'browser'),
  });
  scope.addHook('preHandler', (request, reply, done) => {
    if (SAFE.has(request.method) || request.is404 || request.routeOptions.config.form === 'open') {
      done();
    } else if (!isSameOrigin(request, deps.issuer)) {
      done(new PageError('crossSite'));
    } else {
      scope.csrfProtection(request, reply, done);
    }
  });
}

/** The token that a form of this page carries. */
export function formToken(request: FastifyRequest, reply: FastifyReply, bindTo: 'session' | 'browser'): string {
  // One for all the forms of a page: the plugin would make one for each, and only the last would be kept.
  if (!request.readCookie(COOKIE)) reply.writeCookie(COOKIE, randomSecret());
  return reply.generateCsrf({ userInfo: binding(request, bindTo === 'browser') });
}

/** Whether the error says that a form was too old, or its cookie lost. */
export function isStaleForm(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return code === 'FST_CSRF_INVALID_TOKEN' || code === 'FST_CSRF_MISSING_SECRET';
}

function binding(request: FastifyRequest, toBrowser: boolean): string {
  return toBrowser ? 'browser' : (request.sessionHash()?.toString('hex') ?? 'nobody');
}

function isSameOrigin(request: FastifyRequest, issuer: string): boolean {
  const site = request.headers['sec-fetch-site'];
  return site === undefined ? request.headers.origin === new URL(issuer).origin : site === 'same-origin';
}

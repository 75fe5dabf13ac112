import type { FastifyInstance, FastifyPluginAsync, HTTPMethods } from 'fastify';
import type { Deps } from '../../deps.ts';
import { OAuthError } from '../../oauth/errors.ts';
import type { Endpoint } from '../endpoint.ts';
import { refuseTwoAuthorizations } from '../requests/authorization.ts';
import { noteLeakedSecrets } from '../requests/leaked-secrets.ts';
import { readForms } from '../requests/read-forms.ts';
import { limitTargets } from '../requests/request-target.ts';
import { answerErrors } from './endpoint-errors.ts';

const METHODS: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'];

/** Opens the scope of endpoints: forms in, JSON out, no cookies, nothing stored on the way. */
export async function mountEndpoints(app: FastifyInstance, deps: Deps, endpoints: readonly Endpoint[]) {
  const open: FastifyPluginAsync = (scope) => openScope(scope, deps, endpoints);
  await app.register(open);
}

async function openScope(scope: FastifyInstance, deps: Deps, endpoints: readonly Endpoint[]) {
  await readForms(scope);
  scope.decorateRequest('client', undefined);
  scope.decorateRequest('consumerKey', undefined);
  answerErrors(scope, deps);
  scope.addHook('onRequest', (request, reply, done) => {
    noteLeakedSecrets(request, deps);
    reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
    done();
  });
  limitTargets(scope);
  refuseTwoAuthorizations(scope);
  for (const endpoint of endpoints) {
    const methods = new Set<string>();
    scope.addHook('onRoute', (route) => {
      if (route.url === endpoint.path) for (const method of [route.method].flat()) methods.add(method);
    });
    endpoint.mount(scope, deps);
    // What is switched off mounts nothing: there is no trace of it.
    if (methods.size > 0) refuseOtherMethods(scope, endpoint.path, methods);
  }
}

function refuseOtherMethods(scope: FastifyInstance, url: string, known: ReadonlySet<string>) {
  const allow = METHODS.filter((method) => known.has(method)).join(', ');
  scope.route({
    method: METHODS.filter((method) => !known.has(method)),
    url,
    exposeHeadRoute: false,
    onRequest: async (request, reply) => {
      reply.header('allow', allow);
      throw new OAuthError('method-not-allowed', request.method);
    },
    handler: () => undefined,
  });
}

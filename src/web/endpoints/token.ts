import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import type { TokenAlias } from '../../dialects/dialect.ts';
import { token } from '../../oauth/token.ts';
import { isLegacy, logLegacyGrant } from '../applications/legacy-grants.ts';
import { logDialect, tokenDialectOf, tokenRequest } from '../dialects.ts';
import type { Endpoint } from '../endpoint.ts';
import { queryOf } from '../frame/form.ts';
import { answerPreflights } from '../plugins/cors.ts';
import { addressOf } from '../requests/address.ts';
import { clientRequest, onClient } from '../requests/client-request.ts';
import { offerNonce } from '../requests/proof.ts';

/** RFC 6749 §3.2 */
export const tokenEndpoint: Endpoint = {
  name: 'token_endpoint',
  path: '/oauth2/token',
  mount(app, deps) {
    answerPreflights(app, this.path, deps);
    app.post(this.path, { config: { browserApplications: true } }, (request, reply) => answer(request, reply, deps));
  },
};

/** The same under the path of another document: no redirect, which would lose the body. */
export function tokenAliasEndpoint(alias: TokenAlias): Endpoint {
  return {
    path: alias.path,
    mount(app, deps) {
      app.post(alias.path, (request, reply) => answer(request, reply, deps, alias));
    },
  };
}

async function answer(request: FastifyRequest, reply: FastifyReply, deps: Deps, alias?: TokenAlias): Promise<object> {
  offerNonce(request, reply, deps);
  const asked = alias ? clientRequest(request, alias.query) : await tokenRequest(request, deps);
  const inQuery = alias || !request.url.includes('?') ? [] : [...queryOf(request).keys()];
  let dialect: string | undefined;
  const given = await token(asked, deps, {
    now: deps.now(),
    from: { address: addressOf(request), requestId: request.id },
    onClient: onClient(request, reply),
    dialectOf: (client) =>
      tokenDialectOf(client, { alias, inQuery }, deps, (name) => {
        dialect = name;
      }),
  });
  if (request.client) {
    // Whether applications use PKCE shows where a code is exchanged.
    const pkce = asked.parameters.has('code') ? asked.parameters.has('code_verifier') : undefined;
    const [grant = ''] = asked.parameters.all('grant_type');
    const legacy = isLegacy(grant) ? grant : undefined;
    deps.activity.record(request.client.id, { outcome: 'issued', pkce, dialect: dialect !== undefined, legacy });
    if (legacy) logLegacyGrant(request, legacy, request.client.id);
    if (dialect !== undefined) logDialect(request, dialect, request.client.id);
  }
  return given;
}

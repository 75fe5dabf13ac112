import { authenticateClient, type Context } from './authenticate-client.ts';
import type { ClientAuthMethod, ClientRequest } from './client-auth-method.ts';
import type { ClientCache } from './client-cache.ts';
import { OAuthError } from './errors.ts';
import type { Grant, TokenResponse } from './grant.ts';
import type { RequestOrigin } from './model/request-origin.ts';
import { withClients } from './with-clients.ts';

/** What the token endpoint is given. */
export type TokenDeps = {
  readonly clientCache: ClientCache;
  readonly methods: readonly ClientAuthMethod[];
  readonly grants: readonly Grant[];
};

/** Who asks, for which grant, may they, and then the exchange (RFC 6749 §3.2). */
export async function token(
  request: ClientRequest,
  deps: TokenDeps,
  { now, from, onClient }: Context & { readonly from: RequestOrigin },
): Promise<TokenResponse> {
  const { parameters } = request;
  parameters.refuseRepeated();
  return withClients(deps.clientCache, async (find) => {
    const client = await authenticateClient(request, { methods: deps.methods, find, now });
    onClient?.(client);
    const name = parameters.require('grant_type', 'grant-type-missing');
    const grant = deps.grants.find((candidate) => candidate.name === name);
    if (!grant?.exchange) throw new OAuthError('grant-type-unsupported', name);
    if (!client.grants.includes(name) || (grant.confidentialOnly && !client.confidential)) {
      throw new OAuthError('grant-not-registered', name);
    }
    return grant.exchange({ client, parameters, from });
  });
}

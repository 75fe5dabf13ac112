import { authenticateClient, type Context } from './authenticate-client.ts';
import { refuseDetails } from './authorization-details.ts';
import type { ClientAuthMethod, ClientRequest } from './client-auth-method.ts';
import type { ClientCache } from './client-cache.ts';
import { confirmationOf, provedBy } from './confirm.ts';
import type { DpopProofs } from './dpop.ts';
import { OAuthError } from './errors.ts';
import type { Grant, TokenResponse } from './grant.ts';
import type { Client } from './model/client.ts';
import type { RequestOrigin } from './model/request-origin.ts';
import type { Parameters } from './parameters.ts';
import { withClients } from './with-clients.ts';

/** What the token endpoint is given. */
export type TokenDeps = {
  readonly clientCache: ClientCache;
  readonly methods: readonly ClientAuthMethod[];
  readonly grants: readonly Grant[];
  readonly dpop: DpopProofs;
};

/** What a dialect (src/dialects/) makes of token requests: applied before all checks of the request, and after them. */
export type TokenDialect = {
  /** The canonical request; the same object where there is nothing to turn. */
  tokenRequest(parameters: Parameters): Parameters;
  /** A grant that only this dialect has, before those that everybody has. */
  ownGrant(name: string, parameters: Parameters): Grant | undefined;
  /** The canonical answer in this dialect; the same object where it is that. */
  tokenAnswer(answer: TokenResponse, client: Client, grant: string): Promise<object>;
};

/**
 * Who asks, for which grant, may they, and then the exchange (RFC 6749 §3.2). `dialectOf` is asked about every client
 * that authenticated, and may refuse it.
 */
export async function token(
  request: ClientRequest,
  deps: TokenDeps,
  {
    now,
    from,
    onClient,
    dialectOf,
  }: Context & { readonly from: RequestOrigin; readonly dialectOf?: (client: Client) => TokenDialect | undefined },
): Promise<object> {
  request.parameters.refuseRepeated();
  return withClients(deps.clientCache, async (find) => {
    const { client } = await authenticateClient(request, { methods: deps.methods, find, now });
    onClient?.(client);
    const dialect = dialectOf?.(client);
    const parameters = dialect ? dialect.tokenRequest(request.parameters) : request.parameters;
    const name = parameters.require('grant_type', 'grant-type-missing');
    const grant = dialect?.ownGrant(name, parameters) ?? deps.grants.find((candidate) => candidate.name === name);
    if (!grant?.exchange) throw new OAuthError('grant-type-unsupported', name);
    if (!client.grants.includes(grant.registeredAs ?? name) || (grant.confidentialOnly && !client.confidential)) {
      throw new OAuthError('grant-not-registered', name);
    }
    if (!grant.narrowsDetails) refuseDetails(parameters);
    const confirmation = await confirmationOf(client, request, { dpop: deps.dpop, now });
    const proved = provedBy(request, confirmation);
    const answer = await grant.exchange({ client, parameters, from, confirmation, proved });
    return dialect ? dialect.tokenAnswer(answer, client, name) : answer;
  });
}

import { authenticateClient, type Context } from '../oauth/authenticate-client.ts';
import type { ClientAuthMethod, ClientRequest } from '../oauth/client-auth-method.ts';
import type { ClientCache } from '../oauth/client-cache.ts';
import { OAuthError, StaleClient } from '../oauth/errors.ts';
import type { TokenResponse } from '../oauth/grant.ts';
import type { IssueTokens } from '../oauth/issue-tokens.ts';
import type { RequestOrigin } from '../oauth/model/request-origin.ts';
import { requestedScopes } from '../oauth/requested-scopes.ts';
import { withClients } from '../oauth/with-clients.ts';
import { digest, isToken, randomUUID } from '../secrets.ts';
import { OAuth1Error } from './errors.ts';
import { GRANT } from './grant.ts';
import type { OAuth1TokenStore } from './model/access-token.ts';
import type { ExchangeStore } from './model/exchange.ts';
import type { SignatureMethod } from './signature-method.ts';
import type { SignedRequest } from './signed-request.ts';
import { verify } from './verify.ts';

/**
 * Exchanges a live access token, which signs the request (RFC 5849 §3), for tokens of OAuth 2 (RFC 6749 §5.1), once. The
 * client that gets them authenticates as at the token endpoint and is of the same owner as the consumer; it gets what the
 * person allowed the consumer, as far as it may have it. Nothing is consumed where that is nothing, or another's.
 */
export async function exchangeToken(
  {
    signed,
    client: asked,
    from,
  }: { readonly signed: SignedRequest; readonly client: ClientRequest; readonly from: RequestOrigin },
  deps: {
    readonly accessTokens: Pick<OAuth1TokenStore, 'findSigner'>;
    readonly exchanges: ExchangeStore;
    readonly signatureMethods: readonly SignatureMethod[];
    readonly clientCache: ClientCache;
    readonly methods: readonly ClientAuthMethod[];
    readonly issueTokens: IssueTokens;
  },
  { now, onClient }: Context,
): Promise<TokenResponse> {
  const token = signed.require('oauth_token');
  const hash = digest(isToken('1a', token) ? token : '');
  const find = (consumerKey: string) => deps.accessTokens.findSigner(consumerKey, hash);
  const { consumerKey, nonce } = await verify(signed, { methods: deps.signatureMethods, find });
  return withClients(deps.clientCache, async (findClient) => {
    const { client } = await authenticateClient(asked, { methods: deps.methods, find: findClient, now });
    onClient?.(client);
    // OAuth 1.0a proves no key and tells of no factor, and OAuth 2.1 has no such grant.
    const { profile, requireFactor } = client.metadata;
    if (profile !== 'standard' || requireFactor) throw new OAuthError('grant-not-registered', GRANT);
    const scopes = requestedScopes(client, GRANT, asked.parameters.get('scope'));
    const access = deps.issueTokens.accessToken(client);
    const refresh = deps.issueTokens.refreshToken(client);
    const { id: clientId, revision } = client;
    const about = { consumerKey, nonce, hash, authorizationId: randomUUID(), clientId, revision, scopes, from };
    const exchanged = await deps.exchanges.exchange({ ...about, access, refresh });
    if (exchanged.outcome === 'stale') throw new StaleClient();
    if (exchanged.outcome === 'replayed') throw new OAuth1Error('oauth1-nonce-used');
    if (exchanged.outcome === 'refused') throw new OAuth1Error('oauth1-not-exchanged');
    if (exchanged.outcome === 'unrelated') throw new OAuthError('oauth1-exchange-unrelated');
    return deps.issueTokens.answer({ client, access, refresh, issued: exchanged.issued });
  });
}

import { digest, isToken } from '../secrets.ts';
import { authenticateClient, type Context } from './authenticate-client.ts';
import type { ClientAuthMethod, ClientRequest } from './client-auth-method.ts';
import type { ClientCache } from './client-cache.ts';
import { readAccessToken } from './jwt-access-token.ts';
import type { AccessTokenStore } from './model/access-token.ts';
import type { ClientChainStore } from './model/client-chain.ts';
import type { RefreshTokenStore } from './model/refresh-token.ts';
import type { SignedTokenStore } from './model/signed-token.ts';
import type { Keyring } from './model/signing-key.ts';
import { withClients } from './with-clients.ts';

/**
 * Ends a token of the client that asks (RFC 7009 §2.1): an access token alone, a refresh token with its whole family.
 * Unknown tokens, other clients' tokens and wrong hints are no errors (RFC 7009 §2.2): a token says itself what it is.
 */
export async function revoke(
  request: ClientRequest,
  deps: {
    readonly clientCache: ClientCache;
    readonly methods: readonly ClientAuthMethod[];
    readonly accessTokens: AccessTokenStore;
    readonly signedTokens: Pick<SignedTokenStore, 'revoke'>;
    readonly refreshTokens: RefreshTokenStore;
    readonly clientChains: Pick<ClientChainStore, 'end'>;
    readonly keyring: Pick<Keyring, 'verify'>;
  },
  { now, onClient }: Context,
): Promise<void> {
  const { parameters } = request;
  parameters.refuseRepeated();
  await withClients(deps.clientCache, async (find) => {
    const { client } = await authenticateClient(request, { methods: deps.methods, find, now });
    onClient?.(client);
    const value = parameters.require('token', 'token-missing');
    const access = await readAccessToken(value, deps.keyring);
    if (access?.kind === 'stored') await deps.accessTokens.revoke(access.hash, client.id);
    else if (access) await (access.token.clientId === client.id && deps.signedTokens.revoke(access.token));
    else if (isToken('rt', value)) await deps.refreshTokens.revoke(digest(value), client.id);
    else if (isToken('cr', value)) await deps.clientChains.end(digest(value), client.id, 'token.revoked');
  });
}

import { digest, isToken } from '../secrets.ts';
import { authenticateClient, type Context } from './authenticate-client.ts';
import { detailsOf } from './authorization-details.ts';
import type { ClientAuthMethod, ClientRequest } from './client-auth-method.ts';
import type { ClientCache } from './client-cache.ts';
import { OAuthError, StaleClient } from './errors.ts';
import { audienceOf, readAccessToken } from './jwt-access-token.ts';
import type { AccessTokenStore } from './model/access-token.ts';
import type { AuthorizationDetail } from './model/authorization-details.ts';
import type { ClientChainStore } from './model/client-chain.ts';
import type { Actor, Confirmation } from './model/issued.ts';
import type { LastUses } from './model/last-use.ts';
import { PERSONAL_CLIENT } from './model/personal-token.ts';
import type { RefreshTokenStore } from './model/refresh-token.ts';
import type { SignedTokenStore } from './model/signed-token.ts';
import type { Keyring } from './model/signing-key.ts';
import { withClients } from './with-clients.ts';

/** An introspection answer (RFC 7662 §2.2). Inactive says nothing else. */
export type Introspection =
  | { readonly active: false }
  | {
      readonly active: true;
      readonly scope?: string;
      readonly client_id: string;
      readonly token_type?: 'Bearer' | 'DPoP';
      /** By whose key alone it may be used (RFC 9449 §6.2, RFC 8705 §3.2). */
      readonly cnf?: Confirmation;
      /** RFC 9396 §9.2 */
      readonly authorization_details?: readonly AuthorizationDetail[];
      /** The resources that it is for (RFC 8707 §2); absent: it names none. */
      readonly aud?: string | readonly string[];
      /** Who acts for the subject (RFC 8693 §4.1). */
      readonly act?: Actor;
      readonly exp?: number;
      readonly iat?: number;
      readonly sub: string;
      readonly iss: string;
    };

/**
 * Tells a confidential client about a token (RFC 7662 §2): its own, or, for a resource server, any access token that names
 * no resource or one of its own. All that it may not know is inactive, like what does not exist (RFC 7662 §4).
 */
export async function introspect(
  request: ClientRequest,
  deps: {
    readonly clientCache: ClientCache;
    readonly methods: readonly ClientAuthMethod[];
    readonly accessTokens: AccessTokenStore;
    readonly signedTokens: Pick<SignedTokenStore, 'introspect'>;
    readonly refreshTokens: RefreshTokenStore;
    readonly clientChains: Pick<ClientChainStore, 'introspect'>;
    readonly tokenUses: Pick<LastUses, 'record'>;
    readonly keyring: Pick<Keyring, 'verify'>;
    readonly issuer: string;
  },
  { now, onClient }: Context,
): Promise<Introspection> {
  const { parameters } = request;
  parameters.refuseRepeated();
  return withClients(deps.clientCache, async (find) => {
    const { client } = await authenticateClient(request, { methods: deps.methods, find, now });
    if (!client.confidential) throw new OAuthError('client-not-accepted');
    onClient?.(client);
    const value = parameters.require('token', 'token-missing');
    const caller = { clientId: client.id, revision: client.revision, resourceServer: client.resourceServer };
    const refreshes = isToken('rt', value) && client.grants.includes('refresh_token');
    const chain = isToken('cr', value) ? deps.clientChains : undefined;
    const access = await readAccessToken(value, deps.keyring);
    const store = access ? deps.accessTokens : refreshes ? deps.refreshTokens : chain;
    const hash = access?.kind === 'stored' ? access.hash : digest(value);
    const live = await (access?.kind === 'signed'
      ? deps.signedTokens.introspect(access.token, caller)
      : store?.introspect(hash, caller));
    if (live === 'stale') throw new StaleClient();
    if (!live) return { active: false };
    const details = store === chain ? undefined : detailsOf(live.binding, live.facts);
    const aud = audienceOf(live.binding);
    // It ends when nobody asks about it any more, or its person sees when it was used.
    if (live.expiresAt === undefined || live.clientId === PERSONAL_CLIENT) deps.tokenUses.record(hash);
    return {
      active: true,
      ...(live.scope === '' ? {} : { scope: live.scope }),
      client_id: live.clientId,
      ...(store === deps.accessTokens
        ? { token_type: live.binding?.cnf && 'jkt' in live.binding.cnf ? 'DPoP' : 'Bearer' }
        : {}),
      ...(live.binding?.cnf ? { cnf: live.binding.cnf } : {}),
      ...(details ? { authorization_details: details } : {}),
      ...(aud === undefined ? {} : { aud }),
      ...(live.facts?.act ? { act: live.facts.act } : {}),
      ...(live.expiresAt === undefined ? {} : { exp: live.expiresAt }),
      ...(live.issuedAt === undefined ? {} : { iat: live.issuedAt }),
      sub: live.subject,
      iss: deps.issuer,
    };
  });
}

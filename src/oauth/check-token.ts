import { OAuthError } from './errors.ts';
import { isFor } from './is-for.ts';
import { readAccessToken } from './jwt-access-token.ts';
import type { AccessTokenStore, CheckedToken } from './model/access-token.ts';
import type { LastUses } from './model/last-use.ts';
import { PERSONAL_CLIENT } from './model/personal-token.ts';
import type { SignedTokenStore } from './model/signed-token.ts';
import type { Keyring } from './model/signing-key.ts';
import type { Parameters } from './parameters.ts';
import { isResourceUri } from './resource-uri.ts';
import { parseScope } from './scope.ts';

const BEARER = /^bearer +([A-Za-z0-9\-._~+/]+=*)$/i; // RFC 6750 §2.1

/** The token of an Authorization header (RFC 6750 §2.1); empty where the header has another form. */
export function bearerToken(authorization: string | undefined): string {
  if (authorization === undefined) throw new OAuthError('bearer-token-missing');
  return BEARER.exec(authorization)?.[1] ?? '';
}

/**
 * Whether the bearer token of a request is live and has the scopes that are asked for (RFC 6750 §3.1): for proxies in front
 * of an API, which look at nothing but the status. The token itself is the proof, so nobody authenticates besides: whoever
 * has it could use it. One that names resources is good for those alone, where `resource` is asked for (RFC 8707 §2).
 */
export async function checkToken(
  request: { readonly parameters: Parameters; readonly authorization: string | undefined },
  deps: {
    readonly accessTokens: Pick<AccessTokenStore, 'check'>;
    readonly signedTokens: Pick<SignedTokenStore, 'check'>;
    readonly tokenUses: Pick<LastUses, 'record'>;
    readonly keyring: Pick<Keyring, 'verify'>;
  },
): Promise<CheckedToken> {
  const { parameters, authorization } = request;
  parameters.refuseRepeated();
  const asked = parameters.get('scope');
  const scopes = asked === undefined ? [] : parseScope(asked);
  const resource = parameters.get('resource');
  if (resource !== undefined && !isResourceUri(resource)) throw new OAuthError('resource-malformed', resource);
  const token = bearerToken(authorization);
  const read = await readAccessToken(token, deps.keyring);
  if (!read) throw new OAuthError('bearer-token-not-accepted');
  const stored = read.kind === 'stored';
  const found = await (stored
    ? deps.accessTokens.check(read.hash, scopes)
    : deps.signedTokens.check(read.token, scopes));
  if (!found) throw new OAuthError('bearer-token-not-accepted');
  if (resource !== undefined && !isFor(found.resources, resource))
    throw new OAuthError('bearer-resource-other', resource);
  if (!found.covered) throw new OAuthError('bearer-scope-insufficient', asked);
  // It ends when nobody asks about it any more, or its person sees when it was used.
  if (stored && (found.endless || found.clientId === PERSONAL_CLIENT)) deps.tokenUses.record(read.hash);
  return found;
}

import { halfDigest } from '../secrets.ts';
import { acrOf } from './acr.ts';
import { claimsOf } from './claims.ts';
import type { IssuedTokens } from './issue-tokens.ts';
import type { PersonStore } from './model/person.ts';
import type { Keyring, SigningAlg } from './model/signing-key.ts';
import { subjectOf } from './subject.ts';

/** How long an ID token may be taken for news, in seconds: a client looks at it once. */
export const ID_TOKEN_SECONDS = 3600;

export type IdTokenDeps = { readonly issuer: string; readonly persons: Pick<PersonStore, 'findReleased'> };

/**
 * Who signed in, for the client (OpenID Connect Core 1.0 §2), from the facts of the statement that issued. Undefined where
 * `openid` was not granted.
 */
export function idToken(
  tokens: IssuedTokens,
  { keyring, ...deps }: IdTokenDeps & { readonly keyring: Keyring },
): Promise<string> | undefined {
  const claims = idTokenClaims(tokens, deps);
  if (!claims) return undefined;
  const sign = async () => {
    const signer = await keyring.signer(tokens.client.metadata.idTokenSignedResponseAlg as SigningAlg);
    return signer.sign(Buffer.from(JSON.stringify(await claims)), 'JWT');
  };
  return sign();
}

/** What it says, before anybody signs it. */
export function idTokenClaims(
  { client, access, issued, idTokenAlone = false, code }: IssuedTokens,
  deps: IdTokenDeps,
): Promise<Readonly<Record<string, unknown>>> | undefined {
  const { facts, userId, scope } = issued;
  if (!facts?.openid || userId === undefined || !scope.split(' ').includes('openid')) return undefined;
  const { nonce, claims: asked } = facts.openid;
  const iat = Math.floor(issued.issuedAt);
  const own = {
    iss: deps.issuer,
    sub: subjectOf(facts, userId),
    aud: client.id,
    iat,
    exp: iat + ID_TOKEN_SECONDS,
    ...(facts.auth
      ? { auth_time: facts.auth.time, acr: acrOf(facts.auth.amr), amr: facts.auth.amr, sid: facts.auth.sid }
      : {}),
    ...(nonce === undefined ? {} : { nonce }),
    ...(idTokenAlone ? {} : { at_hash: halfDigest(access.value) }),
    ...(code === undefined ? {} : { c_hash: halfDigest(code) }), // OpenID Connect Core 1.0 §3.3.2.11
  };
  // OpenID Connect Core 1.0 §5.4: where no access token comes of it, userinfo tells nothing.
  const all = client.metadata.idTokenClaims || (idTokenAlone && code === undefined);
  const named = asked?.id_token ?? [];
  if (!all && named.length === 0) return Promise.resolve(own);
  return deps.persons.findReleased(userId, scope, client.id).then((found) => {
    if (!found) return own; // disabled in this very moment
    return { ...claimsOf(found.person, all ? [...found.claims, ...named] : named), ...own };
  });
}

import { halfDigest } from '../secrets.ts';
import { acrOf } from './acr.ts';
import type { IssuedTokens } from './issue-tokens.ts';
import type { Keyring, SigningAlg } from './model/signing-key.ts';
import { subjectOf } from './subject.ts';

/** How long an ID token may be taken for news, in seconds: a client looks at it once. */
export const ID_TOKEN_SECONDS = 3600;

/**
 * Who signed in, for the client (OpenID Connect Core 1.0 §2), from the facts of the statement that issued. Undefined where
 * `openid` was not granted.
 */
export function idToken(
  { client, access, issued, idTokenAlone = false }: IssuedTokens,
  { keyring, issuer }: { readonly keyring: Keyring; readonly issuer: string },
): Promise<string> | undefined {
  const { facts, userId, scope } = issued;
  if (!facts?.openid || userId === undefined || !scope.split(' ').includes('openid')) return undefined;
  const { nonce } = facts.openid;
  const iat = Math.floor(issued.issuedAt);
  const alg = client.metadata.idTokenSignedResponseAlg as SigningAlg;
  const claims = {
    iss: issuer,
    sub: subjectOf(facts, userId),
    aud: client.id,
    iat,
    exp: iat + ID_TOKEN_SECONDS,
    ...(facts.auth
      ? { auth_time: facts.auth.time, acr: acrOf(facts.auth.amr), amr: facts.auth.amr, sid: facts.auth.sid }
      : {}),
    ...(nonce === undefined ? {} : { nonce }),
    ...(idTokenAlone ? {} : { at_hash: halfDigest(access.value) }),
  };
  return keyring.signer(alg).then((signer) => signer.sign(Buffer.from(JSON.stringify(claims)), 'JWT'));
}

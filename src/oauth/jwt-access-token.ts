import { digest, isToken } from '../secrets.ts';
import { detailsOf } from './authorization-details.ts';
import type { IssuedTokens } from './issue-tokens.ts';
import type { Keyring, SigningAlg } from './model/signing-key.ts';
import { subjectOf } from './subject.ts';

const TYP = 'at+jwt'; // RFC 9068 §2.1

/**
 * The signed form of an access token (RFC 9068 §2.2), from the facts of the statement that issued it. It is signed as the
 * application's ID tokens are: RS256 unless it has another algorithm. Undefined where the token is opaque.
 */
export function accessTokenJwt(
  tokens: IssuedTokens,
  { keyring, issuer }: { readonly keyring: Pick<Keyring, 'signer'>; readonly issuer: string },
): Promise<string> | undefined {
  const claims = accessTokenClaims(tokens, { issuer });
  if (!claims) return undefined;
  const alg = tokens.client.metadata.idTokenSignedResponseAlg as SigningAlg;
  return keyring.signer(alg).then((signer) => signer.sign(Buffer.from(JSON.stringify(claims)), TYP));
}

/** What it says, before anybody signs it. */
export function accessTokenClaims(
  { client, access, issued }: IssuedTokens,
  { issuer }: { readonly issuer: string },
): Readonly<Record<string, unknown>> | undefined {
  if (access.format !== 'jwt' || access.seconds === undefined) return undefined;
  const { facts, userId, scope } = issued;
  const iat = Math.floor(issued.issuedAt);
  const details = detailsOf(access.binding, facts);
  return {
    iss: issuer,
    sub: userId === undefined ? client.id : subjectOf(facts, userId),
    aud: access.binding?.aud ?? issuer, // RFC 9068 §3: a default where no resource was named
    client_id: client.id,
    ...(scope === '' ? {} : { scope }),
    iat,
    exp: iat + access.seconds,
    jti: access.value,
    ...(facts?.auth ? { auth_time: facts.auth.time, amr: facts.auth.amr } : {}),
    ...(details ? { authorization_details: details } : {}), // RFC 9396 §9.1
    ...(access.binding?.cnf ? { cnf: access.binding.cnf } : {}),
  };
}

/**
 * The digest by which an access token is known, whichever form it has; undefined where the value cannot be one of ours. A
 * signed one says its `jti` only when a key of ours that counts signed it, as an access token (RFC 9068 §4).
 */
export async function accessTokenHash(value: string, keyring: Pick<Keyring, 'verify'>): Promise<Buffer | undefined> {
  if (isToken('at', value)) return digest(value);
  const payload = await keyring.verify(value, TYP);
  if (!payload) return undefined;
  const { jti } = JSON.parse(Buffer.from(payload).toString('utf8')) as { readonly jti?: unknown };
  return typeof jti === 'string' ? digest(jti) : undefined;
}

import { type CryptoKey, importJWK, type JWK } from 'jose';
import type { ClientMetadata } from './model/client-metadata.ts';
import { VERIFIED_ALGS } from './verify-jwt.ts';

/** What is wrong with the keys that somebody registers. */
export type JwksProblem =
  | 'no-set'
  | 'too-many'
  | 'private'
  | 'not-for-signing'
  | 'weak'
  | 'unreadable'
  | 'kid-repeated';

const MOST = 20; // keys
const RSA_BITS = 2048; // FAPI 2.0 §5.4
const SECRET_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'] as const; // RFC 7518 §6
const USUAL_ALG: Readonly<Record<string, string>> = {
  'P-256': 'ES256',
  'P-384': 'ES384',
  'P-521': 'ES512',
  Ed25519: 'EdDSA',
};

/**
 * The public keys of a client as they are kept (RFC 7517 §5), or the first problem and the key that has it, counted from 1:
 * public ones only, for signatures that this server takes, RSA of 2048 bits, curves from P-256 on.
 */
export async function checkJwks(
  document: unknown,
): Promise<
  | { readonly jwks: NonNullable<ClientMetadata['jwks']> }
  | { readonly problem: JwksProblem; readonly at: number | undefined }
> {
  const keys = typeof document === 'object' && document !== null && 'keys' in document ? document.keys : undefined;
  if (!Array.isArray(keys) || keys.length === 0) return { problem: 'no-set', at: undefined };
  if (keys.length > MOST) return { problem: 'too-many', at: undefined };
  const kids = new Set<unknown>();
  for (const [index, jwk] of keys.entries()) {
    const problem = await keyProblem(jwk);
    if (problem) return { problem, at: index + 1 };
    if (jwk.kid !== undefined && kids.has(jwk.kid)) return { problem: 'kid-repeated', at: index + 1 };
    kids.add(jwk.kid);
  }
  return { jwks: { keys } };
}

/** What is wrong with one of them; undefined: nothing. */
export async function keyProblem(jwk: unknown): Promise<JwksProblem | undefined> {
  if (typeof jwk !== 'object' || jwk === null || Array.isArray(jwk)) return 'unreadable';
  const { kty, crv, use, kid, alg } = jwk as Readonly<Record<string, unknown>>;
  if (SECRET_MEMBERS.some((name) => name in jwk) || kty === 'oct') return 'private';
  if (kid !== undefined && typeof kid !== 'string') return 'unreadable';
  if (use !== undefined && use !== 'sig') return undefined; // one for encryption beside the others is not used
  const named = alg ?? (kty === 'RSA' ? 'RS256' : USUAL_ALG[String(crv)]);
  if (!VERIFIED_ALGS.some((known) => known === named)) return 'not-for-signing';
  try {
    const key = (await importJWK(jwk as JWK, String(named))) as CryptoKey;
    const { modulusLength } = key.algorithm as { readonly modulusLength?: number };
    return modulusLength !== undefined && modulusLength < RSA_BITS ? 'weak' : undefined;
  } catch {
    return 'unreadable';
  }
}

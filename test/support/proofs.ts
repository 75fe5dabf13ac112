import { generateKeyPairSync } from 'node:crypto';
import { digestBase64url, randomId } from '../../src/secrets.ts';
import { crafted, type Pair } from './confusions.ts';

/** A key that an application proves (RFC 9449), its public part as proofs carry it, and its thumbprint. */
export type ProofKey = Pair & { readonly jkt: string };

export function proofKey(): ProofKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { crv, kty, x, y } = publicKey.export({ format: 'jwk' });
  const jwk = { crv, kty, x, y };
  return { privateKey, jwk, jkt: digestBase64url(JSON.stringify(jwk)) };
}

type Json = Readonly<Record<string, unknown>>;

/** What a good proof for the token endpoint says. */
export function proofClaims(url: string, more: Json = {}): Json {
  return { jti: randomId(22), htm: 'POST', htu: url, iat: Math.floor(Date.now() / 1000), ...more };
}

export function proofHeader({ jwk }: Pick<ProofKey, 'jwk'>, more: Json = {}): Json {
  return { typ: 'dpop+jwt', alg: 'ES256', jwk, ...more };
}

/** A proof by this key, with whatever differs from a good one. */
export function proof(key: ProofKey, url: string, claims: Json = {}, header: Json = {}): string {
  return crafted(proofHeader(key, header), proofClaims(url, claims), key.privateKey);
}

/** One for an access token that is shown to a resource. */
export function proofFor(key: ProofKey, url: string, token: string, claims: Json = {}): string {
  return proof(key, url, { htm: 'GET', ath: digestBase64url(token), ...claims });
}

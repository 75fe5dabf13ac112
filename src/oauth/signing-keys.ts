import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import type { Administrator } from '../events.ts';
import type { NewSigningKey, PublicJwk, SigningAlg, SigningKey, SigningKeyStore } from './model/signing-key.ts';

/** A key signs for so many seconds (90 days), and then the next one does. */
export const ROTATED_SECONDS = 90 * 86_400;

/** A key that an administrator adds is published for so long before it signs, in seconds: caches of the key set are as old as that. */
export const ANNOUNCED_SECONDS = 3600;
/** The same where they are in a hurry: every instance has read it by then. */
export const HURRIED_SECONDS = 5;

/**
 * Adds the next key of an algorithm and returns it. `atOnce`: it signs in HURRIED_SECONDS instead of ANNOUNCED_SECONDS. Undefined
 * where another one came first.
 */
export async function rotateKey(
  alg: SigningAlg,
  { atOnce }: { readonly atOnce: boolean },
  by: Administrator,
  { signingKeys }: { readonly signingKeys: SigningKeyStore },
): Promise<NewSigningKey | undefined> {
  const generation = nextGeneration(alg, await signingKeys.list());
  const key = await newSigningKey(alg, { generation, signsIn: atOnce ? HURRIED_SECONDS : ANNOUNCED_SECONDS });
  return (await signingKeys.add(key, by)) ? key : undefined;
}

/**
 * An emergency: the key is published no more, what it signed is inactive within a second on every instance, and another one
 * signs in its place at once. False where there is no such key, or it was revoked before.
 */
export async function revokeKey(
  kid: string,
  by: Administrator,
  { signingKeys }: { readonly signingKeys: SigningKeyStore },
): Promise<boolean> {
  const keys = await signingKeys.list();
  const key = keys.find((each) => each.kid === kid);
  if (!key || key.revokedAt) return false;
  const generation = nextGeneration(key.alg, keys);
  return signingKeys.revoke(kid, await newSigningKey(key.alg, { generation, signsIn: 0 }), by);
}

/** The number of an algorithm's next key. */
export function nextGeneration(alg: SigningAlg, keys: readonly SigningKey[]): number {
  return Math.max(0, ...keys.flatMap((key) => (key.alg === alg ? [key.generation] : []))) + 1;
}

/** A new key pair for an algorithm: RSA of 2048 bits, P-256, or Ed25519 (RFC 7518 §3.1, RFC 8037 §3.1). */
export async function newSigningKey(
  alg: SigningAlg,
  { generation, signsIn }: Pick<NewSigningKey, 'generation' | 'signsIn'>,
): Promise<NewSigningKey> {
  const pair = await generateKeyPair(alg, { extractable: true, modulusLength: 2048 });
  const open = await exportJWK(pair.publicKey);
  const kid = await calculateJwkThumbprint(open);
  const publicJwk: PublicJwk = { ...open, kid, alg, use: 'sig' };
  return { kid, alg, generation, signsIn, publicJwk, privateJwk: JSON.stringify(await exportJWK(pair.privateKey)) };
}

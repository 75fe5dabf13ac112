import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import type { Administrator } from '../events.ts';
import {
  type NewSigningKey,
  type PublicJwk,
  SIGNING_ALGS,
  type SigningAlg,
  type SigningKey,
  type SigningKeyStore,
} from './model/signing-key.ts';

/** A key signs for so many seconds (90 days), and then the next one does. */
export const ROTATED_SECONDS = 90 * 86_400;

/** A key that an administrator adds is published for so long before it signs, in seconds: caches of the key set are as old as that. */
export const ANNOUNCED_SECONDS = 3600;
/** The same where they are in a hurry: every instance has read it by then. */
export const HURRIED_SECONDS = 5;
/** Where all are rotated the Ed25519 key is published so much after the others, in seconds: an hour, or a minute in a hurry. */
export const AFTER_THE_OTHERS_SECONDS = { announced: 3600, hurried: 60 } as const;

/**
 * Adds the next key of an algorithm and returns it. `atOnce`: it signs in HURRIED_SECONDS instead of ANNOUNCED_SECONDS. Undefined
 * where another one came first. `publishedIn`: seconds until it is published; it signs as much later.
 */
export async function rotateKey(
  alg: SigningAlg,
  { atOnce, publishedIn = 0 }: { readonly atOnce: boolean; readonly publishedIn?: number },
  by: Administrator,
  { signingKeys }: { readonly signingKeys: SigningKeyStore },
): Promise<NewSigningKey | undefined> {
  const generation = nextGeneration(alg, await signingKeys.list());
  const signsIn = publishedIn + (atOnce ? HURRIED_SECONDS : ANNOUNCED_SECONDS);
  const key = await newSigningKey(alg, { generation, publishedIn, signsIn });
  return (await signingKeys.add(key, by)) ? key : undefined;
}

/**
 * Adds the next key of every algorithm; undefined at those where another one came first. The Ed25519 key comes into the published
 * set after the others: a program that stops at a kind of key it does not know, instead of leaving it aside as RFC 7517 §5 says,
 * reads the new keys of the kinds that it knows first.
 */
export async function rotateKeys(
  { atOnce }: { readonly atOnce: boolean },
  by: Administrator,
  stores: { readonly signingKeys: SigningKeyStore },
): Promise<readonly { readonly alg: SigningAlg; readonly key: NewSigningKey | undefined }[]> {
  const later = atOnce ? AFTER_THE_OTHERS_SECONDS.hurried : AFTER_THE_OTHERS_SECONDS.announced;
  const rotated = [];
  for (const alg of SIGNING_ALGS) {
    const publishedIn = alg === 'EdDSA' ? later : 0;
    rotated.push({ alg, key: await rotateKey(alg, { atOnce, publishedIn }, by, stores) });
  }
  return rotated;
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
  return signingKeys.revoke(kid, await newSigningKey(key.alg, { generation, publishedIn: 0, signsIn: 0 }), by);
}

/** The number of an algorithm's next key. */
export function nextGeneration(alg: SigningAlg, keys: readonly SigningKey[]): number {
  return Math.max(0, ...keys.flatMap((key) => (key.alg === alg ? [key.generation] : []))) + 1;
}

/** A new key pair for an algorithm: RSA of 2048 bits, P-256, or Ed25519 (RFC 7518 §3.1, RFC 8037 §3.1). */
export async function newSigningKey(
  alg: SigningAlg,
  times: Pick<NewSigningKey, 'generation' | 'publishedIn' | 'signsIn'>,
): Promise<NewSigningKey> {
  const pair = await generateKeyPair(alg, { extractable: true, modulusLength: 2048 });
  const open = await exportJWK(pair.publicKey);
  const kid = await calculateJwkThumbprint(open);
  const publicJwk: PublicJwk = { ...open, kid, alg, use: 'sig' };
  return { ...times, kid, alg, publicJwk, privateJwk: JSON.stringify(await exportJWK(pair.privateKey)) };
}

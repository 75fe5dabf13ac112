import { CompactSign, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose';
import {
  type Keyring,
  type NewSigningKey,
  type PublicJwk,
  SIGNING_ALGS,
  type Signer,
  type SigningAlg,
  type SigningKey,
  type SigningKeyStore,
} from './model/signing-key.ts';

/** A key becomes known to every instance within so many seconds. */
export const KEYS_KNOWN_SECONDS = 10;

type Known = {
  readonly readAt: number;
  readonly keys: readonly SigningKey[];
  readonly signers: ReadonlyMap<string, Signer>;
};

/**
 * The keys of the database, read again every KEYS_KNOWN_SECONDS, aside: signing waits for nothing but the first reading. Where
 * there is none of an algorithm yet, it is made: of instances that start together one makes it.
 */
export function keyring({
  signingKeys,
  now,
}: {
  readonly signingKeys: SigningKeyStore;
  readonly now: () => Date;
}): Keyring {
  let known: Promise<Known> | undefined;
  let at = 0;
  const read = async (): Promise<Known> => {
    const readAt = now().getTime();
    let stored = await signingKeys.list();
    const missing = SIGNING_ALGS.filter((alg) => !stored.some((key) => key.alg === alg));
    if (missing.length > 0) {
      // Nobody has seen an earlier one: the first may sign at once.
      for (const alg of missing) await signingKeys.add(await newSigningKey(alg, { generation: 1, signsIn: 0 }));
      stored = await signingKeys.list();
    }
    const signers = await Promise.all(
      stored.flatMap(({ kid, alg, privateJwk }) => (privateJwk === undefined ? [] : [signerOf(kid, alg, privateJwk)])),
    );
    return { readAt, keys: stored, signers: new Map(signers.map((signer) => [signer.kid, signer])) };
  };
  const current = async (): Promise<Known> => {
    const time = now().getTime();
    if (!known) {
      at = time;
      const first = read();
      known = first;
      first.catch(() => {
        if (known === first) known = undefined;
      });
    } else if (Math.abs(time - at) > KEYS_KNOWN_SECONDS * 1000) {
      at = time;
      const before = known;
      const next = read();
      next.then(
        () => {
          known = next;
        },
        () => {}, // what is known stays good: the next request tries again in a while
      );
      // A process that slept, or a clock that stepped: what it knows may be too old to sign with.
      if (time - (await before).readAt > 6 * KEYS_KNOWN_SECONDS * 1000) return next;
    }
    return known;
  };
  return {
    async signer(alg) {
      const { keys, signers } = await current();
      const time = now();
      const key = keys
        .filter((each) => each.alg === alg && !each.revokedAt && each.signsAt <= time && signers.has(each.kid))
        .at(-1);
      const signer = key && signers.get(key.kid);
      if (!signer)
        throw new Error(
          `there is no key for ${alg}: was SECRET changed? "latchkey key rotate --alg ${alg} --now" makes one`,
        );
      return signer;
    },
    async jwks() {
      const { keys } = await current();
      return { keys: keys.flatMap((key) => (key.revokedAt ? [] : [key.publicJwk])) };
    },
  };
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

/** A key that this process holds: jose signs aside from the event loop. */
async function signerOf(kid: string, alg: SigningAlg, privateJwk: string): Promise<Signer> {
  const key = await importJWK(JSON.parse(privateJwk), alg);
  return {
    kid,
    alg,
    sign: (payload, typ) => new CompactSign(payload).setProtectedHeader({ alg, kid, typ }).sign(key),
  };
}

import { compactVerify, decodeProtectedHeader, errors, importJWK, type ProtectedHeaderParameters } from 'jose';
import { localSigner } from './local-signer.ts';
import {
  isPublished,
  type Keyring,
  keyState,
  SIGNING_ALGS,
  type Signer,
  type SigningAlg,
  type SigningKey,
  type SigningKeyStore,
} from './model/signing-key.ts';
import { newSigningKey, nextGeneration, ROTATED_SECONDS } from './signing-keys.ts';

const FRESH = 500; // milliseconds for which the keys are taken as read
const OLDEST = 1000; // milliseconds: a key that was revoked elsewhere counts no longer than this
const ASKED_AGAIN = 100; // milliseconds: how often a key that nobody knows is looked for
const PUBLISHED_SECONDS = 86_400; // a key that comes in its turn is known for a day before it signs

type Known = { readonly readAt: number; readonly keys: readonly SigningKey[] };

/**
 * The keys of the database, read again twice a second while they are used, aside. Where there is none of an algorithm yet it is made,
 * and where one has signed for ROTATED_SECONDS so is the next: of instances that do it at once one succeeds.
 */
export function keyring({
  signingKeys,
  now,
}: {
  readonly signingKeys: SigningKeyStore;
  readonly now: () => Date;
}): Keyring {
  const signers = new Map<string, Promise<Signer | undefined>>();
  const published = ({ keys }: Known) => {
    const time = now();
    return keys.filter((key) => isPublished(key, keys, time));
  };
  let known: Known | undefined;
  let reading: Promise<Known> | undefined;
  const read = async (): Promise<Known> => {
    const time = now();
    const stored = await signingKeys.list();
    const due = SIGNING_ALGS.filter((alg) => isDue(alg, stored, time));
    for (const alg of due) {
      // Nobody has seen an earlier one than the first: it may sign at once.
      const signsIn = stored.some((key) => key.alg === alg) ? PUBLISHED_SECONDS : 0;
      const generation = nextGeneration(alg, stored);
      await signingKeys.add(await newSigningKey(alg, { generation, publishedIn: 0, signsIn }));
    }
    return { readAt: time.getTime(), keys: due.length > 0 ? await signingKeys.list() : stored };
  };
  const readOnce = () => {
    reading ??= read().then(
      (next) => {
        known = next;
        reading = undefined;
        return next;
      },
      (error) => {
        reading = undefined;
        throw error;
      },
    );
    return reading;
  };
  const current = async (): Promise<Known> => {
    const age = known ? Math.abs(now().getTime() - known.readAt) : Number.POSITIVE_INFINITY;
    if (!known || age > OLDEST) return readOnce();
    if (age > FRESH) readOnce().catch(() => undefined); // the next request waits for it, and says what is wrong
    return known;
  };
  const signerOf = (key: SigningKey) => {
    let signer = signers.get(key.kid);
    if (!signer) {
      signer = signingKeys.privateJwk(key.kid).then((jwk) => (jwk && localSigner(key, jwk)) || undefined);
      signer.catch(() => signers.delete(key.kid));
      signers.set(key.kid, signer);
    }
    return signer;
  };
  return {
    async signer(alg) {
      const { keys } = await current();
      const time = now();
      const key = keys.find((each) => each.alg === alg && keyState(each, keys, time) === 'signing');
      const signer = key && (await signerOf(key));
      if (!signer)
        throw new Error(
          `${key ? 'SECRET does not open the key' : 'there is no key'} for ${alg}: "latchkey key rotate --alg ${alg} --now"`,
        );
      return signer;
    },
    async jwks() {
      return { keys: published(await current()).map(({ publicJwk }) => publicJwk) };
    },
    async verify(jws, typ) {
      const header = headerOf(jws);
      if (header?.typ !== typ || header.crit !== undefined) return undefined;
      const named = (set: Known) => published(set).find(({ kid, alg }) => kid === header.kid && alg === header.alg);
      const set = await current();
      // The first key of an algorithm, and one that replaces a revoked one, sign at once: another instance may have made it.
      const asksAgain = Math.abs(now().getTime() - set.readAt) > ASKED_AGAIN;
      const key = named(set) ?? (asksAgain ? named(await readOnce()) : undefined);
      return key && verified(jws, key);
    },
  };
}

function isDue(alg: SigningAlg, keys: readonly SigningKey[], now: Date): boolean {
  const newest = keys.filter((key) => key.alg === alg).at(-1);
  return !newest || newest.signsAt.getTime() + ROTATED_SECONDS * 1000 < now.getTime();
}

/** Undefined where the text is no JWS in compact form. */
function headerOf(jws: string): ProtectedHeaderParameters | undefined {
  try {
    return jws.split('.').length === 3 ? decodeProtectedHeader(jws) : undefined;
  } catch {
    return undefined;
  }
}

async function verified(jws: string, { alg, publicJwk }: SigningKey): Promise<Uint8Array | undefined> {
  try {
    return (await compactVerify(jws, await importJWK(publicJwk, alg), { algorithms: [alg] })).payload;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

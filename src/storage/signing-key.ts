// SQL of its own: every server reads the keys, also one that only serves programs and never loads Prisma.
import type { PublicJwk, SigningAlg, SigningKeyStore } from '../oauth/model/signing-key.ts';
import type { Keys } from '../secrets.ts';
import type { Database, Statement } from './engine/database.ts';

type Row = {
  readonly kid: string;
  readonly alg: SigningAlg;
  readonly generation: number;
  readonly public_jwk: PublicJwk;
  readonly private_key: Buffer;
  readonly created_at: Date;
  readonly signs_at: Date;
  readonly revoked_at: Date | null;
};

const LIST: Statement = {
  name: 'list-signing-keys',
  text: `
    SELECT kid, alg, generation, public_jwk, private_key, created_at, signs_at, revoked_at FROM signing_keys
    WHERE $1::interval IS NOT NULL ORDER BY alg, generation`,
};

/** 2 kid, 3 alg, 4 generation, 5 public key, 6 private key, 7 seconds. */
const ADD: Statement = {
  name: 'add-signing-key',
  text: `
    INSERT INTO signing_keys (kid, alg, generation, public_jwk, private_key, created_at, signs_at)
    VALUES ($2, $3, $4, $5, $6, now() + $1::interval, now() + $1::interval + make_interval(secs => $7))
    ON CONFLICT DO NOTHING RETURNING kid`,
};

/** The keys that the server signs with; private parts are encrypted under SECRET. */
export function signingKeyStore(database: Database, { keys }: { readonly keys: Keys }): SigningKeyStore {
  return {
    async list() {
      return (await database.run<Row>(LIST, [])).map((row) => ({
        kid: row.kid,
        alg: row.alg,
        generation: row.generation,
        publicJwk: row.public_jwk,
        privateJwk: opened(keys, row),
        createdAt: row.created_at,
        signsAt: row.signs_at,
        revokedAt: row.revoked_at ?? undefined,
      }));
    },
    async add({ kid, alg, generation, publicJwk, privateJwk, signsIn }) {
      const sealed = keys.seal('signing-key', privateJwk, kid);
      return (await database.run(ADD, [kid, alg, generation, JSON.stringify(publicJwk), sealed, signsIn])).length > 0;
    },
  };
}

function opened(keys: Keys, { kid, private_key: sealed }: Row): string | undefined {
  try {
    return keys.open('signing-key', sealed, kid);
  } catch {
    return undefined; // sealed under a SECRET that is gone: it can be checked by, and signs no more
  }
}

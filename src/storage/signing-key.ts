// SQL of its own: every server reads the keys, also one that only serves programs and never loads Prisma.
import type pg from 'pg';
import type { NewSigningKey, PublicJwk, SigningAlg, SigningKeyStore } from '../oauth/model/signing-key.ts';
import { equal, type Keys } from '../secrets.ts';
import { audited } from './audit-event.ts';
import type { Database, Statement } from './engine/database.ts';

type Row = {
  readonly kid: string;
  readonly alg: SigningAlg;
  readonly generation: number;
  readonly public_jwk: PublicJwk;
  readonly created_at: Date;
  readonly published_at: Date | null;
  readonly signs_at: Date;
  readonly revoked_at: Date | null;
};

const LIST: Statement = {
  name: 'list-signing-keys',
  text: `
    SELECT kid, alg, generation, public_jwk, created_at, published_at, signs_at, revoked_at FROM signing_keys
    WHERE $1::interval IS NOT NULL ORDER BY alg, generation`,
};
const PRIVATE: Statement = {
  name: 'read-signing-key',
  text: 'SELECT private_key FROM signing_keys WHERE kid = $2 AND $1::interval IS NOT NULL',
};

/** $1 clock, 2 kid, 3 alg, 4 generation, 5 public key, 6 private key, 7 seconds until it is published or null, 8 until it signs. */
const ADD = `
  INSERT INTO signing_keys (kid, alg, generation, public_jwk, private_key, created_at, published_at, signs_at)
  VALUES (
    $2, $3, $4, $5, $6, now() + $1::interval,
    now() + $1::interval + make_interval(secs => $7), now() + $1::interval + make_interval(secs => $8)
  )
  ON CONFLICT DO NOTHING`;
/** The private part goes: nobody can sign with it any more. */
const REVOKE = `
  UPDATE signing_keys SET revoked_at = now() + $1::interval, private_key = '' WHERE kid = $2 AND revoked_at IS NULL`;

/** The keys that the server signs with; private parts are encrypted under SECRET. */
export function signingKeyStore(database: Database, { keys }: { readonly keys: Keys }): SigningKeyStore {
  const offset = `${database.offsetMs} milliseconds`;
  const add = async (client: pg.PoolClient, key: NewSigningKey): Promise<boolean> => {
    const sealed = keys.seal('signing-key', key.privateJwk, key.kid);
    const { kid, alg, generation, publicJwk, publishedIn, signsIn } = key;
    const values = [offset, kid, alg, generation, JSON.stringify(publicJwk), sealed, publishedIn || null, signsIn];
    return (await client.query(ADD, values)).rowCount === 1;
  };
  return {
    async list() {
      return (await database.run<Row>(LIST, [])).map((row) => ({
        kid: row.kid,
        alg: row.alg,
        generation: row.generation,
        publicJwk: row.public_jwk,
        createdAt: row.created_at,
        publishedAt: row.published_at ?? undefined,
        signsAt: row.signs_at,
        revokedAt: row.revoked_at ?? undefined,
      }));
    },
    async privateJwk(kid) {
      const [row] = await database.run<{ private_key: Buffer }>(PRIVATE, [kid]);
      return row && tryToOpen(keys, row.private_key, kid);
    },
    add: (key, by = 'administrator') =>
      audited(database, by, async (client, record) => {
        if (!(await add(client, key))) return false;
        await record('key.added', { detail: `${key.alg} ${key.kid}` });
        return true;
      }),
    revoke: (kid, replacement, by) =>
      audited(database, by, async (client, record) => {
        if ((await client.query(REVOKE, [offset, kid])).rowCount !== 1) return false;
        await record('key.revoked', { detail: `${replacement.alg} ${kid}` });
        if (await add(client, replacement))
          await record('key.added', { detail: `${replacement.alg} ${replacement.kid}` });
        return true;
      }),
  };
}

/** Encrypts under the newest key of SECRET what is encrypted under an older one; how many keys that were, and how many nobody can open. */
export async function resealSigningKeys(
  { pool }: Pick<Database, 'pool'>,
  keys: Keys,
): Promise<{ readonly resealed: number; readonly unreadable: number }> {
  const [newest = Buffer.alloc(0)] = keys.sealedPrefixes('signing-key');
  const { rows } = await pool.query<{ kid: string; private_key: Buffer }>(
    "SELECT kid, private_key FROM signing_keys WHERE private_key <> ''",
  );
  const count = { resealed: 0, unreadable: 0 };
  for (const { kid, private_key: sealed } of rows) {
    if (equal(sealed.subarray(0, newest.length), newest)) continue;
    const opened = tryToOpen(keys, sealed, kid);
    if (opened === undefined) {
      count.unreadable += 1;
      continue;
    }
    // Unless it was revoked meanwhile.
    const values = [kid, sealed, keys.seal('signing-key', opened, kid)];
    await pool.query('UPDATE signing_keys SET private_key = $3 WHERE kid = $1 AND private_key = $2', values);
    count.resealed += 1;
  }
  return count;
}

/** What was sealed under a SECRET that is gone can be checked by its public key, and signs no more. */
function tryToOpen(keys: Keys, sealed: Buffer, kid: string): string | undefined {
  try {
    return keys.open('signing-key', sealed, kid);
  } catch {
    return undefined;
  }
}

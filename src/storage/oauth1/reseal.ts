// SQL of its own: it goes through three tables alike, and compares prefixes of bytes.
import type { Keys } from '../../secrets.ts';
import type { Database } from '../engine/database.ts';
import { sealing } from './consumer-row.ts';

const BATCH = 500;

/**
 * Encrypts under the newest key of SECRET what is encrypted under an older one, so that an old key can be taken out of the
 * list. What cannot be opened is left as it is and counted: its key is not in the list any more.
 */
export async function resealSecrets({ pool }: Pick<Database, 'pool'>, keys: Keys) {
  const { openConsumer, sealConsumer, openToken, sealToken } = sealing(keys);
  const [newest = Buffer.alloc(0)] = keys.sealedPrefixes('oauth1-secret');
  const count = { resealed: 0, unreadable: 0 };
  await reseal<string>('oauth1_consumers', 'key', '', openConsumer, sealConsumer);
  for (const table of ['oauth1_request_tokens', 'oauth1_access_tokens']) {
    await reseal<Buffer>(table, 'hash', Buffer.alloc(0), openToken, sealToken);
  }
  return count;

  /** In the order of the key, so that what cannot be opened is met once. */
  async function reseal<Key>(
    table: string,
    key: string,
    below: Key,
    open: (sealed: Buffer, of: Key) => string,
    seal: (secret: string, of: Key) => Buffer,
  ): Promise<void> {
    const find = `SELECT ${key} AS of, secret FROM ${table}
      WHERE ${key} > $1 AND substring(secret FROM 1 FOR ${newest.length}) <> $2 ORDER BY ${key} LIMIT ${BATCH}`;
    for (let after = below; ; ) {
      const { rows } = await pool.query<{ readonly of: Key; readonly secret: Buffer }>(find, [after, newest]);
      for (const { of, secret } of rows) {
        const opened = tryTo(() => open(secret, of));
        if (opened === undefined) {
          count.unreadable += 1;
          continue;
        }
        // Unless it was replaced meanwhile.
        const values = [of, secret, seal(opened, of)];
        await pool.query(`UPDATE ${table} SET secret = $3 WHERE ${key} = $1 AND secret = $2`, values);
        count.resealed += 1;
      }
      const last = rows.at(-1);
      if (!last || rows.length < BATCH) return;
      after = last.of;
    }
  }
}

/** How many secrets no key of SECRET opens: one that was taken out of the list too early, or another database's. */
export async function countUnreadable(database: Pick<Database['pool'], 'query'>, keys: Keys): Promise<number> {
  const prefixes = keys.sealedPrefixes('oauth1-secret');
  const { rows } = await database.query<{ count: number }>(UNREADABLE, [prefixes, prefixes[0]?.length ?? 0]);
  return rows[0]?.count ?? 0;
}

const UNREADABLE = `
  SELECT count(*)::int AS count FROM (
    SELECT secret FROM oauth1_consumers UNION ALL SELECT secret FROM oauth1_access_tokens
  ) one WHERE NOT substring(secret FROM 1 FOR $2) = ANY ($1::bytea[])`;

function tryTo<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

import type { Database } from './database.ts';

const BATCH = 1000;

/** When a row is old enough. An access token that a family gave at its last moment lives for 30 days more, at most. */
const RULES = {
  authorization_codes: { at: 'purge_at', before: 'now() + $1::interval' },
  refresh_tokens: { at: 'ends_at', before: "now() + $1::interval - interval '30 days'" },
} as const;

/**
 * Deletes consumed codes and rotated tokens once a replay can hurt nobody any more: they are old, and the family has no
 * access token without an end. Those that stay are passed over a thousand at a time: no statement gets longer with them.
 */
export async function purgeEvidence({ pool, offsetMs }: Pick<Database, 'pool' | 'offsetMs'>) {
  const purged: Record<string, number> = {};
  for (const [table, { at, before }] of Object.entries(RULES)) {
    const text = `
      WITH seen AS MATERIALIZED (
        SELECT hash, ${at} AS at FROM ${table}
        WHERE ${at} < ${before} AND (${at}, hash) > ($2::timestamptz, $3::bytea) ORDER BY ${at}, hash LIMIT ${BATCH}
      ), deleted AS (
        DELETE FROM ${table} WHERE hash = ANY (ARRAY(
          SELECT t.hash FROM ${table} t WHERE t.hash = ANY (ARRAY(SELECT hash FROM seen))
            AND NOT EXISTS (SELECT FROM authorizations a WHERE a.id = t.authorization_id AND a.expires_at = 'infinity')
          FOR UPDATE OF t SKIP LOCKED))
        RETURNING hash
      )
      SELECT at::text, hash, (SELECT count(*)::int FROM seen) AS seen, (SELECT count(*)::int FROM deleted) AS deleted
      FROM seen ORDER BY seen.at DESC, hash DESC LIMIT 1`;
    type Row = { readonly at: string; readonly hash: Buffer; readonly seen: number; readonly deleted: number };
    let last: Pick<Row, 'at' | 'hash'> | undefined = { at: '-infinity', hash: Buffer.alloc(0) };
    let total = 0;
    while (last) {
      const [row]: Row[] = (await pool.query<Row>(text, [`${offsetMs} milliseconds`, last.at, last.hash])).rows;
      total += row?.deleted ?? 0;
      last = row?.seen === BATCH ? row : undefined;
    }
    purged[table] = total;
  }
  return purged;
}

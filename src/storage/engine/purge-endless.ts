import type { Database } from './database.ts';

type Rule = { readonly key: string; readonly below: unknown; readonly when: string; readonly dead: string };

const BATCH = 1000;
const NO_FAMILY = 'NOT EXISTS (SELECT FROM authorizations a WHERE a.id = t.authorization_id)';
const BELOW_HASHES = Buffer.alloc(0);
const BELOW_IDS = '00000000-0000-0000-0000-000000000000';

// The families first: the others go with them.
const RULES: Readonly<Record<string, Rule>> = {
  authorizations: {
    key: 'id',
    below: BELOW_IDS,
    when: "expires_at = 'infinity'",
    dead: `(t.revoked_at < now() + $1::interval - interval '30 days'
      OR NOT EXISTS (SELECT FROM clients c WHERE c.id = t.client_id))`,
  },
  authorization_codes: { key: 'hash', below: BELOW_HASHES, when: "purge_at = 'infinity'", dead: NO_FAMILY },
  access_tokens: {
    key: 'hash',
    below: BELOW_HASHES,
    when: "expires_at = 'infinity'",
    // An application's own tokens end with it, also where it is disabled.
    dead: `CASE WHEN t.authorization_id IS NOT NULL THEN ${NO_FAMILY}
      ELSE NOT EXISTS (SELECT FROM clients c WHERE c.id = t.client_id AND c.disabled_at IS NULL) END`,
  },
};

/**
 * Deletes what has no end of its own and is dead. Most of it lives, so all of it is looked at, a thousand rows at a time
 * in the order of its key: no statement gets longer with the table.
 */
export async function purgeEndless({ pool, offsetMs }: Pick<Database, 'pool' | 'offsetMs'>) {
  const purged: Record<string, number> = {};
  for (const [table, { key, below, when, dead }] of Object.entries(RULES)) {
    const text = `
      WITH seen AS MATERIALIZED (
        SELECT ${key} FROM ${table} WHERE ${when} AND ${key} > $2 ORDER BY ${key} LIMIT ${BATCH}
      ), deleted AS (
        DELETE FROM ${table} WHERE ${key} = ANY (ARRAY(
          SELECT t.${key} FROM seen JOIN ${table} t ON t.${key} = seen.${key}
          WHERE $1::interval IS NOT NULL AND ${dead} FOR UPDATE OF t SKIP LOCKED))
        RETURNING ${key}
      )
      SELECT (SELECT count(*)::int FROM seen) AS seen, (SELECT count(*)::int FROM deleted) AS deleted,
        (SELECT ${key} FROM seen ORDER BY ${key} DESC LIMIT 1) AS last`;
    type Row = { readonly seen: number; readonly deleted: number; readonly last: unknown };
    let total = 0;
    for (let [after, more] = [below, true]; more; ) {
      const { rows } = await pool.query<Row>(text, [`${offsetMs} milliseconds`, after]);
      const [{ seen, deleted, last } = { seen: 0, deleted: 0, last: below }] = rows;
      total += deleted;
      after = last;
      more = seen === BATCH;
    }
    purged[table] = total;
  }
  return purged;
}

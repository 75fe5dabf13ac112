import type { Database } from './database.ts';

const BATCH = 1000;

/** In words that docs/security.md repeats: after so many days without anybody who allows it anything. */
const UNUSED_DAYS = 30;

/** Since when an application is looked at: since it was registered, or its document was last read. */
const BEGUN = { client_registrations: 'created_at', client_documents: 'read_at' } as const;

/**
 * Deletes the applications that programs registered, or documents describe, and nobody uses: no person has allowed them anything, no
 * token was issued to them in the time for which that is known, and no administrator stands for them. Batch after batch, the oldest
 * first; those that stay are passed over.
 */
export async function purgeRegistrations({ pool, offsetMs }: Pick<Database, 'pool' | 'offsetMs'>) {
  let clients = 0;
  for (const [table, column] of Object.entries(BEGUN))
    clients += await purgeOf(textOf(table, column), { pool, offsetMs });
  return { clients };
}

async function purgeOf(text: string, { pool, offsetMs }: Pick<Database, 'pool' | 'offsetMs'>): Promise<number> {
  type Row = { readonly at: string; readonly id: string; readonly seen: number; readonly deleted: number };
  let last: Pick<Row, 'at' | 'id'> | undefined = { at: '-infinity', id: '' };
  let total = 0;
  while (last) {
    const [row]: Row[] = (await pool.query<Row>(text, [`${offsetMs} milliseconds`, last.at, last.id])).rows;
    total += row?.deleted ?? 0;
    last = row?.seen === BATCH ? row : undefined;
  }
  return total;
}

const textOf = (table: string, column: string) => `
  WITH seen AS MATERIALIZED (
    SELECT client_id, ${column} AS created_at FROM ${table}
    WHERE ${column} < now() + $1::interval - interval '${UNUSED_DAYS} days' AND (${column}, client_id) > ($2::timestamptz, $3)
    ORDER BY ${column}, client_id LIMIT ${BATCH}
  ), deleted AS (
    DELETE FROM clients WHERE id = ANY (ARRAY(
      SELECT c.id FROM clients c WHERE c.id = ANY (ARRAY(SELECT client_id FROM seen))
        AND NOT c.trusted AND NOT c.verified AND c.disabled_at IS NULL AND c.owner_id IS NULL AND c.owner_team_id IS NULL
        AND NOT EXISTS (SELECT FROM consents s WHERE s.client_id = c.id)
        AND NOT EXISTS (SELECT FROM client_activity a WHERE a.client_id = c.id AND a.issued > 0)
      FOR UPDATE OF c SKIP LOCKED))
    RETURNING id
  )
  SELECT created_at::text AS at, client_id AS id, (SELECT count(*)::int FROM seen) AS seen, (SELECT count(*)::int FROM deleted) AS deleted
  FROM seen ORDER BY seen.created_at DESC, client_id DESC LIMIT 1`;

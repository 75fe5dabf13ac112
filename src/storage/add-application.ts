// SQL of its own: a person's applications are counted and added under a lock on the person.
import type pg from 'pg';

/** SQL for: this owner may have another row in `table`, being an administrator or having fewer than `most` (null: no limit). */
export function few(table: 'clients' | 'oauth1_consumers', owner: string, most: string): string {
  return `(${most}::int IS NULL OR EXISTS (SELECT FROM users u WHERE u.id = ${owner} AND u.is_admin)
    OR (SELECT count(*) FROM ${table} WHERE owner_id = ${owner}) < ${most}::int)`;
}

/**
 * Runs a statement that adds an application, in a transaction, and says whether it did: those of one owner (undefined: nobody) take turns, so
 * that each counts the one before.
 */
export async function addApplication(
  client: pg.PoolClient,
  ownerId: string | undefined,
  text: string,
  values: readonly unknown[],
): Promise<boolean> {
  await client.query('SELECT FROM users WHERE id = $1::uuid FOR NO KEY UPDATE', [ownerId ?? null]);
  return ((await client.query(text, [...values])).rowCount ?? 0) > 0;
}

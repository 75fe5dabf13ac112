// SQL of its own: sets of rows of any size, a thousand at a time.
import type { Database } from './engine/database.ts';

type Place = {
  readonly key: string;
  readonly below: readonly unknown[];
  readonly column: string;
  readonly text: boolean;
};

const BATCH = 1000;
const BELOW_HASHES = Buffer.alloc(0);
const BELOW_IDS = '00000000-0000-0000-0000-000000000000';
/** Longer than a statement may take: what began before a rename or a deletion is in its table by then. */
const SETTLED_SECONDS = 10;

// The families first: what is issued from then on comes of what stands there.
const PLACES: Readonly<Record<string, Place>> = {
  authorizations: { key: 'id', below: [BELOW_IDS], column: 'scope', text: true },
  client_lines: { key: 'id', below: [BELOW_IDS], column: 'scope', text: true },
  consents: { key: 'user_id, client_id', below: [BELOW_IDS, ''], column: 'scopes', text: false },
  oauth1_request_tokens: { key: 'hash', below: [BELOW_HASHES], column: 'scope', text: true },
  oauth1_access_tokens: { key: 'hash', below: [BELOW_HASHES], column: 'scope', text: true },
  access_tokens: { key: 'hash', below: [BELOW_HASHES], column: 'scope', text: true },
};

/**
 * Writes present names over old ones in everything that people allowed and that was issued, and takes out those of
 * deleted scopes, a thousand rows at a time in the order of the key: no statement gets longer with the table. Gives up
 * after `seconds`. A deleted name that nothing carries any more is free again. Whether every old name is out of use: what
 * began just before a rename may still be on its way then.
 */
export async function rewriteScopes(
  { pool }: Pick<Database, 'pool'>,
  { seconds }: { readonly seconds: number },
): Promise<boolean> {
  // `since` is by the same clock, and what counts is the time between: no offset.
  const { rows } = await pool.query<{ name: string; settled: boolean }>(
    `SELECT name, since < now() - make_interval(secs => $1) AS settled FROM scope_names
     WHERE name IS DISTINCT FROM scope AND swept_at IS NULL`,
    [SETTLED_SECONDS],
  );
  const names = rows.map(({ name }) => name);
  if (names.length === 0) return true;
  const until = performance.now() + seconds * 1000;
  for (const [table, place] of Object.entries(PLACES)) {
    if (!(await rewriteTable(pool, table, place, { names, until }))) return false;
  }
  const done = rows.filter(({ settled }) => settled).map(({ name }) => name);
  // A name that was made an old one again meanwhile, or deleted, is not done: it counts from then.
  const which = 'name = ANY ($1) AND since < now() - make_interval(secs => $2)';
  const values = [done, SETTLED_SECONDS];
  await pool.query(`DELETE FROM scope_names WHERE ${which} AND scope IS NULL`, values);
  await pool.query(`UPDATE scope_names SET swept_at = now() WHERE ${which}`, values);
  return done.length === names.length;
}

async function rewriteTable(
  pool: Database['pool'],
  table: string,
  { key, below, column, text }: Place,
  { names, until }: { readonly names: readonly string[]; readonly until: number },
): Promise<boolean> {
  const stored = text ? `string_to_array(t.${column}, ' ')` : `t.${column}`;
  const present = `present_scopes(${stored})`;
  const after = below.map((_, at) => `$${at + 2}`).join(', ');
  const last = key.split(', ').map((part) => `${part} AS "last_${part}"`);
  const statement = `
    WITH seen AS MATERIALIZED (
      SELECT ${key} FROM ${table} WHERE (${key}) > (${after}) ORDER BY ${key} LIMIT ${BATCH}
    ), found AS MATERIALIZED (
      SELECT ${key} FROM ${table} t WHERE (${key}) IN (SELECT ${key} FROM seen) AND ${stored} && $1::text[]
      ORDER BY ${key} FOR NO KEY UPDATE
    ), rewritten AS (
      UPDATE ${table} t SET ${column} = ${text ? `array_to_string(${present}, ' ')` : present}
      WHERE (${key}) IN (SELECT ${key} FROM found)
    )
    SELECT ${last.join(', ')}, (SELECT count(*)::int FROM seen) AS seen FROM seen
    ORDER BY ${key.replaceAll(',', ' DESC,')} DESC LIMIT 1`;
  for (let position = below; ; ) {
    if (performance.now() > until) return false;
    const { rows } = await pool.query(statement, [names, ...position]);
    const [row] = rows as [{ readonly seen: number } & Readonly<Record<string, unknown>>] | [];
    if (!row || row.seen < BATCH) return true;
    position = key.split(', ').map((part) => row[`last_${part}`]);
  }
}

import type pg from 'pg';

/**
 * What our statements, and those that read their answers, take for granted of a session. A database, a role or an address may
 * say otherwise (`ALTER DATABASE ... SET`), so every connection says it itself, first of all: pool, reader, Prisma,
 * migrations, command line. By a statement, not as parameters of the connection, because poolers refuse those.
 *
 * Not here: `lc_messages`, which only a superuser may set. Nothing is read out of what Postgres says but its codes.
 */
const ALWAYS = {
  // Prisma sends and reads times without a zone; pg reads them in the ISO form alone.
  TimeZone: 'UTC',
  DateStyle: 'ISO, YMD',
  IntervalStyle: 'postgres',
  // Text is UTF-8, bytes are hex, numbers come back as they went; a backslash in a literal is a backslash.
  client_encoding: 'UTF8',
  bytea_output: 'hex',
  extra_float_digits: '1',
  standard_conforming_strings: 'on',
  // Each statement is written for a snapshot of its own; whoever needs more says so in BEGIN.
  default_transaction_isolation: 'read committed',
  default_transaction_read_only: 'off',
  default_transaction_deferrable: 'off',
  // The statements have one good plan each, by primary keys; Postgres would plan them anew every time.
  plan_cache_mode: 'force_generic_plan',
  // A policy of somebody else's is an error and does not quietly hide a row that was revoked.
  row_security: 'off',
  // Idle connections are kept, and a lock may be awaited as long as a statement may take.
  idle_session_timeout: '0',
  transaction_timeout: '0', // from Postgres 17 on
  lock_timeout: '0',
};

/** How long Postgres lets one statement run, and wait for the next within a transaction, in milliseconds; 0: for ever. */
export type Patience = { readonly statementMillis: number; readonly idleInTransactionMillis: number };

/** Of a server, under the five seconds in which every request must end (S154). */
export const SERVER_PATIENCE: Patience = { statementMillis: 3000, idleInTransactionMillis: 5000 };

/** For what builds an index or waits for another process. */
export const FOR_EVER: Patience = { statementMillis: 0, idleInTransactionMillis: 0 };

/** The schema that the address names with `?schema=`, as Prisma's addresses do; else `public`, whatever the search path. */
export function schemaOf(url: string): string {
  return new URL(url).searchParams.get('schema') || 'public';
}

/** Says to a new connection all that is taken for granted of it. */
export async function pinSession(
  client: Pick<pg.ClientBase, 'query' | 'escapeIdentifier' | 'escapeLiteral'>,
  { url, statementMillis, idleInTransactionMillis }: Patience & { readonly url: string },
): Promise<void> {
  const settings = {
    ...ALWAYS,
    // Temporary tables come last: nobody can put one before ours.
    search_path: `${client.escapeIdentifier(schemaOf(url))}, pg_temp`,
    statement_timeout: String(statementMillis),
    idle_in_transaction_session_timeout: String(idleInTransactionMillis),
  };
  const pairs = Object.entries(settings).map(([name, value]) => `('${name}', ${client.escapeLiteral(value)})`);
  // What is answered is on the disk (S153), also where somebody has traded that for speed; remote_apply and its like stay.
  await client.query(`
    SELECT set_config(name, value, false) FROM (VALUES ${pairs.join(', ')}) AS setting (name, value)
      WHERE current_setting(name, true) IS NOT NULL
    UNION ALL SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'`);
}

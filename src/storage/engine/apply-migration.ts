import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { randomUUID } from '../../secrets.ts';
import { hadNoLock } from './sqlstate.ts';

export type Migration = { readonly name: string; readonly sql: string; readonly checksum: string };

/** How a migration waits for the locks of others: briefly, because whoever comes after it waits behind it; and then again. */
export type LockPatience = { readonly lockMillis: number; readonly pauseMillis: number; readonly attempts: number };

/** A minute in all. A request that stands behind it for a second still ends in time (S154). */
export const LOCK_PATIENCE: LockPatience = { lockMillis: 1000, pauseMillis: 2000, attempts: 20 };

const NOTE = `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
  VALUES ($1, $2, $3, clock_timestamp(), 1)`;

type Applying = {
  readonly patience: LockPatience;
  /** Hears what is waited for. */
  readonly tell: (sentence: string) => void;
  /** In the transaction of the migration: what it makes may be used from its end on. */
  readonly grant: (client: pg.ClientBase) => Promise<void>;
};

/** Applies one migration and notes it. */
export async function applyMigration(
  client: pg.ClientBase,
  migration: Migration,
  { patience, tell, grant }: Applying,
): Promise<void> {
  const index = readOutside(migration);
  if (index) return applyOutside(client, migration, index);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await applyInside(client, migration, { lockMillis: patience.lockMillis, grant });
    } catch (error) {
      const waited = hadNoLock(error);
      const oldest = waited ? await oldestTransaction(client) : '';
      if (!waited || attempt === patience.attempts) {
        throw new Error(
          `Migration ${migration.name} failed and changed nothing: ${(error as Error).message}${oldest}`,
          {
            cause: error,
          },
        );
      }
      tell(`Migration ${migration.name} could not have a lock yet, and tries again.${oldest}`);
      await sleep(patience.pauseMillis);
    }
  }
}

async function applyInside(
  client: pg.ClientBase,
  { name, sql, checksum }: Migration,
  { lockMillis, grant }: Pick<LockPatience, 'lockMillis'> & Pick<Applying, 'grant'>,
) {
  await client.query('BEGIN');
  try {
    await client.query(`SET LOCAL lock_timeout = ${lockMillis}`);
    await client.query(sql);
    await grant(client);
    await client.query(NOTE, [randomUUID(), checksum, name]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

const DIRECTIVE = /^-- no transaction$/m;
/** Of an index of three letters each: a database that has none of pg_trgm goes without it. */
const TRIGRAMS = /^-- where pg_trgm is$/m;
const INDEX =
  /^(?:CREATE (?:UNIQUE )?INDEX CONCURRENTLY IF NOT EXISTS (?<made>\w+) ON|DROP INDEX CONCURRENTLY IF EXISTS \w+)\b[^;]*;?$/i;

type Outside = { readonly statement: string; readonly made: string | undefined; readonly trigrams: boolean };

/** What a migration does outside of a transaction, where its head says so: one index, which may be begun anew. */
function readOutside({ name, sql }: Migration): Outside | undefined {
  const [head = ''] = sql.split(/^(?!--)/m);
  if (!DIRECTIVE.test(head)) return undefined;
  const statement = sql.slice(head.length).replaceAll(/\s+/g, ' ').trim();
  const { groups } = INDEX.exec(statement) ?? {};
  if (groups) return { statement, made: groups['made'], trigrams: TRIGRAMS.test(head) };
  throw new Error(
    `Migration ${name} says "no transaction" and must then be one CREATE INDEX CONCURRENTLY IF NOT EXISTS ... ON ... ` +
      'or one DROP INDEX CONCURRENTLY IF EXISTS ...',
  );
}

/**
 * Nobody waits behind this one, so it waits as long as it must. What broke off on the way left an index that is kept up to date
 * and never used: it is taken away first. What broke off before the note finds its index there.
 */
async function applyOutside(
  client: pg.ClientBase,
  { name, checksum }: Migration,
  { statement, made, trigrams }: Outside,
) {
  try {
    if (made !== undefined && (await isInvalid(client, made))) {
      await client.query(`DROP INDEX CONCURRENTLY ${client.escapeIdentifier(made)}`);
    }
    const schema = trigrams ? await schemaOfTrigrams(client) : undefined;
    if (!trigrams) await client.query(statement);
    else if (schema !== undefined) await client.query(statement.replace('gin_trgm_ops', `${schema}.gin_trgm_ops`));
    await client.query(NOTE, [randomUUID(), checksum, name]);
  } catch (error) {
    throw new Error(`Migration ${name} broke off and can be begun again: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** Where pg_trgm is; undefined: nowhere, or out of reach. */
async function schemaOfTrigrams(client: pg.ClientBase): Promise<string | undefined> {
  const { rows } = await client.query<{ schema: string }>(
    `SELECT quote_ident(n.nspname) AS schema FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
      WHERE e.extname = 'pg_trgm' AND has_schema_privilege(n.oid, 'USAGE')`,
  );
  return rows[0]?.schema;
}

async function isInvalid(client: pg.ClientBase, index: string): Promise<boolean> {
  const { rowCount } = await client.query(
    'SELECT FROM pg_index WHERE indexrelid = to_regclass($1) AND NOT indisvalid',
    [client.escapeIdentifier(index)],
  );
  return rowCount === 1;
}

/** Whom to look at first: the transaction that has been open for longest, without what it does. */
async function oldestTransaction(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query<{ pid: number; program: string; seconds: number }>(
    `SELECT pid, application_name AS program, extract(epoch FROM clock_timestamp() - xact_start)::int AS seconds
       FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL
      ORDER BY xact_start LIMIT 1`,
  );
  const [row] = rows;
  if (!row) return '';
  return ` The oldest transaction is that of process ${row.pid} (${row.program || 'no name'}), begun ${row.seconds} s ago.`;
}

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { digest, randomUUID } from '../../secrets.ts';
import { FOR_EVER, pinSession, schemaOf } from './session-settings.ts';

export type Migration = { readonly name: string; readonly sql: string; readonly checksum: string };

/** How a database stands to the migrations of this release. */
export type SchemaState = {
  readonly missing: readonly string[];
  /** Applied by a newer release and marked, by a name that ends in `_breaking`, as not fit for older ones. */
  readonly breaking: readonly string[];
};

type Queryable = Pick<pg.ClientBase, 'query'>;
type Applied = { readonly name: string; readonly checksum: string; readonly finished: boolean };

const LOCK = 72_707_369; // the advisory lock that `prisma migrate` itself takes
const TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

/** The migrations of this release, in order. */
export async function readMigrations(directory: string): Promise<readonly Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(path.join(directory, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: digest(sql).toString('hex') };
    }),
  );
}

/** What is missing of our migrations, and what a newer release has applied that this one cannot live with. */
export async function schemaState(database: Queryable, migrations: readonly Migration[]): Promise<SchemaState> {
  const applied = (await readApplied(database)).filter((row) => row.finished).map((row) => row.name);
  const known = migrations.map((migration) => migration.name);
  return {
    missing: known.filter((name) => !applied.includes(name)),
    breaking: applied.filter((name) => name.endsWith('_breaking') && !known.includes(name)),
  };
}

/** One sentence for the person who starts the server; undefined where the schema fits. */
export function schemaProblem({ missing, breaking }: SchemaState): string | undefined {
  if (breaking.length > 0) {
    return `The database belongs to a newer release of Latchkey (${breaking.join(', ')}): start that release.`;
  }
  if (missing.length > 0) {
    return `The database lacks ${missing.length === 1 ? 'a migration' : 'migrations'} of this release (${missing.join(', ')}): run "latchkey migrate".`;
  }
  return undefined;
}

/**
 * Applies what is missing, each migration in a transaction, one process at a time, and notes it in Prisma's own table, so
 * that `prisma migrate status` and `deploy` agree. Returns the names applied.
 */
export async function migrate(url: string, migrations: readonly Migration[]): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    await pinSession(client, { url, ...FOR_EVER });
    const { missing, breaking } = await schemaState(client, migrations);
    if (breaking.length > 0) throw new Error(schemaProblem({ missing, breaking }));
    if (missing.length === 0) {
      checkUnchanged(migrations, await readApplied(client));
      return [];
    }
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await createSchema(client, schemaOf(url));
    await client.query(TABLE);
    const applied = await readApplied(client);
    checkUnchanged(migrations, applied);
    const names = new Set(applied.map((row) => row.name));
    const pending = migrations.filter((migration) => !names.has(migration.name));
    for (const migration of pending) await apply(client, migration);
    return pending.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

/** Asked first: whoever may not create schemas may still migrate in one that is there. */
async function createSchema(client: pg.ClientBase, schema: string): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_namespace WHERE nspname = $1', [schema]);
  if (rowCount === 0) await client.query(`CREATE SCHEMA ${client.escapeIdentifier(schema)}`);
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw new Error(`Migration ${name} failed and changed nothing: ${(error as Error).message}`, { cause: error });
  }
}

async function readApplied(database: Queryable): Promise<readonly Applied[]> {
  try {
    const { rows } = await database.query<Applied>(
      `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
         FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
    );
    return rows;
  } catch (error) {
    if ((error as { code?: string }).code === '42P01') return []; // no such table: an empty database
    throw error;
  }
}

function checkUnchanged(migrations: readonly Migration[], applied: readonly Applied[]): void {
  for (const { name, checksum, finished } of applied) {
    const own = migrations.find((migration) => migration.name === name);
    if (own && !finished) throw new Error(`Migration ${name} has failed before: see "npx prisma migrate resolve".`);
    if (own && own.checksum !== checksum) throw new Error(`Migration ${name} was edited after it had been applied.`);
  }
}

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { digest } from '../../secrets.ts';
import { applyMigration, LOCK_PATIENCE, type LockPatience, type Migration } from './apply-migration.ts';
import { grantServerRole, grantWhatIsNew, requireRole } from './server-role.ts';
import { FOR_EVER, pinSession, schemaOf } from './session-settings.ts';
import { hasNoTable } from './sqlstate.ts';

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

export type MigrateOptions = {
  /** Granted what a server needs, also where nothing is missing. */
  readonly serverRole?: string | undefined;
  readonly patience?: LockPatience;
  /** Hears what is waited for: another process, or a lock. */
  readonly tell?: (sentence: string) => void;
};

/**
 * Applies what is missing, one process at a time, and notes it in Prisma's own table, so that `prisma migrate status` and
 * `deploy` agree. Returns the names applied.
 */
export async function migrate(
  url: string,
  migrations: readonly Migration[],
  { serverRole, patience = LOCK_PATIENCE, tell = () => {} }: MigrateOptions = {},
): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000, keepAlive: true });
  client.on('error', () => {}); // the statement under way hears of it
  await client.connect();
  try {
    await pinSession(client, { url, ...FOR_EVER });
    const { missing, breaking } = await schemaState(client, migrations);
    if (breaking.length > 0) throw new Error(schemaProblem({ missing, breaking }));
    if (serverRole !== undefined) await requireRole(client, serverRole);
    if (missing.length === 0 && serverRole === undefined) {
      checkUnchanged(migrations, await readApplied(client));
      return [];
    }
    await takeTurn(client, tell);
    const schema = schemaOf(url);
    await createSchema(client, schema);
    await client.query(TABLE);
    const applied = await readApplied(client);
    checkUnchanged(migrations, applied);
    const names = new Set(applied.map((row) => row.name));
    const pending = migrations.filter((migration) => !names.has(migration.name));
    const grant = async (within: pg.ClientBase) => {
      if (serverRole !== undefined) await grantWhatIsNew(within, { role: serverRole, schema });
    };
    for (const migration of pending) await applyMigration(client, migration, { patience, tell, grant });
    if (serverRole !== undefined) await grantServerRole(client, { role: serverRole, schema });
    return pending.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

/**
 * Asks again and again instead of waiting for the lock: an index that is built beside everything waits for all statements that were
 * under way, and the one who waits would be waited for.
 */
async function takeTurn(client: pg.ClientBase, tell: (sentence: string) => void): Promise<void> {
  for (let asked = 0; ; asked += 1) {
    const { rows } = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [LOCK]);
    if (rows[0]?.held) return;
    if (asked === 10) tell('Another process migrates this database: waiting for it.');
    await sleep(100);
  }
}

/** Asked first: whoever may not create schemas may still migrate in one that is there. */
async function createSchema(client: pg.ClientBase, schema: string): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_namespace WHERE nspname = $1', [schema]);
  if (rowCount === 0) await client.query(`CREATE SCHEMA ${client.escapeIdentifier(schema)}`);
}

async function readApplied(database: Queryable): Promise<readonly Applied[]> {
  try {
    const { rows } = await database.query<Applied>(
      `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
         FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
    );
    return rows;
  } catch (error) {
    if (hasNoTable(error)) return []; // no such table: an empty database
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

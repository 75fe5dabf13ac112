import path from 'node:path';
import { type Config, sendsMail } from './config.ts';
import { root } from './root.ts';
import { readOrMakeSecret } from './secret-file.ts';
import type { Migration } from './storage/engine/apply-migration.ts';
import { awaitDatabase } from './storage/engine/await-database.ts';
import { type Database, openDatabase } from './storage/engine/database.ts';
import { explainConnection } from './storage/engine/explain-connection.ts';
import { migrate, readMigrations, schemaProblem, schemaState } from './storage/engine/migrate.ts';
import { requireFit } from './storage/engine/prerequisites.ts';
import { isForbidden } from './storage/engine/sqlstate.ts';

/** Where the database is, and the configuration with its secret. */
export type Located = {
  readonly config: Config;
  readonly url: string;
  /** Stops the embedded Postgres where nobody else uses it. */
  release(): Promise<void>;
};

/** A database that fits this release. */
export type Attached = Omit<Located, 'url'> & {
  readonly database: Database;
  /** What is wrong with the schema, asked anew; undefined when it fits. */
  schemaProblem(): Promise<string | undefined>;
};

/** The migrations of this release. */
export function ownMigrations(): Promise<readonly Migration[]> {
  return readMigrations(path.join(root, 'prisma/migrations'));
}

/** The configured database, or the embedded one, started where it does not run. `serving`: a server's own address. */
export async function locate(config: Config, serving?: string): Promise<Located> {
  if (config.databaseUrl !== undefined) return { config, url: config.databaseUrl, release: async () => {} };
  const { startEmbedded } = await import('./storage/engine/embedded.ts');
  const { url, release } = await startEmbedded({ dataDir: config.dataDir, serving });
  try {
    const secrets = config.secrets.length > 0 ? config.secrets : [await readOrMakeSecret(config.dataDir)];
    return { config: Object.freeze({ ...config, secrets }), url, release };
  } catch (error) {
    await release();
    throw error;
  }
}

/** What there is to say before the server can be asked anything. */
export type Notice = {
  readonly event: 'database.awaited' | 'database.clock_apart' | 'migration.awaited';
  readonly sentence: string;
};

/**
 * Opens the database, once it is there, and brings its schema up to date, or refuses where it does not fit, as MIGRATE says.
 * `serving`: a server's own address.
 */
export async function attach(
  given: Config,
  {
    onIdleError,
    onNotice = () => {},
    serving,
  }: {
    readonly onIdleError: (error: Error) => void;
    readonly onNotice?: (notice: Notice) => void;
    readonly serving?: string;
  },
): Promise<Attached> {
  const { config, url, release } = await locate(given, serving);
  try {
    if (given.databaseUrl !== undefined) await meet(config, url, onNotice);
    const database = openDatabase({ url, max: config.databasePool, onIdleError, sendsMail: sendsMail(config) });
    try {
      const migrations = await ownMigrations();
      if (config.migrate === 'auto') await migrateAtStart(url, migrations, onNotice);
      const ask = async () => schemaProblem(await schemaState(database.pool, migrations));
      const problem = await ask();
      if (problem !== undefined) throw new Error(problem);
      return {
        config,
        database,
        schemaProblem: ask,
        async release() {
          await database.close();
          await release();
        },
      };
    } catch (error) {
      await database.close();
      throw error;
    }
  } catch (error) {
    await release();
    throw given.databaseUrl === undefined ? error : explainConnection(error, 'DATABASE_URL', url);
  }
}

/** A database that is not ours: it may come later, and be unfit. */
async function meet(config: Config, url: string, onNotice: (notice: Notice) => void): Promise<void> {
  await awaitDatabase(url, {
    seconds: config.databaseWaitSeconds,
    setting: 'DATABASE_URL',
    tell: (sentence) => onNotice({ event: 'database.awaited', sentence }),
  });
  const clock = (await requireFit(url, { toServe: true })).find(({ check, ok }) => check === 'clock' && !ok);
  if (clock) onNotice({ event: 'database.clock_apart', sentence: `The clock of this machine is ${clock.detail}.` });
}

async function migrateAtStart(
  url: string,
  migrations: readonly Migration[],
  onNotice: (notice: Notice) => void,
): Promise<void> {
  try {
    await migrate(url, migrations, { tell: (sentence) => onNotice({ event: 'migration.awaited', sentence }) });
  } catch (error) {
    if (!isForbidden(error)) throw error;
    throw new Error(
      `MIGRATE=auto, but the role that DATABASE_URL names may not change the schema (${(error as Error).message}). Run "latchkey migrate" with ` +
        'MIGRATE_DATABASE_URL as the owner of the tables and SERVER_ROLE as this role, and leave MIGRATE off.',
      { cause: error },
    );
  }
}

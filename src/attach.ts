import path from 'node:path';
import type { Config } from './config.ts';
import { root } from './root.ts';
import { readOrMakeSecret } from './secret-file.ts';
import type { Migration } from './storage/engine/apply-migration.ts';
import { type Database, openDatabase } from './storage/engine/database.ts';
import { explainConnection } from './storage/engine/explain-connection.ts';
import { migrate, readMigrations, schemaProblem, schemaState } from './storage/engine/migrate.ts';

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

/** Opens the database and brings its schema up to date, or refuses where it does not fit, as MIGRATE says. */
export async function attach(
  given: Config,
  { onIdleError, serving }: { readonly onIdleError: (error: Error) => void; readonly serving?: string },
): Promise<Attached> {
  const { config, url, release } = await locate(given, serving);
  const database = openDatabase({ url, max: config.databasePool, onIdleError });
  try {
    const migrations = await ownMigrations();
    if (config.migrate === 'auto') await migrate(url, migrations);
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
    await release();
    throw given.databaseUrl === undefined ? error : explainConnection(error, 'DATABASE_URL', url);
  }
}

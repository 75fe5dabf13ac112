import path from 'node:path';
import type { Config } from './config.ts';
import { root } from './root.ts';
import { readOrMakeSecret } from './secret-file.ts';
import { type Database, openDatabase } from './storage/database.ts';
import { type Migration, migrate, readMigrations, schemaProblem, schemaState } from './storage/migrate.ts';

/** A database that fits this release, and the configuration with its secret. */
export type Attached = {
  readonly config: Config;
  readonly database: Database;
  readonly migrations: readonly Migration[];
  /** Closes the pool, and stops the embedded Postgres where nobody else uses it. */
  release(): Promise<void>;
};

export type AttachOptions = {
  readonly onIdleError: (error: Error) => void;
  /** A server's own address: of an embedded database there can be one server. */
  readonly serving?: string;
};

/**
 * Opens the configured database, or the embedded one, and brings its schema up to date or refuses, as MIGRATE says.
 */
export async function attach(given: Config, { onIdleError, serving }: AttachOptions): Promise<Attached> {
  const { config, url, release } = await locate(given, serving);
  const database = openDatabase({ url, max: config.databasePool, onIdleError });
  try {
    const migrations = await readMigrations(path.join(root, 'prisma/migrations'));
    if (config.migrate === 'auto') await migrate(url, migrations);
    const problem = schemaProblem(await schemaState(database.pool, migrations));
    if (problem) throw new Error(problem);
    return {
      config,
      database,
      migrations,
      async release() {
        await database.close();
        await release();
      },
    };
  } catch (error) {
    await database.close();
    await release();
    throw error;
  }
}

async function locate(config: Config, serving: string | undefined) {
  if (config.databaseUrl !== undefined) return { config, url: config.databaseUrl, release: async () => {} };
  const { startEmbedded } = await import('./storage/embedded.ts');
  const { url, release } = await startEmbedded({ dataDir: config.dataDir, serving });
  try {
    const secrets = config.secrets.length > 0 ? config.secrets : [await readOrMakeSecret(config.dataDir)];
    return { config: Object.freeze({ ...config, secrets }), url, release };
  } catch (error) {
    await release();
    throw error;
  }
}

// A Postgres for one run of tests, in the temporary directory: the product's own embedded one, with what makes it durable
// switched off. Needs .build/.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from './steps.mjs';

/** Starts it with the migrated database that every test clones; `at` gives the address of a database. */
export async function startPostgres() {
  const { startEmbedded } = await import('../.build/src/storage/engine/embedded.js');
  const { migrate, readMigrations } = await import('../.build/src/storage/engine/migrate.js');
  const directory = mkdtempSync(path.join(tmpdir(), 'latchkey-test-'));
  chmodSync(directory, 0o711); // as root Postgres runs as another account
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };
  const { url, release } = await startEmbedded({ dataDir: path.join(directory, 'data'), settings });
  const stop = async () => {
    await release();
    rmSync(directory, { recursive: true, force: true });
  };
  const at = (database) => {
    const address = new URL(url);
    address.pathname = `/${database}`;
    return address.href;
  };
  try {
    await execute(at('postgres'), 'CREATE DATABASE latchkey_template');
    await migrate(at('latchkey_template'), await readMigrations(path.join(root, 'prisma/migrations')));
    // Tests say themselves which scopes there are.
    await execute(at('latchkey_template'), 'DELETE FROM scopes; DELETE FROM scope_names');
  } catch (error) {
    await stop();
    throw error;
  }
  return { at, stop };
}

async function execute(url, sql) {
  const { default: pg } = await import('pg');
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

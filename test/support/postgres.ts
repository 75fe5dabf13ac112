import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { root } from '../../src/root.ts';
import { randomId } from '../../src/secrets.ts';
import {
  type Cluster,
  initialise,
  launch,
  readPassword,
  readPostmaster,
  stop,
  USER,
} from '../../src/storage/engine/cluster.ts';
import { migrate, readMigrations } from '../../src/storage/engine/migrate.ts';
import { findBinaries, postgresAccount } from '../../src/storage/engine/postgres-binaries.ts';
import type { TestDatabase } from './database.ts';

/** A Postgres of a test's own, to be stopped and started: the one that the others share stays up. */
export type OwnPostgres = {
  /** On the same port as before. */
  start(): Promise<void>;
  /** `fast` cuts the connections; `immediate` ends it without a last write, as a crash does. */
  stop(how: 'fast' | 'immediate'): Promise<void>;
  /** A migrated database. */
  database(): Promise<TestDatabase>;
  remove(): Promise<void>;
};

// Answered commits survive an immediate stop, for which the log need only be written, not forced to the disk.
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'off',
  shared_buffers: '32MB',
  log_min_messages: 'log',
};

export async function ownPostgres(settings: Readonly<Record<string, string>> = {}): Promise<OwnPostgres> {
  const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-postgres-'));
  await chmod(folder, 0o711); // as root Postgres runs as another account
  const directory = path.join(folder, 'postgres');
  const cluster: Cluster = { directory, binaries: await findBinaries(), account: await postgresAccount(directory) };
  await initialise(cluster, false);
  const pid = async () => (await readPostmaster(directory))?.pid;
  let running: number | undefined;
  const start = async () => {
    await launch(cluster, { ...SETTINGS, ...settings });
    running = await pid();
  };
  // A test that fails must not leave its Postgres behind.
  const end = () => running !== undefined && process.kill(running, 'SIGQUIT');
  process.once('exit', end);
  await start();
  const at = async (database: string) => {
    const port = (await readPostmaster(directory))?.port;
    return `postgresql://${USER}:${await readPassword(directory)}@127.0.0.1:${port}/${database}?sslmode=disable`;
  };
  return {
    start,
    async stop(how) {
      if (how === 'fast') await stop(directory);
      else end();
      while (await pid()) await sleep(5);
      running = undefined;
    },
    async database() {
      const name = `test_${randomId(12).toLowerCase()}`;
      await execute(await at('postgres'), `CREATE DATABASE ${name}`);
      const url = await at(name);
      await migrate(url, await readMigrations(path.join(root, 'prisma/migrations')));
      return { url, drop: async () => execute(await at('postgres'), `DROP DATABASE ${name} WITH (FORCE)`) };
    },
    async remove() {
      await stop(directory);
      running = undefined;
      process.off('exit', end);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

import { chmod, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { type Cluster, connect, initialise, launch, readPassword, readPostmaster, stop, USER } from './cluster.ts';
import { checkReach, findBinaries, postgresAccount } from './postgres-binaries.ts';
import { existsAlready, isStartingOrStopping } from './sqlstate.ts';

/** The embedded Postgres, in use by this process. */
export type Embedded = {
  readonly url: string;
  /** Ends this process's use. The last user out stops Postgres, so close every connection before. */
  release(): Promise<void>;
};

export type EmbeddedOptions = {
  readonly dataDir: string;
  /** For a server: its own address. Only one server at a time may use a directory; commands may come beside it. */
  readonly serving?: string | undefined;
  /** Postgres settings besides ours. */
  readonly settings?: Readonly<Record<string, string>>;
};

const DATABASE = 'latchkey';
const STARTING_TAKES = 60_000;
// Session locks in the database `postgres`: every user holds IN_USE shared, the server also SERVING alone. They end with
// the process that holds them, however it ends: there are no stale lock files.
const IN_USE = '1818452843, 1';
const SERVING = '1818452843, 2';

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  cluster_name: 'latchkey',
  log_min_messages: 'log', // no ERROR: their details quote rows, and rows hold addresses of mail
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
  log_timezone: 'UTC',
  timezone: 'UTC',
};

/**
 * Starts the Postgres of this directory, or joins the one that runs on it already: left by a killed server, or in use.
 * Should it die while in use, it is started again.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const dataDir = path.resolve(options.dataDir);
  const directory = path.join(dataDir, 'postgres');
  const binaries = await findBinaries();
  await prepareDirectory(dataDir);
  const account = await postgresAccount(directory);
  await checkReach(dataDir, account);
  await checkReach(binaries.postgres, account);
  const cluster = { directory, binaries, account };
  await initialise(cluster, options.settings?.['fsync'] !== 'off');

  let using = true;
  let { client, url } = await join(cluster, options);
  let reviving = Promise.resolve();
  // On no other port than all connections know. It may be taken for a while: one that goes out elsewhere can have got it.
  const again = { ...options, settings: { ...options.settings, port: new URL(url).port } };
  const revive = async (): Promise<void> => {
    while (using) {
      try {
        ({ client } = await join(cluster, again));
        watch();
        return;
      } catch {
        await sleep(500);
      }
    }
  };
  const watch = () =>
    client.once('end', () => {
      reviving = revive();
    });
  watch();
  return {
    url,
    async release() {
      using = false;
      await reviving;
      await release(client, directory);
    },
  };
}

async function join(cluster: Cluster, options: EmbeddedOptions): Promise<{ client: pg.Client; url: string }> {
  const { directory } = cluster;
  const password = await readPassword(directory);
  for (const deadline = Date.now() + STARTING_TAKES; Date.now() < deadline; await sleep(20)) {
    const running = await readPostmaster(directory);
    const client = running && (await connect(running.port, password));
    if (client === 'busy') continue;
    if (!client) {
      await launch(cluster, { ...SETTINGS, ...options.settings });
      continue;
    }
    client.on('error', () => {}); // Postgres went away: whoever queries next is told
    try {
      // Refused only while its last user is stopping it.
      if (await tryLock(client, 'pg_try_advisory_lock_shared', IN_USE)) {
        if (options.serving !== undefined) await claim(client, options.dataDir, options.serving);
        await createDatabase(client);
        return {
          client,
          url: `postgresql://${USER}:${password}@127.0.0.1:${running.port}/${DATABASE}?sslmode=disable`,
        };
      }
    } catch (error) {
      await release(client, directory);
      if (!isStartingOrStopping(error)) throw error; // being stopped just now
      continue;
    }
    await client.end();
  }
  throw new Error(`The embedded Postgres in ${directory} did not answer within a minute: see ${directory}.log.`);
}

async function release(client: pg.Client, directory: string): Promise<void> {
  try {
    await client.query(`SELECT pg_advisory_unlock_shared(${IN_USE})`);
    if (await tryLock(client, 'pg_try_advisory_lock', IN_USE)) await stop(directory);
  } catch {
    // Postgres is gone already
  }
  await client.end().catch(() => {});
}

/** Takes the lock of the one server, under a name that tells a second one whom it meets. */
async function claim(client: pg.Client, dataDir: string, address: string): Promise<void> {
  await client.query("SELECT set_config('application_name', $1, false)", [`latchkey ${process.pid} ${address}`]);
  // A server that was killed a moment ago holds its lock until Postgres has noticed.
  for (let attempt = 0; attempt < 20; attempt += 1) {
    if (await tryLock(client, 'pg_try_advisory_lock', SERVING)) return;
    await sleep(50);
  }
  const { rows } = await client.query<{ name: string }>(
    `SELECT a.application_name AS name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
      WHERE l.locktype = 'advisory' AND (l.classid, l.objid) = (${SERVING}) AND l.granted`,
  );
  const [, pid, where] = /^latchkey (\d+) (.*)$/.exec(rows[0]?.name ?? '') ?? [];
  throw new Error(
    `Another Latchkey server is using ${dataDir}: process ${pid ?? 'unknown'} at ${where ?? 'an unknown address'}. ` +
      'Stop it first, or give this one a DATA_DIR of its own.',
  );
}

async function tryLock(client: pg.Client, lock: string, key: string): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>(`SELECT ${lock}(${key}) AS held`);
  return rows[0]?.held === true;
}

async function createDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
  if (rowCount) return;
  await client.query(`CREATE DATABASE ${DATABASE}`).catch((error: unknown) => {
    if (!existsAlready(error)) throw error; // made by another process meanwhile
  });
}

async function prepareDirectory(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true });
    const found = await readdir(dataDir);
    // Enterable for the account of Postgres, listable by nobody else. A directory of somebody else's is left as it is.
    if (found.length === 0 || found.includes('postgres')) await chmod(dataDir, 0o711);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(
      `DATA_DIR ${dataDir} cannot be used (${code}): it must be a directory of the account that starts Latchkey.`,
      { cause: error },
    );
  }
}

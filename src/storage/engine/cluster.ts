import { spawn } from 'node:child_process';
import { chown, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { randomId, randomSecret } from '../../secrets.ts';
import type { Account, Binaries } from './postgres-binaries.ts';
import { isStartingOrStopping } from './sqlstate.ts';

/** A Postgres data directory below DATA_DIR, and what it takes to run it. */
export type Cluster = {
  readonly directory: string;
  readonly binaries: Binaries;
  readonly account: Account | undefined;
};

export type Running = { readonly pid: number; readonly port: number };

export const USER = 'latchkey';
const PASSWORD_FILE = 'latchkey-password';
const LAUNCHING_TAKES = 60_000;
const STOPPING_TAKES = 20_000;

/**
 * Makes the cluster beside its final name, so that an interrupted start leaves none half made. Not `durable`: without
 * waiting for the disk, for tests.
 */
export async function initialise({ directory, binaries, account }: Cluster, durable: boolean): Promise<void> {
  if (await exists(directory)) return;
  const making = `${directory}-${randomId(8)}`;
  const passwordFile = `${making}.password`;
  try {
    await mkdir(making, { mode: 0o700 });
    await writeFile(passwordFile, randomSecret(), { mode: 0o600, flag: 'wx' });
    for (const file of account ? [making, passwordFile] : []) await chown(file, account?.uid ?? 0, account?.gid ?? 0);
    const options = ['--encoding=UTF8', '--locale=C', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
    if (!durable) options.push('--no-sync');
    await run(binaries.initdb, ['-D', making, '-U', USER, ...options], account);
    await writeFile(path.join(making, 'pg_hba.conf'), 'host all all 127.0.0.1/32 scram-sha-256\n');
    await rename(passwordFile, path.join(making, PASSWORD_FILE));
    await rename(making, directory);
    await removeLeftovers(directory);
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    await rm(passwordFile, { force: true });
    if (!(await exists(directory))) throw error; // else another process was faster, and its cluster is as good
  }
}

/** What starts that were interrupted have left. A start that is going on elsewhere is younger. */
async function removeLeftovers(directory: string): Promise<void> {
  const parent = path.dirname(directory);
  for (const name of await readdir(parent)) {
    const file = path.join(parent, name);
    if (!name.startsWith(`${path.basename(directory)}-`)) continue;
    const age = Date.now() - ((await stat(file).catch(() => undefined))?.mtimeMs ?? Date.now());
    if (age > 10 * LAUNCHING_TAKES) await rm(file, { recursive: true, force: true });
  }
}

/**
 * Starts Postgres as a process group of its own: Ctrl-C in our terminal is for us to pass on, after the last query.
 * Returns when it answers, or when another process has started it meanwhile. Without a port among the settings: on the last
 * one where it is free, else on any.
 */
export async function launch(cluster: Cluster, settings: Readonly<Record<string, string>>): Promise<void> {
  const { directory, binaries, account } = cluster;
  const stale = await readPostmaster(directory);
  const password = await readPassword(directory);
  const log = await openLog(`${directory}.log`);
  const port = settings['port'] ?? String(await freePort(await lastPort(directory)));
  const options = Object.entries({ ...settings, port });
  const child = spawn(
    binaries.postgres,
    ['-D', directory, ...options.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    {
      ...account,
      cwd: path.parse(directory).root,
      env: environment(),
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    },
  );
  const failed = new Promise<never>((_, reject) => child.on('error', reject));
  const ended = new Promise<'ended'>((done) => child.on('exit', () => done('ended')));
  await log.close();
  child.unref();
  for (const deadline = Date.now() + LAUNCHING_TAKES; Date.now() < deadline; ) {
    const state = await Promise.race([sleep(20), failed, ended]);
    const running = await readPostmaster(directory);
    if (running && running.pid !== child.pid && running.pid !== stale?.pid) return;
    if (state === 'ended') {
      const said = (await readFile(log.file, 'utf8')).slice(log.size);
      // Somebody's Postgres is there but does not answer yet: the caller tries again.
      if (/lock file ".*" already exists/.test(said)) return void (await sleep(200));
      throw damaged(directory, said);
    }
    const client = running?.pid === child.pid && running && (await connect(running.port, password));
    if (client && client !== 'busy') return client.end();
  }
}

/** `SIGINT` is Postgres's fast shutdown: connections are cut, everything committed is on disk. */
export async function stop(directory: string): Promise<void> {
  const running = await readPostmaster(directory);
  if (!running) return;
  process.kill(running.pid, 'SIGINT');
  for (let waited = 0; waited < STOPPING_TAKES && (await readPostmaster(directory)); waited += 20) await sleep(20);
}

/** What a running Postgres says of itself in `postmaster.pid`: process on line 1, port on line 4. */
export async function readPostmaster(directory: string): Promise<Running | undefined> {
  const text = await readFile(path.join(directory, 'postmaster.pid'), 'utf8').catch(() => '');
  const [pid, , , port] = text.split('\n');
  return pid && port ? { pid: Number(pid), port: Number(port) } : undefined;
}

export async function readPassword(directory: string): Promise<string> {
  try {
    return await readFile(path.join(directory, PASSWORD_FILE), 'utf8');
  } catch (error) {
    throw damaged(directory, `could not read ${PASSWORD_FILE} (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** A session of the database `postgres`; `busy` while it starts or stops; undefined where nothing of ours answers. */
export async function connect(port: number, password: string): Promise<pg.Client | 'busy' | undefined> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: USER,
    password,
    database: 'postgres',
    ssl: false,
    connectionTimeoutMillis: 5000,
  });
  try {
    await client.connect();
    return client;
  } catch (error) {
    return isStartingOrStopping(error) ? 'busy' : undefined;
  }
}

async function run(program: string, args: readonly string[], account: Account | undefined): Promise<void> {
  const child = spawn(program, args, { ...account, cwd: path.parse(program).root, env: environment(), stdio: 'pipe' });
  let said = '';
  child.stdout.resume();
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const code = await new Promise<number | null>((done, failed) => child.on('error', failed).on('close', done));
  if (code !== 0) throw new Error(`${path.basename(program)} failed: ${said.trim() || `exit code ${code}`}`);
}

/** Appends; begins anew where the last runs left more than a megabyte. */
async function openLog(file: string): Promise<{ file: string; fd: number; size: number; close(): Promise<void> }> {
  const old = (await stat(file).catch(() => undefined))?.size ?? 0;
  const handle = await open(file, old > 1_000_000 ? 'w' : 'a', 0o600);
  return { file, fd: handle.fd, size: old > 1_000_000 ? 0 : old, close: () => handle.close() };
}

function damaged(directory: string, said: string): Error {
  const fatal = said.split('\n').filter((line) => /FATAL|PANIC|HINT|could not/.test(line));
  return new Error(
    `The embedded database in ${directory} is damaged or cannot be started. Postgres says: ` +
      `${(fatal.length > 0 ? fatal : [said.trim() || 'nothing']).slice(0, 3).join(' ')} ` +
      'Put a backup of this directory back, or move it away to begin with an empty database.',
  );
}

/** The port of the last run, which open connections and people remember, where it is free; else any that is. */
async function freePort(preferred: number): Promise<number> {
  const server = createServer();
  const listen = (port: number) =>
    new Promise<void>((done, failed) => server.once('error', failed).listen(port, '127.0.0.1', done));
  await listen(preferred).catch(() => listen(0));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' && address ? address.port : 0;
}

/** Postgres leaves the options of its last start beside its data. */
async function lastPort(directory: string): Promise<number> {
  const options = await readFile(path.join(directory, 'postmaster.opts'), 'utf8').catch(() => '');
  return Number(/"port=(\d+)"/.exec(options)?.[1] ?? 0);
}

/** Nothing of our own environment: PGPORT and its like would be obeyed. */
function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC', SystemRoot: process.env['SystemRoot'] };
}

async function exists(file: string): Promise<boolean> {
  return (await stat(file).catch(() => undefined)) !== undefined;
}

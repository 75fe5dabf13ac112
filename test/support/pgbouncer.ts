import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { postgresAccount } from '../../src/storage/engine/postgres-binaries.ts';
import { freePort } from './server.ts';

const PROGRAM = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer'].find((file) => existsSync(file));

/** For a test's `skip`: why there is no pooler here, false where there is one. */
export const NO_PGBOUNCER = PROGRAM === undefined ? 'PgBouncer is not installed: apt-get install pgbouncer' : false;

export type Pooler = {
  /** The same database through the pooler. */
  readonly url: string;
  stop(): Promise<void>;
};

/** A real PgBouncer in front of this database. */
export async function pgbouncer(target: string, settings: Readonly<Record<string, string>>): Promise<Pooler> {
  if (PROGRAM === undefined) throw new Error('PgBouncer is not installed');
  const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-pgbouncer-'));
  const account = await postgresAccount(folder); // it refuses to run as root too
  const url = new URL(target);
  const port = await freePort();
  const server = `host=${url.hostname} port=${url.port} user=${url.username} password='${decodeURIComponent(url.password)}'`;
  const own = { listen_addr: '127.0.0.1', listen_port: port, unix_socket_dir: '', auth_type: 'any', ...settings };
  const lines = Object.entries(own).map(([name, value]) => `${name} = ${value}`);
  const file = path.join(folder, 'pgbouncer.ini');
  await writeFile(file, `[databases]\n* = ${server}\n[pgbouncer]\n${lines.join('\n')}\n`, { mode: 0o600 });
  await chmod(folder, 0o711);
  if (account) await chown(file, account.uid, account.gid);
  const child = spawn(PROGRAM, [file], { ...account, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  while (!(await answers(port))) {
    if (hasEnded(child)) throw new Error(`PgBouncer ended:\n${said}`);
    await sleep(20);
  }
  return {
    url: Object.assign(url, { host: `127.0.0.1:${port}` }).href,
    async stop() {
      child.kill('SIGKILL');
      await ended;
      process.off('exit', kill);
      await rm(folder, { recursive: true });
    },
  };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => done(true)).once('error', () => done(false));
    socket.once('connect', () => socket.destroy());
  });
}

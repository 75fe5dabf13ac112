import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import pg from 'pg';
import { readPostmaster } from '../../../src/storage/engine/cluster.ts';
import { startEmbedded } from '../../../src/storage/engine/embedded.ts';
import { startServer, type TestServer } from '../../support/server.ts';

const FAST = { fsync: 'off', shared_buffers: '16MB', max_connections: '20' };
const folder = await mkdtemp(path.join(tmpdir(), 'latchkey embedded '));
await chmod(folder, 0o711); // as root Postgres runs as another account
after(() => rm(folder, { recursive: true, force: true }));

const dataDirs = { count: 0 };
function freshDataDir(): string {
  dataDirs.count += 1;
  return path.join(folder, `data ${dataDirs.count}`);
}

test('two users of one directory share a Postgres, and the last one out stops it', async () => {
  const dataDir = freshDataDir();
  const [first, second] = await Promise.all([startEmbedded({ dataDir, settings: FAST }), startEmbedded({ dataDir })]);
  assert.equal(first.url, second.url);
  assert.deepEqual(await ask(first.url, 'SHOW server_encoding'), 'UTF8');
  await first.release();
  assert.ok(await readPostmaster(path.join(dataDir, 'postgres')), 'the second still uses it');
  await second.release();
  assert.equal(await readPostmaster(path.join(dataDir, 'postgres')), undefined);
});

test('nobody logs in to the embedded Postgres without its password, and what is secret is readable by its owner alone', async () => {
  const dataDir = freshDataDir();
  const embedded = await startEmbedded({ dataDir, settings: FAST });
  try {
    const url = new URL(embedded.url);
    url.password = 'wrong';
    await assert.rejects(ask(url.href, 'SELECT 1'), { code: '28P01' });
    assert.equal((await stat(dataDir)).mode & 0o777, 0o711);
    assert.equal((await stat(path.join(dataDir, 'postgres'))).mode & 0o777, 0o700);
    assert.equal((await stat(path.join(dataDir, 'postgres/latchkey-password'))).mode & 0o777, 0o600);
  } finally {
    await embedded.release();
  }
});

test('an embedded Postgres that dies is started again on the same address, though others take it meanwhile', async () => {
  const dataDir = freshDataDir();
  const port = await portThatNoConnectionGets();
  const first = await startEmbedded({ dataDir, settings: { ...FAST, port: String(port) } });
  const embedded = await startEmbedded({ dataDir, settings: FAST });
  await first.release();
  let taken: Server | undefined;
  try {
    await ask(embedded.url, 'CREATE TABLE kept (id int)');
    while (!taken) {
      await eventually(() => ask(embedded.url, 'SELECT count(*) FROM kept'));
      process.kill((await readPostmaster(path.join(dataDir, 'postgres')))?.pid ?? 0, 'SIGQUIT');
      for (const deadline = Date.now() + 500; !taken && Date.now() < deadline; ) {
        taken = await listen(port).catch(() => undefined);
      }
    }
    await eventually(async () => assert.match(await readFile(`${dataDir}/postgres.log`, 'utf8'), /could not bind/));
    taken.close();
    await eventually(() => ask(embedded.url, 'SELECT count(*) FROM kept'));
  } finally {
    taken?.close();
    await embedded.release();
  }
});

test('a damaged directory is called damaged, with what Postgres says and what to do', async () => {
  const dataDir = freshDataDir();
  await (await startEmbedded({ dataDir, settings: FAST })).release();
  await writeFile(path.join(dataDir, 'postgres/global/pg_control'), 'nonsense');
  await assert.rejects(startEmbedded({ dataDir }), /postgres is damaged or cannot be started.*PANIC.*Put a backup/);
});

test('a directory that is a file, or of somebody else, is told apart from a broken database', async () => {
  const file = path.join(folder, 'file');
  await writeFile(file, '');
  await assert.rejects(startEmbedded({ dataDir: file }), /DATA_DIR .*file cannot be used \(E(EXIST|NOTDIR)\)/);
});

test('a folder on the way that Postgres or we cannot enter is named, with what to do', async () => {
  const closed = path.join(folder, 'closed');
  const asRoot = process.getuid?.() === 0; // then Postgres runs as another account
  await mkdir(closed, { mode: asRoot ? 0o700 : 0 });
  const remedy = asRoot
    ? /may not enter .*closed on the way to .*chmod o\+x '.*closed'/
    : /DATA_DIR .*closed\/data cannot be used \(EACCES\)/;
  await assert.rejects(startEmbedded({ dataDir: path.join(closed, 'data') }), remedy);
});

test('a server that was killed leaves its Postgres to the next, and nothing is lost', async () => {
  const dataDir = freshDataDir();
  const first = await serverOn(dataDir);
  const before = await readPostmaster(path.join(dataDir, 'postgres'));
  await first.kill();
  const second = await serverOn(dataDir);
  assert.deepEqual(await readPostmaster(path.join(dataDir, 'postgres')), before);
  assert.equal(await second.stop('SIGINT'), 0, second.output());
  assert.equal(await readPostmaster(path.join(dataDir, 'postgres')), undefined);
  const secret = await readFile(path.join(dataDir, 'secret'), 'utf8');
  const third = await serverOn(dataDir);
  assert.equal(await third.stop(), 0);
  assert.equal(await readFile(path.join(dataDir, 'secret'), 'utf8'), secret);
});

test('a second server on the same directory refuses and names the first', async () => {
  const dataDir = freshDataDir();
  const first = await serverOn(dataDir);
  try {
    const port = new URL(first.url).port;
    await assert.rejects(serverOn(dataDir), new RegExp(`process ${first.pid} at http://127.0.0.1:${port}\\.`));
    assert.equal((await fetch(`${first.url}/healthz`)).status, 200);
  } finally {
    assert.equal(await first.stop(), 0);
  }
});

async function serverOn(dataDir: string): Promise<TestServer> {
  // Made without waiting for the disk; the server itself waits for it.
  if (!existsSync(dataDir)) await (await startEmbedded({ dataDir, settings: FAST })).release();
  return startServer({ env: { DATA_DIR: dataDir } });
}

/** A free port below those that systems give to connections which go out. */
async function portThatNoConnectionGets(): Promise<number> {
  const port = randomInt(20_000, 30_000);
  const server = await listen(port).catch(() => undefined);
  if (!server) return portThatNoConnectionGets();
  await new Promise((done) => server.close(done));
  return port;
}

async function listen(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((done, failed) => server.once('error', failed).listen(port, '127.0.0.1', done));
  return server;
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client(url);
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return Object.values(rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

/** Tries until it succeeds, for ten seconds at most. */
async function eventually(attempt: () => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((done) => setTimeout(done, 50));
    }
  }
}

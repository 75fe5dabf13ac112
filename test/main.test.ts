import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../src/root.ts';
import { emptyDatabase, testDatabase } from './support/database.ts';
import { start } from './support/latchkey.ts';
import { until } from './support/load.ts';
import { freePort, startServer, TEST_SECRET } from './support/server.ts';

test('the server starts on a database of its own, prints its address and ends with 0 when it is told to', async () => {
  const { url, drop } = await testDatabase();
  try {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const server = await startServer({ databaseUrl: url });
      assert.match(server.output(), new RegExp(`^Latchkey is ready at ${server.url}$`, 'm'));
      assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
      assert.equal(await server.stop(signal), 0, server.output());
    }
  } finally {
    await drop();
  }
});

test('in production all that is printed is JSON with an event, from the address to the reason for not starting', async () => {
  const { url, drop } = await testDatabase();
  const events = (text: string) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { event: string; msg: string; problems?: string[] });
  try {
    const server = await startServer({ databaseUrl: url, env: { NODE_ENV: 'production', LOG_LEVEL: 'silent' } });
    await until('it says where the first administrator is made', () => server.output().includes('setup.open'));
    const [ready, setup, ...more] = events(server.output());
    assert.deepEqual([ready?.event, setup?.event, more], ['server.ready', 'setup.open', []]);
    assert.equal(ready?.msg, `Latchkey is ready at ${server.url}`);
    assert.match(setup?.msg ?? '', / http:\/\/localhost:\d+\/setup\?token=[\w-]{43} /);
    const env = { NODE_ENV: 'production', PORT: new URL(server.url).port };
    const printed = async (more: object) => {
      const failed = await startServer({ databaseUrl: url, env: { ...env, ...more } }).catch((error: Error) => error);
      assert.ok(failed instanceof Error);
      return events(failed.message.slice(failed.message.indexOf('\n') + 1));
    };
    const [taken] = await printed({});
    assert.deepEqual([taken?.event, /Port \d+ .* is taken/.test(taken?.msg ?? '')], ['server.cannot_start', true]);
    const [wrong] = await printed({ HASH_SLOTS: 'many', REGISTRATION: 'some' });
    assert.deepEqual(
      wrong?.problems?.map((problem) => problem.split(' ', 1)[0]),
      ['REGISTRATION', 'HASH_SLOTS'],
    );
    await server.stop('SIGINT');
  } finally {
    await drop();
  }
});

test('a server that npm started ends in order when npm is told to stop', async () => {
  const { url, drop } = await testDatabase();
  const folder = mkdtempSync(path.join(tmpdir(), 'latchkey-npm-'));
  const port = String(await freePort());
  const start = `"${process.execPath}" "${path.join(root, '.build/src/main.js')}"`;
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ scripts: { start } }));
  const env = { ...process.env, NODE_ENV: 'test', PORT: port, DATABASE_URL: url, SECRET: TEST_SECRET };
  const npm = spawn('npm', ['start'], { cwd: folder, env, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    let output = '';
    npm.stdout.on('data', (chunk) => {
      output += chunk;
    });
    await until('it serves', () => output.includes('Latchkey is ready'), 60_000);
    npm.kill('SIGTERM');
    const asked = () =>
      fetch(`http://localhost:${port}/healthz`).then(
        () => false,
        () => true,
      );
    await until('the server is gone', asked, 20_000);
  } finally {
    if (npm.pid !== undefined) killGroup(npm.pid);
    await drop();
    rmSync(folder, { recursive: true });
  }
});

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // nobody of it is left
  }
}

test('a port that is taken is named, and the process ends', async () => {
  const { url, drop } = await testDatabase();
  const server = await startServer({ databaseUrl: url });
  try {
    const env = { PORT: new URL(server.url).port };
    await assert.rejects(
      startServer({ databaseUrl: url, env }),
      /ended with 1:\s+Latchkey cannot start: Port \d+ of 127/,
    );
  } finally {
    await server.stop();
    await drop();
  }
});

test('S160 the server refuses a database that lacks a migration and names the command', async () => {
  const { url, drop } = await emptyDatabase();
  try {
    await assert.rejects(startServer({ databaseUrl: url }), /ended with 1:[\s\S]*run "latchkey migrate"/);
    const server = await startServer({ databaseUrl: url, env: { MIGRATE: 'auto' } });
    assert.equal(await server.stop(), 0);
  } finally {
    await drop();
  }
});

test('S135 the server refuses plain http off loopback, short secrets and an open debugger, all in one message', async () => {
  const env = { ISSUER: 'http://auth.example.org', SECRET: 'short', NODE_OPTIONS: '--inspect=0', HASH_SLOTS: 'many' };
  await assert.rejects(startServer({ databaseUrl: 'postgresql://u:hush@127.0.0.1:1/x', env }), (error: Error) => {
    assert.match(error.message, /ended with 1/);
    for (const name of Object.keys(env)) assert.match(error.message, new RegExp(`^ {2}${name} \\(`, 'm'));
    assert.doesNotMatch(error.message, /hush|"short"/);
    return true;
  });
});

test('a database that cannot be reached stops the start with its reason', async () => {
  await assert.rejects(
    startServer({ databaseUrl: 'postgresql://u:hush@127.0.0.1:1/x', env: { DATABASE_WAIT_SECONDS: '0' } }),
    /ended with 1:\s+Latchkey cannot start: The database x at 127\.0\.0\.1:1, which DATABASE_URL names, cannot be reached: connect ECONNREFUSED 127\.0\.0\.1:1\. Start it, or correct DATABASE_URL\.$/m,
  );
});

test('S160 a server that is started before its database waits for it, and says so every second', async () => {
  const { url, drop } = await testDatabase();
  const target = new URL(url);
  let attempts = 0;
  const forward = createServer((near) => {
    attempts += 1;
    near.on('error', () => {});
    if (attempts <= 2) return void near.destroy();
    const far = connect(Number(target.port), target.hostname, () => near.pipe(far).pipe(near));
    far.on('error', () => {}).on('close', () => near.destroy());
    near.on('close', () => far.destroy());
  }).listen(0, '127.0.0.1');
  try {
    await once(forward, 'listening');
    const { port } = forward.address() as AddressInfo;
    const server = await startServer({ databaseUrl: Object.assign(new URL(url), { host: `127.0.0.1:${port}` }).href });
    const waited = server
      .output()
      .split('\n')
      .filter((line) => line.includes('"database.awaited"'));
    assert.equal(waited.length, 2, server.output());
    const sentence =
      /Waiting for the database\. The database test_\w+ at 127\.0\.0\.1:\d+, which DATABASE_URL names, cannot be reached/;
    for (const line of waited) assert.match(line, sentence);
    assert.equal(await server.stop(), 0);
  } finally {
    forward.close();
    await drop();
  }
});

test('S156 a server that waits for its database ends with 0 when it is told to', async () => {
  const { child, ran } = start(['serve'], { databaseUrl: 'postgresql://u:hush@127.0.0.1:1/x', env: { PORT: '1' } });
  child.stdout.once('data', () => child.kill('SIGTERM'));
  const { code, stdout } = await ran;
  assert.equal(code, 0);
  assert.match(stdout, /"database\.awaited"/);
  assert.doesNotMatch(stdout, /hush/);
});

test('a database that does not know the user or has another name says so, with the setting to correct', async () => {
  const { url, drop } = await testDatabase();
  try {
    const wrong = new URL(url);
    wrong.pathname = '/nowhere';
    await assert.rejects(
      startServer({ databaseUrl: wrong.href }),
      /lets nobody in that way: database "nowhere" does not exist\. Check user, password and database in DATABASE_URL\.$/m,
    );
  } finally {
    await drop();
  }
});

test('an address to listen on that this computer does not have is named', async () => {
  const { url, drop } = await testDatabase();
  try {
    await assert.rejects(
      startServer({ databaseUrl: url, env: { HOST: '192.0.2.1' } }),
      /HOST 192\.0\.2\.1 is no address of this computer: give one that it has/,
    );
  } finally {
    await drop();
  }
});

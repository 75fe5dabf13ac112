import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { type Database, openDatabase } from '../../../src/storage/engine/database.ts';
import { isUnavailable } from '../../../src/web/requests/unavailable.ts';
import { testDatabase } from '../../support/database.ts';

test('S154 a Postgres that falls silent fails a query in less than five seconds, and serves again when it speaks', async () => {
  const own = await testDatabase();
  const line = await silentLine(new URL(own.url));
  const url = Object.assign(new URL(own.url), { host: `127.0.0.1:${line.port}` }).href;
  const database = openDatabase({ url, max: 2, onIdleError: () => {} });
  try {
    assert.equal((await database.pool.query('SELECT 1 AS one')).rows[0].one, 1);
    line.silence(true);
    const began = performance.now();
    await assert.rejects(database.pool.query('SELECT 1'), (error) => isUnavailable(error));
    assert.ok(performance.now() - began < 5000);
    line.silence(false);
    assert.equal((await database.pool.query('SELECT 1 AS one')).rows[0].one, 1);
  } finally {
    await database.close();
    await line.close();
    await own.drop();
  }
});

test('S154 a connection that falls silent before it is had fails whoever needs it in less than five seconds', {
  timeout: 20_000,
}, async () => {
  const own = await testDatabase();
  const line = await silentLine(new URL(own.url));
  const url = Object.assign(new URL(own.url), { host: `127.0.0.1:${line.port}` }).href;
  const database = openDatabase({ url, max: 2, onIdleError: () => {} });
  try {
    line.silenceNew(true);
    const began = performance.now();
    await assert.rejects(database.run<Echo>(ECHO, [1]), (error) => isUnavailable(error));
    assert.ok(performance.now() - began < 5000);
    line.silenceNew(false);
    assert.equal((await database.run<Echo>(ECHO, [2]))[0]?.number, 2);
  } finally {
    await line.close();
    await database.close();
    await own.drop();
  }
});

test('S155 what is written does not wait for a new connection where one that is there comes free', {
  timeout: 20_000,
}, async () => {
  const own = await testDatabase();
  const line = await silentLine(new URL(own.url));
  const url = Object.assign(new URL(own.url), { host: `127.0.0.1:${line.port}` }).href;
  const database = openDatabase({ url, max: 2, onIdleError: () => {} });
  try {
    const there = await database.pool.connect();
    line.silenceNew(true);
    const began = performance.now();
    const first = database.write<Echo>(ECHO, [1]); // asks for a second connection
    await setTimeout(100);
    there.release();
    const second = database.write<Echo>(ECHO, [2]);
    assert.deepEqual(
      (await Promise.all([first, second])).map(({ rows }) => rows[0]?.number),
      [1, 2],
    );
    assert.ok(performance.now() - began < 1000);
  } finally {
    await line.close();
    await database.close();
    await own.drop();
  }
});

test('S154 what is only read shares a connection that fails as soon, and comes back by itself', async () => {
  const own = await testDatabase();
  const line = await silentLine(new URL(own.url));
  const url = Object.assign(new URL(own.url), { host: `127.0.0.1:${line.port}` }).href;
  const database = openDatabase({ url, max: 3, onIdleError: () => {} });
  try {
    await untilShared(database);
    line.silence(true);
    const began = performance.now();
    const lost = await Promise.allSettled([5, 6].map((number) => database.read<Echo>(ECHO, [number])));
    assert.ok(lost.every((each) => each.status === 'rejected' && isUnavailable(each.reason)));
    assert.ok(performance.now() - began < 5000);
    line.silence(false);
    assert.equal((await database.read<Echo>(ECHO, [7]))[0]?.number, 7);
  } finally {
    await database.close();
    await line.close();
    await own.drop();
  }
});

test('one statement that fails takes none with it that is read beside it', async () => {
  const own = await testDatabase();
  const database = openDatabase({ url: own.url, max: 3, onIdleError: () => {} });
  try {
    await untilShared(database);
    const bad = { name: 'bad', text: 'SELECT 1 / $2::int AS number WHERE $1::interval IS NOT NULL' };
    const [first, failed, last] = await Promise.allSettled([
      database.read<Echo>(ECHO, [1]),
      database.read<Echo>(bad, [0]),
      database.read<Echo>(ECHO, [3]),
    ]);
    assert.equal(failed.status, 'rejected');
    assert.deepEqual(
      [first, last].map((each) => each.status === 'fulfilled' && each.value[0]?.number),
      [1, 3],
    );
  } finally {
    await database.close();
    await own.drop();
  }
});

type Echo = { readonly number: number; readonly pid: number };
const ECHO = {
  name: 'echo',
  text: 'SELECT $2::int AS number, pg_backend_pid() AS pid WHERE $1::interval IS NOT NULL',
};

/** What is read before the shared connection is there goes over any. */
async function untilShared(database: Database) {
  for (let tries = 0; tries < 500; tries += 1) {
    const rows = await Promise.all([1, 2].map((number) => database.read<Echo>(ECHO, [number])));
    if (new Set(rows.map(([row]) => row?.pid)).size === 1) return;
  }
  assert.fail('there was never a shared connection');
}

const GREETED = 'Z\0\0\0\u0005I'; // ReadyForQuery

/** A line to Postgres that can swallow every answer without breaking, or those of new connections once they are greeted. */
async function silentLine(target: URL) {
  let silent = false;
  let silentNew = false;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const greetedOnly = silentNew;
    let greeted = false;
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => void [near, far].map((end) => end.destroy()));
    }
    near.pipe(far);
    far.on('data', (chunk) => {
      if (!silent && !(greeted && greetedOnly)) near.write(chunk);
      greeted ||= chunk.includes(GREETED);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    silence(on: boolean) {
      silent = on;
    },
    silenceNew(on: boolean) {
      silentNew = on;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

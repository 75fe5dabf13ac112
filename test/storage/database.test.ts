import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { test } from 'node:test';
import { openDatabase } from '../../src/storage/database.ts';
import { isUnavailable } from '../../src/web/unavailable.ts';
import { testDatabase } from '../support/database.ts';

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

/** A line to Postgres that can swallow every answer without breaking. */
async function silentLine(target: URL) {
  let silent = false;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => void [near, far].map((end) => end.destroy()));
    }
    near.pipe(far);
    far.on('data', (chunk) => {
      if (!silent) near.write(chunk);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    silence(on: boolean) {
      silent = on;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

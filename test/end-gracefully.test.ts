import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type TestApp, type TestClient, testApp } from './support/app.ts';
import { type TestDatabase, testDatabase } from './support/database.ts';
import { freePort, startServer, type TestServer } from './support/server.ts';

let database: TestDatabase;
let here: TestApp;
let client: TestClient;
before(async () => {
  database = await testDatabase();
  here = await testApp({ on: database });
  client = await here.application(await here.person(), { scopes: [] });
});
after(async () => {
  await here.close();
  await database.drop();
});

test('S156 told to end, the server is not ready at once, finishes what is in flight and ends with 0', async () => {
  const server = await startServer({ databaseUrl: database.url });
  const lock = new pg.Client(database.url);
  await lock.connect();
  await lock.query('BEGIN; LOCK TABLE access_tokens IN ACCESS EXCLUSIVE MODE');
  const inFlight = tokenFrom(server.url);
  await waitUntil(async () => (await lock.query(WAITING)).rowCount === 1);
  const ended = server.stop('SIGTERM');
  await waitUntil(async () => (await readiness(server)) !== 200);
  await lock.query('COMMIT');
  await lock.end();
  assert.equal((await inFlight).status, 200);
  assert.equal(await ended, 0, server.output());
});

test('S156 two instances restarted in turn under load lose no request', async () => {
  const ports = [await freePort(), await freePort()];
  const start = (port: number | undefined) => {
    const env = { PORT: String(port), ISSUER: `http://localhost:${ports[0]}` };
    return startServer({ databaseUrl: database.url, env });
  };
  const servers = await Promise.all(ports.map(start));
  const urls = servers.map((server) => server.url);
  let running = true;
  const statuses: number[] = [];
  const load = (async () => {
    const requests: Promise<void>[] = [];
    for (let count = 0; running; count += 1) {
      requests.push(balanced(urls, count).then((status) => void statuses.push(status)));
      await sleep(20);
    }
    await Promise.all(requests);
  })();
  for (const [index, port] of ports.entries()) {
    await sleep(200);
    assert.equal(await servers[index]?.stop('SIGTERM'), 0);
    servers[index] = await start(port);
  }
  running = false;
  await load;
  assert.ok(statuses.length >= 50, `${statuses.length} requests`);
  assert.deepEqual(
    statuses.filter((status) => status !== 200),
    [],
  );
  await Promise.all(servers.map((server) => server.stop('SIGINT')));
});

test('a server that waits for nobody ends at once', async () => {
  const server = await startServer({ databaseUrl: database.url });
  const started = Date.now();
  assert.equal(await server.stop('SIGTERM'), 0);
  assert.ok(Date.now() - started < 1000);
});

const WAITING = "SELECT FROM pg_locks WHERE relation = 'access_tokens'::regclass AND NOT granted";

function tokenFrom(url: string): Promise<Response> {
  const body = new URLSearchParams({ grant_type: 'client_credentials' });
  return fetch(`${url}/oauth2/token`, { method: 'POST', body, headers: { authorization: client.basic } });
}

/** As a balancer does: to one instance, and to the other only where the first lets nobody in. */
async function balanced(urls: readonly string[], count: number): Promise<number> {
  for (const url of [urls[count % 2], urls[(count + 1) % 2]]) {
    try {
      const response = await tokenFrom(url ?? '');
      await response.text();
      return response.status;
    } catch (error) {
      if (!refused(error)) throw error;
    }
  }
  throw new Error('no instance lets anybody in');
}

function refused(error: unknown): boolean {
  const { cause } = error as { cause?: { code?: string; errors?: { code?: string }[] } };
  return [cause, ...(cause?.errors ?? [])].some((one) => one?.code === 'ECONNREFUSED');
}

async function readiness(server: TestServer): Promise<number> {
  return fetch(`${server.url}/readyz`).then(
    (response) => response.status,
    () => 0,
  );
}

async function waitUntil(condition: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 5000; !(await condition()); await sleep(20)) {
    assert.ok(Date.now() < deadline, 'it did not happen in time');
  }
}

import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { digest } from '../../src/secrets.ts';
import { rollingRestart } from '../soak/rolling.ts';
import { untilWaiting } from '../support/barrier.ts';
import { authorizeUrl, codeOf, redeem } from '../support/flow.ts';
import { until } from '../support/load.ts';
import { browserOf, type Pair, startPair } from '../support/pair.ts';
import { remote } from '../support/remote.ts';

let pair: Pair;
before(async () => {
  pair = await startPair();
});
after(() => pair.close());

test('S156 told to stop, a server finishes what it began, takes nothing new and exits with 0', async () => {
  const { a, seed } = pair;
  const { pool } = seed.database;
  const person = await seed.person();
  const client = await seed.application(person);
  const browser = await browserOf(person, seed.app, seed);
  const code = await codeOf(browser, authorizeUrl(client));
  const idle = remote(a.server.url, { keepAlive: true });
  assert.equal((await idle.inject({ method: 'GET', url: '/healthz' })).statusCode, 200);
  const holder = await pool.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT FROM authorization_codes WHERE hash = $1 FOR UPDATE', [digest(code)]);
  const redeemed = redeem(a, client, code);
  await untilWaiting(pool, 1);
  const began = performance.now();
  const ended = a.server.stop('SIGTERM');
  await until('readiness is red', async () => {
    return (await a.app.inject({ method: 'GET', url: '/readyz' })).statusCode === 503;
  });
  await holder.query('COMMIT');
  holder.release();
  const tokens = await redeemed;
  assert.equal(tokens.status, 200, JSON.stringify(tokens.body));
  assert.equal(await ended, 0, a.server.output());
  assert.ok(performance.now() - began < 30_000);
  await a.start();
});

test('S156 whoever still comes in the moment after the word to stop is answered, and told that it is not ready', async () => {
  const { a } = pair;
  const ask = async (url: string) => (await a.app.inject({ method: 'GET', url })).statusCode;
  assert.equal(await ask('/readyz'), 200);
  const ended = a.server.stop('SIGTERM');
  await until('readiness is red', async () => (await ask('/readyz')) === 503);
  for (const deadline = performance.now() + 400; performance.now() < deadline; ) {
    assert.equal(await ask('/healthz'), 200);
  }
  assert.equal(await ended, 0);
  await a.start();
});

test('S156 sixteen clients that never pause and have no balancer get whole answers, until nobody listens any more', async () => {
  const { a } = pair;
  const { port } = new URL(a.server.url);
  let wholeAnswers = 0;
  let pauseMs = 100;
  const cutOff: string[] = [];
  const ask = (agent: http.Agent) =>
    new Promise<string | undefined>((done) => {
      const request = http.get({ host: '127.0.0.1', port, path: '/healthz', agent }, (response) => {
        response.resume().on('error', ({ message }) => done(message));
        response.on('end', () => done(undefined));
      });
      request.on('error', (error: NodeJS.ErrnoException) => done(error.code ?? error.message));
    });
  const client = async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    for (let failed = await ask(agent); failed !== 'ECONNREFUSED'; failed = await ask(agent)) {
      if (failed === undefined) wholeAnswers += 1;
      else cutOff.push(failed);
      await sleep(pauseMs);
    }
  };
  const clients = Promise.all(Array.from({ length: 16 }, client));
  const ended = a.server.stop('SIGTERM');
  await sleep(4500); // of the five seconds in which it waits for them to go elsewhere
  pauseMs = 0;
  assert.equal(await ended, 0);
  await clients;
  assert.deepEqual(cutOff, []);
  assert.ok(wholeAnswers > 0);
  await a.start();
});

test('S156 restarting two instances in turn fails no flow', async () => {
  await rollingRestart(pair, { flowsPerSecond: 5, restarts: 2 });
});

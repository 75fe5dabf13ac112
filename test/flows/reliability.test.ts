import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { crash } from '../soak/crash.ts';
import { business, outage } from '../soak/outage.ts';
import { authorizeUrl, codeOf, isActive, post, redeem, refresh } from '../support/flow.ts';
import { lineTo } from '../support/line.ts';
import { until } from '../support/load.ts';
import { browserOf, type Pair, startInstance, startPair } from '../support/pair.ts';
import { type OwnPostgres, ownPostgres } from '../support/postgres.ts';

// A Postgres of this file's own: it is stopped again and again.
let postgres: OwnPostgres;
let pair: Pair;
before(async () => {
  postgres = await ownPostgres({ max_connections: '40' });
  pair = await startPair({ on: await postgres.database() });
});
after(async () => {
  await pair.close();
  await postgres.remove();
});

test('S154 without a database every request ends in time with 503, and all is served again by itself', async () => {
  await outage(pair, { stop: () => postgres.stop('fast'), start: postgres.start, away: 1500 });
});

test('S154 a database that no longer answers is as good as none', async () => {
  const line = await lineTo(pair.on.url);
  const one = await startInstance({ ...pair.on, url: line.url }, { DATABASE_POOL: '3' });
  try {
    const held = { stop: async () => line.hold(), start: async () => line.letGo(), away: 4000 };
    await outage({ ...pair, a: one }, held);
  } finally {
    line.letGo();
    await one.server.stop();
    await line.close();
  }
});

test('S051 a refresh that failed for want of a database was no use: the same token works afterwards', async () => {
  const { a, b } = pair;
  const work = await business(pair, a);
  const token = work.refreshToken();
  await postgres.stop('immediate');
  const tries = await Promise.all(
    [a, b, a, b].map(async (site) => {
      const { status, headers, body } = await refresh(site, work.client, token);
      return [status, Number(headers['retry-after']) > 0, body.error];
    }),
  );
  await postgres.start();
  assert.deepEqual(tries, Array(4).fill([503, true, 'temporarily_unavailable']));
  const next = await refresh(b, work.client, token);
  assert.equal(next.status, 200, JSON.stringify(next.body));
  assert.equal((await refresh(a, work.client, next.body.refresh_token)).status, 200);
});

test('S070 a revocation that could not be stored is not answered with 200', async () => {
  const { a, b } = pair;
  const { client, refreshToken } = await business(pair, a);
  await postgres.stop('fast');
  const answer = await post(a, '/oauth2/revoke', { token: refreshToken() }, client);
  await postgres.start();
  assert.deepEqual([answer.status, answer.body.error], [503, 'temporarily_unavailable']);
  assert.ok(await isActive(b, client, refreshToken()));
});

test('S052 S153 what was consumed, rotated or revoked stays so when everything crashed and was started again', async () => {
  const { a, b, seed } = pair;
  const person = await seed.person();
  const client = await seed.application(person);
  const browser = await browserOf(person, a.app, seed);
  const family = async () => {
    const code = await codeOf(browser, authorizeUrl(client));
    return { code, first: (await redeem(a, client, code)).body };
  };
  const [consumed, rotated, revoked] = [await family(), await family(), await family()];
  const second = await refresh(a, client, rotated.first.refresh_token);
  const third = await refresh(b, client, second.body.refresh_token);
  assert.equal(third.status, 200);
  assert.equal((await post(b, '/oauth2/revoke', { token: revoked.first.refresh_token }, client)).status, 200);
  await Promise.all([postgres.stop('immediate'), a.server.kill(), b.server.kill()]);
  await postgres.start();
  await Promise.all([a.start(), b.start()]);
  assert.ok(await isActive(a, client, third.body.access_token), 'what lived lives on');
  for (const attempt of [
    redeem(a, client, consumed.code),
    refresh(b, client, revoked.first.refresh_token),
    refresh(a, client, rotated.first.refresh_token),
  ]) {
    const { status, body } = await attempt;
    assert.deepEqual([status, body.error], [400, 'invalid_grant']);
  }
  for (const token of [revoked.first.access_token, third.body.access_token]) {
    assert.equal(await isActive(b, client, token), false);
  }
});

test('S153 a Postgres stopped at any moment without a last write forgets nothing that was answered', async () => {
  const { a, b } = pair;
  await crash(pair, { rounds: 5 }, { at: [a, b], survivor: b, blow: () => postgres.stop('immediate'), mend });
});

/** Postgres is back, and both instances have noticed. */
async function mend(): Promise<void> {
  await postgres.start();
  for (const { app } of [pair.a, pair.b]) {
    await until('ready', async () => (await app.inject({ method: 'GET', url: '/readyz' })).statusCode === 200);
  }
}

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { crash, killedInTurn } from '../soak/crash.ts';
import { guessCodes, racePolls } from '../soak/device.ts';
import { guess } from '../soak/guessing.ts';
import { raceRedemptions } from '../soak/redemption.ts';
import { raceRefreshes } from '../soak/refreshing.ts';
import { untilWaiting } from '../support/barrier.ts';
import { authorizeUrl, codeOf, redeem } from '../support/flow.ts';
import { browserOf, type Pair, startPair } from '../support/pair.ts';
import { visitor } from '../support/visitor.ts';

// Two processes on one database: what an in-memory lock would keep on one fails here.
let pair: Pair;
before(async () => {
  pair = await startPair({ env: { DATABASE_POOL: '25', TRUST_PROXY: '127.0.0.1' } });
});
after(() => pair.close());

test('S027 of twenty parallel redemptions on two instances exactly one succeeds', async () => {
  await raceRedemptions(pair, { rounds: 5, parallel: 20 });
});

test('S027 a code that is sent twice at once, once to each instance, ends nothing: the winner keeps its tokens', async () => {
  await raceRedemptions(pair, { rounds: 20, parallel: 2 });
});

test('S050 twenty parallel refreshes on two instances leave exactly one usable lineage', async () => {
  await raceRefreshes(pair, { rounds: 5, parallel: 20, grace: true });
});

test('S050 without a grace window exactly one of twenty parallel refreshes succeeds', async () => {
  const strict = await startPair({ env: { DATABASE_POOL: '25', REFRESH_GRACE_SECONDS: '0' }, on: pair.on });
  try {
    await raceRefreshes(strict, { rounds: 5, parallel: 20, grace: false });
  } finally {
    await strict.close();
  }
});

test('S063 a decision submitted many times at once on two instances is one code and the same redirect for all', async () => {
  const { a, b, seed } = pair;
  for (let round = 0; round < 5; round += 1) {
    const person = await seed.person();
    const client = await seed.application(person);
    const here = await browserOf(person, a.app, seed);
    const there = visitor(b.app);
    const page = await here.get(authorizeUrl(client).replace('/oauth2/authorize', '/consent'));
    for (const [name, value] of here.cookies) there.cookies.set(name, value);
    const clicks = Array.from({ length: 10 }, (_, i) =>
      (i % 2 ? there : here).submit(page, '/consent', { decision: 'authorize' }),
    );
    const answers = await Promise.all(clicks);
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [303]);
    const locations = new Set(answers.map(({ location }) => location));
    assert.equal(locations.size, 1);
    const { rows } = await seed.database.pool.query(
      'SELECT count(*)::int AS codes FROM authorization_codes WHERE client_id = $1',
      [client.id],
    );
    assert.deepEqual(rows, [{ codes: 1 }]);
    const code = new URL([...locations][0] ?? '').searchParams.get('code') ?? '';
    assert.equal((await redeem(b, client, code)).status, 200);
  }
});

test('S109 guesses spread over two instances share one budget, however many come at once', async () => {
  await guess(pair, { parallel: 24 });
});

test('S107 of twenty parallel polls on two instances exactly one gets tokens, also while the person agrees', async () => {
  await racePolls(pair, { rounds: 5, parallel: 20 });
});

test('S103 codes guessed at two instances share one budget, of an account and of an address', async () => {
  await guessCodes(pair, { parallel: 24 });
});

test('S155 the first approvals of one person and application at once are all answered, and remembered once', async () => {
  const { a, b, seed } = pair;
  const person = await seed.person();
  const client = await seed.application(person);
  const approvals = Array.from({ length: 12 }, async (_, i) => {
    const browser = await browserOf(person, (i % 2 ? a : b).app, seed);
    const page = await browser.get(authorizeUrl(client, { state: `${i}` }).replace('/oauth2/authorize', '/consent'));
    return browser.submit(page, '/consent', { decision: 'authorize' });
  });
  for (const { status, location } of await Promise.all(approvals)) {
    assert.equal(status, 303);
    assert.match(location, /^https:\/\/app\.example\/callback\?code=/);
  }
  assert.equal((await seed.deps.consents.list(person.id)).length, 1);
});

test('S152 a server killed at any moment leaves no code with two families and no answer without stored tokens', async () => {
  const { a, b } = pair;
  const killing = killedInTurn(a);
  await crash(pair, { rounds: 5 }, { ...killing, survivor: b });
  await killing.settled();
});

// The approvals have read their session and stand at the row of the consent when the session is ended.
const UNDER_WAY: Readonly<Record<string, (userId: string) => Promise<unknown>>> = {
  'S116 the password was changed': (userId) => pair.seed.deps.users.setPassword({ userId, passwordHash: 'x' }, {}),
  'S144 the person was disabled': async (userId) => {
    await pair.seed.deps.users.disable(userId, 'administrator');
    await pair.seed.deps.users.enable(userId, 'administrator');
  },
};

for (const [ending, end] of Object.entries(UNDER_WAY)) {
  const [number, happened] = [ending.slice(0, 4), ending.slice(5)];
  test(`${number} an approval that was under way when ${happened} ends with everything else`, async () => {
    const { a, b, seed } = pair;
    const { pool } = seed.database;
    const person = await seed.person();
    const client = await seed.application(person);
    const browser = await browserOf(person, a.app, seed);
    await codeOf(browser, authorizeUrl(client));
    const page = await browser.get(
      authorizeUrl(client, { scope: 'read write' }).replace('/oauth2/authorize', '/consent'),
    );
    await pool.query("UPDATE consents SET last_used_at = now() - interval '2 hours' WHERE user_id = $1", [person.id]);
    const holder = await pool.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM consents WHERE user_id = $1 FOR UPDATE', [person.id]);
    const approvals = [
      browser.get(authorizeUrl(client)),
      browser.submit(page, '/consent', { decision: 'authorize' }),
    ] as const;
    assert.equal(await untilWaiting(pool, 2), 2);
    const ended = end(person.id);
    await Promise.race([ended, untilWaiting(pool, 3)]);
    await holder.query('COMMIT');
    holder.release();
    const answers = await Promise.all(approvals);
    await ended;
    for (const { location } of answers) {
      const code = /[?&]code=([^&]+)/.exec(location)?.[1];
      if (code) assert.equal((await redeem(b, client, code)).body.error, 'invalid_grant');
    }
  });
}

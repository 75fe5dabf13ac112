import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { mintClientSecret } from '../../src/oauth/client-secret.ts';
import { digest, randomId } from '../../src/secrets.ts';
import { PASSWORD } from '../support/app.ts';
import { untilWaiting } from '../support/barrier.ts';
import { asSuperuser } from '../support/database.ts';
import { authorizeUrl, codeOf, isActive, post, redeem, refresh } from '../support/flow.ts';
import { browserOf, type Pair, startInstance, startPair } from '../support/pair.ts';
import { visitor } from '../support/visitor.ts';

let pair: Pair;
before(async () => {
  pair = await startPair();
});
after(() => pair.close());

/** A person, an application, an unused code of theirs, and tokens. */
async function begun() {
  const { a, seed } = pair;
  const person = await seed.person();
  const client = await seed.application(person);
  const browser = await browserOf(person, a.app, seed);
  const { body: tokens } = await redeem(a, client, await codeOf(browser, authorizeUrl(client)));
  return { person, client, browser, tokens, code: await codeOf(browser, authorizeUrl(client)) };
}

test('S155 whoever waits for a locked row is told "not now" in time, and nothing was changed', async () => {
  const { a, seed } = pair;
  const { person, client, browser, tokens, code } = await begun();
  const wrong = { email: person.email, password: 'not the password' };
  const stranger = visitor(a.app);
  await stranger.submit(await stranger.get('/sign-in'), '/sign-in', wrong);
  const asked = authorizeUrl(client, { scope: 'read write' }).replace('/oauth2/authorize', '/consent');
  const consent = await browser.get(asked);
  const holder = await seed.database.pool.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT FROM authorization_codes WHERE hash = $1 FOR UPDATE', [digest(code)]);
  await holder.query('SELECT FROM refresh_tokens WHERE hash = $1 FOR UPDATE', [digest(tokens.refresh_token)]);
  await holder.query('SELECT FROM consents WHERE user_id = $1 FOR UPDATE', [person.id]);
  await holder.query('SELECT FROM throttles FOR UPDATE');
  const began = performance.now();
  const [redeemed, refreshed, decided, signedIn] = await Promise.all([
    redeem(a, client, code),
    refresh(a, client, tokens.refresh_token),
    browser.submit(consent, '/consent', { decision: 'authorize' }),
    stranger.submit(await stranger.get('/sign-in'), '/sign-in', { ...wrong, password: PASSWORD }),
  ]);
  const ms = performance.now() - began;
  await holder.query('COMMIT');
  holder.release();
  for (const answer of [redeemed, refreshed, decided, signedIn]) {
    assert.equal(answer.status, 503, JSON.stringify(answer.body).slice(0, 300));
    assert.ok(Number(answer.headers['retry-after']) > 0);
  }
  for (const { body } of [redeemed, refreshed]) assert.equal(body.error, 'temporarily_unavailable');
  assert.ok(ms < 5000, `${ms} ms`);
  assert.equal((await redeem(a, client, code)).status, 200);
  assert.equal((await refresh(a, client, tokens.refresh_token)).status, 200);
  const again = await browser.submit(consent, '/consent', { decision: 'authorize' });
  assert.match(again.location, /[?&]code=/);
});

test('S155 a pool with no connection left says "not now" in time, and recovers', async () => {
  const { on, seed } = pair;
  const { client, tokens, code } = await begun();
  const small = await startInstance(on, { DATABASE_POOL: '2' });
  const holder = await seed.database.pool.connect();
  try {
    await holder.query('BEGIN');
    await holder.query('SELECT FROM authorization_codes WHERE hash = $1 FOR UPDATE', [digest(code)]);
    const blocked = [redeem(small, client, code), redeem(small, client, code)];
    assert.equal(await untilWaiting(seed.database.pool, 2), 2);
    const began = performance.now();
    const waiting = await post(small, '/oauth2/introspect', { token: tokens.access_token }, client);
    const ms = performance.now() - began;
    assert.deepEqual([waiting.status, waiting.body.error], [503, 'temporarily_unavailable']);
    assert.ok(Number(waiting.headers['retry-after']) > 0);
    assert.ok(ms < 5000, `${ms} ms`);
    assert.equal((await small.app.inject({ method: 'GET', url: '/healthz' })).statusCode, 200);
    await holder.query('COMMIT');
    for (const { status } of await Promise.all(blocked)) assert.ok([200, 400, 503].includes(status), `${status}`);
    assert.ok(await isActive(small, client, tokens.access_token));
  } finally {
    holder.release();
    await small.server.stop();
  }
});

test('S155 a Postgres that takes no more connections is no internal error', async () => {
  const { on } = pair;
  const { client, tokens } = await begun();
  const role = `limited_${randomId(8).toLowerCase()}`;
  const url = new URL(on.url);
  [url.username, url.password] = [role, 'a password of the tests'];
  await asSuperuser(`CREATE ROLE ${role} LOGIN PASSWORD 'a password of the tests' CONNECTION LIMIT 3`);
  try {
    const { pool } = pair.seed.database;
    await pool.query(`GRANT ALL ON ALL TABLES IN SCHEMA public TO ${role}`);
    const crowded = await startInstance({ ...on, url: url.href });
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => post(crowded, '/oauth2/introspect', { token: tokens.access_token }, client)),
    );
    const served = answers.filter(({ status, body }) => status === 200 && body['active'] === true);
    const refused = answers.filter(
      ({ status, headers, body }) =>
        status === 503 && Number(headers['retry-after']) > 0 && body.error === 'temporarily_unavailable',
    );
    assert.ok(served.length > 0 && refused.length > 0);
    assert.equal(served.length + refused.length, answers.length);
    assert.ok(await isActive(crowded, client, tokens.access_token));
    await crowded.server.stop();
  } finally {
    await pair.seed.database.pool.query(`DROP OWNED BY ${role}`);
    await asSuperuser(`DROP ROLE ${role}`);
  }
});

test('S155 everything about one person and one application at once is neither a deadlock nor an internal error', async () => {
  const { a, b, seed } = pair;
  const { clients, consents, users } = seed.deps;
  for (let round = 0; round < 5; round += 1) {
    const { person, client, tokens, code } = await begun();
    const settings = await clients.find(client.id);
    assert.ok(settings);
    const browsers = await Promise.all([a, b, a, b].map((site) => browserOf(person, site.app, seed)));
    const asked = authorizeUrl(client, { scope: 'read write' }).replace('/oauth2/authorize', '/consent');
    const shown = await Promise.all(browsers.map(async (browser) => ({ browser, page: await browser.get(asked) })));
    const strangers = await Promise.all([a, b].map(async ({ app }) => visitor(app)));
    const signIns = await Promise.all(strangers.map(async (each) => ({ each, page: await each.get('/sign-in') })));
    const answers = await Promise.all<{ readonly status: number; readonly body: unknown } | undefined>([
      redeem(a, client, code),
      redeem(b, client, code),
      ...[a, b, a, b].map((site) => refresh(site, client, tokens.refresh_token)),
      ...shown.map(({ browser, page }) => browser.submit(page, '/consent', { decision: 'authorize' })),
      ...browsers.map((browser) => browser.get(authorizeUrl(client))),
      ...signIns.map(({ each, page }) => each.submit(page, '/sign-in', { email: person.email, password: PASSWORD })),
      post(a, '/oauth2/revoke', { token: tokens.refresh_token }, client),
      ...[
        consents.revoke(person.id, client.id, {}),
        clients.change(client.id, { ...settings, homepage: 'https://app.example/new' }, 'administrator'),
        clients.rotateSecret(client.id, mintClientSecret().stored, 0, 'administrator'),
        users.disable(person.id, 'administrator'),
        users.enable(person.id, 'administrator'),
        clients.disable(client.id, 'administrator'),
        clients.enable(client.id, 'administrator'),
      ].map((change) => change.then(() => undefined)),
    ]);
    for (const answer of answers) {
      if (answer) assert.ok(answer.status < 500, `${answer.status} ${JSON.stringify(answer.body).slice(0, 500)}`);
    }
  }
  const { rows } = await seed.database.pool.query(
    'SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()',
  );
  assert.deepEqual(rows, [{ deadlocks: 0 }]);
});

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { digest } from '../../src/secrets.ts';
import { endUnusedTokens } from '../../src/storage/end-unused-tokens.ts';
import { purge } from '../../src/storage/engine/purge.ts';
import { type TestApp, type TestClient, testApp } from '../support/app.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { isActive } from '../support/flow.ts';
import { recordStatements } from '../support/statements.ts';
import { ask, rotate, tokensOf } from '../support/tokens.ts';
import type { Visitor } from '../support/visitor.ts';

const DAY = 86_400_000;
const IDLE = { idleSeconds: 90 * 86_400 };

let on: TestDatabase;
let site: TestApp;
let owner: User;
let api: TestClient;
let browser: Visitor;
before(async () => {
  on = await testDatabase();
  site = await testApp({ on });
  await site.scope('read');
  owner = await site.person();
  api = await site.application(owner, { resourceServer: true });
});
beforeEach(async () => {
  browser = await site.signedIn(owner); // a purge takes sessions too
});
after(async () => {
  await site.close();
  await on.drop();
});

/** Another instance so many days from now, with the hourly end of what goes unused behind it. */
async function days<T>(count: number, run: (later: TestApp) => Promise<T>): Promise<T> {
  const later = await testApp({ on, offsetMs: count * DAY });
  try {
    await endUnusedTokens(later.database, IDLE);
    return await run(later);
  } finally {
    await later.close();
  }
}

const endless = () => site.application(owner, { accessTokenSeconds: 'never' });
const own = async (client: TestClient, at = site) =>
  (await ask(at, client, { grant_type: 'client_credentials', scope: 'read' })).body.access_token;

test('a token that does not expire ends when nobody has asked about it for 90 days, an application’s own too', async () => {
  const client = await endless();
  const tokens = [(await tokensOf(site, browser, client)).access_token, await own(client)];
  const finite = await own(api);
  const active = (at: TestApp) => Promise.all(tokens.map((token) => isActive(at, api, token)));
  await days(60, async (later) => assert.deepEqual(await active(later), [true, true]));
  // That was a use, 60 days from now, of another instance: it was written when that one ended.
  await days(149, async () => {});
  await days(90, async (later) => assert.equal(await isActive(later, api, finite), false));
  const { rows } = await site.database.pool.query('SELECT FROM access_tokens WHERE hash = ANY ($1)', [
    tokens.map(digest),
  ]);
  assert.equal(rows.length, 2, 'still there after 149');
  await days(150.1, async (later) => assert.deepEqual(await active(later), [false, false]));
  assert.deepEqual(await active(site), [false, false], 'and for good');
});

test('an application has the time that its refresh tokens have', async () => {
  const client = await endless();
  await site.database.pool.query('UPDATE clients SET refresh_token_seconds = 86400 WHERE id = $1', [client.id]);
  const token = await own(client);
  await days(1, async () => {}); // the margin of ten minutes
  assert.ok(await isActive(site, api, token));
  await days(1.01, async (later) => assert.equal(await isActive(later, api, token), false));
});

test('an introspection costs one statement all the same, and of many uses in five minutes one is written', async () => {
  const client = await endless();
  const token = await own(client);
  const finite = await own(api);
  await site.deps.clientCache.refresh(api.id);
  await site.deps.tokenUses.flush();
  const sent = recordStatements(site.database);
  for (let count = 0; count < 3; count += 1) {
    await isActive(site, api, token);
    await isActive(site, api, finite);
    await site.deps.tokenUses.flush();
  }
  sent.stop();
  const writes = sent.sent.filter(({ text }) => text.includes('last_used_at = '));
  assert.equal(writes.length, 1);
  assert.deepEqual(writes[0]?.values[1], [digest(token)], 'of the one that does not expire');
  assert.equal(sent.names().filter((name) => name === 'introspect-any-access-token').length, 6);
  assert.equal(sent.sent.length, 7);
});

test('a use that is written while tokens are ended saves its token', async () => {
  const client = await endless();
  const token = await own(client);
  const holder = await site.database.pool.connect();
  try {
    await holder.query('BEGIN');
    await holder.query(`UPDATE access_tokens SET last_used_at = now() + interval '91 days' WHERE hash = $1`, [
      digest(token),
    ]);
    await days(91, async () => {});
    await holder.query('COMMIT');
  } finally {
    holder.release();
  }
  await days(91, async (later) => assert.ok(await isActive(later, api, token)));
});

test('a family lives while any of its tokens does, and has an end again once the last is gone', async () => {
  const client = await endless();
  const first = await tokensOf(site, browser, client);
  const second = (await rotate(site, client, first.refresh_token)).body;
  const endOf = async () => {
    const text = `SELECT expires_at = 'infinity' AS endless FROM authorizations WHERE client_id = $1`;
    return (await site.database.pool.query(text, [client.id])).rows;
  };
  await days(80, async (later) => assert.ok(await isActive(later, api, second.access_token)));
  await days(95, async (later) => {
    const alive = [first, second].map(({ access_token: token }) => isActive(later, api, token));
    assert.deepEqual(await Promise.all(alive), [false, true]);
  });
  assert.deepEqual(await endOf(), [{ endless: true }]);
  await days(200, async (later) => assert.equal(await isActive(later, api, second.access_token), false));
  assert.deepEqual(await endOf(), [{ endless: false }]);
  await days(200 + 90 + 30 + 31, async (later) => purge(later.database));
  assert.deepEqual(await endOf(), []);
});

test('where a client revokes its only token that does not expire, its refresh token works on', async () => {
  const client = await endless();
  const first = await tokensOf(site, browser, client);
  await ask(site, client, { token: first.access_token }, '/oauth2/revoke');
  await days(1, async (later) => purge(later.database));
  const next = await rotate(site, client, first.refresh_token);
  assert.equal(next.status, 200);
  assert.ok(await isActive(site, api, next.body.access_token));
  const { rows } = await site.database.pool.query(
    `SELECT expires_at = 'infinity' AS endless FROM authorizations WHERE client_id = $1`,
    [client.id],
  );
  assert.deepEqual(rows, [{ endless: true }]);
});

test('people and owners read when such a token ends', async () => {
  const client = await endless();
  const asked = await browser.get(`/oauth2/authorize?client_id=${client.id}&response_type=code&scope=read`);
  assert.match((await browser.get(asked.location)).body, /This lasts until it was not used for 90 days/);
  await tokensOf(site, browser, client);
  const list = (await browser.get('/oauth2/authorized_applications')).body;
  assert.match(list, /It does not expire\. It ends when you revoke it, or when it has not been used for 90 days\./);
  const page = (await browser.get(`/oauth2/applications/${client.id}`)).body;
  assert.match(page, /until they are revoked, or were not used for 90 days/);
});

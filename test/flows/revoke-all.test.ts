import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { clientActivityStore } from '../../src/storage/client-activity.ts';
import { type TestApp, type TestClient, testApp } from '../support/app.ts';
import { fillIn, textOf } from '../support/console.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { authorize, authorizeUrl, codeOf, post, redeem } from '../support/flow.ts';
import { ask, rotate, tokensOf } from '../support/tokens.ts';
import type { Visitor } from '../support/visitor.ts';

let on: TestDatabase;
let site: TestApp;
let other: TestApp;
let ines: User;
let browser: Visitor;
let client: TestClient;
let api: TestClient;
before(async () => {
  on = await testDatabase();
  [site, other] = await Promise.all([testApp({ on }), testApp({ on })]);
  await site.scope('read');
  ines = await site.person();
  browser = await site.signedIn(ines);
  client = await site.application(ines, { scopes: ['read'] });
  api = await site.application(ines, { resourceServer: true });
});
after(async () => {
  await Promise.all([site.close(), other.close()]);
  await on.drop();
});

const isActive = async (token: string, at = other) =>
  (await post(at, '/oauth2/introspect', { token }, api)).body['active'] === true;

test('S067 revoking everything of an application ends its tokens, codes and consents at once, on every instance, and it begins anew', async () => {
  const tokens = await tokensOf(site, browser, client);
  const own = (await ask(site, client, { grant_type: 'client_credentials', scope: 'read' })).body.access_token;
  const code = await codeOf(browser, authorizeUrl(client));
  const bystander = await site.application(ines, { scopes: ['read'] });
  const kept = await tokensOf(site, browser, bystander);
  for (const token of [tokens.access_token, own]) assert.equal(await isActive(token), true);

  const path = `/oauth2/applications/${client.id}`;
  const done = await fillIn(browser, `${path}/revoke-all`, {});
  assert.equal(done.location, `${path}?done=revoked`);
  assert.match(textOf((await browser.get(done.location)).body), /Everything that Trailmark held has ended\./);

  for (const token of [tokens.access_token, own]) {
    assert.equal(await isActive(token), false);
    const asked = await post(other, '/oauth2/introspect', { token }, client);
    assert.deepEqual(asked.body, { active: false }, 'nor for the application itself');
  }
  const userinfo = await site.app.inject({
    url: '/oauth2/userinfo',
    headers: { authorization: `Bearer ${tokens.access_token}` },
  });
  assert.equal(userinfo.statusCode, 401);
  assert.equal((await rotate(other, client, tokens.refresh_token)).body.error, 'invalid_grant');
  assert.equal((await redeem(other, client, code)).body.error, 'invalid_grant');
  assert.equal(await isActive(kept.access_token), true, 'others keep theirs');
  assert.doesNotMatch((await browser.get('/oauth2/authorized_applications')).body, new RegExp(client.id));
  assert.match((await browser.get(authorizeUrl(client))).location, /^\/consent/, 'people are asked again');

  await authorize(browser, authorizeUrl(client));
  const anew = await tokensOf(site, browser, client);
  assert.equal(await isActive(anew.access_token), true);
  assert.equal((await rotate(other, client, anew.refresh_token)).status, 200);
  const { rows } = await site.database.pool.query(
    "SELECT actor_id FROM audit_events WHERE event = 'client.all_ended' AND client_id = $1",
    [client.id],
  );
  assert.deepEqual(rows, [{ actor_id: ines.id }]);
});

test('S140 S117 only who keeps an application revokes everything of it, and proves again who they are', async () => {
  const mallory = await site.person();
  const strangers = await site.signedIn(mallory);
  assert.equal((await strangers.get(`/oauth2/applications/${client.id}/revoke-all`)).status, 404);
  assert.equal(await site.deps.clients.endEverything(client.id, { ownerId: mallory.id }), false);
  const tokens = await tokensOf(site, browser, client);
  await site.database.pool.query(`UPDATE sessions SET authenticated_at = now() - interval '6 minutes'`);
  const asked = await fillIn(browser, `/oauth2/applications/${client.id}/revoke-all`, {});
  assert.match(asked.body, /<h1>Confirm that it is you/);
  assert.equal(await isActive(tokens.access_token), true);
});

test('S067 revoking everything, and counting what there is, read no token however many there are', async () => {
  const { pool } = site.database;
  const big = await site.application(ines, { scopes: ['read'] });
  await pool.query(
    `INSERT INTO client_activity (client_id, hour, issued, refused, last_at, last_issued_at)
     VALUES ($1, date_trunc('hour', now(), 'UTC'), 1000000, 5, now(), now())`,
    [big.id],
  );
  const activity = clientActivityStore(site.database, { onError: (error) => assert.ifError(error) });
  const { today, issued, refused, liveTokens } = await activity.summary(big.id, 30, 3600);
  assert.deepEqual([today, issued, refused, liveTokens], [1_000_005, 1_000_000, 5, 1_000_000]);

  // Whoever reads a token, or changes one, waits here.
  const holder = await pool.connect();
  try {
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE access_tokens, refresh_tokens, authorizations IN ACCESS EXCLUSIVE MODE');
    const start = performance.now();
    await activity.summary(big.id, 30, 3600);
    assert.equal(await site.deps.clients.endEverything(big.id, 'administrator'), true);
    assert.ok(performance.now() - start < 1000);
  } finally {
    await holder.query('ROLLBACK');
    holder.release();
  }
  await activity.close();
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { type TestApp, type TestClient, testApp } from '../support/app.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { authorizeUrl, codeOf, isActive, post, redeem } from '../support/flow.ts';
import { ask, rotate, tokensOf } from '../support/tokens.ts';
import type { Visitor } from '../support/visitor.ts';

const DECADE = 10 * 365 * 86_400_000;
const PRIVILEGES = { trusted: false, resourceServer: false, requirePkce: false };

let on: TestDatabase;
let site: TestApp;
/** The same, ten years later. */
let later: TestApp;
let owner: User;
let api: TestClient;
before(async () => {
  on = await testDatabase();
  site = await testApp({ on });
  later = await testApp({ on, offsetMs: DECADE });
  for (const name of ['read', 'write']) await site.scope(name);
  owner = await site.person();
  api = await site.application(owner, { resourceServer: true });
});
after(async () => {
  await Promise.all([site.close(), later.close()]);
  await on.drop();
});

async function visit(): Promise<{ person: User; browser: Visitor; client: TestClient }> {
  const person = await site.person();
  const client = await site.application(owner, { accessTokenSeconds: 'never' });
  return { person, browser: await site.signedIn(person), client };
}

const own = (client: TestClient, at = site) => ask(at, client, { grant_type: 'client_credentials', scope: 'read' });

async function familyOf(client: TestClient) {
  const { rows } = await site.database.pool.query<{ family: number; code: number }>(
    `SELECT a.expires_at = 'infinity' AS family, k.purge_at = 'infinity' AS code
     FROM authorizations a JOIN authorization_codes k ON k.authorization_id = a.id WHERE a.client_id = $1`,
    [client.id],
  );
  return rows;
}

test('a token that does not expire is answered without expires_in and introspected without exp, by every grant', async () => {
  const { browser, client } = await visit();
  const first = await tokensOf(site, browser, client);
  const { body: second } = await rotate(site, client, first.refresh_token);
  const { body: again } = await rotate(site, client, first.refresh_token); // the grace rule
  const { body: alone } = await own(client);
  assert.equal(again.refresh_token, second.refresh_token);
  for (const body of [first, second, again, alone]) {
    assert.equal(Object.hasOwn(body, 'expires_in'), false);
    assert.equal(typeof body['created_at'], 'number');
    const { body: seen } = await post(site, '/oauth2/introspect', { token: body.access_token }, api);
    assert.deepEqual([seen['active'], typeof seen['iat'], Object.hasOwn(seen, 'exp')], [true, 'number', false]);
    assert.ok(await isActive(later, api, body.access_token));
  }
  const { body: refreshing } = await post(site, '/oauth2/introspect', { token: second.refresh_token }, client);
  assert.equal(typeof refreshing['exp'], 'number');
  assert.equal((await rotate(later, client, second.refresh_token)).body.error, 'invalid_grant', 'refresh tokens end');
});

test('the family lasts as long as its token, and one that never gave a token ends', async () => {
  const { browser, client } = await visit();
  const code = await codeOf(browser, authorizeUrl(client));
  assert.deepEqual(await familyOf(client), [{ family: false, code: false }]);
  assert.equal((await redeem(site, client, code)).status, 200);
  assert.deepEqual(await familyOf(client), [{ family: true, code: true }]);
  const { body } = await redeem(site, client, code);
  assert.equal(body.error, 'invalid_grant');
});

test('what an administrator decides counts for the tokens issued from then on, in families that are there', async () => {
  const person = await site.person();
  const browser = await site.signedIn(person);
  const client = await site.application(owner);
  const first = await tokensOf(site, browser, client);
  assert.equal(first['expires_in'], 3600);
  await site.deps.clients.administer(
    client.id,
    { privileges: { ...PRIVILEGES, accessTokenSeconds: 'never' } },
    'administrator',
  );
  const { body: second } = await rotate(site, client, first.refresh_token);
  assert.equal(second['expires_in'], undefined);
  assert.deepEqual(await familyOf(client), [{ family: true, code: false }]);
  await site.deps.clients.administer(
    client.id,
    { privileges: { ...PRIVILEGES, accessTokenSeconds: 600 } },
    'administrator',
  );
  const { body: third } = await rotate(site, client, second.refresh_token);
  assert.equal(third['expires_in'], 600);
  const tokens = [first, second, third].map((body) => isActive(later, api, body.access_token));
  assert.deepEqual(await Promise.all(tokens), [false, true, false]);
});

const ends: Readonly<Record<string, (at: Awaited<ReturnType<typeof visit>>, token: string) => Promise<unknown>>> = {
  'its revocation': ({ client }, token) => ask(site, client, { token }, '/oauth2/revoke'),
  'its person withdrawing consent': ({ person, client }) => site.deps.consents.revoke(person.id, client.id, {}),
  'its person being disabled': ({ person }) => site.deps.users.disable(person.id, 'administrator'),
  'its application being disabled': ({ client }) => site.deps.clients.disable(client.id, 'administrator'),
  'its application being deleted': ({ client }) => site.deps.clients.delete(client.id, 'administrator'),
};
for (const [what, end] of Object.entries(ends)) {
  test(`a token that does not expire is ended by ${what}`, async () => {
    const at = await visit();
    const { access_token: token } = await tokensOf(site, at.browser, at.client);
    assert.ok(await isActive(site, api, token));
    await end(at, token);
    assert.equal(await isActive(site, api, token), false);
  });
}

test('a token that does not expire is ended by reuse of its code, and of its refresh token', async () => {
  const { browser, client } = await visit();
  const code = await codeOf(browser, authorizeUrl(client));
  const { body: replayed } = await redeem(site, client, code);
  await redeem(later, client, code);
  const reused = await tokensOf(site, browser, client);
  const { body: next } = await rotate(site, client, reused.refresh_token);
  await rotate(site, client, next.refresh_token);
  await rotate(site, client, reused.refresh_token);
  for (const body of [replayed, reused, next]) assert.equal(await isActive(site, api, body.access_token), false);
});

test('an application’s own token that does not expire is ended by revocation, disabling and deletion, for good', async () => {
  const { client } = await visit();
  const token = async () => (await own(client)).body.access_token;
  const [revoked, disabled] = [await token(), await token()];
  await ask(site, client, { token: revoked }, '/oauth2/revoke');
  assert.deepEqual([await isActive(site, api, revoked), await isActive(site, api, disabled)], [false, true]);
  await site.deps.clients.disable(client.id, 'administrator');
  await site.deps.clients.enable(client.id, 'administrator');
  assert.equal(await isActive(site, api, disabled), false);
  const last = await token();
  assert.ok(await isActive(site, api, last));
  await site.deps.clients.delete(client.id, 'administrator');
  assert.equal(await isActive(site, api, last), false);
});

test('a redemption waits for nobody who holds its family', async () => {
  const { browser, client } = await visit();
  const code = await codeOf(browser, authorizeUrl(client));
  const holder = await site.database.pool.connect();
  try {
    await holder.query('BEGIN');
    await holder.query('SELECT FROM authorizations WHERE client_id = $1 FOR UPDATE', [client.id]);
    assert.equal((await redeem(site, client, code)).status, 200);
  } finally {
    await holder.query('ROLLBACK');
    holder.release();
  }
});

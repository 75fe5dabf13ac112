import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { decodeJwt } from 'jose';
import type { User } from '../../../src/accounts/user.ts';
import { type TestApp, type TestClient, testApp } from '../../support/app.ts';
import { authorizeUrl, codeOf, redeem } from '../../support/flow.ts';
import { unescaped, type Visitor } from '../../support/visitor.ts';

let here: TestApp;
let ines: User;
let browser: Visitor;
let client: TestClient;
before(async () => {
  here = await testApp();
  for (const name of ['openid', 'profile', 'read']) await here.scope(name);
  await here.database.pool.query("UPDATE scopes SET claims = '{name,locale}' WHERE name = 'profile'");
  ines = await here.person();
  await here.deps.users.describe(ines.id, { attributes: { locale: 'fr' } }, 'administrator');
  browser = await here.signedIn(ines);
  client = await here.application(ines, { scopes: ['openid', 'profile', 'read'] });
  const metadata = { accessTokenFormat: 'jwt', subjectType: 'pairwise', idTokenClaims: true } as const;
  await here.deps.clients.administer(client.id, { metadata }, 'administrator');
});
after(() => here.close());

const SCOPES = 'show=yes&scope=openid&scope=profile';

/** What stands under the three headings. */
function shownIn(html: string): readonly Readonly<Record<string, unknown>>[] {
  const found = html.matchAll(/<span tabindex="0" role="group" aria-label="[^"]*">([^<]*)<\/span>/g);
  return [...found].map(([, json = '']) => JSON.parse(unescaped(json)));
}

/** Without what is of one token alone. */
function steady({ iat, exp, jti, at_hash, ...rest }: Readonly<Record<string, unknown>>) {
  return rest;
}

test('the page of an application shows what its owner’s tokens would say, word for word as they do', async () => {
  const page = await browser.get(`/oauth2/applications/${client.id}/tokens?${SCOPES}`);
  assert.equal(page.status, 200);
  const [idToken = {}, userinfo, accessToken = {}] = shownIn(page.body);
  const { body } = await redeem(here, client, await codeOf(browser, authorizeUrl(client, { scope: 'openid profile' })));
  assert.deepEqual(steady(idToken), steady(decodeJwt(String(body['id_token']))));
  assert.equal(idToken['locale'], 'fr');
  assert.deepEqual(steady(accessToken), steady(decodeJwt(body.access_token)));
  const headers = { authorization: `Bearer ${body.access_token}` };
  assert.deepEqual(userinfo, (await here.app.inject({ url: '/oauth2/userinfo', headers })).json());
});

test('S141 nothing that is shown opens anything: it is not signed, and its token is stored nowhere', async () => {
  const count = async () =>
    (await here.database.pool.query<{ count: number }>('SELECT count(*)::int AS count FROM access_tokens')).rows[0]
      ?.count;
  const before = await count();
  const page = await browser.get(`/oauth2/applications/${client.id}/tokens`);
  assert.equal(await count(), before);
  assert.doesNotMatch(page.body, /eyJ|lk_at_/);
  const jti = String(shownIn(page.body)[2]?.['jti']);
  const headers = { authorization: `Bearer ${jti}` };
  assert.equal((await here.app.inject({ url: '/oauth2/userinfo', headers })).statusCode, 401);
});

test('without openid there is no ID token, and an opaque access token says nothing', async () => {
  const opaque = await here.application(ines, { scopes: ['openid', 'read'] });
  const page = await browser.get(`/oauth2/applications/${opaque.id}/tokens?show=yes&scope=read`);
  assert.deepEqual(shownIn(page.body), []);
  assert.match(page.body, /without the scope openid/);
  assert.match(page.body, /It is opaque/);
});

test('S140 S143 a developer sees their own, an administrator anybody’s, and the audit trail has who looked', async () => {
  const path = `/oauth2/applications/${client.id}/tokens`;
  const mine = await browser.get(`${path}?${SCOPES}&email=${encodeURIComponent('somebody@example.org')}`);
  assert.equal(shownIn(mine.body)[0]?.['name'], 'Ines Moreau');
  assert.doesNotMatch(mine.body, /name="email"/);
  const stranger = await here.signedIn(await here.person());
  assert.equal((await stranger.get(path)).status, 404);
  const root = await here.person(undefined, { name: 'Root', isAdmin: true });
  const admin = await here.signedIn(root);
  assert.equal((await admin.get(path)).location, `/admin/applications/${client.id}/tokens`);
  const theirs = `/admin/applications/${client.id}/tokens?${SCOPES}&email=`;
  const page = await admin.get(theirs + encodeURIComponent(ines.email.toUpperCase()));
  assert.equal(page.status, 200, page.body.slice(0, 300));
  assert.deepEqual(shownIn(page.body)[1]?.['name'], 'Ines Moreau');
  assert.equal((await stranger.get(theirs)).status, 404);
  const unknown = await admin.get(`${theirs}nobody@example.org`);
  assert.equal(unknown.status, 422);
  assert.match(unknown.body, /No account that is enabled has this address/);
  const { rows } = await here.database.pool.query(
    "SELECT user_id, client_id FROM audit_events WHERE event = 'token.shown' AND actor_id = $1",
    [root.id],
  );
  assert.deepEqual(rows, [{ user_id: ines.id, client_id: client.id }]);
});

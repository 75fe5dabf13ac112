import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { PASSWORD, REDIRECT, type TestApp, type TestClient, testApp } from '../support/app.ts';
import { authorizeUrl, codeOf, isActive, post, redeem, refresh } from '../support/flow.ts';
import { visitor } from '../support/visitor.ts';

// A server for development beside the one in production: another database, accounts and keys of its own. Both have the
// same SECRET here, as if it had been copied: even then nothing of one is good at the other.

const MAPPER = 'mapper@example.org';

let production: TestApp;
let development: TestApp;
let mapper: User;
let client: TestClient;
let there: TestClient; // an application of the same person's at the other one, which may ask about every token

before(async () => {
  [production, development] = await Promise.all([testApp(), testApp()]);
  for (const site of [production, development]) await site.scope('read');
  mapper = await production.person(MAPPER);
  client = await production.application(mapper, { scopes: ['read'] });
  there = await development.application(await development.person('other@example.org'), { resourceServer: true });
});
after(async () => {
  await production?.close();
  await development?.close();
});

test('row 9: an account of one is none at the other, and a session neither', async () => {
  const browser = await production.signedIn(mapper);
  assert.match((await browser.get('/account')).body, /mapper@example\.org/);
  const elsewhere = visitor(development.app);
  for (const [name, value] of browser.cookies) elsewhere.cookies.set(name, value);
  assert.match((await elsewhere.get('/account')).location, /^\/sign-in/);
  const page = await elsewhere.get('/sign-in');
  const refused = await elsewhere.submit(page, '/sign-in', { email: MAPPER, password: PASSWORD });
  assert.match(refused.body, /do not belong together/);
});

test('row 9: client ID and secret of one are unknown to the other', async () => {
  const asked = { grant_type: 'client_credentials' };
  assert.equal((await post(production, '/oauth2/token', asked, client)).status, 200);
  const answer = await post(development, '/oauth2/token', asked, client);
  assert.deepEqual([answer.status, answer.body.error], [401, 'invalid_client']);
  const page = await (await development.signedIn(await development.person())).get(authorizeUrl(client));
  assert.equal(page.status, 400, 'nobody is sent anywhere');
});

test('row 9: codes and tokens of one are unknown to the other, and still good where they belong', async () => {
  const browser = await production.signedIn(mapper);
  const code = await codeOf(browser, authorizeUrl(client));
  // The same application, registered at the other one with the same ID and secret, as a copied configuration has it.
  const { rows } = await production.database.pool.query('SELECT hash FROM client_secrets WHERE client_id = $1', [
    client.id,
  ]);
  const owner = await development.person();
  const found = await production.deps.clients.find(client.id);
  assert.ok(found);
  const { name, homepage, confidential, redirectUris, scopes, grants, requirePkce } = found;
  await development.deps.clients.register(
    {
      id: client.id,
      owner: { kind: 'person', userId: owner.id },
      settings: { name, homepage, confidential, redirectUris, scopes, grants, requirePkce },
      secret: { hash: rows[0].hash, hint: client.secret.slice(-3) },
      inReview: false,
    },
    'administrator',
  );
  assert.deepEqual(redirectUris, [REDIRECT]);

  assert.equal((await redeem(development, client, code)).body.error, 'invalid_grant');
  const { body: tokens } = await redeem(production, client, code);
  assert.ok(tokens.access_token);
  assert.equal(await isActive(development, there, tokens.access_token), false);
  assert.equal((await refresh(development, client, tokens.refresh_token)).body.error, 'invalid_grant');
  await post(development, '/oauth2/revoke', { token: tokens.refresh_token }, client);

  assert.equal(await isActive(production, client, tokens.access_token), true);
  assert.equal((await refresh(production, client, tokens.refresh_token)).status, 200);
});

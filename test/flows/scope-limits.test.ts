import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { type TestApp, type TestClient, testApp } from '../support/app.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { authorize, authorizeUrl, codeOf, isActive, redeem, type TokenAnswer } from '../support/flow.ts';
import { ask, rotate, tokensOf } from '../support/tokens.ts';
import type { Visitor } from '../support/visitor.ts';

// Two instances on one database: what an administrator limits there counts at the very next request here, also for an
// application that is remembered here.

let on: TestDatabase;
let here: TestApp;
let there: TestApp;
let ines: User;
let browser: Visitor;
let client: TestClient;
before(async () => {
  on = await testDatabase();
  here = await testApp({ on });
  there = await testApp({ on });
  ines = await here.person();
  browser = await here.signedIn(ines);
});
beforeEach(async () => {
  await limit('read', []);
  await limit('write', []);
  client = await here.application(ines);
});
after(async () => {
  await Promise.all([here.close(), there.close()]);
  await on.drop();
});

function limit(name: string, grants: readonly string[]) {
  return there.deps.scopes.save(
    { name, description: `Use ${name}`, detail: undefined, privileged: false, grants },
    'administrator',
  );
}

const forItself = (scope?: string) => ask(here, client, { grant_type: 'client_credentials', scope });

function refused({ status, body }: TokenAnswer, error = 'invalid_scope') {
  assert.deepEqual([status, body.error, body.access_token], [400, error, undefined], JSON.stringify(body));
}

test('S058 a scope that another grant carries is refused by name and left out where nothing is asked', async () => {
  await limit('write', ['client_credentials']);
  const home = await authorize(browser, authorizeUrl(client, { scope: 'read write' }));
  assert.equal(home.searchParams.get('error'), 'invalid_scope');
  assert.match(
    home.searchParams.get('error_description') ?? '',
    /this grant type may not carry.*write by authorization_code/,
  );
  assert.match(home.searchParams.get('error_uri') ?? '', /scope-not-for-grant$/);
  const code = await codeOf(browser, authorizeUrl(client, { scope: undefined }));
  assert.equal((await redeem(here, client, code)).body['scope'], 'read');
  assert.equal((await forItself()).body['scope'], 'read write');
});

test('S043 client credentials carry no scope whose entry leaves them out', async () => {
  await limit('write', ['authorization_code']);
  const refusal = await forItself('write');
  refused(refusal);
  assert.match(String(refusal.body['error_uri']), /scope-not-for-grant$/);
  assert.equal((await forItself()).body['scope'], 'read');
  await limit('read', ['authorization_code']);
  assert.deepEqual([(await forItself()).status, (await forItself()).body['scope']], [200, undefined]);
  assert.equal((await tokensOf(here, browser, client, 'read write'))['scope'], 'read write');
});

test('S054 a refresh token carries what the grant that its family began with may carry now', async () => {
  const family = await tokensOf(here, browser, client, 'read write');
  await limit('write', ['authorization_code']);
  const same = await rotate(here, client, family.refresh_token);
  assert.equal(same.body['scope'], 'read write');
  await limit('write', ['client_credentials']);
  const narrowed = await rotate(here, client, same.body.refresh_token);
  assert.deepEqual([narrowed.status, narrowed.body['scope']], [200, 'read']);
  refused(await rotate(here, client, narrowed.body.refresh_token, 'write'));
  await limit('write', []);
  const whole = await rotate(here, client, narrowed.body.refresh_token);
  assert.equal(whole.body['scope'], 'read write');
});

test('S054 the family of another grant is measured by that grant', async () => {
  const { refresh_token: token } = await tokensOf(here, browser, client, 'read write');
  const device = 'urn:ietf:params:oauth:grant-type:device_code';
  await here.database.pool.query('UPDATE authorizations SET grant_type = $1 WHERE client_id = $2', [device, client.id]);
  await limit('write', [device]);
  await limit('read', ['authorization_code']);
  const { status, body } = await rotate(here, client, token);
  assert.deepEqual([status, body['scope']], [200, 'write']);
});

test('S058 what was limited elsewhere is in nothing that is issued here, at once', async () => {
  const code = await codeOf(browser, authorizeUrl(client, { scope: 'read write' }));
  const family = await tokensOf(here, browser, client, 'read write');
  assert.equal((await forItself('read write')).status, 200); // now it is remembered here
  await limit('write', ['password']);
  refused(await forItself('write'));
  await limit('write', []);
  assert.equal((await forItself('write')).status, 200);
  await limit('write', ['password']);
  assert.equal((await redeem(here, client, code)).body['scope'], 'read');
  await limit('write', []);
  assert.equal((await forItself('write')).status, 200);
  await limit('write', ['password']);
  assert.equal((await rotate(here, client, family.refresh_token)).body['scope'], 'read');
});

test('S027 S028 a code of an application with limited scopes is redeemed once, and its replay ends the family', async () => {
  await limit('write', ['authorization_code']);
  const code = await codeOf(browser, authorizeUrl(client, { scope: 'read write' }));
  const answers = await Promise.all([1, 2, 3].map(() => redeem(here, client, code)));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 400, 400]);
  const [won] = answers.filter(({ status }) => status === 200);
  assert.equal(won?.body['scope'], 'read write');
  refused(await redeem(here, client, code), 'invalid_grant');
  assert.ok(await isActive(here, client, String(won?.body.access_token)), 'who comes at once is no thief');
  await here.database.pool.query("UPDATE authorization_codes SET redeemed_at = redeemed_at - interval '30 seconds'");
  refused(await redeem(here, client, code), 'invalid_grant');
  refused(await rotate(here, client, String(won?.body.refresh_token)), 'invalid_grant');
});

test('S058 an entry that changes while tokens are issued is never issued after the change', async () => {
  for (let round = 0; round < 10; round += 1) {
    await limit('write', []);
    let limited = false;
    const late: TokenAnswer[] = [];
    const asking = Array.from({ length: 4 }, async () => {
      while (!limited) await forItself('write');
      late.push(await forItself('write'));
    });
    await limit('write', ['authorization_code']);
    limited = true;
    await Promise.all(asking);
    for (const answer of late) refused(answer);
  }
});

test('S058 an application that is given a scope while the scope is limited is held to the limit', async () => {
  const settings = {
    name: 'Trailmark',
    homepage: undefined,
    confidential: true,
    redirectUris: [],
    grants: ['client_credentials'],
    requirePkce: false,
  };
  for (let round = 0; round < 10; round += 1) {
    await limit('write', []);
    await here.deps.clients.change(client.id, { ...settings, scopes: ['read'] }, 'administrator');
    await Promise.all([
      here.deps.clients.change(client.id, { ...settings, scopes: ['read', 'write'] }, 'administrator'),
      limit('write', ['authorization_code']),
      forItself('write'),
      forItself('write'),
    ]);
    refused(await forItself('write'));
  }
});

test('a scope that is not offered is in no metadata and on no consent page but of an application that has it', async () => {
  const entry = { description: 'Moderate', detail: undefined, privileged: false, offered: false };
  await here.deps.scopes.save({ name: 'moderate', ...entry }, 'administrator');
  const metadata = await here.app.inject('/.well-known/oauth-authorization-server');
  assert.deepEqual(metadata.json()['scopes_supported'], ['read', 'write']);
  const asked = async (scope: string) => {
    const first = await browser.get(authorizeUrl(client, { scope }));
    return (await browser.get(first.location)).body;
  };
  assert.doesNotMatch(await asked('read'), /Moderate/);
  client = await here.application(ines, { scopes: ['read', 'moderate'] });
  assert.match(await asked('moderate'), /Moderate/);
});

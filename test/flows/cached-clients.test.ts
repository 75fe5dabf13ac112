import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { rotateSecret } from '../../src/oauth/register-client.ts';
import { randomToken } from '../../src/secrets.ts';
import { REDIRECT, type TestApp, type TestClient, testApp } from '../support/app.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { authorizeUrl, codeOf, isActive, type TokenAnswer } from '../support/flow.ts';
import { basic } from '../support/raw.ts';
import { ask, rotate, tokensOf } from '../support/tokens.ts';
import type { Visitor } from '../support/visitor.ts';

// A client may be remembered for a moment, but nothing is decided on that memory: what another instance changed counts
// at the very next request here.

let on: TestDatabase;
let here: TestApp;
let there: TestApp;
let ines: User;
let browser: Visitor;
let api: TestClient;
let client: TestClient;
before(async () => {
  on = await testDatabase();
  here = await testApp({ on });
  there = await testApp({ on });
  for (const name of ['read', 'write']) await here.scope(name);
  ines = await here.person();
  browser = await here.signedIn(ines);
  api = await here.application(ines, { resourceServer: true });
});
beforeEach(async () => {
  client = await here.application(ines);
});
after(async () => {
  await Promise.all([here.close(), there.close()]);
  await on.drop();
});

const SETTINGS = {
  name: 'Trailmark',
  homepage: 'https://app.example/',
  confidential: true,
  redirectUris: [REDIRECT],
  scopes: ['read', 'write'],
  grants: ['authorization_code', 'refresh_token', 'client_credentials'],
  requirePkce: false,
};

/** What can be asked here, prepared before the change; each asks with the client as it was just cached. */
async function prepared() {
  const tokens = await tokensOf(here, browser, client, 'read write');
  const code = await codeOf(browser, authorizeUrl(client, { scope: 'read write' }));
  return {
    tokens,
    issue: (by = client) => ask(here, by, { grant_type: 'client_credentials' }),
    redeem: (by = client) => ask(here, by, { grant_type: 'authorization_code', code, redirect_uri: REDIRECT }),
    rotate: (by = client, scope?: string) => rotate(here, by, tokens.refresh_token, scope),
    introspect: (by = client) => ask(here, by, { token: tokens.access_token }, '/oauth2/introspect'),
    introspectRefresh: (by = client) => ask(here, by, { token: tokens.refresh_token }, '/oauth2/introspect'),
    refuse: (by = client) => ask(here, by, { grant_type: 'refresh_token', refresh_token: 'x' }),
  };
}

type Prepared = Awaited<ReturnType<typeof prepared>>;
const EVERY = ['issue', 'redeem', 'rotate', 'introspect', 'introspectRefresh', 'refuse'] as const;

/** Each request on its own: with the client as it was in the cache when `change` came from the other instance. */
async function eachAfter(
  change: () => Promise<unknown>,
  check: (answer: TokenAnswer, name: (typeof EVERY)[number], requests: Prepared) => Promise<void> | void,
  names: readonly (typeof EVERY)[number][] = EVERY,
) {
  for (const name of names) {
    client = await here.application(ines);
    const requests = await prepared();
    assert.equal((await requests.issue()).status, 200); // now it is cached
    await change();
    await check(await requests[name](), name, requests);
  }
}

const notAccepted = ({ status, body }: TokenAnswer, name: string) =>
  assert.deepEqual([status, body.error], [401, 'invalid_client'], name);

test('S144 an application that was disabled or deleted elsewhere gets nothing here, at once', async () => {
  await eachAfter(() => there.deps.clients.disable(client.id, 'administrator'), notAccepted);
  await eachAfter(() => there.deps.clients.delete(client.id, 'administrator'), notAccepted);
});

test('S042 a secret that was ended elsewhere is refused here at once, and the new one works at once', async () => {
  let secret: string | undefined;
  const end = async () => {
    secret = await rotateSecret({ clientId: client.id, endOld: true, by: 'administrator' }, there.deps);
  };
  await eachAfter(end, async (answer, name, requests) => {
    notAccepted(answer, name);
    const renewed = { ...client, basic: basic(client.id, secret ?? '') };
    const { status, body } = await requests[name](renewed);
    assert.equal(status, name === 'refuse' ? 400 : 200, JSON.stringify(body));
  });
});

test('S042 a new secret works at once beside the old one', async () => {
  const requests = await prepared();
  await requests.issue();
  const secret = await rotateSecret({ clientId: client.id, endOld: false, by: 'administrator' }, there.deps);
  const renewed = { ...client, basic: basic(client.id, secret ?? '') };
  assert.equal((await requests.issue(renewed)).status, 200);
  assert.equal((await requests.rotate()).status, 200);
  assert.equal((await requests.redeem(renewed)).status, 200);
  const tomorrow = await testApp({ on, offsetMs: 86_400_000 + 5000 });
  assert.equal((await ask(tomorrow, client, { grant_type: 'client_credentials' })).status, 401);
  assert.equal((await ask(tomorrow, renewed, { grant_type: 'client_credentials' })).status, 200);
  await tomorrow.close();
});

test('S040 a grant that was taken away elsewhere is refused here at once, and given back works at once', async () => {
  const takes = { issue: 'client_credentials', redeem: 'authorization_code', rotate: 'refresh_token' } as const;
  for (const [name, grant] of Object.entries(takes) as [keyof typeof takes, string][]) {
    const grants = SETTINGS.grants.filter((each) => each !== grant);
    const take = () => there.deps.clients.change(client.id, { ...SETTINGS, grants }, 'administrator');
    const check = async ({ status, body }: TokenAnswer, _: string, requests: Prepared) => {
      assert.deepEqual([status, body.error], [400, 'unauthorized_client'], grant);
      await there.deps.clients.change(client.id, SETTINGS, 'administrator');
      const again = await requests[name]();
      // The grant is back, and no longer refused as such; the refresh token of before ended with it (S064).
      const wanted = name === 'rotate' ? [400, 'invalid_grant'] : [200, undefined];
      assert.deepEqual([again.status, again.body.error], wanted, name);
    };
    await eachAfter(take, check, [name]);
  }
});

test('S058 a scope that was taken away elsewhere is in nothing that is issued here', async () => {
  const take = () => there.deps.clients.change(client.id, { ...SETTINGS, scopes: ['write'] }, 'administrator');
  const check = ({ status, body }: TokenAnswer, name: string) =>
    assert.deepEqual([status, body['scope']], [200, 'write'], name);
  await eachAfter(take, check, ['issue', 'redeem', 'rotate']);
});

test('S029 a redirect URI that was taken away elsewhere redeems no code here', async () => {
  const redirectUris = ['https://app.example/elsewhere'];
  const take = () => there.deps.clients.change(client.id, { ...SETTINGS, redirectUris }, 'administrator');
  await eachAfter(take, ({ body }) => assert.equal(body.error, 'invalid_grant'), ['redeem']);
});

test('S066 an application that is no resource server any more learns nothing here, at once', async () => {
  const { access_token: token } = await tokensOf(here, browser, client);
  assert.ok(await isActive(here, api, token));
  const privileges = { trusted: false, accessTokenSeconds: undefined, requirePkce: false };
  await there.deps.clients.administer(
    api.id,
    { privileges: { ...privileges, resourceServer: false } },
    'administrator',
  );
  assert.equal(await isActive(here, api, token), false);
  await there.deps.clients.administer(api.id, { privileges: { ...privileges, resourceServer: true } }, 'administrator');
  assert.ok(await isActive(here, api, token));
});

test('an application that was registered elsewhere is known here, however often it was asked for before', async () => {
  const unknown = { ...client, id: 'lk_ci_later', basic: basic('lk_ci_later', client.secret) };
  assert.equal((await ask(here, unknown, { grant_type: 'client_credentials' })).status, 401);
  const later = await there.application(ines);
  assert.equal((await ask(here, later, { grant_type: 'client_credentials' })).status, 200);
  assert.equal((await ask(here, later, { token: randomToken('at') }, '/oauth2/introspect')).status, 200);
});

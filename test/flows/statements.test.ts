import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { DEVICE_CODE } from '../../src/oauth/model/device-code.ts';
import { REDIRECT, type TestApp, type TestClient, testApp } from '../support/app.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { askForCodes, decideDevice, pollFor } from '../support/device.ts';
import { authorizeUrl, codeOf, pkce, type TokenAnswer } from '../support/flow.ts';
import { recordStatements } from '../support/statements.ts';
import { ask, rotate, tokensOf, withoutSecret } from '../support/tokens.ts';
import { type Visitor, visitor } from '../support/visitor.ts';

// A round trip to Postgres is what a request costs. Who adds one changes a number here, and says why.

let on: TestDatabase;
let site: TestApp;
/** Another instance, which has seen no client yet. */
let cold: TestApp;
let ines: User;
let browser: Visitor;
let client: TestClient;
let sent: ReturnType<typeof recordStatements>;
let sentCold: ReturnType<typeof recordStatements>;
before(async () => {
  on = await testDatabase();
  site = await testApp({ on });
  cold = await testApp({ on });
  for (const name of ['read', 'write']) await site.scope(name);
  ines = await site.person();
  browser = await site.signedIn(ines);
  client = await site.application(ines);
  await codeOf(browser, authorizeUrl(client)); // consent is remembered from here on
  sent = recordStatements(site.database);
  sentCold = recordStatements(cold.database);
});
after(async () => {
  await Promise.all([site.close(), cold.close()]);
  await on.drop();
});

type Request = (at: TestApp) => Promise<{ readonly status: number }>;

/** Writes what was counted, so that no timer does while a request is watched. */
async function settle(at: TestApp) {
  await Promise.all([at.deps.activity.flush(), at.deps.refusals.flush()]);
}

async function statementsOf(request: Request, expected = 200) {
  await settle(site);
  sent.clear();
  assert.equal((await request(site)).status, expected);
  return sent.names();
}

/** Runs a request with its client in the cache, and another one on the instance that has never seen its client. */
async function assertStatements(name: string, prepare: (by: TestClient) => Promise<Request>, expected = 200) {
  const warm = await prepare(client);
  await site.deps.clientCache.refresh(client.id);
  assert.deepEqual(await statementsOf(warm, expected), [name]);
  const stranger = await site.application(ines);
  await codeOf(browser, authorizeUrl(stranger));
  const request = await prepare(stranger);
  await settle(cold);
  sentCold.clear();
  assert.equal((await request(cold)).status, expected);
  assert.deepEqual(sentCold.names(), ['find-client', name]);
}

const exchange =
  (by: TestClient, code: string, verifier?: string): Request =>
  (at) =>
    ask(at, by, { grant_type: 'authorization_code', code, redirect_uri: REDIRECT, code_verifier: verifier });

test('a code is redeemed, and its tokens issued, in one statement', async () => {
  await assertStatements('redeem-code', async (by) => {
    const { verifier, challenge } = pkce();
    const more = { code_challenge: challenge, code_challenge_method: 'S256' };
    return exchange(by, await codeOf(browser, authorizeUrl(by, more)), verifier);
  });
  await assertStatements('redeem-code', async (by) => exchange(by, await codeOf(browser, authorizeUrl(by))));
});

test('a refresh token is rotated in one statement', async () => {
  await assertStatements('rotate-refresh-token', async (by) => {
    const { refresh_token: token } = await tokensOf(site, browser, by);
    return (at) => rotate(at, by, token);
  });
});

test('a public application’s requests cost no more', async () => {
  const open = withoutSecret(await site.application(ines, { confidential: false }));
  const { refresh_token: token } = await tokensOf(site, browser, open);
  await site.deps.clientCache.refresh(open.id);
  assert.deepEqual(await statementsOf(() => rotate(site, open, token)), ['rotate-refresh-token']);
});

test('a client gets a token for itself in one statement', async () => {
  await assertStatements('issue-access-token', async (by) => (at) => ask(at, by, { grant_type: 'client_credentials' }));
});

test('a token is introspected in one statement, whosoever it is', async () => {
  const { access_token: token, refresh_token: refresh } = await tokensOf(site, browser, client);
  const introspect =
    (by: TestClient, value: string): Request =>
    (at) =>
      ask(at, by, { token: value }, '/oauth2/introspect');
  await assertStatements('introspect-own-access-token', async (by) => introspect(by, token));
  await assertStatements('introspect-refresh-token', async (by) => introspect(by, refresh));
  const own = (await ask(site, client, { grant_type: 'client_credentials' })).body.access_token;
  await assertStatements('introspect-own-access-token', async (by) => introspect(by, own));
});

test('a token is revoked in one statement', async () => {
  const revoke = async (by: TestClient, pick: (tokens: TokenAnswer['body']) => string) => {
    const token = pick(await tokensOf(site, browser, by));
    return (at: TestApp) => ask(at, by, { token }, '/oauth2/revoke');
  };
  await assertStatements('revoke-access-token', (by) => revoke(by, (tokens) => tokens.access_token));
  await assertStatements('revoke-refresh-token', (by) => revoke(by, (tokens) => tokens.refresh_token));
});

test('a remembered authorization is one statement: session, consent, authorization and code', async () => {
  const authorize = async (by: TestClient) => async (at: TestApp) => {
    const there = visitor(at.app);
    for (const [name, value] of browser.cookies) there.cookies.set(name, value);
    const answer = await there.get(authorizeUrl(by));
    assert.match(answer.location, /code=/);
    return answer;
  };
  await assertStatements('approve-again', authorize, 303);
  // Once a minute the session is written too, and once an hour the consent.
  await site.database.pool.query("UPDATE sessions SET seen_at = seen_at - interval '2 minutes'");
  const both = ['approve-again', 'approve-remembered'];
  assert.deepEqual(await statementsOf(await authorize(client), 303), both);
  assert.deepEqual(await statementsOf(await authorize(client), 303), ['approve-again']);
  await site.database.pool.query("UPDATE consents SET last_used_at = last_used_at - interval '2 hours'");
  assert.deepEqual(await statementsOf(await authorize(client), 303), both);
  assert.deepEqual(await statementsOf(await authorize(client), 303), ['approve-again']);
});

test('a device’s poll is one small statement while its person has not decided, and one more that ends it', async () => {
  const grants = [DEVICE_CODE, 'refresh_token'];
  const television = withoutSecret(await site.application(ines, { confidential: false, redirectUris: [], grants }));
  const poll = (device: string) => () => pollFor(site, television, device);
  const both = ['poll-pending-device-code', 'poll-device-code'];
  const agreed = await askForCodes(site, television);
  const denied = await askForCodes(site, television);
  for (const expected of ['authorization_pending', 'slow_down']) {
    const answered = poll(agreed.device);
    assert.deepEqual(await statementsOf(answered, 400), ['poll-pending-device-code'], expected);
  }
  await decideDevice(browser, agreed.user);
  await decideDevice(browser, denied.user, 'deny');
  await site.deps.clientCache.refresh(television.id);
  assert.deepEqual(await statementsOf(poll(agreed.device)), both);
  for (const device of [agreed.device, denied.device]) {
    assert.deepEqual(await statementsOf(poll(device), 400), both);
  }
  await site.database.pool.query("UPDATE device_codes SET expires_at = now() - interval '1 second', denied_at = NULL");
  assert.deepEqual(await statementsOf(poll(denied.device), 400), both);
  await site.deps.clientCache.refresh(television.id);
  const begin = () => ask(site, television, {}, '/oauth2/device_authorization');
  assert.deepEqual(await statementsOf(begin), ['begin-device-code']);
});

test('a retry within the grace window is two, and reuse no more', async () => {
  const { refresh_token: token } = await tokensOf(site, browser, client);
  const next = (await rotate(site, client, token)).body.refresh_token;
  await site.deps.clientCache.refresh(client.id);
  const both = ['rotate-refresh-token', 'retry-refresh-token'];
  assert.deepEqual(await statementsOf(() => rotate(site, client, token)), both);
  await rotate(site, client, next);
  await site.deps.clientCache.refresh(client.id);
  // Refused on the word of a cached client, it is looked up again: a change would count.
  assert.deepEqual(await statementsOf(() => rotate(site, client, token), 400), [...both, 'find-client']);
});

test('metadata, health and the sight of a page without a session cost none', async () => {
  await site.app.inject('/.well-known/oauth-authorization-server');
  for (const url of ['/.well-known/oauth-authorization-server', '/healthz', '/docs/errors', '/sign-in']) {
    sent.clear();
    assert.equal((await site.app.inject(url)).statusCode, 200, url);
    assert.deepEqual(sent.names(), [], url);
  }
});

test('the hot paths are named statements, parsed once for each connection', async () => {
  const { refresh_token: token } = await tokensOf(site, browser, client);
  await settle(site);
  sent.clear();
  await rotate(site, client, token);
  await ask(site, client, { grant_type: 'client_credentials' });
  assert.ok(sent.sent.every(({ name }) => name !== undefined));
});

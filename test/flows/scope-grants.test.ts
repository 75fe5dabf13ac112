import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { DEVICE_CODE } from '../../src/oauth/model/device-code.ts';
import { PASSWORD, type TestApp, type TestClient, testApp } from '../support/app.ts';
import { askForCodes, decideDevice, pollFor } from '../support/device.ts';
import { withDialect } from '../support/dialects.ts';
import { authorize, authorizeUrl, redeem } from '../support/flow.ts';
import { ask, rotate } from '../support/tokens.ts';
import type { Visitor } from '../support/visitor.ts';

// What the catalogue says of a scope, by every grant there is.

let site: TestApp;
let ines: User;
let browser: Visitor;
let client: TestClient;
before(async () => {
  site = await testApp({ env: { LEGACY_GRANTS: 'password,implicit' } });
  ines = await site.person('ines@example.org');
  browser = await site.signedIn(ines);
  await site.scope('read');
});
beforeEach(async () => {
  await limit([]);
  const grants = ['authorization_code', 'refresh_token', 'client_credentials', DEVICE_CODE, 'password', 'implicit'];
  client = await site.application(ines, { grants });
});
after(() => site?.close());

function limit(grants: readonly string[], name = 'write') {
  return site.deps.scopes.save(
    { name, description: `Use ${name}`, detail: undefined, privileged: false, grants },
    'administrator',
  );
}

type Got = {
  readonly error?: unknown;
  readonly rule?: string | undefined;
  readonly scope?: unknown;
  readonly refresh?: string;
};

function got(fields: Readonly<Record<string, unknown>>): Got {
  const { error, error_uri: uri, scope, refresh_token: refresh } = fields;
  if (error !== undefined) return { error, rule: String(uri).split('/').at(-1) };
  return { scope, ...(refresh === undefined ? {} : { refresh: String(refresh) }) };
}

/** What comes of asking for these scopes by each grant; undefined: without saying. */
const by: Readonly<Record<string, (scope?: string) => Promise<Got>>> = {
  async authorization_code(scope) {
    const home = await authorize(browser, authorizeUrl(client, { scope }));
    const code = home.searchParams.get('code');
    return got(code ? (await redeem(site, client, code)).body : Object.fromEntries(home.searchParams));
  },
  async implicit(scope) {
    const home = await authorize(browser, authorizeUrl(client, { scope, response_type: 'token' }));
    return got(Object.fromEntries(new URLSearchParams(home.hash.slice(1))));
  },
  async client_credentials(scope) {
    return got((await ask(site, client, { grant_type: 'client_credentials', scope })).body);
  },
  async password(scope) {
    const person = { username: 'ines@example.org', password: PASSWORD };
    return got((await ask(site, client, { grant_type: 'password', ...person, scope })).body);
  },
  async [DEVICE_CODE](scope) {
    const answer = await ask(site, client, { scope }, '/oauth2/device_authorization');
    if (answer.status !== 200) return got(answer.body);
    await decideDevice(browser, String(answer.body['user_code']));
    return got((await pollFor(site, client, String(answer.body['device_code']))).body);
  },
};

for (const [grant, request] of Object.entries(by)) {
  test(`S058 ${grant} gives what its scopes may be carried by, and nothing else`, async () => {
    const others = Object.keys(by).filter((each) => each !== grant);
    await limit(others);
    const refused = { error: 'invalid_scope', rule: 'scope-not-for-grant' };
    assert.deepEqual(await request('write'), refused);
    assert.deepEqual(await request('read write'), refused);
    assert.equal((await request()).scope, 'read');
    await limit([grant]);
    assert.equal((await request('write')).scope, 'write');
    const { scope, refresh } = await request();
    assert.equal(scope, 'read write');
    if (refresh === undefined) return;
    // Its refresh tokens follow it, as it is now.
    const next = await rotate(site, client, refresh);
    assert.equal(next.body['scope'], 'read write');
    await limit(others);
    assert.equal((await rotate(site, client, next.body.refresh_token)).body['scope'], 'read');
  });

  test(`${grant} takes old names of scopes, and answers what was asked`, async () => {
    const [old, now] = [`old_of_${grant}`, `new_of_${grant}`];
    await limit([grant], old);
    const registered = await site.deps.clients.find(client.id);
    assert.ok(registered);
    await site.deps.clients.change(client.id, { ...registered, scopes: ['read', old] }, 'administrator');
    assert.equal((await request(old)).scope, old);
    await site.deps.scopes.rename(old, now, 'administrator');
    for (const name of [old, now]) assert.equal((await request(`read ${name}`)).scope, `read ${name}`);
    const all = String((await request()).scope).split(' ');
    assert.ok(all.includes(now), 'what was not asked for has the name of now');
  });
}

test('S106 a device gets nothing that was limited between its question and its poll, and loses nothing by a rename', async () => {
  const [first, second, third] = [
    await askForCodes(site, client, 'read write'),
    await askForCodes(site, client, 'read write'),
    await askForCodes(site, client, 'read write'),
  ];
  await decideDevice(browser, first.user);
  await limit(['authorization_code']);
  assert.equal((await pollFor(site, client, first.device)).body['scope'], 'read');
  await decideDevice(browser, second.user);
  assert.equal((await pollFor(site, client, second.device)).body['scope'], 'read');
  await limit([]);
  await site.deps.scopes.rename('write', 'modify', 'administrator');
  await decideDevice(browser, third.user);
  assert.equal((await pollFor(site, client, third.device)).body['scope'], 'read write', 'as it was asked');
  await site.deps.scopes.rename('modify', 'write', 'administrator');
});

test('S043 a refresh token of client credentials, which one dialect has, follows that grant and the names of scopes', async () => {
  const bank = await withDialect(site, ines, 'op-api');
  const next = async (refresh: unknown, scope?: string) =>
    (await ask(site, bank, { grant_type: 'refresh_token', refresh_token: String(refresh), scope })).body;
  const { body: first } = await ask(site, bank, { grant_type: 'client_credentials' });
  assert.equal(first['scope'], 'read write');
  await limit(['authorization_code']);
  const narrowed = await next(first.refresh_token);
  assert.equal(narrowed['scope'], 'read');
  await limit([]);
  await site.deps.scopes.rename('write', 'modify', 'administrator');
  const renamed = await next(narrowed['refresh_token'], 'write');
  assert.equal(renamed['scope'], 'write', 'as it was asked');
  await site.deps.scopes.rewrite({ seconds: 10 });
  assert.equal((await next(renamed['refresh_token']))['scope'], 'read modify');
  await site.deps.scopes.rename('modify', 'write', 'administrator');
});

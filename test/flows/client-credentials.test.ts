import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { newClientId } from '../../src/oauth/register-client.ts';
import { type TestApp, type TestClient, testApp } from '../support/app.ts';
import { SETTINGS } from '../support/applications.ts';
import { authorize, authorizeUrl, post, type TokenAnswer } from '../support/flow.ts';
import { ask, rotate, tokensOf } from '../support/tokens.ts';
import type { Visitor } from '../support/visitor.ts';

let site: TestApp;
let ines: User;
let browser: Visitor;
let client: TestClient;
let api: TestClient;
before(async () => {
  site = await testApp();
  for (const name of ['read', 'read:all', 'write']) await site.scope(name);
  ines = await site.person();
  browser = await site.signedIn(ines);
  client = await site.application(ines, { scopes: ['read', 'write'] });
  api = await site.application(ines, { resourceServer: true });
});
after(() => site.close());

const forItself = (scope?: string, by = client) => ask(site, by, { grant_type: 'client_credentials', scope });

async function introspected(token: string) {
  return (await post(site, '/oauth2/introspect', { token }, api)).body;
}

function refused(answer: TokenAnswer, error: string) {
  assert.deepEqual([answer.status, answer.body.error], [400, error], JSON.stringify(answer.body));
  assert.equal(answer.body.access_token, undefined);
}

test('S043 a client for itself gets an access token and nothing else', async () => {
  const { status, body } = await forItself('read');
  assert.equal(status, 200);
  assert.deepEqual(Object.keys(body).sort(), ['access_token', 'created_at', 'expires_in', 'scope', 'token_type']);
  for (const scope of ['openid', 'offline_access', 'read offline_access', 'openid offline_access']) {
    refused(await forItself(scope), 'invalid_scope');
  }
  const { rows } = await site.database.pool.query('SELECT count(*)::int AS count FROM refresh_tokens');
  assert.equal(rows[0].count, 0);
});

test('S043 the subject of a client’s own token is the client, and no person can have that name', async () => {
  const own = await introspected((await forItself('read')).body.access_token);
  assert.equal(own['sub'], client.id);
  assert.equal(own['client_id'], client.id);
  const person = await introspected((await tokensOf(site, browser, client)).access_token);
  assert.equal(person['sub'], ines.id);
  assert.match(ines.id, /^[0-9a-f]{8}-[0-9a-f]{4}-/);
  // The server names applications, in a form that no person's id has; nobody can choose.
  for (let i = 0; i < 100; i += 1) assert.match(newClientId(), /^lk_ci_[0-9A-Za-z]{22}$/);
  const page = await browser.get('/oauth2/applications/new');
  const typed = { name: 'Namesake', redirect_uris: 'https://app.example/callback', grant: 'authorization_code' };
  const named = { id: ines.id, client_id: ines.id, owner_id: ines.id };
  const made = await browser.submit(page, '/oauth2/applications/new', { ...typed, ...named });
  assert.match(`${made.location} ${made.body}`, /lk_ci_[0-9A-Za-z]{22}/);
  assert.equal(await site.deps.clients.find(ines.id), undefined);
});

test('S043 its tokens end with the application, not with a person', async () => {
  const owner = await site.person();
  const theirs = await site.application(owner);
  const { access_token: token } = (await forItself('read', theirs)).body;
  await site.deps.users.disable(owner.id, 'administrator');
  assert.equal((await introspected(token))['active'], true);
  await site.deps.clients.disable(theirs.id, 'administrator');
  assert.equal((await introspected(token))['active'], false);
});

test('S057 a scope that does not follow the grammar is refused, fast', async () => {
  const wrong = [
    'read\twrite',
    'read  write',
    ' read',
    'read ',
    'read\u00a0write',
    'r\u00e9ad',
    '"read"',
    're\\ad',
    'read\r\nwrite',
    'read\0',
  ];
  const long = [
    'x'.repeat(1025),
    Array.from({ length: 51 }, (_, at) => `s${at}`).join(' '),
    'x '.repeat(15_000).trim(),
  ];
  const started = performance.now();
  for (const scope of [...wrong, ...long]) refused(await forItself(scope), 'invalid_scope');
  assert.ok(performance.now() - started < 5000);
  assert.equal((await forItself('x'.repeat(100_000))).status, 413);
  refused(await forItself('read,write'), 'invalid_scope'); // a comma separates nothing
  refused(await forItself('Read'), 'invalid_scope'); // nor does case fold
  assert.equal((await forItself('write read write')).body['scope'], 'write read');
  assert.equal((await forItself('')).body['scope'], 'read write'); // empty is absent
});

test('S058 no grant gives a scope that the application may not have, or one that only looks like it', async () => {
  const outside = ['read:all', 'rea', 'read:', 'unknown', 'write:all', 'read read:all'];
  for (const scope of outside) refused(await forItself(scope), 'invalid_scope');
  for (const scope of outside) {
    const home = await authorize(browser, authorizeUrl(client, { scope }));
    assert.equal(home.searchParams.get('error'), 'invalid_scope', scope);
    assert.equal(home.searchParams.get('code'), null);
  }
  const tokens = await tokensOf(site, browser, client, 'read');
  for (const scope of [...outside, 'write'])
    refused(await rotate(site, client, tokens.refresh_token, scope), 'invalid_scope');

  const all = await site.application(ines, { scopes: ['read:all'] });
  refused(await forItself('read', all), 'invalid_scope');
  const wide = await tokensOf(site, browser, all, 'read:all');
  assert.equal(wide['scope'], 'read:all');
  refused(await rotate(site, all, wide.refresh_token, 'read'), 'invalid_scope');
});

test('S058 what is granted is computed again when it is issued, for every grant', async () => {
  const few = await site.application(ines, { scopes: ['read', 'write'] });
  const change = (scopes: readonly string[]) => {
    const grants = ['authorization_code', 'refresh_token', 'client_credentials'];
    const settings = { ...SETTINGS, name: 'Trailmark', redirectUris: ['https://app.example/callback'], grants, scopes };
    return site.deps.clients.change(few.id, settings, 'administrator');
  };
  const at = await authorize(browser, authorizeUrl(few, { scope: 'read write' }));
  const held = await tokensOf(site, browser, few, 'read write');
  await change(['write']);
  const redeemed = await ask(site, few, {
    grant_type: 'authorization_code',
    code: at.searchParams.get('code') ?? '',
    redirect_uri: 'https://app.example/callback',
  });
  const refreshed = await rotate(site, few, held.refresh_token);
  const own = await forItself(undefined, few);
  for (const { status, body } of [redeemed, refreshed, own]) {
    assert.deepEqual([status, body['scope']], [200, 'write']);
    assert.equal((await introspected(body.access_token))['scope'], 'write');
  }
  refused(await forItself('read', few), 'invalid_scope');
});

test('S058 nobody gets by consent what was not shown: an approval counts for the scopes it named', async () => {
  const shy = await site.application(ines, { scopes: ['read', 'write'] });
  await tokensOf(site, browser, shy, 'read');
  const more = await browser.get(authorizeUrl(shy, { scope: 'read write' }));
  assert.match(more.location, /^\/consent\?/, 'asked again');
  const same = await browser.get(authorizeUrl(shy, { scope: 'read' }));
  assert.match(same.location, /code=/);
});

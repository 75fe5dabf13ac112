import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../../src/accounts/user.ts';
import { randomToken } from '../../../src/secrets.ts';
import { type TestApp, type TestClient, testApp } from '../../support/app.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { form } from '../../support/raw.ts';
import { recordStatements } from '../../support/statements.ts';
import { ask, tokensOf } from '../../support/tokens.ts';
import type { Visitor } from '../../support/visitor.ts';

const ISSUER = 'http://localhost:3000';
let on: TestDatabase;
let site: TestApp;
let late: TestApp;
let ines: User;
let browser: Visitor;
let client: TestClient;
before(async () => {
  on = await testDatabase();
  site = await testApp({ on });
  late = await testApp({ on, offsetMs: 3602 * 1000 });
  for (const name of ['read', 'write', 'gone']) await site.scope(name);
  ines = await site.person();
  browser = await site.signedIn(ines);
  client = await site.application(ines, { scopes: ['read', 'write', 'gone'] });
});
after(async () => {
  await Promise.all([site.close(), late.close()]);
  await on.drop();
});

async function check(authorization: string | undefined, query: Record<string, string> = {}, at = site) {
  const headers = authorization === undefined ? {} : { authorization };
  const asked = Object.keys(query).length > 0 ? `?${form(query)}` : '';
  const answer = await at.app.inject({ url: `/oauth2/check${asked}`, headers });
  return {
    status: answer.statusCode,
    headers: answer.headers,
    challenge: answer.headers['www-authenticate'],
    text: answer.body,
  };
}

test('a token that is live and has the scopes passes, and says whose it is', async () => {
  const { access_token: token } = await tokensOf(site, browser, client, 'read write');
  for (const query of [
    {},
    { scope: 'read' },
    { scope: 'write read' },
    { scope: '' },
    { resource: 'https://api.example/' },
  ]) {
    const { status, text, headers } = await check(`Bearer ${token}`, query);
    assert.deepEqual([status, text], [204, ''], JSON.stringify(query));
    assert.deepEqual([headers['latchkey-subject'], headers['latchkey-client']], [ines.id, client.id]);
    assert.equal(headers['cache-control'], 'no-store');
  }
  const own = (await ask(site, client, { grant_type: 'client_credentials', scope: 'read' })).body.access_token;
  const { status, headers } = await check(`bearer  ${own}`, { scope: 'read' });
  assert.deepEqual([status, headers['latchkey-subject']], [204, client.id], 'no person is involved');
  assert.doesNotMatch((await browser.get('/.well-known/oauth-authorization-server')).body, /check/);
});

test('S067 what is missing, malformed, dead or of another kind is 401, with the challenge of RFC 6750 and one look-up at most', async () => {
  const { access_token: token, refresh_token: refresh } = await tokensOf(site, browser, client, 'read');
  const bare = await check(undefined, { scope: 'read' });
  assert.deepEqual([bare.status, bare.challenge], [401, `Bearer realm="${ISSUER}"`]);
  const statements = recordStatements(site.database);
  for (const value of [
    '',
    'Bearer',
    'Bearer ',
    `Bearer ${refresh}`,
    `Bearer ${token}x`,
    `Bearer ${token} ${token}`,
    token,
    client.basic,
  ]) {
    const { status, challenge, text } = await check(value);
    assert.deepEqual([status, challenge], [401, `Bearer realm="${ISSUER}", error="invalid_token"`], value);
    assert.match(text, /bearer-token-not-accepted/);
  }
  assert.deepEqual(statements.names(), [], 'what can be no token costs no look-up');
  const never = await check(`Bearer ${randomToken('at')}`);
  const good = await check(`Bearer ${token}`, { scope: 'read' });
  assert.deepEqual([never.status, good.status], [401, 204]);
  assert.deepEqual(statements.names(), ['check-access-token', 'check-access-token']);
  statements.stop();
  const expired = await check(`Bearer ${token}`, {}, late);
  assert.deepEqual([expired.status, expired.text], [401, never.text], 'as if it had never been');
});

test('a token without a scope that is asked for is 403, and is told which', async () => {
  const { access_token: token } = await tokensOf(site, browser, client, 'read');
  for (const scope of ['write', 'read write', 'unknown', 'rea', 'READ']) {
    const { status, challenge, text } = await check(`Bearer ${token}`, { scope });
    assert.equal(status, 403, scope);
    assert.equal(challenge, `Bearer realm="${ISSUER}", error="insufficient_scope", scope="${scope}"`);
    assert.match(text, /bearer-scope-insufficient/);
    assert.match(text, new RegExp(`needs\\. Needed: ${scope}"`));
  }
});

test('a renamed scope passes by either name, and a deleted one by none', async () => {
  const { access_token: token } = await tokensOf(site, browser, client, 'read gone');
  await site.deps.scopes.rename('gone', 'still', 'administrator');
  for (const scope of ['gone', 'still', 'gone still']) {
    assert.equal((await check(`Bearer ${token}`, { scope })).status, 204, scope);
  }
  await site.deps.scopes.rewrite({ seconds: 10 });
  for (const scope of ['gone', 'still']) assert.equal((await check(`Bearer ${token}`, { scope })).status, 204, scope);
  const settings = await site.deps.clients.find(client.id);
  assert.ok(settings);
  await site.deps.clients.change(client.id, { ...settings, scopes: ['read', 'write'] }, 'administrator');
  assert.equal(await site.deps.scopes.delete('still', 'administrator'), 'deleted');
  for (const scope of ['gone', 'still'])
    assert.equal((await check(`Bearer ${token}`, { scope })).status, 403, 'at once');
  await site.deps.scopes.rewrite({ seconds: 10 });
  for (const scope of ['gone', 'still']) assert.equal((await check(`Bearer ${token}`, { scope })).status, 403, scope);
});

test('S067 what ended has ended at the next question: revoked, withdrawn, its application or person disabled', async () => {
  const endings: readonly ((by: TestClient, person: User, token: string) => Promise<unknown>)[] = [
    (by, _, token) => ask(site, by, { token }, '/oauth2/revoke'),
    (by, person) => site.deps.consents.revoke(person.id, by.id, {}),
    (by) => site.deps.clients.disable(by.id, 'administrator'),
    (_by, person) => site.database.pool.query('UPDATE users SET disabled_at = now() WHERE id = $1', [person.id]),
  ];
  for (const end of endings) {
    const person = await site.person();
    const own = await site.application(ines);
    const { access_token: token } = await tokensOf(site, await site.signedIn(person), own, 'read');
    assert.equal((await check(`Bearer ${token}`)).status, 204);
    await end(own, person, token);
    assert.equal((await check(`Bearer ${token}`)).status, 401, String(end));
  }
});

test('a request with two readings, or that is malformed, is refused and passes nothing', async () => {
  const { access_token: token } = await tokensOf(site, browser, client, 'read');
  for (const query of [
    'scope=read&scope=read',
    'scope[]=read',
    'scope=read%00',
    'scope=a++b',
    'resource=api',
    'resource=https://a.example/%23x',
  ]) {
    const { statusCode } = await site.app.inject({
      url: `/oauth2/check?${query}`,
      headers: { authorization: `Bearer ${token}` },
    });
    assert.equal(statusCode, 400, query);
  }
  const posted = await site.app.inject({ method: 'POST', url: '/oauth2/check' });
  assert.deepEqual([posted.statusCode, posted.headers.allow], [405, 'GET, HEAD']);
});

test('an address that is not there answers programs in JSON and names the metadata, and people with a page', async () => {
  for (const url of ['/.well-known/webfinger', '/oauth2/tokens', '/oauth2/token/', '/oauth2/user?access_token=x']) {
    for (const method of ['GET', 'POST'] as const) {
      const answer = await site.app.inject({ method, url, headers: { accept: '*/*' } });
      assert.equal(answer.statusCode, 404, url);
      const { error, error_description, error_uri } = answer.json();
      assert.equal(error, 'invalid_request');
      assert.match(error_description, /\/\.well-known\/oauth-authorization-server/);
      assert.doesNotMatch(error_description, /access_token/);
      assert.equal(error_uri, `${ISSUER}/docs/errors/address-unknown`);
      const readable = url.startsWith('/.well-known/') ? '*' : undefined;
      assert.equal(answer.headers['access-control-allow-origin'], readable);
    }
    const page = await site.app.inject({ url, headers: { accept: 'text/html,application/xhtml+xml' } });
    assert.match(String(page.headers['content-type']), /^text\/html/);
  }
  const json = { url: '/oauth2/register', payload: { redirect_uris: ['https://app.example/cb'] } };
  const unregistered = await site.app.inject({ method: 'POST', ...json });
  assert.deepEqual(
    [unregistered.statusCode, unregistered.json().error_uri],
    [404, `${ISSUER}/docs/errors/address-unknown`],
  );
  const elsewhere = await site.app.inject({ url: '/nowhere', headers: { accept: '*/*' } });
  assert.match(String(elsewhere.headers['content-type']), /^text\/html/);
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { decodeJwt } from 'jose';
import type { User } from '../../src/accounts/user.ts';
import type { ClientPrivileges, ClientSettings } from '../../src/oauth/model/client.ts';
import { digest } from '../../src/secrets.ts';
import { REDIRECT, type TestApp, type TestClient, testApp } from '../support/app.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { authorize, authorizeUrl, isActive, post } from '../support/flow.ts';
import { recordStatements } from '../support/statements.ts';
import { ask } from '../support/tokens.ts';
import type { Visitor } from '../support/visitor.ts';

const ISSUER = 'http://localhost:3000';
const GRANTS = ['authorization_code', 'refresh_token', 'implicit'];
const logLines: string[] = [];

let on: TestDatabase;
let site: TestApp;
/** The same database without LEGACY_GRANTS. */
let plain: TestApp;
let owner: User;
let ines: User;
let person: Visitor;
let client: TestClient;
let codeOnly: TestClient;
before(async () => {
  on = await testDatabase();
  site = await testApp({ on, env: { LEGACY_GRANTS: 'implicit' }, logLines });
  plain = await testApp({ on });
  for (const name of ['read', 'write']) await site.scope(name);
  owner = await site.person();
  ines = await site.person();
  person = await site.signedIn(ines);
  client = await application();
  codeOnly = await site.application(owner);
});
after(async () => {
  await Promise.all([site.close(), plain.close()]);
  await on.drop();
});

function application(more: Partial<ClientSettings> & Partial<ClientPrivileges> = {}): Promise<TestClient> {
  return site.application(owner, { grants: GRANTS, ...more });
}

function tokenUrl(by: TestClient, more: Readonly<Record<string, string | undefined>> = {}): string {
  return authorizeUrl(by, { response_type: 'token', ...more });
}

/** What came back in the fragment, after a query without anything in it. */
function fragmentOf(at: URL | string): URLSearchParams {
  const { search, hash } = new URL(at);
  assert.equal(search, '', `nothing in the query: ${at}`);
  return new URLSearchParams(hash.slice(1));
}

test('S044 without LEGACY_GRANTS there is no implicit grant, also for an application to which it was given', async () => {
  const browser = await plain.signedIn(ines);
  const answer = await browser.get(tokenUrl(client));
  const home = new URL(answer.location);
  assert.equal(home.searchParams.get('error'), 'unsupported_response_type');
  assert.equal(home.hash, '');
  const metadata = async (at: TestApp) => (await at.app.inject('/.well-known/oauth-authorization-server')).json();
  const [off, there] = [await metadata(plain), await metadata(site)];
  assert.deepEqual(off.response_types_supported, ['code']);
  assert.ok(!off.response_modes_supported.includes('fragment'));
  assert.ok(!off.grant_types_supported.includes('implicit'));
  assert.deepEqual(there.response_types_supported.slice(0, 4), ['code', 'token', 'id_token', 'id_token token']);
  assert.ok(there.response_modes_supported.includes('fragment'));
  assert.ok(there.grant_types_supported.includes('implicit') && !there.grant_types_supported.includes('password'));
});

test('S004 an application that has codes only gets no token, in no mode; with both, a token never comes in the query', async () => {
  const types = ['token', 'TOKEN', 'none']; // with a code beside them: hybrid.test.ts
  const modes = [undefined, 'query', 'fragment', 'web_message', 'jwt.query'];
  for (const by of [codeOnly, client]) {
    for (const type of types) {
      for (const mode of modes) {
        const answer = await person.get(tokenUrl(by, { response_type: type, response_mode: mode }));
        const right = by === client && type === 'token' && (mode === undefined || mode === 'fragment');
        if (right) {
          assert.match(answer.location, /^\/consent\?/, `${mode}`);
          continue;
        }
        const home = new URL(answer.location);
        const fields = type === 'token' ? fragmentOf(home) : home.searchParams;
        const allowed = mode === undefined || mode === 'fragment';
        const expected =
          type !== 'token' ? 'unsupported_response_type' : allowed ? 'unauthorized_client' : 'invalid_request';
        assert.equal(fields.get('error'), expected, `${type} ${mode}`);
        assert.doesNotMatch(`${answer.location}${answer.body}`, /access_token|id_token=|lk_at_|lk_ac_|[?&#]code=/);
      }
    }
    for (const mode of ['fragment', 'QUERY']) {
      const answer = await person.get(authorizeUrl(by, { response_mode: mode }));
      assert.equal(new URL(answer.location).searchParams.get('error'), 'invalid_request', `code ${mode}`);
    }
  }
});

test('the token comes in the fragment, with its life, scope, state and issuer, and nothing that could renew it', async () => {
  const state = 'a&b=c# é+%2F';
  const at = await authorize(person, tokenUrl(client, { state, scope: 'read write' }));
  assert.equal(`${at.origin}${at.pathname}`, REDIRECT);
  const { access_token: token, ...rest } = Object.fromEntries(fragmentOf(at));
  assert.deepEqual(rest, { token_type: 'Bearer', expires_in: '3600', scope: 'read write', state, iss: ISSUER });
  const { body } = await post(site, '/oauth2/introspect', { token }, client);
  assert.deepEqual([body['active'], body['sub'], body['client_id']], [true, ines.id, client.id]);
  assert.equal((await ask(site, client, { grant_type: 'implicit' })).body.error, 'unsupported_grant_type');
  const { rows } = await site.database.pool.query(
    `SELECT grant_type, expires_at - created_at = interval '1 hour' AS hour, event, e.user_id, address
     FROM authorizations a JOIN audit_events e ON e.authorization_id = a.id WHERE a.client_id = $1 ORDER BY event`,
    [client.id],
  );
  const row = { grant_type: 'implicit', hour: true, user_id: ines.id, address: '127.0.0.1' };
  assert.deepEqual(rows, [
    { ...row, event: 'consent.approved' },
    { ...row, event: 'legacy_grant.used' },
  ]);
  const own = await application({ redirectUris: ['https://app.example/callback?own=1'] });
  const kept = await authorize(person, tokenUrl(own, { redirect_uri: 'https://app.example/callback?own=1' }));
  assert.match(kept.href, /^https:\/\/app\.example\/callback\?own=1#access_token=lk_at_/);
});

test('S003 S031 what goes wrong comes in the fragment as well, with state and issuer', async () => {
  const denied = await authorize(person, tokenUrl(client), 'deny');
  const cases: [URL, string][] = [[denied, 'access_denied']];
  const errors: readonly [Readonly<Record<string, string>>, string][] = [
    [{ scope: 'nothing' }, 'invalid_scope'],
    [{ scope: 'a  b' }, 'invalid_scope'],
    [{ request: 'x' }, 'invalid_request_object'],
    [{ response_mode: 'query' }, 'invalid_request'],
  ];
  for (const [more, code] of errors) {
    cases.push([new URL((await person.get(tokenUrl(client, more))).location), code]);
  }
  for (const [at, code] of cases) {
    const fields = fragmentOf(at);
    assert.deepEqual([fields.get('error'), fields.get('state'), fields.get('iss')], [code, 'some state', ISSUER]);
    assert.equal(fields.get('access_token'), null);
  }
  const twice = await person.get(`${tokenUrl(client)}&response_type=code`);
  assert.equal(new URL(twice.location).searchParams.get('error'), 'invalid_request');
});

test('S002 S012 the redirect URI is matched as ever, and a token goes to https or this computer only', async () => {
  const page = await person.get(tokenUrl(client, { redirect_uri: `${REDIRECT}/` }));
  assert.deepEqual([page.status, page.location], [400, '']);
  const redirectUris = ['http://127.0.0.1/back', 'com.example.app:/back', 'urn:ietf:wg:oauth:2.0:oob'];
  const app = await application({ redirectUris });
  const port = await authorize(person, tokenUrl(app, { redirect_uri: 'http://127.0.0.1:4711/back' }));
  assert.match(port.href, /^http:\/\/127\.0\.0\.1:4711\/back#access_token=/);
  const scheme = await person.get(tokenUrl(app, { redirect_uri: 'com.example.app:/back' }));
  assert.match(scheme.location, /^com\.example\.app:\/back#error=invalid_request&/);
  const outOfBand = await person.get(tokenUrl(app, { redirect_uri: 'urn:ietf:wg:oauth:2.0:oob' }));
  assert.deepEqual([outOfBand.status, outOfBand.location], [400, '']);
  assert.match(outOfBand.body, /redirect-uri-not-for-tokens/);
});

test('S043 S058 a scope whose entry leaves the grant out is not carried by it', async () => {
  const entry = { name: 'write', description: 'Use write', detail: undefined, privileged: false };
  const page = await person.get((await person.get(tokenUrl(client, { scope: 'read write' }))).location);
  await site.deps.scopes.save({ ...entry, grants: ['authorization_code'] }, 'administrator');
  // Also where the page was open meanwhile.
  const late = await person.submit(page, '/consent', { decision: 'authorize' });
  assert.equal(fragmentOf(late.location).get('error'), 'invalid_scope');
  const { location } = await person.get(tokenUrl(client, { scope: 'read write' }));
  assert.equal(fragmentOf(location).get('error'), 'invalid_scope');
  const rest = fragmentOf(await authorize(person, tokenUrl(client, { scope: undefined })));
  assert.equal(rest.get('scope'), 'read', 'asked for all');
  await site.deps.scopes.save({ ...entry, grants: [] }, 'administrator');
});

test('S061 it is asked every time, and never taken for an approval; only a first party is not asked', async () => {
  for (const by of [await application(), await application({ confidential: false })]) {
    for (let visit = 0; visit < 2; visit += 1) {
      const first = await person.get(tokenUrl(by));
      assert.match(first.location, /^\/consent\?/);
      await authorize(person, tokenUrl(by));
    }
  }
  const both = await application();
  await authorize(person, authorizeUrl(both));
  assert.match((await person.get(authorizeUrl(both))).location, /code=/, 'a code is remembered');
  assert.match((await person.get(tokenUrl(both))).location, /^\/consent\?/, 'a token is not');
  const other = await application();
  await authorize(person, tokenUrl(other));
  assert.match((await person.get(authorizeUrl(other))).location, /^\/consent\?/, 'nor does it stand for a code');
  const own = await application({ trusted: true });
  const { location } = await person.get(tokenUrl(own));
  assert.match(fragmentOf(location).get('access_token') ?? '', /^lk_at_/);
});

test('S063 a decision that is sent twice gives one token', async () => {
  const by = await application();
  const page = await person.get((await person.get(tokenUrl(by))).location);
  const twice = await Promise.all([1, 2].map(() => person.submit(page, '/consent', { decision: 'authorize' })));
  assert.deepEqual(twice.map(({ status }) => status).sort(), [303, 409]);
  const { rows } = await site.database.pool.query('SELECT count(*)::int AS n FROM access_tokens WHERE client_id = $1', [
    by.id,
  ]);
  assert.equal(rows[0].n, 1);
});

test('S006 S018 S144 nothing is issued to whom the page was not shown, or after the application was disabled', async () => {
  const by = await application();
  const page = await person.get((await person.get(tokenUrl(by))).location);
  const other = await site.signedIn(await site.person());
  assert.equal((await other.submit(page, '/consent', { decision: 'authorize' })).location, '');
  await site.deps.clients.disable(by.id, 'administrator');
  const late = await person.submit(page, '/consent', { decision: 'authorize' });
  assert.deepEqual([late.status, late.location], [400, '']);
  const { rows } = await site.database.pool.query('SELECT FROM authorizations WHERE client_id = $1', [by.id]);
  assert.equal(rows.length, 0);
});

test('a token in a browser expires whatever was decided for the application, and ends with its consent', async () => {
  const by = await application({ accessTokenSeconds: 'never' });
  const fields = fragmentOf(await authorize(person, tokenUrl(by)));
  assert.equal(fields.get('expires_in'), '3600');
  const token = fields.get('access_token') ?? '';
  assert.ok(await isActive(site, by, token));
  const list = '/oauth2/authorized_applications';
  const page = await person.get(list);
  assert.match(page.body, /given its access in the browser/);
  await person.submit(page, list, { client_id: by.id });
  assert.equal(await isActive(site, by, token), false);
});

test('it costs no more statements than a code', async () => {
  const statements = async (url: string) => {
    const page = await person.get((await person.get(url)).location);
    await site.deps.clientCache.refresh(page.body.includes(client.id) ? client.id : codeOnly.id);
    const sent = recordStatements(site.database);
    await person.submit(page, '/consent', { decision: 'authorize' });
    sent.stop();
    return sent.names().filter((name) => !/^\s*INSERT INTO client_activity/.test(name));
  };
  assert.deepEqual((await statements(tokenUrl(client))).slice(-1), ['issue-to-browser']);
});

test('S147 no line of the log holds a token or where it was sent', async () => {
  const at = await authorize(person, tokenUrl(client, { state: 'canary-state' }));
  const log = logLines.join('');
  assert.match(log, /legacy_grant\.used/);
  for (const secret of [fragmentOf(at).get('access_token') ?? '?', 'canary-state']) assert.ok(!log.includes(secret));
});

test('S004 S080 an ID token comes in the fragment with its nonce, alone or beside the access token that it names', async () => {
  await site.scope('openid');
  const by = await application({ scopes: ['openid', 'read'] });
  const fields = { scope: 'openid', nonce: 'n-0S6', state: 's' };
  for (const response_type of ['id_token token', 'token id_token', 'id_token']) {
    const both = response_type !== 'id_token';
    const got = fragmentOf(await authorize(person, tokenUrl(by, { ...fields, response_type })));
    const claims = decodeJwt(got.get('id_token') ?? '');
    assert.deepEqual([claims.iss, claims.sub, claims.aud, claims['nonce']], [ISSUER, ines.id, by.id, 'n-0S6']);
    assert.deepEqual([got.get('state'), got.get('iss')], ['s', ISSUER]);
    assert.deepEqual([got.has('access_token'), got.has('token_type')], [both, both], response_type);
    const token = got.get('access_token');
    assert.equal(claims['at_hash'], token ? digest(token).subarray(0, 16).toString('base64url') : undefined);
    for (const [more, error] of [
      [{ nonce: undefined }, 'invalid_request'],
      [{ scope: 'read' }, 'invalid_scope'],
      [{ response_mode: 'query' }, 'invalid_request'],
    ] as const) {
      const answer = await person.get(tokenUrl(by, { ...fields, response_type, ...more }));
      assert.equal(fragmentOf(answer.location).get('error'), error, `${response_type} ${JSON.stringify(more)}`);
    }
    const never = await person.get(tokenUrl(codeOnly, { ...fields, response_type, scope: 'read' }));
    assert.equal(fragmentOf(never.location).get('error'), 'unauthorized_client');
  }
});

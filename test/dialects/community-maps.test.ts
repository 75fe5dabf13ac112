import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { REDIRECT, type TestApp, type TestClient, testApp } from '../support/app.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { withDialect } from '../support/dialects.ts';
import { authorize, authorizeUrl, post } from '../support/flow.ts';
import { basic, form, raw } from '../support/raw.ts';
import { type Visitor, visitor } from '../support/visitor.ts';

const ALIAS = '/oauth2/access_token';
const DAY = 86_400_000;

let on: TestDatabase;
let site: TestApp;
let ines: User;
let browser: Visitor;
let maps: TestClient;
let plain: TestClient;
before(async () => {
  on = await testDatabase();
  site = await testApp({ on });
  for (const name of ['read', 'write']) await site.scope(name);
  ines = await site.person();
  browser = await site.signedIn(ines);
  const settings = { scopes: ['read'], grants: ['authorization_code'], accessTokenSeconds: 2591999 };
  maps = await withDialect(site, ines, 'community-maps', settings);
  plain = await site.application(ines, settings);
});
after(async () => {
  await site.close();
  await on.drop();
});

/** The address that the document tells a client to send people to. */
const asPrinted = (client: TestClient, more: Record<string, string> = {}) =>
  `/oauth2/authorize/?${form({ client_id: client.id, redirect_url: REDIRECT, response_type: 'token', ...more })}`;

/** The exchange as the document prints it: all in the body. */
const exchange = (client: TestClient, code: string, more: Record<string, string | undefined> = {}, url = ALIAS) =>
  post(site, url, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: REDIRECT,
    client_id: client.id,
    client_secret: client.secret,
    ...more,
  });

const codeOf = async (url: string) => (await authorize(browser, url)).searchParams.get('code') ?? '';

test('a client that does exactly what the document prints gets the answer that it prints', async () => {
  const back = await authorize(browser, asPrinted(maps));
  assert.equal(back.origin + back.pathname, REDIRECT);
  const { status, body } = await exchange(maps, back.searchParams.get('code') ?? '');
  assert.equal(status, 200);
  const { access_token: token, created_at: createdAt, ...rest } = body;
  assert.deepEqual(rest, { token_type: 'Bearer', expires_in: 2591999, scope: 'read' });
  assert.equal(typeof createdAt, 'number');
  const told = await post(site, '/oauth2/introspect', { token }, maps);
  assert.equal(told.body['active'], true);
});

test('the same client without the dialect fails, and is told why', async () => {
  const home = await authorize(browser, asPrinted(plain));
  assert.equal(home.searchParams.get('error'), 'unsupported_response_type');
  assert.match(home.searchParams.get('error_description') ?? '', /response_type/);
  const two = await site.application(ines, { redirectUris: [REDIRECT, 'https://app.example/other'] });
  const page = await browser.get(asPrinted(two));
  assert.deepEqual([page.status, page.location], [400, '']);
  assert.match(page.body, /redirect-uri-missing/);

  const code = await codeOf(authorizeUrl(plain));
  const { status, body } = await exchange(plain, code);
  assert.deepEqual([status, body.error], [400, 'unauthorized_client']);
  assert.match(String(body['error_uri']), /\/docs\/errors\/dialect-not-set$/);
  assert.equal((await browser.get('/docs/errors/dialect-not-set')).status, 200);
  assert.equal((await exchange(plain, code, {}, '/oauth2/token')).status, 200, 'nothing was consumed');
});

test('a standards client sees no trace of any dialect', async () => {
  const { body } = await exchange(plain, await codeOf(authorizeUrl(plain)), {}, '/oauth2/token');
  assert.deepEqual(Object.keys(body).sort(), ['access_token', 'created_at', 'expires_in', 'scope', 'token_type']);
  const metadata = (await browser.get('/.well-known/oauth-authorization-server')).body;
  assert.doesNotMatch(metadata, /dialect|community|op-api|access_token|accesstoken|redirect_url|"token"/);
  // What it sends that only a dialect knows is unknown to everybody else, and ignored.
  const more = { redirect_url: 'https://evil.example/', 'redirect_url[x]': 'y', status: 'approved' };
  const code = await codeOf(authorizeUrl(plain, more));
  assert.equal((await exchange(plain, code, more, '/oauth2/token')).status, 200);
});

test('both paths of the token endpoint do the same', async () => {
  for (const url of [ALIAS, '/oauth2/token']) {
    assert.equal((await exchange(maps, await codeOf(asPrinted(maps)), {}, url)).status, 200, url);
  }
  const requests: readonly (readonly [string, Record<string, string>])[] = [
    [form({ grant_type: 'authorization_code', code: 'x' }), {}],
    [form({ grant_type: 'authorization_code', code: 'x' }), { authorization: basic(maps.id, 'wrong') }],
    [form({ grant_type: 'authorization_code', code: 'x' }), { authorization: maps.basic }],
    [form({ grant_type: 'password' }), { authorization: maps.basic }],
    ['{}', { 'content-type': 'application/json', authorization: maps.basic }],
    ['grant_type=a&grant_type=a', { authorization: maps.basic }],
    ['%', {}],
  ];
  for (const [payload, headers] of requests) {
    const [one, other] = [
      await raw(site, payload, headers, { url: ALIAS }),
      await raw(site, payload, headers, { url: '/oauth2/token' }),
    ];
    assert.deepEqual([one.status, one.text], [other.status, other.text], payload);
  }
  for (const method of ['GET', 'PUT', 'OPTIONS'] as const) {
    const answer = await site.app.inject({ method, url: ALIAS });
    assert.deepEqual([answer.statusCode, answer.headers.allow], [405, 'POST'], method);
  }
});

test('S061 consent is asked every time, of a trusted application too', async () => {
  const trusted = await withDialect(site, ines, 'community-maps', { trusted: true });
  for (const client of [maps, maps, trusted, trusted]) {
    const asked = await browser.get(asPrinted(client));
    assert.match(asked.location, /^\/consent\?/);
    assert.ok(await codeOf(asPrinted(client)));
  }
});

test('where the implicit grant is allowed too, the dialect still means the code', async () => {
  const legacy = await testApp({ on, env: { LEGACY_GRANTS: 'implicit' } });
  try {
    const both = await withDialect(legacy, ines, 'community-maps');
    await legacy.deps.clients.administer(both.id, { legacyGrants: ['implicit'] }, 'administrator');
    const back = await authorize(await legacy.signedIn(ines), asPrinted(both));
    assert.deepEqual([back.hash, back.searchParams.has('code')], ['', true]);
  } finally {
    await legacy.close();
  }
});

test('what the document asks for survives the way through sign-in', async () => {
  const guest = visitor(site.app);
  const away = await guest.get(asPrinted(maps));
  assert.match(away.location, /^\/sign-in\?return_to=/);
  assert.match((await guest.get(away.location)).body, /Trailmark/);
});

test('S012 S013 no dialect widens which redirect URIs match', async () => {
  for (const wrong of [`${REDIRECT}/`, `${REDIRECT}?a=b`, 'https://evil.example/', 'HTTPS://app.example/callback']) {
    const page = await browser.get(asPrinted(maps, { redirect_url: wrong }));
    assert.deepEqual([page.status, page.location], [400, ''], wrong);
    assert.match(page.body, /redirect-uri-mismatch/);
  }
  const code = await codeOf(asPrinted(maps));
  assert.equal((await exchange(maps, code, { redirect_uri: `${REDIRECT}/` })).body.error, 'invalid_grant');
  assert.equal((await exchange(maps, code, { redirect_uri: undefined })).body.error, 'invalid_grant');
});

test('S129 an alias beside its canonical parameter must be equal, and neither may be repeated', async () => {
  const other = 'https://app.example/other';
  const wide = await withDialect(site, ines, 'community-maps', { redirectUris: [REDIRECT, other] });
  const base = form({ client_id: wide.id, response_type: 'token' });
  const say = (...pairs: [string, string][]) => `/oauth2/authorize?${base}&${new URLSearchParams(pairs)}`;
  const [alias, canonical] = ['redirect_url', 'redirect_uri'];
  assert.ok(await codeOf(say([alias, REDIRECT], [canonical, REDIRECT])));
  assert.ok(await codeOf(say([alias, REDIRECT], [canonical, ''])), 'empty is absent');
  assert.ok(await codeOf(say([alias, ''], [canonical, other])));
  for (const pairs of [
    [
      [alias, REDIRECT],
      [canonical, other],
    ],
    [
      [alias, REDIRECT],
      [alias, REDIRECT],
    ],
    [
      [alias, REDIRECT],
      [canonical, REDIRECT],
      [canonical, REDIRECT],
    ],
    [
      [canonical, REDIRECT],
      [canonical, REDIRECT],
    ],
    [[`${alias}[]`, REDIRECT]],
    [
      [alias, REDIRECT],
      [`${alias}[x]`, REDIRECT],
    ],
  ] as [string, string][][]) {
    const page = await browser.get(say(...pairs));
    assert.deepEqual([page.status, page.location], [400, ''], JSON.stringify(pairs));
  }
  const twice = await authorize(browser, `${asPrinted(wide)}&response_type=token`);
  assert.equal(twice.searchParams.get('error'), 'invalid_request');
  assert.equal(twice.searchParams.get('code'), null);

  const code = await codeOf(asPrinted(wide));
  const said = { redirect_uri: undefined, redirect_url: other };
  assert.equal((await exchange(wide, code, { redirect_url: other })).body.error, 'invalid_request');
  assert.equal((await exchange(wide, code, said)).body.error, 'invalid_grant');
  assert.equal((await exchange(wide, code, { ...said, redirect_url: REDIRECT })).status, 200);
});

test('after its last day the dialect is as if there were none, and the owner reads why', async () => {
  const until = await withDialect(site, ines, 'community-maps', {
    expiresAt: new Date(Date.now() + DAY),
    redirectUris: [REDIRECT, 'https://app.example/other'],
  });
  const code = await codeOf(asPrinted(until));
  assert.equal((await exchange(until, code)).status, 200);
  const later = await testApp({ on, offsetMs: 2 * DAY });
  try {
    const there = await later.signedIn(ines);
    const page = await there.get(asPrinted(until));
    assert.deepEqual([page.status, page.location], [400, '']);
    assert.match(page.body, /dialect-ended/);
    const { id: client_id, secret: client_secret } = until;
    const refused = await post(later, ALIAS, { grant_type: 'authorization_code', code, client_id, client_secret });
    assert.deepEqual([refused.status, refused.body.error], [400, 'unauthorized_client']);
    assert.match(String(refused.body['error_uri']), /dialect-ended$/);
    assert.match((await there.get(authorizeUrl(until))).location, /code=/, 'the standard request works');
    await later.deps.refusals.flush();
    assert.match((await there.get(`/oauth2/applications/${until.id}`)).body, /dialect-ended/);
  } finally {
    await later.close();
  }
});

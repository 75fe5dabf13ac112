import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { decodeJwt } from 'jose';
import type { User } from '../../src/accounts/user.ts';
import type { ClientMetadata } from '../../src/oauth/model/client-metadata.ts';
import { type TestApp, type TestClient, testApp } from '../support/app.ts';
import { authorize, authorizeUrl, codeOf, redeem, refresh } from '../support/flow.ts';
import type { Visitor } from '../support/visitor.ts';

let here: TestApp;
let ines: User;
let browser: Visitor;
before(async () => {
  here = await testApp({ env: { LEGACY_GRANTS: 'implicit' } });
  for (const name of ['openid', 'profile', 'email', 'phone', 'offline_access', 'read']) await here.scope(name);
  const claims = { profile: '{name,locale}', email: '{email,email_verified}', phone: '{phone_number}' };
  for (const [name, released] of Object.entries(claims)) {
    await here.database.pool.query('UPDATE scopes SET claims = $2 WHERE name = $1', [name, released]);
  }
  ines = await here.person();
  browser = await here.signedIn(ines);
  await here.deps.users.describe(
    ines.id,
    { attributes: { locale: 'fr', phone_number: '+33 1', shoe_size: 38 } },
    'administrator',
  );
});
after(() => here.close());

async function application(metadata: Partial<ClientMetadata> = {}, more: object = {}): Promise<TestClient> {
  const scopes = ['openid', 'profile', 'email', 'offline_access', 'read'];
  const client = await here.application(ines, { scopes, ...more });
  if (Object.keys(metadata).length > 0) {
    await here.deps.clients.administer(client.id, { metadata }, 'administrator');
  }
  return client;
}

/** What the ID token and userinfo say of a person, without what they say of the token. */
async function told(body: Readonly<Record<string, unknown>>) {
  const { iss, aud, iat, exp, auth_time, acr, amr, sid, at_hash, nonce, ...idToken } = decodeJwt(
    String(body['id_token']),
  );
  const headers = { authorization: `Bearer ${body['access_token']}` };
  return { idToken, userinfo: (await here.app.inject({ url: '/oauth2/userinfo', headers })).json() };
}

const asking = (claims: unknown) => ({ scope: 'openid', claims: JSON.stringify(claims) });

test('S060 single claims are asked of the person by name, and come where they were asked for, as long as the approval lasts', async () => {
  const client = await application();
  const claims = {
    userinfo: { name: { essential: true }, sub: null },
    id_token: { email: { value: 'x' }, auth_time: null },
  };
  const url = authorizeUrl(client, { ...asking(claims), scope: 'openid offline_access' });
  const first = await browser.get(url);
  assert.match(first.location, /^\/consent/);
  const page = (await browser.get(first.location)).body;
  for (const name of ['name', 'email']) {
    assert.match(page, new RegExp(`Know this about you</strong> <code>${name}</code>`));
  }
  assert.doesNotMatch(page, /<code>auth_time/);
  const { body } = await redeem(here, client, await codeOf(browser, url));
  const expected = {
    idToken: { sub: ines.id, email: ines.email },
    userinfo: { sub: ines.id, name: 'Ines Moreau' },
  };
  assert.deepEqual(await told(body), expected);
  const again = (await refresh(here, client, body.refresh_token)).body;
  assert.deepEqual(await told(again), expected);
  assert.match((await browser.get(url)).location, /^\/consent/, 'not remembered: only scopes are');
  const silent = await browser.get(`${url}&prompt=none`);
  assert.match(silent.location, /error=consent_required/);
});

test('S060 what no scope of the application releases is not given, and what its scopes release is asked once', async () => {
  const client = await application();
  const more = { ...asking({ userinfo: { phone_number: null, shoe_size: null, email: null } }), scope: 'openid email' };
  const { body } = await redeem(here, client, await codeOf(browser, authorizeUrl(client, more)));
  const expected = { idToken: { sub: ines.id }, userinfo: { sub: ines.id, email: ines.email, email_verified: false } };
  assert.deepEqual(await told(body), expected);
  const at = await browser.get(authorizeUrl(client, more));
  assert.match(at.location, /[?&]code=/);
  const plain = await application();
  const unheard = { ...asking({ userinfo: { email: null } }), scope: 'read' };
  const { body: without } = await redeem(here, plain, await codeOf(browser, authorizeUrl(plain, unheard)));
  assert.equal(without['id_token'], undefined);
});

test('nobody is asked about claims of a first-party application', async () => {
  const client = await application({}, { trusted: true });
  const at = await browser.get(authorizeUrl(client, asking({ userinfo: { email: null } })));
  assert.match(at.location, /[?&]code=/);
});

test('a claims parameter that cannot be read is refused', async () => {
  const client = await application();
  const wrong = [
    '[]',
    'name',
    '{"userinfo":[]}',
    '{"userinfo":{"name":1}}',
    '{"userinfo":{"name":null,"name":{}}}',
    '{"userinfo":{"sub":{"value":1}}}',
    '{"userinfo":{"sub":{"value":"a"}},"id_token":{"sub":{"value":"b"}}}',
    '{"id_token":{"acr":{"essential":true,"values":"aal1"}}}',
    JSON.stringify({ userinfo: Object.fromEntries([...Array(51)].map((_, at) => [`claim${at}`, null])) }),
  ];
  for (const claims of wrong) {
    const { location } = await browser.get(authorizeUrl(client, { scope: 'openid', claims }));
    assert.match(location, /error=invalid_request/, claims);
    assert.match(location, /claims-malformed/, claims);
  }
});

test('S010 whom a request means by an ID token or a subject is asked for, and nobody else gets through', async () => {
  const client = await application();
  const scope = 'openid';
  const hint = String(
    (await redeem(here, client, await codeOf(browser, authorizeUrl(client, { scope })))).body['id_token'],
  );
  const other = await here.person();
  const others = await here.signedIn(other);
  await codeOf(others, authorizeUrl(client, { scope }));
  const ways: readonly Readonly<Record<string, string>>[] = [
    { scope, id_token_hint: hint },
    asking({ id_token: { sub: { value: ines.id } } }),
  ];
  for (const way of ways) {
    const url = authorizeUrl(client, way);
    assert.match((await browser.get(url)).location, /[?&]code=/);
    assert.match((await browser.get(`${url}&prompt=none`)).location, /[?&]code=/);
    assert.match((await others.get(`${url}&prompt=none`)).location, /error=login_required/);
    // Somebody else is asked who they are; who says so again is not sent there.
    const asked = await others.get(url);
    assert.match(asked.location, /^\/sign-in\/choose/);
    const chosen = await others.submit(await others.get(asked.location), '/sign-in/choose', {});
    assert.match((await others.get(chosen.location)).location, /error=login_required/);
    const anybody = await here.app.inject(`${url}&prompt=none`);
    assert.match(String(anybody.headers.location), /error=login_required/, 'it signs nobody in');
  }
});

test('S010 a hint that is forged, or another application’s, is refused', async () => {
  const client = await application();
  const foreign = await application();
  const scope = 'openid';
  const of = async (each: TestClient) =>
    (await redeem(here, each, await codeOf(browser, authorizeUrl(each, { scope })))).body;
  const [own, theirs] = [await of(client), await of(foreign)];
  const hint = String(own['id_token']);
  const wrong = [`${hint.slice(0, -6)}AAAAAA`, String(theirs['id_token']), own.access_token, 'a.b.c'];
  for (const id_token_hint of wrong) {
    const { location } = await browser.get(authorizeUrl(client, { scope, id_token_hint }));
    assert.match(location, /error=invalid_request.*id-token-hint/, id_token_hint);
  }
});

test('S010 where an application knows people by subjects of its own, so do its hints', async () => {
  const client = await application({ subjectType: 'pairwise' });
  const scope = 'openid';
  const { body } = await redeem(here, client, await codeOf(browser, authorizeUrl(client, { scope })));
  const url = authorizeUrl(client, { scope, id_token_hint: String(body['id_token']), prompt: 'none' });
  assert.match((await browser.get(url)).location, /[?&]code=/);
  const others = await here.signedIn(await here.person());
  assert.match((await others.get(url)).location, /error=login_required/);
  const id = authorizeUrl(client, { ...asking({ id_token: { sub: { value: ines.id } } }), prompt: 'none' });
  assert.match((await browser.get(id)).location, /error=login_required/, 'it does not know people by their id');
});

test('an acr that is essential is there, or nothing is', async () => {
  const client = await application();
  await codeOf(browser, authorizeUrl(client, { scope: 'openid' }));
  const ask = async (acr: object) => (await browser.get(authorizeUrl(client, asking({ id_token: { acr } })))).location;
  assert.match(await ask({ essential: true, values: ['aal3', 'aal1'] }), /[?&]code=/);
  assert.match(await ask({ essential: true, value: 'aal3' }), /error=unmet_authentication_requirements/);
  assert.match(await ask({ values: ['aal3'] }), /[?&]code=/);
  const more = await ask({ essential: true, value: 'aal2' });
  assert.doesNotMatch(more, /code=/);
  assert.match(more, /^\//, 'the person is led to a second factor');
});

test('ID tokens say what the scopes release where the application is set so, and where there is no access token', async () => {
  const scope = 'openid profile';
  const plain = await application();
  const first = await redeem(here, plain, await codeOf(browser, authorizeUrl(plain, { scope })));
  assert.deepEqual((await told(first.body)).idToken, { sub: ines.id });
  const set = await application({ idTokenClaims: true });
  const second = await redeem(here, set, await codeOf(browser, authorizeUrl(set, { scope })));
  assert.deepEqual((await told(second.body)).idToken, { sub: ines.id, name: 'Ines Moreau', locale: 'fr' });

  const implicit = await application({}, { grants: ['authorization_code', 'implicit'] });
  const at = await authorize(browser, authorizeUrl(implicit, { scope, response_type: 'id_token', nonce: 'n' }));
  const { name, nonce } = decodeJwt(new URLSearchParams(at.hash.slice(1)).get('id_token') ?? '');
  assert.deepEqual([name, nonce], ['Ines Moreau', 'n']);
});

test('the metadata says that claims are taken by name', async () => {
  const document = (await here.app.inject('/.well-known/openid-configuration')).json();
  assert.equal(document.claims_parameter_supported, true);
  assert.deepEqual(document.ui_locales_supported, ['en', 'de']);
});

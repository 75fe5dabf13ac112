import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createLocalJWKSet, jwtVerify } from 'jose';
import type { User } from '../../src/accounts/user.ts';
import type { ClientMetadata } from '../../src/oauth/model/client-metadata.ts';
import { REDIRECT, type TestApp, type TestClient, testApp } from '../support/app.ts';
import { authorize, authorizeUrl, post, redeem } from '../support/flow.ts';
import { formsIn, type Visitor } from '../support/visitor.ts';

let site: TestApp;
let ines: User;
let client: TestClient;
let browser: Visitor;
before(async () => {
  site = await testApp({ env: { LEGACY_GRANTS: 'implicit' } });
  for (const name of ['read', 'write']) await site.scope(name);
  ines = await site.person();
  browser = await site.signedIn(ines);
  client = await application();
});
after(() => site.close());

async function application(metadata: Partial<ClientMetadata> = {}) {
  const made = await site.application(ines);
  await site.deps.clients.administer(made.id, { metadata }, 'administrator');
  return made;
}

/** What an answer says, once it is known that the server signed it for this application and for now. */
async function readAnswer(parameters: URLSearchParams, { id } = client, alg = 'RS256') {
  assert.deepEqual([...parameters.keys()], ['response'], 'nothing stands beside it');
  const keys = createLocalJWKSet((await site.app.inject('/oauth2/jwks')).json());
  const checked = { issuer: site.deps.issuer, audience: id, algorithms: [alg], typ: 'oauth-authz-resp+jwt' };
  const { payload } = await jwtVerify(String(parameters.get('response')), keys, checked);
  const life = Number(payload.exp) - Date.now() / 1000;
  assert.ok(life > 200 && life <= 600, `it lives for ${life} seconds`);
  return payload;
}

const url = (response_mode: string, more: Readonly<Record<string, string | undefined>> = {}, by = client) =>
  authorizeUrl(by, { response_mode, ...more });

test('S003 S031 an answer is signed where that is asked for, a code and a refusal, in the query and in the fragment', async () => {
  for (const mode of ['jwt', 'query.jwt', 'fragment.jwt']) {
    const good = await authorize(browser, url(mode));
    const inFragment = mode === 'fragment.jwt';
    assert.equal(inFragment ? good.search : good.hash, '', mode);
    const answer = await readAnswer(inFragment ? new URLSearchParams(good.hash.slice(1)) : good.searchParams);
    assert.equal(answer['state'], 'some state');
    assert.equal((await redeem(site, client, String(answer['code']))).status, 200, mode);
    const bad = await authorize(browser, url(mode, { scope: 'admin' }));
    const refusal = await readAnswer(inFragment ? new URLSearchParams(bad.hash.slice(1)) : bad.searchParams);
    assert.deepEqual([refusal['error'], refusal['state'], refusal['code']], ['invalid_scope', 'some state', undefined]);
  }
  const denied = await authorize(browser, url('jwt', { prompt: 'consent' }), 'deny');
  assert.equal((await readAnswer(denied.searchParams))['error'], 'access_denied');
});

test('a signed answer travels in a form as well', async () => {
  const page = await browser.get(url('form_post.jwt'));
  assert.equal(page.status, 200);
  const form = formsIn(page.body).find(({ action }) => action === REDIRECT);
  assert.ok(form);
  assert.match(String((await readAnswer(new URLSearchParams(form.fields)))['code']), /^lk_ac_/);
});

test('S004 no token travels in the query, signed or not', async () => {
  const old = await site.application(ines);
  await site.database.pool.query("UPDATE clients SET grants = '{implicit}' WHERE id = $1", [old.id]);
  const asked = (mode: string) => url(mode, { response_type: 'token' }, old);
  const refused = await authorize(browser, asked('query.jwt'));
  assert.equal(refused.search, '');
  assert.match(refused.hash, /error=invalid_request/);
  const granted = new URLSearchParams((await authorize(browser, asked('jwt'))).hash.slice(1));
  const answer = await readAnswer(granted, old);
  assert.match(String(answer['access_token']), /^lk_at_/);
  assert.equal(typeof answer['expires_in'], 'number');
});

test('S076 an application has its answers signed by the algorithm that is registered, and with fapi-2 never by RS256', async () => {
  for (const [alg, metadata] of [
    ['ES256', { authorizationSignedResponseAlg: 'ES256' }],
    ['EdDSA', { authorizationSignedResponseAlg: 'EdDSA' }],
    ['PS256', { profile: 'fapi-2' }],
  ] as const) {
    const other = await application(metadata);
    const push = { response_type: 'code', redirect_uri: REDIRECT, scope: 'read', response_mode: 'jwt', prompt: 'none' };
    const { body } = await post(site, '/oauth2/par', push, other);
    if (body['request_uri'] === undefined) continue; // the profile asks for more
    const reference = new URLSearchParams({ client_id: other.id, request_uri: String(body['request_uri']) });
    const answer = await authorize(browser, `/oauth2/authorize?${reference}`);
    assert.equal((await readAnswer(answer.searchParams, other, alg))['error'], 'consent_required');
  }
});

test('an application may need its answers signed', async () => {
  const strict = await application({ requireSignedResponse: true });
  for (const mode of [undefined, 'query', 'fragment', 'form_post']) {
    const asked = authorizeUrl(strict, { response_mode: mode });
    const refused = mode === 'form_post' ? (await browser.get(asked)).body : (await authorize(browser, asked)).href;
    assert.match(refused, mode === 'fragment' ? /response-mode-unsupported/ : /response-not-signed/, mode);
  }
  assert.equal((await post(site, '/oauth2/par', { response_type: 'code' }, strict)).body.error, 'invalid_request');
  for (const mode of ['jwt', 'query.jwt']) {
    const answer = await authorize(browser, url(mode, {}, strict));
    assert.ok((await readAnswer(answer.searchParams, strict))['code'], mode);
  }
});

test('S078 a signed answer is no ID token: it is not taken as a hint', async () => {
  const answer = (await authorize(browser, url('jwt'))).searchParams.get('response') ?? '';
  const page = await browser.get(`/oauth2/logout?${new URLSearchParams({ id_token_hint: answer })}`);
  assert.match(page.body, /did not show who they are/);
});

test('S032 metadata names the signed modes and what signs them', async () => {
  const metadata = (await site.app.inject('/.well-known/oauth-authorization-server')).json();
  assert.deepEqual(metadata.response_modes_supported, [
    'query',
    'fragment',
    'form_post',
    'jwt',
    'query.jwt',
    'fragment.jwt',
    'form_post.jwt',
  ]);
  assert.deepEqual(metadata.authorization_signing_alg_values_supported, ['RS256', 'ES256', 'PS256', 'EdDSA']);
});

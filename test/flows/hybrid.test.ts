import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { decodeJwt } from 'jose';
import type { User } from '../../src/accounts/user.ts';
import { digest } from '../../src/secrets.ts';
import { type TestApp, type TestClient, testApp } from '../support/app.ts';
import { authorize, authorizeUrl, isActive, pkce, redeem } from '../support/flow.ts';
import { formsIn, type Visitor } from '../support/visitor.ts';

const TYPES = ['code id_token', 'code token', 'code id_token token'] as const;
let here: TestApp;
let ines: User;
let browser: Visitor;
let client: TestClient;
before(async () => {
  here = await testApp({ env: { LEGACY_GRANTS: 'implicit' } });
  for (const name of ['openid', 'profile', 'offline_access', 'read']) await here.scope(name);
  await here.database.pool.query("UPDATE scopes SET claims = '{name}' WHERE name = 'profile'");
  ines = await here.person();
  browser = await here.signedIn(ines);
  client = await application();
});
after(() => here.close());

function application(more: object = {}): Promise<TestClient> {
  const grants = ['authorization_code', 'refresh_token', 'implicit'];
  return here.application(ines, { scopes: ['openid', 'profile', 'offline_access', 'read'], grants, ...more });
}

const ask = (type: string, more: Readonly<Record<string, string | undefined>> = {}, by = client) =>
  authorizeUrl(by, { response_type: type, scope: 'openid profile', nonce: 'n-1', ...more });

function fragmentOf({ search, hash }: URL): Readonly<Record<string, string>> {
  assert.equal(search, '');
  return Object.fromEntries(new URLSearchParams(hash.slice(1)));
}

const half = (value = '') => digest(value).subarray(0, 16).toString('base64url');

test('S080 one approval gives a code and tokens beside it, and the ID token says which code and which access token', async () => {
  for (const type of TYPES) {
    const answer = fragmentOf(await authorize(browser, ask(type)));
    const { code = '', access_token: token, id_token: idToken, state, iss } = answer;
    const has = (word: string) => type.split(' ').includes(word);
    assert.deepEqual([token !== undefined, idToken !== undefined], [has('token'), has('id_token')], type);
    assert.deepEqual([state, iss], ['some state', here.deps.issuer]);
    assert.equal(answer['refresh_token'], undefined);
    const redeemed = await redeem(here, client, code);
    assert.equal(redeemed.status, 200, type);
    const later = decodeJwt(String(redeemed.body['id_token']));
    assert.deepEqual([later.sub, later['nonce'], later['c_hash']], [ines.id, 'n-1', undefined]);
    if (idToken !== undefined) {
      const { c_hash, at_hash, nonce, sub, iss: issuer, aud, name } = decodeJwt(idToken);
      assert.equal(c_hash, half(code));
      assert.equal(at_hash, token === undefined ? undefined : half(token));
      assert.deepEqual([nonce, sub, issuer, aud], ['n-1', ines.id, later.iss, client.id]);
      assert.equal(name, undefined, 'userinfo tells that');
    }
    if (token === undefined) continue;
    const userinfo = await here.app.inject({ url: '/oauth2/userinfo', headers: { authorization: `Bearer ${token}` } });
    assert.deepEqual(userinfo.json(), { sub: ines.id, name: 'Ines Moreau' });
  }
  const { rows } = await here.database.pool.query<{ grant: string; families: number }>(
    `SELECT grant_type AS grant, count(*)::int AS families FROM authorizations WHERE client_id = $1 GROUP BY 1`,
    [client.id],
  );
  assert.deepEqual(rows, [{ grant: 'authorization_code', families: TYPES.length }], 'a family each');
});

test('S028 a code that comes twice ends the access token that came beside it', async () => {
  const { code = '', access_token: token = '' } = fragmentOf(await authorize(browser, ask('code token')));
  assert.equal((await redeem(here, client, code)).status, 200);
  assert.ok(await isActive(here, client, token));
  await here.database.pool.query(`UPDATE authorization_codes SET redeemed_at = redeemed_at - interval '1 minute'`);
  assert.equal((await redeem(here, client, code)).status, 400);
  assert.equal(await isActive(here, client, token), false);
});

test('S005 a decision that is sent twice gives one code, and no second token', async () => {
  const first = await browser.get(ask('code id_token token'));
  const page = await browser.get(first.location);
  const send = () => browser.submit(page, '/consent', { decision: 'authorize' });
  assert.match((await send()).location, /#code=/);
  assert.equal((await send()).status, 409);
});

test('a refresh token comes with the code where the person stays connected, and PKCE holds', async () => {
  const { verifier, challenge } = pkce();
  const more = { scope: 'openid offline_access', code_challenge: challenge, code_challenge_method: 'S256' };
  const of = async () => fragmentOf(await authorize(browser, ask('code id_token', more)))['code'] ?? '';
  assert.equal((await redeem(here, client, await of())).status, 400);
  const { status, body } = await redeem(here, client, await of(), { code_verifier: verifier });
  assert.equal(status, 200);
  assert.ok(body.refresh_token);
});

test('S004 S019 hybrid answers are for applications with both grants, with a nonce, and never in the query', async () => {
  const refused = async (url: string, code: string, at = here) => {
    const { location } = await (at === here ? browser : await at.signedIn(ines)).get(url);
    assert.match(location, new RegExp(`error=${code}`), location);
  };
  await refused(ask('code id_token', { nonce: undefined }), 'invalid_request');
  await refused(ask('code id_token', { response_mode: 'query' }), 'invalid_request');
  await refused(ask('code id_token', { scope: 'read' }), 'invalid_scope');
  const only = await application({ grants: ['implicit'] });
  await refused(ask('code id_token', {}, only), 'unauthorized_client');
  const code = await application({ grants: ['authorization_code'] });
  await refused(ask('code token', {}, code), 'unauthorized_client');
  const open = await application({ confidential: false });
  await refused(ask('code token', {}, open), 'invalid_request');
  const posted = await browser.get(ask('code id_token', { response_mode: 'form_post' }));
  const page = await browser.submit(await browser.get(posted.location), '/consent', { decision: 'authorize' });
  const names = formsIn(page.body).flatMap(({ fields }) => [...Object.keys(fields)]);
  assert.ok(names.includes('code') && names.includes('id_token'), page.body.slice(0, 300));
  const { response_types_supported: types } = (await here.app.inject('/.well-known/openid-configuration')).json();
  for (const type of TYPES) assert.ok(types.includes(type));
  const plain = await testApp();
  const { response_types_supported: none } = (await plain.app.inject('/.well-known/openid-configuration')).json();
  await plain.close();
  assert.deepEqual(none, ['code']);
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { decodeJwt } from 'jose';
import type { User } from '../../src/accounts/user.ts';
import { runCommandLine } from '../../src/command-line/run.ts';
import { DEVICE_CODE } from '../../src/oauth/model/device-code.ts';
import { REDIRECT, type TestApp, type TestClient, testApp } from '../support/app.ts';
import { clientCert, ONE, TWO } from '../support/certificates.ts';
import { askForCodes, decideDevice } from '../support/device.ts';
import { authorize, authorizeUrl, codeOf, isActive, pkce, post, type TokenAnswer } from '../support/flow.ts';
import { type ProofKey, proof, proofFor, proofKey } from '../support/proofs.ts';
import { TEST_SECRET } from '../support/server.ts';
import { recordStatements } from '../support/statements.ts';
import { withoutSecret } from '../support/tokens.ts';
import type { Visitor } from '../support/visitor.ts';

// What is bound to a key, from the request that binds it to the end of its family.

const PROXY = '127.0.0.1';
const [one, two] = [proofKey(), proofKey()];
let site: TestApp;
let ines: User;
let browser: Visitor;
let confidential: TestClient;
let open: TestClient;
let url: string;
let userinfo: string;
let statements: ReturnType<typeof recordStatements>;
before(async () => {
  site = await testApp({
    env: { MUTUAL_TLS_HEADER: 'Client-Cert', TRUST_PROXY: PROXY, LEGACY_GRANTS: 'implicit' },
  });
  for (const name of ['openid', 'offline_access', 'read', 'write']) await site.scope(name);
  ines = await site.person();
  browser = await site.signedIn(ines);
  const scopes = ['openid', 'offline_access', 'read', 'write'];
  confidential = await site.application(ines, { scopes });
  const grants = ['authorization_code', 'refresh_token', DEVICE_CODE];
  open = withoutSecret(await site.application(ines, { scopes, grants, confidential: false }));
  url = `${site.deps.issuer}/oauth2/token`;
  userinfo = `${site.deps.issuer}/oauth2/userinfo`;
  statements = recordStatements(site.database);
});
after(() => site.close());

type Fields = Readonly<Record<string, string | undefined>>;

/** A token request by this client, with a proof by this key. */
function ask(client: TestClient, fields: Fields, key?: ProofKey, headers: Readonly<Record<string, string>> = {}) {
  const named = client.basic === '' ? { client_id: client.id, ...fields } : fields;
  const sent = { ...(key ? { dpop: proof(key, url) } : {}), ...headers };
  return post(site, '/oauth2/token', named, client.basic === '' ? undefined : client, sent);
}

async function codeFor(client: TestClient, more: Fields = {}) {
  const { verifier, challenge } = pkce();
  const asked = { code_challenge: challenge, code_challenge_method: 'S256', ...more };
  const code = await codeOf(browser, authorizeUrl(client, asked));
  return { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: REDIRECT };
}

async function tokensOf(client: TestClient, key?: ProofKey, more: Fields = {}): Promise<TokenAnswer['body']> {
  const { status, body } = await ask(client, await codeFor(client, more), key);
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}

const rotate = (client: TestClient, token: string, key?: ProofKey) =>
  ask(client, { grant_type: 'refresh_token', refresh_token: token }, key);

async function show(headers: Readonly<Record<string, string>>, at = '/oauth2/userinfo'): Promise<number> {
  return (await site.app.inject({ url: at, headers })).statusCode;
}

/** Names the tokens that a test is about, until nobody else's statements are in between. */
async function statementsOf(work: () => Promise<TokenAnswer>) {
  await Promise.all([site.deps.activity.flush(), site.deps.refusals.flush()]);
  statements.clear();
  assert.equal((await work()).status, 200);
  return statements.names();
}

test('S088 a bound token is refused as Bearer, without a proof and under another key; introspection shows the key', async () => {
  const body = await tokensOf(confidential, one, { scope: 'openid read' });
  assert.equal(body['token_type'], 'DPoP');
  const token = body.access_token;
  const dpop = () => proofFor(one, userinfo, token);
  const matrix: readonly (readonly [number, Readonly<Record<string, string>>])[] = [
    [200, { authorization: `DPoP ${token}`, dpop: dpop() }],
    [401, { authorization: `Bearer ${token}` }],
    [401, { authorization: `Bearer ${token}`, dpop: dpop() }],
    [401, { authorization: `DPoP ${token}` }],
    [401, { authorization: `DPoP ${token}`, dpop: proofFor(two, userinfo, token) }],
    [401, { authorization: `DPoP ${token}`, dpop: proofFor(one, userinfo, `${token}x`) }],
    [401, { authorization: `DPoP ${token}`, dpop: proof(one, userinfo, { htm: 'GET' }) }],
    [401, { authorization: `DPoP ${body['id_token']}`, dpop: proofFor(one, userinfo, String(body['id_token'])) }],
    [401, { authorization: 'DPoP', dpop: dpop() }],
  ];
  for (const [expected, headers] of matrix) assert.equal(await show(headers), expected, JSON.stringify(headers));
  const asForm = await post(site, '/oauth2/userinfo', { access_token: token }, undefined, { dpop: dpop() });
  assert.equal(asForm.status, 401);
  assert.equal(await show({ authorization: `Bearer ${token}` }, '/oauth2/check'), 401);
  assert.equal(await show({ authorization: `DPoP ${token}`, dpop: dpop() }, '/oauth2/check'), 401);
  const told = (await post(site, '/oauth2/introspect', { token }, confidential)).body;
  assert.deepEqual([told['active'], told['token_type'], told['cnf']], [true, 'DPoP', { jkt: one.jkt }]);
  const bearer = (await tokensOf(confidential, undefined, { scope: 'openid' })).access_token;
  assert.equal(await show({ authorization: `DPoP ${bearer}`, dpop: proofFor(one, userinfo, bearer) }), 401);
  assert.equal(await show({ authorization: `Bearer ${bearer}` }), 200);
});

test('S088 a signed access token and a signed answer of introspection name the key too', async () => {
  const signed = await site.application(ines, { scopes: ['openid', 'read'] });
  await site.deps.clients.administer(signed.id, { metadata: { accessTokenFormat: 'jwt' } }, 'administrator');
  const token = (await tokensOf(signed, one, { scope: 'openid read' })).access_token;
  assert.deepEqual(decodeJwt(token)['cnf'], { jkt: one.jkt });
  assert.equal(await show({ authorization: `DPoP ${token}`, dpop: proofFor(one, userinfo, token) }), 200);
  assert.equal(await show({ authorization: `Bearer ${token}` }), 401);
  const accept = { accept: 'application/token-introspection+jwt', authorization: signed.basic };
  const form = { 'content-type': 'application/x-www-form-urlencoded', ...accept };
  const payload = new URLSearchParams({ token }).toString();
  const told = await site.app.inject({ method: 'POST', url: '/oauth2/introspect', headers: form, payload });
  const inside = decodeJwt(told.body)['token_introspection'] as Readonly<Record<string, unknown>>;
  assert.deepEqual([inside['cnf'], inside['token_type']], [{ jkt: one.jkt }, 'DPoP']);
});

test('an application that wants bound tokens gets no others, and none in the answer of authorize', async () => {
  const bound = await site.application(ines, { grants: ['authorization_code', 'client_credentials', 'implicit'] });
  const set = async (...more: string[]) => {
    Object.assign(process.env, { DATABASE_URL: site.url, SECRET: TEST_SECRET });
    const out: string[] = [];
    const args = ['app', 'set', bound.id, ...more, '--json'];
    assert.equal(await runCommandLine(args, { out: (text) => out.push(text), err: (text) => out.push(text) }), 0);
    return JSON.parse(out.join('')).dpop_bound_access_tokens;
  };
  assert.equal(await set('--dpop-bound-tokens'), true);
  const fields = { grant_type: 'client_credentials', scope: 'read' };
  const { status, body } = await ask(bound, fields);
  assert.deepEqual([status, body.error], [400, 'invalid_dpop_proof']);
  assert.equal((await ask(bound, fields, one)).body['token_type'], 'DPoP');
  const back = await authorize(browser, authorizeUrl(bound, { response_type: 'token' }));
  assert.equal(new URLSearchParams(back.hash.slice(1)).get('error'), 'unauthorized_client');
  const page = await browser.get(`/oauth2/applications/${bound.id}`);
  assert.match(page.body, /bound to a key that it proves/);
  assert.equal(await set('--no-dpop-bound-tokens'), false);
  assert.equal((await ask(bound, fields)).body['token_type'], 'Bearer');
});

test('a token can be bound to a key and to a certificate; at userinfo both count', async () => {
  const both = await site.application(ines, { scopes: ['openid'] });
  const metadata = { tlsClientCertificateBoundAccessTokens: true };
  await site.deps.clients.administer(both.id, { metadata }, 'administrator');
  const fields = await codeFor(both, { scope: 'openid' });
  const { body } = await ask(both, fields, one, clientCert(ONE));
  const token = body.access_token;
  const sent = () => ({ authorization: `DPoP ${token}`, dpop: proofFor(one, userinfo, token) });
  assert.equal(await show({ ...sent(), ...clientCert(ONE) }), 200);
  assert.equal(await show({ ...sent(), ...clientCert(TWO) }), 401);
  assert.equal(await show(sent()), 401);
  assert.equal(await show({ authorization: `Bearer ${token}`, ...clientCert(ONE) }), 401);
  const alone = (await ask(both, await codeFor(both, { scope: 'openid' }), undefined, clientCert(ONE))).body
    .access_token;
  assert.equal(await show({ authorization: `Bearer ${alone}`, ...clientCert(ONE) }), 200);
  assert.equal(await show({ authorization: `Bearer ${alone}`, ...clientCert(TWO) }), 401);
  assert.equal(await show({ authorization: `Bearer ${alone}` }), 401);
});

test('S045 S048 the refresh tokens of a public application are good with its key alone, a retry too; another key ends nothing', async () => {
  const first = (await tokensOf(open, one)).refresh_token;
  for (const key of [undefined, two]) {
    const { status, body } = await rotate(open, first, key);
    assert.deepEqual([status, body.error], [400, 'invalid_grant']);
  }
  const second = await rotate(open, first, one);
  assert.deepEqual([second.status, second.body['token_type']], [200, 'DPoP']);
  for (const key of [undefined, two]) assert.equal((await rotate(open, first, key)).body.error, 'invalid_grant');
  const again = await rotate(open, first, one);
  assert.deepEqual(
    [again.status, again.body.refresh_token],
    [200, second.body.refresh_token],
    'a retry by the same key',
  );
  const third = await rotate(open, second.body.refresh_token, one);
  assert.equal(third.status, 200);
  // Long over, and shown by somebody without the key: nobody is thrown out for that.
  assert.equal((await rotate(open, first, two)).body.error, 'invalid_grant');
  const fourth = await rotate(open, third.body.refresh_token, one);
  assert.equal(fourth.status, 200);
  assert.equal((await rotate(open, first, one)).body.error, 'invalid_grant');
  assert.equal(
    (await rotate(open, fourth.body.refresh_token, one)).body.error,
    'invalid_grant',
    'but by the key it is reuse',
  );
  await site.deps.refusals.flush();
  assert.match(
    (await browser.get(`/oauth2/applications/${open.id}/refusals`)).body,
    /bound to a key, and came with no/,
  );
});

test('S045 a family without a key is bound by the first proof, of a public application; another may change its keys', async () => {
  const loose = (await tokensOf(open)).refresh_token;
  const next = (await rotate(open, loose)).body.refresh_token;
  const bound = (await rotate(open, next, one)).body.refresh_token;
  assert.equal((await rotate(open, bound)).body.error, 'invalid_grant');
  assert.equal((await rotate(open, bound, one)).status, 200);
  const own = (await tokensOf(confidential, one)).refresh_token;
  const moved = await rotate(confidential, own, two);
  assert.equal(moved.status, 200);
  const token = moved.body.access_token;
  const { cnf } = (await post(site, '/oauth2/introspect', { token }, confidential)).body;
  assert.deepEqual(cnf, { jkt: two.jkt }, 'the token is bound to the proof that was shown');
  assert.equal((await rotate(confidential, moved.body.refresh_token)).body['token_type'], 'Bearer');
});

test('S045 a token that does not end, and a narrower scope, are bound like every other', async () => {
  const grants = ['authorization_code', 'refresh_token', DEVICE_CODE];
  const endless = withoutSecret(
    await site.application(ines, { confidential: false, accessTokenSeconds: 'never', grants }),
  );
  const first = await tokensOf(endless, one);
  assert.deepEqual([first['token_type'], first['expires_in']], ['DPoP', undefined]);
  assert.equal((await rotate(endless, first.refresh_token, two)).body.error, 'invalid_grant');
  const second = await rotate(endless, first.refresh_token, one);
  assert.equal(second.status, 200);
  const { rows } = await site.database.pool.query(
    `SELECT count(*)::int FROM authorizations WHERE client_id = $1 AND expires_at = 'infinity' AND facts->>'jkt' = $2`,
    [endless.id, one.jkt],
  );
  assert.equal(rows[0].count, 1);
  const both = (await tokensOf(open, one, { scope: 'read write' })).refresh_token;
  const fields = { grant_type: 'refresh_token', refresh_token: both, scope: 'read' };
  assert.equal((await ask(open, fields, two)).body.error, 'invalid_grant');
  assert.deepEqual((await ask(open, fields, one)).body['scope'], 'read');
});

test('S045 what a device gets is bound to the key that it polled with', async () => {
  const waiting = await askForCodes(site, open, 'read');
  const poll = (key?: ProofKey) => ask(open, { grant_type: DEVICE_CODE, device_code: waiting.device }, key);
  assert.equal((await poll(two)).body.error, 'authorization_pending');
  await decideDevice(browser, waiting.user);
  await site.database.pool.query('UPDATE device_codes SET polled_at = NULL');
  const { status, body } = await poll(one);
  assert.deepEqual([status, body['token_type']], [200, 'DPoP']);
  assert.equal((await rotate(open, body.refresh_token)).body.error, 'invalid_grant');
  assert.equal((await rotate(open, body.refresh_token, one)).status, 200);
});

test('S026 S087 a code that was asked for with dpop_jkt is exchanged with that key alone', async () => {
  for (const client of [confidential, open]) {
    for (const key of [undefined, two]) {
      const fields = await codeFor(client, { dpop_jkt: one.jkt });
      assert.equal((await ask(client, fields, key)).body.error, 'invalid_grant');
      assert.equal((await ask(client, fields, one)).status, 200, 'one miss ends no code');
    }
  }
  const fields = await codeFor(confidential, { dpop_jkt: one.jkt });
  for (let miss = 0; miss < 3; miss += 1) await ask(confidential, fields, two);
  assert.equal((await ask(confidential, fields, one)).body.error, 'invalid_grant');
  for (const wrong of ['x', `${one.jkt}A`, one.jkt.replace(/.$/, '=')]) {
    const back = await authorize(browser, authorizeUrl(confidential, { dpop_jkt: wrong }));
    assert.equal(back.searchParams.get('error'), 'invalid_request', wrong);
  }
  await site.deps.refusals.flush();
  assert.match(
    (await browser.get(`/oauth2/applications/${confidential.id}/refusals`)).body,
    /named a key \(dpop_jkt\)/,
  );
});

test('S027 of twenty redemptions that bind, each with a proof of its own, one succeeds, and its family has that key', async () => {
  const fields = await codeFor(open);
  const keys = Array.from({ length: 20 }, () => proofKey());
  const answers = await Promise.all(keys.map((key) => ask(open, fields, key)));
  const winners = answers.flatMap(({ status, body }, at) => (status === 200 ? [{ body, key: keys[at] }] : []));
  assert.equal(winners.length, 1);
  assert.ok(answers.every(({ status }) => status === 200 || status === 400));
  const [winner] = winners;
  assert.equal((await rotate(open, String(winner?.body.refresh_token), winner?.key)).status, 200);
});

test('a proof costs one statement more, and nobody else pays for it', async () => {
  const plain = await codeFor(confidential);
  const proved = await codeFor(confidential);
  const public1 = await codeFor(open);
  await Promise.all([confidential, open].map(({ id }) => site.deps.clientCache.refresh(id)));
  assert.deepEqual(await statementsOf(() => ask(confidential, plain)), ['redeem-code']);
  assert.deepEqual(await statementsOf(() => ask(confidential, proved, one)), ['use-jti', 'redeem-code']);
  let refreshToken = '';
  const first = async () => {
    const answer = await ask(open, public1, one);
    refreshToken = answer.body.refresh_token;
    return answer;
  };
  assert.deepEqual(await statementsOf(first), ['use-jti', 'redeem-code-and-bind']);
  assert.deepEqual(await statementsOf(() => rotate(open, refreshToken, one)), [
    'use-jti',
    'rotate-bound-refresh-token',
  ]);
});

test('S128 pages in browsers may send a proof, and read the nonce and the challenge', async () => {
  const origin = new URL(REDIRECT).origin;
  for (const at of ['/oauth2/token', '/oauth2/userinfo']) {
    const asked = { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'dpop' };
    const preflight = await site.app.inject({ method: 'OPTIONS', url: at, headers: asked });
    assert.match(String(preflight.headers['access-control-allow-headers']), /\bDPoP\b/);
  }
  const refused = await ask(confidential, { grant_type: 'client_credentials' }, undefined, { origin, dpop: 'x' });
  const granted = await ask(confidential, { grant_type: 'client_credentials' }, one, { origin });
  for (const { headers } of [refused, granted]) {
    assert.equal(headers['access-control-expose-headers'], 'DPoP-Nonce, WWW-Authenticate');
    assert.equal(typeof headers['dpop-nonce'], 'string');
  }
  const metadata = (await site.app.inject('/.well-known/oauth-authorization-server')).json();
  const algs: string[] = metadata.dpop_signing_alg_values_supported;
  assert.ok(algs.includes('ES256') && algs.includes('EdDSA') && !algs.some((alg) => /^(HS|RS|none)/.test(alg)));
});

test('S078 an access token in the Authorization header of the token endpoint says nothing of the client', async () => {
  const token = (await tokensOf(open, one)).access_token;
  const fields = { client_id: confidential.id, client_secret: confidential.secret, grant_type: 'client_credentials' };
  const answer = await post(site, '/oauth2/token', fields, undefined, { authorization: `DPoP ${token}` });
  assert.equal(answer.status, 200);
  assert.equal(await isActive(site, confidential, answer.body.access_token), true);
});

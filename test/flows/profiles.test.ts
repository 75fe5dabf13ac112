import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { decodeProtectedHeader } from 'jose';
import type { User } from '../../src/accounts/user.ts';
import { runCommandLine } from '../../src/command-line/run.ts';
import { randomId } from '../../src/secrets.ts';
import { REDIRECT, type TestApp, type TestClient, testApp } from '../support/app.ts';
import { keyPair, signed } from '../support/confusions.ts';
import { authorize, authorizeUrl, codeOf, pkce, post, redeem, type TokenAnswer } from '../support/flow.ts';
import { proof, proofFor, proofKey } from '../support/proofs.ts';
import { TEST_SECRET } from '../support/server.ts';
import type { Visitor } from '../support/visitor.ts';

// What an application is kept to by its security profile, through HTTP.

const pair = keyPair();
const key = proofKey();
const scopes = ['openid', 'offline_access', 'read'];
let site: TestApp;
let ines: User;
let browser: Visitor;
let fapi: TestClient;
before(async () => {
  site = await testApp({ env: { LEGACY_GRANTS: 'implicit' } });
  for (const name of scopes) await site.scope(name);
  ines = await site.person();
  browser = await site.signedIn(ines);
  fapi = await site.application(ines, { scopes, redirectUris: [REDIRECT, 'http://127.0.0.1/callback'] });
  const metadata = { jwks: { keys: [pair.jwk] }, profile: 'fapi-2', legacyAssertionAudience: true } as const;
  await site.deps.clients.administer(fapi.id, { metadata, authMethods: ['private_key_jwt'] }, 'administrator');
});
after(() => site.close());

type Fields = Readonly<Record<string, string | undefined>>;

function assertion(more: Readonly<Record<string, unknown>> = {}, client = fapi): Fields {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: client.id, sub: client.id, aud: site.deps.issuer, exp: now + 60, iat: now, jti: randomId(22) };
  return {
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: signed(pair, { ...claims, ...more }),
  };
}

/** A request by the key of the application and, unless it is left out, with a proof of the other one. */
function ask(url: string, fields: Fields, dpop: string | undefined = proof(key, site.deps.issuer + url)) {
  const headers: Record<string, string> = dpop === '' ? {} : { dpop };
  return post(site, url, { ...assertion(), ...fields }, undefined, headers);
}

const { verifier, challenge } = pkce();
const request: Fields = {
  response_type: 'code',
  redirect_uri: REDIRECT,
  scope: scopes.join(' '),
  code_challenge: challenge,
  code_challenge_method: 'S256',
};

async function code(more: Fields = {}): Promise<Fields> {
  const pushed = await ask('/oauth2/par', { ...request, ...more }, '');
  assert.equal(pushed.status, 201, JSON.stringify(pushed.body));
  const reference = { client_id: fapi.id, request_uri: String(pushed.body['request_uri']) };
  const found = await codeOf(browser, `/oauth2/authorize?${new URLSearchParams(reference)}`);
  return { grant_type: 'authorization_code', code: found, redirect_uri: REDIRECT, code_verifier: verifier };
}

test('S092 S088 under FAPI 2.0 a request is pushed, PKCE is used, the token is bound and the ID token is signed by PS256', async () => {
  const direct = await authorize(browser, authorizeUrl(fapi, request));
  assert.equal(direct.searchParams.get('error'), 'invalid_request');
  const open = await ask(
    '/oauth2/par',
    { ...request, code_challenge: undefined, code_challenge_method: undefined },
    '',
  );
  assert.deepEqual([open.status, open.body.error], [400, 'invalid_request']);
  const local = await ask('/oauth2/par', { ...request, redirect_uri: 'http://127.0.0.1/callback' }, '');
  assert.deepEqual([local.status, local.body.error], [400, 'invalid_request']);
  // FAPI 2.0 §5.3.2.2: also where one alone is registered, and OpenID Connect has no part in it.
  const nowhere = await ask('/oauth2/par', { ...request, scope: 'read', redirect_uri: undefined }, '');
  assert.deepEqual([nowhere.status, nowhere.body.error], [400, 'invalid_request']);
  assert.match(String(nowhere.body['error_uri']), /redirect-uri-missing$/);
  assert.equal((await ask('/oauth2/token', await code(), '')).body.error, 'invalid_dpop_proof');
  const { status, body } = await ask('/oauth2/token', await code());
  assert.deepEqual([status, body['token_type']], [200, 'DPoP']);
  assert.equal(decodeProtectedHeader(String(body['id_token'])).alg, 'PS256');
  const userinfo = `${site.deps.issuer}/oauth2/userinfo`;
  const headers = { authorization: `DPoP ${body.access_token}`, dpop: proofFor(key, userinfo, body.access_token) };
  assert.equal((await site.app.inject({ url: '/oauth2/userinfo', headers })).statusCode, 200);
  const { rows } = await site.database.pool.query(
    `SELECT max(extract(epoch FROM k.expires_at - a.created_at))::int AS life FROM authorization_codes k
     JOIN authorizations a ON a.id = k.authorization_id WHERE k.client_id = $1`,
    [fapi.id],
  );
  assert.ok(rows[0].life <= 60);
});

test('S084 S085 S087 a request that is pushed with a proof gives a code for that key alone', async () => {
  const at = `${site.deps.issuer}/oauth2/par`;
  const exchange = async (pushed: TokenAnswer, by: ReturnType<typeof proofKey>) => {
    assert.equal(pushed.status, 201, JSON.stringify(pushed.body));
    const reference = { client_id: fapi.id, request_uri: String(pushed.body['request_uri']) };
    const found = await codeOf(browser, `/oauth2/authorize?${new URLSearchParams(reference)}`);
    const fields = { grant_type: 'authorization_code', code: found, redirect_uri: REDIRECT, code_verifier: verifier };
    return (await ask('/oauth2/token', fields, proof(by, `${site.deps.issuer}/oauth2/token`))).body;
  };
  const other = proofKey();
  assert.equal((await exchange(await ask('/oauth2/par', request), other)).error, 'invalid_grant');
  assert.equal((await exchange(await ask('/oauth2/par', request), key))['token_type'], 'DPoP');
  const both = { ...request, dpop_jkt: key.jkt };
  assert.equal((await exchange(await ask('/oauth2/par', both), key))['token_type'], 'DPoP');
  assert.equal((await exchange(await ask('/oauth2/par', both, ''), other)).error, 'invalid_grant');
  const once = proof(key, at);
  assert.equal((await ask('/oauth2/par', request, once)).status, 201);
  const wrong: readonly (readonly [string, Fields, string])[] = [
    ['invalid_dpop_proof', request, once],
    ['invalid_dpop_proof', { ...request, dpop_jkt: other.jkt }, proof(key, at)],
    ['invalid_request', { ...request, dpop_jkt: 'x' }, proof(key, at)],
    ['invalid_dpop_proof', request, proof(key, `${site.deps.issuer}/oauth2/token`)],
    ['invalid_dpop_proof', request, proof(key, at, { htm: 'GET' })],
    ['invalid_dpop_proof', request, proof(key, at, {}, { jwk: other.jwk })],
    ['use_dpop_nonce', request, proof(key, at, { iat: 0 })],
  ];
  for (const [error, fields, dpop] of wrong) {
    const { status, body, headers } = await ask('/oauth2/par', fields, dpop);
    assert.deepEqual([status, body.error, typeof headers['dpop-nonce']], [400, error, 'string']);
  }
});

test('S046 S048 under FAPI 2.0 a refresh token stays the same, for as many uses as there are, each with a key', async () => {
  const first = (await ask('/oauth2/token', await code())).body.refresh_token;
  const fields = { grant_type: 'refresh_token', refresh_token: first };
  const other = proofKey();
  const answers: readonly TokenAnswer[] = await Promise.all([
    ask('/oauth2/token', fields),
    ask('/oauth2/token', { ...fields, scope: 'read' }),
    ask('/oauth2/token', fields, proof(other, `${site.deps.issuer}/oauth2/token`)),
    ...Array.from({ length: 5 }, () => ask('/oauth2/token', fields)),
  ]);
  for (const { status, body } of answers) {
    assert.deepEqual([status, body['token_type'], body.refresh_token], [200, 'DPoP', undefined]);
  }
  assert.equal(answers[1]?.body['scope'], 'read');
  assert.equal((await ask('/oauth2/token', fields, '')).body.error, 'invalid_dpop_proof');
  assert.equal((await ask('/oauth2/token', { ...fields, scope: 'write' })).body.error, 'invalid_scope');
  assert.equal((await ask('/oauth2/revoke', { token: first }, '')).status, 200);
  assert.equal((await ask('/oauth2/token', fields)).body.error, 'invalid_grant');
});

test('S039 under FAPI 2.0 only a key proves the application, for the issuer alone and by PS256, ES256 or EdDSA', async () => {
  const grant = { grant_type: 'client_credentials', scope: 'read' };
  assert.equal((await ask('/oauth2/token', grant)).status, 200);
  const wrong: readonly Fields[] = [
    assertion({ aud: `${site.deps.issuer}/oauth2/token` }),
    { client_assertion: undefined, client_assertion_type: undefined, client_id: fapi.id },
    { client_assertion: undefined, client_assertion_type: undefined, client_id: fapi.id, client_secret: fapi.secret },
  ];
  for (const fields of wrong) {
    const { status, body } = await ask('/oauth2/token', { ...grant, ...fields });
    assert.deepEqual([status, body.error], [401, 'invalid_client'], JSON.stringify(fields));
  }
  const endpoint = `${site.deps.issuer}/oauth2/token`;
  const es384 = proof(key, endpoint, {}, { alg: 'ES384' });
  assert.equal((await ask('/oauth2/token', grant, es384)).body.error, 'invalid_dpop_proof');
  const metadata = { tokenEndpointAuthSigningAlg: 'RS256' };
  const weak = await site.application(ines, { scopes });
  const changes = { metadata: { ...metadata, jwks: { keys: [pair.jwk] }, profile: 'fapi-2' as const } };
  await site.deps.clients.administer(weak.id, { ...changes, authMethods: ['private_key_jwt'] }, 'administrator');
  const refused = await ask('/oauth2/token', { ...grant, ...assertion({}, weak) });
  assert.equal(refused.body.error, 'invalid_client');
  await site.deps.refusals.flush();
  const refusals = (await browser.get(`/oauth2/applications/${fapi.id}/refusals`)).body;
  assert.match(refusals, /does not allow this way of proving who it is/);
});

test('an administrator sets a profile, and is told with the owner what is missing, a sentence for each', async () => {
  const made = await site.application(ines, {
    scopes: ['read'],
    redirectUris: [REDIRECT, 'http://127.0.0.1/callback'],
  });
  Object.assign(process.env, { DATABASE_URL: site.url, SECRET: TEST_SECRET });
  const set = async (profile: string) => {
    const out: string[] = [];
    const args = ['app', 'set', made.id, '--profile', profile, '--json'];
    const code = await runCommandLine(args, { out: (text) => out.push(text), err: (text) => out.push(text) });
    return code === 0 ? JSON.parse(out.join('')) : undefined;
  };
  const told = await set('fapi-2');
  assert.equal(told.profile, 'fapi-2');
  assert.equal(told.profile_missing.length, 2);
  const page = (await browser.get(`/oauth2/applications/${made.id}`)).body;
  assert.match(page, /Kept to the security profile FAPI 2\.0/);
  assert.match(page, /Missing for FAPI 2\.0: it proves itself with a secret/);
  assert.match(page, /Not used: http:\/\/127\.0\.0\.1\/callback/);
  assert.match(page, /Required: requests without a code_challenge/);
  const back = await post(site, '/oauth2/token', { grant_type: 'client_credentials', scope: 'read' }, made);
  assert.equal(back.status, 401);
  assert.deepEqual((await set('standard')).profile_missing, []);
  assert.equal(
    (await post(site, '/oauth2/token', { grant_type: 'client_credentials', scope: 'read' }, made)).status,
    200,
  );
  assert.equal(await set('fapi-1'), undefined);
});

test('S019 S044 under OAuth 2.1 every request uses PKCE, and there is no implicit grant', async () => {
  const grants = ['authorization_code', 'refresh_token', 'implicit'];
  const modern = await site.application(ines, { grants });
  const without = authorizeUrl(modern);
  assert.ok(await codeOf(browser, without));
  await site.deps.clients.administer(modern.id, { metadata: { profile: 'oauth-2.1' } }, 'administrator');
  assert.equal((await authorize(browser, without)).searchParams.get('error'), 'invalid_request');
  const token = await authorize(browser, authorizeUrl(modern, { response_type: 'token' }));
  assert.equal(new URLSearchParams(token.hash.slice(1)).get('error'), 'unauthorized_client');
  const asked = { code_challenge: challenge, code_challenge_method: 'S256' };
  const found = await codeOf(browser, authorizeUrl(modern, asked));
  const { status, body } = await redeem(site, modern, found, { code_verifier: verifier });
  assert.deepEqual([status, body['token_type']], [200, 'Bearer']);
  assert.ok(body.refresh_token, 'which rotates');
});

test('S032 a server that is kept to FAPI 2.0 says so in its metadata, and keeps every application to it', async () => {
  const strict = await testApp({ on: { url: site.url } as never, env: { SECURITY_PROFILE: 'fapi-2' } });
  const metadata = (await strict.app.inject('/.well-known/oauth-authorization-server')).json();
  assert.deepEqual(metadata.token_endpoint_auth_methods_supported, ['private_key_jwt']);
  assert.equal(metadata.require_pushed_authorization_requests, true);
  assert.ok(!metadata.grant_types_supported.includes('implicit'));
  const plain = await site.application(ines);
  const asked = { grant_type: 'client_credentials', scope: 'read' };
  assert.equal((await post(site, '/oauth2/token', asked, plain)).status, 200);
  assert.equal((await post(strict, '/oauth2/token', asked, plain)).status, 401);
  await strict.close();
});

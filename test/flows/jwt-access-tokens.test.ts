import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, type JSONWebKeySet, jwtVerify, SignJWT } from 'jose';
import { revokeKey } from '../../src/oauth/signing-keys.ts';
import { digest } from '../../src/secrets.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { authorizeUrl, codeOf, isActive, post, redeem } from '../support/flow.ts';

let here: TestApp;
before(async () => {
  here = await testApp();
  await here.scope('openid');
  await here.scope('read');
});
after(() => here.close());

/** Ines, an application whose access tokens are signed, and what it got for her. */
async function given() {
  const ines = await here.person();
  const client = await here.application(ines, { scopes: ['openid', 'read'] });
  await here.deps.clients.administer(client.id, { metadata: { accessTokenFormat: 'jwt' } }, 'administrator');
  const code = await codeOf(await here.signedIn(ines), authorizeUrl(client, { scope: 'openid read' }));
  const { status, body } = await redeem(here, client, code);
  assert.equal(status, 200);
  return { ines, client, body, token: body.access_token };
}

async function verified(token: string) {
  const jwks: JSONWebKeySet = (await here.app.inject('/oauth2/jwks')).json();
  return jwtVerify(token, createLocalJWKSet(jwks), { issuer: here.deps.issuer, typ: 'at+jwt' });
}

async function statusOf(url: string, token: string): Promise<number> {
  return (await here.app.inject({ url, headers: { authorization: `Bearer ${token}` } })).statusCode;
}

test('S080 a signed access token says what RFC 9068 asks for, serves everywhere, and ends when it is revoked', async () => {
  const { ines, client, body, token } = await given();
  const { payload, protectedHeader } = await verified(token);
  assert.equal(protectedHeader.alg, 'RS256');
  const { sub, aud, client_id: clientId, scope, amr, iat = 0, exp = 0, jti = '' } = payload;
  assert.deepEqual(
    { sub, aud, clientId, scope, amr },
    { sub: ines.id, aud: here.deps.issuer, clientId: client.id, scope: 'openid read', amr: ['pwd'] },
  );
  assert.equal(exp - iat, body.expires_in);
  assert.equal(typeof payload['auth_time'], 'number');
  const half = digest(token).subarray(0, 16).toString('base64url');
  assert.equal(decodeJwt(String(body['id_token']))['at_hash'], half);

  const told = await post(here, '/oauth2/introspect', { token }, client);
  const { active, sub: person, exp: ends } = told.body as unknown as Record<string, unknown>;
  assert.deepEqual({ active, person, ends }, { active: true, person: ines.id, ends: exp });
  assert.equal(await statusOf('/oauth2/userinfo', token), 200);
  assert.equal(await statusOf('/oauth2/check?scope=read', token), 204);
  assert.equal(await isActive(here, client, jti), false, 'who reads the jti has no token');

  const other = await here.application(ines);
  await post(here, '/oauth2/revoke', { token }, other);
  assert.equal(await isActive(here, client, token), true, 'it is not the token of who asked');
  await post(here, '/oauth2/revoke', { token }, client);
  assert.equal(await isActive(here, client, token), false);
  assert.equal(await statusOf('/oauth2/userinfo', token), 401);
  assert.equal(await statusOf('/oauth2/check', token), 401);
});

test('S043 a signed token of client credentials is about the application, and is no sign of a person', async () => {
  const { client } = await given();
  const { body } = await post(here, '/oauth2/token', { grant_type: 'client_credentials', scope: 'read' }, client);
  const { payload } = await verified(body.access_token);
  assert.deepEqual([payload.sub, payload['client_id'], payload['auth_time']], [client.id, client.id, undefined]);
  assert.equal(body.refresh_token, undefined);
  assert.equal(body['id_token'], undefined);
  assert.equal(await isActive(here, client, body.access_token), true);
  assert.equal(await statusOf('/oauth2/userinfo', body.access_token), 401);
});

test('S078 an ID token, an altered token and one that others signed are no access tokens', async () => {
  const { client, body, token } = await given();
  const [header = '', payload = '', signature = ''] = token.split('.');
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const { kid = '' } = decodeProtectedHeader(token);
  const jwks: JSONWebKeySet = (await here.app.inject('/oauth2/jwks')).json();
  const publicKey = Buffer.from(JSON.stringify(jwks.keys.find((key) => key.kid === kid)));
  const hmac = await new SignJWT(decodeJwt(token))
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid })
    .sign(publicKey);
  const wrong = {
    'an ID token': String(body['id_token']),
    'no signature': `${part({ alg: 'none', typ: 'at+jwt', kid })}.${payload}.`,
    'HMAC with the public key': hmac,
    'another payload': `${header}.${part({ ...decodeJwt(token), scope: 'everything' })}.${signature}`,
    'another kid': `${part({ alg: 'RS256', typ: 'at+jwt', kid: 'nobody' })}.${payload}.${signature}`,
    'no JSON': `x.${payload}.${signature}`,
  };
  for (const [what, value] of Object.entries(wrong)) {
    assert.equal(await isActive(here, client, value), false, what);
    assert.equal(await statusOf('/oauth2/userinfo', value), 401, what);
    assert.equal(await statusOf('/oauth2/check', value), 401, what);
  }
  assert.equal(await isActive(here, client, token), true);
});

test('S078 an introspection answer is signed for who asks so, says no less and no more, and is no token', async () => {
  const { client, token } = await given();
  const accept = 'application/json;q=0.1, Application/Token-Introspection+JWT';
  const ask = (fields: Readonly<Record<string, string>>, authorization = client.basic) =>
    here.app.inject({
      method: 'POST',
      url: '/oauth2/introspect',
      headers: { accept, authorization, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(fields).toString(),
    });
  const jwks: JSONWebKeySet = (await here.app.inject('/oauth2/jwks')).json();
  const verify = (jwt: string) =>
    jwtVerify(jwt, createLocalJWKSet(jwks), {
      issuer: here.deps.issuer,
      audience: client.id,
      typ: 'token-introspection+jwt',
    });
  const answer = await ask({ token });
  assert.equal(answer.headers['content-type'], 'application/token-introspection+jwt');
  const { payload, protectedHeader } = await verify(answer.body);
  assert.equal(protectedHeader.alg, 'RS256');
  assert.deepEqual(Object.keys(payload).sort(), ['aud', 'iat', 'iss', 'token_introspection']);
  assert.deepEqual(payload['token_introspection'], (await post(here, '/oauth2/introspect', { token }, client)).body);
  assert.equal(await isActive(here, client, answer.body), false);
  assert.equal(await statusOf('/oauth2/userinfo', answer.body), 401);

  const dead = await verify((await ask({ token: 'nothing' })).body);
  assert.deepEqual(dead.payload['token_introspection'], { active: false });
  const unknown = await ask({ token }, `Basic ${Buffer.from(`${client.id}:wrong`).toString('base64')}`);
  assert.deepEqual([unknown.statusCode, unknown.json().error], [401, 'invalid_client']);
  await here.deps.clients.administer(
    client.id,
    { metadata: { introspectionSignedResponseAlg: 'ES256' } },
    'administrator',
  );
  assert.equal(decodeProtectedHeader((await ask({ token })).body).alg, 'ES256');
});

test('S067 what a revoked key signed, and what a disabled application holds, is inactive though it is signed', async () => {
  const one = await given();
  const two = await given();
  await here.deps.clients.disable(two.client.id, 'administrator');
  assert.equal(await statusOf('/oauth2/check', two.token), 401);
  assert.equal(await statusOf('/oauth2/check', one.token), 204);
  await revokeKey(String(decodeProtectedHeader(one.token).kid), 'administrator', here.deps);
  await new Promise((resolve) => setTimeout(resolve, 1000)); // the bound that the statement names
  assert.equal(await isActive(here, one.client, one.token), false);
  assert.equal(await statusOf('/oauth2/check', one.token), 401);
});

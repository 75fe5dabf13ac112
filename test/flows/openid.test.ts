import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { digest } from '../../src/secrets.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { authorizeUrl, codeOf, redeem } from '../support/flow.ts';

let here: TestApp;
before(async () => {
  here = await testApp();
});
after(() => here.close());

test('S080 an ID token comes with the code of who asked for openid: who, when, how, and for which request', async () => {
  await here.scope('openid');
  await here.scope('read');
  const ines = await here.person();
  const client = await here.application(ines, { scopes: ['openid', 'read'] });
  const browser = await here.signedIn(ines);
  const plain = await redeem(here, client, await codeOf(browser, authorizeUrl(client, { scope: 'read' })));
  assert.equal(plain.body['id_token'], undefined);
  const code = await codeOf(browser, authorizeUrl(client, { scope: 'openid read', nonce: 'n-0S6_WzA2Mj' }));
  const { status, body } = await redeem(here, client, code);
  assert.equal(status, 200);
  const jwks: JSONWebKeySet = (await here.app.inject('/oauth2/jwks')).json();
  const { payload, protectedHeader } = await jwtVerify(String(body['id_token']), createLocalJWKSet(jwks), {
    issuer: here.deps.issuer,
    audience: client.id,
    typ: 'JWT',
  });
  assert.equal(protectedHeader.alg, 'RS256');
  const { sub, nonce, amr, at_hash: atHash, auth_time: authTime, iat = 0, exp = 0 } = payload;
  assert.deepEqual({ sub, nonce, amr }, { sub: ines.id, nonce: 'n-0S6_WzA2Mj', amr: ['pwd'] });
  assert.equal(atHash, digest(body.access_token).subarray(0, 16).toString('base64url'));
  assert.ok(Math.abs(Number(authTime) - Date.now() / 1000) < 60);
  assert.equal(exp - iat, 3600);
});

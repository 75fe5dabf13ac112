import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as raw from 'oauth4webapi';
import * as oauth from 'openid-client';
import { REDIRECT } from '../support/app.ts';
import { authorize } from '../support/flow.ts';
import { liveApp } from '../support/live.ts';
import type { Visitor } from '../support/visitor.ts';

// Two libraries with tokens that are bound to a key, at a server that wants nonces: the first request of each is sent back.

let site: Awaited<ReturnType<typeof liveApp>>;
let person: Awaited<ReturnType<typeof site.person>>;
let browser: Visitor;
before(async () => {
  site = await liveApp({ DPOP_NONCE: 'required' });
  for (const name of ['openid', 'offline_access', 'read']) await site.scope(name);
  person = await site.person();
  browser = await site.signedIn(person);
});
after(() => site?.close());

const scope = 'openid offline_access read';
const scopes = scope.split(' ');

test('S086 S087 openid-client, a public client: code with dpop_jkt, userinfo and refresh, and nothing without the key', async () => {
  const client = await site.application(person, { confidential: false, scopes });
  const config = await oauth.discovery(new URL(site.issuer), client.id, undefined, oauth.None(), {
    execute: [oauth.allowInsecureRequests],
  });
  const DPoP = oauth.getDPoPHandle(config, await oauth.randomDPoPKeyPair('ES256'));
  const verifier = oauth.randomPKCECodeVerifier();
  const leave = oauth.buildAuthorizationUrl(config, {
    redirect_uri: REDIRECT,
    scope,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    dpop_jkt: await DPoP.calculateThumbprint(),
  });
  const back = await authorize(browser, leave.href);
  const checks = { pkceCodeVerifier: verifier, idTokenExpected: true };
  const tokens = await oauth.authorizationCodeGrant(config, back, checks, undefined, { DPoP });
  assert.equal(tokens.token_type, 'dpop');
  const told = await oauth.fetchUserInfo(config, tokens.access_token, person.id, { DPoP });
  assert.equal(told.sub, person.id);
  await assert.rejects(oauth.fetchUserInfo(config, tokens.access_token, person.id));
  const other = oauth.getDPoPHandle(config, await oauth.randomDPoPKeyPair('ES256'));
  await assert.rejects(oauth.refreshTokenGrant(config, tokens.refresh_token ?? '', undefined, { DPoP: other }));
  const next = await oauth.refreshTokenGrant(config, tokens.refresh_token ?? '', undefined, { DPoP });
  assert.equal(next.token_type, 'dpop');
});

test('S084 S088 oauth4webapi, a confidential client: tokens for itself, bound to each kind of key, and what introspection says', async () => {
  const overHttp = { [raw.allowInsecureRequests]: true };
  const registered = await site.application(person, { resourceServer: true });
  const client: raw.Client = { client_id: registered.id };
  const as = raw.ClientSecretBasic(registered.secret);
  const issuer = new URL(site.issuer);
  const server = await raw.processDiscoveryResponse(issuer, await raw.discoveryRequest(issuer, overHttp));
  assert.ok(server.dpop_signing_alg_values_supported);
  for (const alg of ['ES256', 'PS256', 'Ed25519']) {
    const DPoP = raw.DPoP(client, await raw.generateKeyPair(alg));
    const fields = new URLSearchParams({ scope: 'read' });
    const ask = async () => {
      const response = await raw.clientCredentialsGrantRequest(server, client, as, fields, { DPoP, ...overHttp });
      return raw.processClientCredentialsResponse(server, client, response);
    };
    const tokens = await ask().catch((error) => {
      assert.ok(raw.isDPoPNonceError(error), String(error));
      return ask();
    });
    assert.equal(tokens.token_type, 'dpop');
    const asked = await raw.introspectionRequest(server, client, as, tokens.access_token, overHttp);
    const told = await raw.processIntrospectionResponse(server, client, asked);
    assert.deepEqual([told.token_type, told.cnf], ['DPoP', { jkt: await DPoP.calculateThumbprint() }]);
  }
});

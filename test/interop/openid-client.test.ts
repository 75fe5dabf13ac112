import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as oauth from 'openid-client';
import { REDIRECT, type TestClient } from '../support/app.ts';
import { type ExampleApi, startExampleApi } from '../support/example-api.ts';
import { authorize } from '../support/flow.ts';
import { liveApp } from '../support/live.ts';
import type { Visitor } from '../support/visitor.ts';

let site: Awaited<ReturnType<typeof liveApp>>;
let person: Awaited<ReturnType<typeof site.person>>;
let browser: Visitor;
let api: ExampleApi;

before(async () => {
  site = await liveApp();
  await site.scope('read');
  await site.scope('write');
  person = await site.person();
  browser = await site.signedIn(person);
  api = await startExampleApi(site.issuer, await site.application(person, { resourceServer: true }));
});
after(async () => {
  await api?.close();
  await site?.close();
});

/** What an application does once, when it starts. Leave `allowInsecureRequests` out where the issuer is https. */
function discover(client: TestClient, authentication: oauth.ClientAuth): Promise<oauth.Configuration> {
  return oauth.discovery(new URL(site.issuer), client.id, undefined, authentication, {
    algorithm: 'oauth2',
    execute: [oauth.allowInsecureRequests],
  });
}

/** Sends the person away and waits until they come back. */
async function visit(config: oauth.Configuration, parameters: Record<string, string>, answer?: string): Promise<URL> {
  const leave = oauth.buildAuthorizationUrl(config, { redirect_uri: REDIRECT, ...parameters });
  return authorize(browser, leave.href, answer);
}

test('discovery finds every endpoint from the issuer alone', async () => {
  const client = await site.application(person);
  const server = (await discover(client, oauth.ClientSecretBasic(client.secret))).serverMetadata();
  assert.equal(server.issuer, site.issuer);
  assert.equal(server.authorization_endpoint, `${site.issuer}/oauth2/authorize`);
  assert.equal(server.token_endpoint, `${site.issuer}/oauth2/token`);
  assert.equal(server.introspection_endpoint, `${site.issuer}/oauth2/introspect`);
  assert.equal(server.revocation_endpoint, `${site.issuer}/oauth2/revoke`);
  assert.equal(server.authorization_response_iss_parameter_supported, true);
  assert.equal(server.supportsPKCE(), true);
});

for (const kind of ['confidential', 'public'] as const) {
  test(`a ${kind} client gets a token with PKCE, uses, refreshes and revokes it`, async () => {
    const client = await site.application(person, { confidential: kind === 'confidential' });
    const config = await discover(client, kind === 'public' ? oauth.None() : oauth.ClientSecretBasic(client.secret));

    const verifier = oauth.randomPKCECodeVerifier();
    const state = oauth.randomState();
    const back = await visit(config, {
      scope: 'read',
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    const tokens = await oauth.authorizationCodeGrant(config, back, {
      pkceCodeVerifier: verifier,
      expectedState: state,
    });
    assert.equal(tokens.token_type, 'bearer');
    assert.equal(tokens.scope, 'read');
    assert.equal(tokens.expires_in, 3600);
    const answer = await api.preferences(tokens.access_token);
    assert.deepEqual(answer.body, { of: person.id, units: 'metric' });

    const next = await oauth.refreshTokenGrant(config, tokens.refresh_token ?? '');
    assert.notEqual(next.refresh_token, tokens.refresh_token);
    assert.equal((await api.preferences(next.access_token)).status, 200);

    await oauth.tokenRevocation(config, next.refresh_token ?? '');
    assert.equal((await api.preferences(next.access_token)).challenge, 'Bearer error="invalid_token"');
    await assert.rejects(
      oauth.refreshTokenGrant(config, next.refresh_token ?? ''),
      refusedWith('refresh-token-not-accepted'),
    );
  });
}

const inTwoWays = [
  ['client_secret_basic', oauth.ClientSecretBasic],
  ['client_secret_post', oauth.ClientSecretPost],
] as const;
for (const [method, authentication] of inTwoWays) {
  test(`a confidential client needs no PKCE and may use ${method}`, async () => {
    const client = await site.application(person);
    const config = await discover(client, authentication(client.secret));
    const state = oauth.randomState();
    const back = await visit(config, { scope: 'read write', state });
    const tokens = await oauth.authorizationCodeGrant(config, back, { expectedState: state });
    assert.equal(tokens.scope, 'read write');
    const known = await oauth.tokenIntrospection(config, tokens.access_token);
    assert.deepEqual([known.active, known.client_id, known.sub], [true, client.id, person.id]);
  });
}

test('a client gets a token for itself, and the API refuses it where its scope does not reach', async () => {
  const client = await site.application(person);
  const config = await discover(client, oauth.ClientSecretBasic(client.secret));
  const tokens = await oauth.clientCredentialsGrant(config, { scope: 'write' });
  assert.equal(tokens.refresh_token, undefined);
  assert.equal(
    (await api.preferences(tokens.access_token)).challenge,
    'Bearer error="insufficient_scope", scope="read"',
  );
});

test('an answer with another state, another issuer or none is not taken', async () => {
  const client = await site.application(person);
  const config = await discover(client, oauth.ClientSecretBasic(client.secret));
  const state = oauth.randomState();
  const back = await visit(config, { scope: 'read', state });
  const changed = (name: string, value?: string) => {
    const url = new URL(back);
    url.searchParams.delete(name);
    if (value !== undefined) url.searchParams.set(name, value);
    return oauth.authorizationCodeGrant(config, url, { expectedState: state });
  };
  await assert.rejects(changed('state', 'theirs'), notTaken('"state"'));
  await assert.rejects(changed('iss', 'https://other.example'), notTaken('"iss"'));
  await assert.rejects(changed('iss'), notTaken('"iss"'));
  // Nothing of that reached the server: the code is still good.
  assert.ok(await oauth.authorizationCodeGrant(config, back, { expectedState: state }));
});

test('a refusal comes home as an answer that the client can check: state, issuer, words and where to read on', async () => {
  const client = await site.application(person);
  const config = await discover(client, oauth.ClientSecretBasic(client.secret));
  const state = oauth.randomState();
  const cases = [
    [await visit(config, { scope: 'read', state }, 'deny'), 'access_denied', 'access-denied'],
    [await visit(config, { scope: 'fly', state }), 'invalid_scope', 'scope-not-registered'],
  ] as const;
  for (const [back, code, rule] of cases) {
    await assert.rejects(oauth.authorizationCodeGrant(config, back, { expectedState: state }), (error) => {
      assert.ok(error instanceof oauth.AuthorizationResponseError);
      assert.equal(error.error, code);
      assert.ok(error.error_description);
      assert.equal(error.cause.get('error_uri'), `${site.issuer}/docs/errors/${rule}`);
      return true;
    });
    await assert.rejects(oauth.authorizationCodeGrant(config, back, { expectedState: 'theirs' }), notTaken('"state"'));
  }
});

test('the wrong secret, a code sent twice and a verifier of somebody else are refused as RFC 6749 says', async () => {
  const client = await site.application(person);
  const wrong = await discover(client, oauth.ClientSecretBasic('lk_cs_wrong'));
  await assert.rejects(oauth.clientCredentialsGrant(wrong), (error) => {
    assert.ok(error instanceof oauth.WWWAuthenticateChallengeError);
    return error.status === 401;
  });
  const config = await discover(client, oauth.ClientSecretBasic(client.secret));
  const challenge = await oauth.calculatePKCECodeChallenge(oauth.randomPKCECodeVerifier());
  const asked = { scope: 'read', code_challenge: challenge, code_challenge_method: 'S256' };
  const back = await visit(config, asked);
  const other = oauth.randomPKCECodeVerifier();
  await assert.rejects(
    oauth.authorizationCodeGrant(config, back, { pkceCodeVerifier: other }),
    refusedWith('code-not-accepted'),
  );
  const plain = await visit(config, { scope: 'read' });
  const tokens = await oauth.authorizationCodeGrant(config, plain);
  await assert.rejects(oauth.authorizationCodeGrant(config, plain), refusedWith('code-not-accepted'));
  assert.equal((await api.preferences(tokens.access_token)).status, 200); // at once it is a repetition, not yet a theft
});

function refusedWith(rule: string) {
  return (error: unknown) => {
    assert.ok(error instanceof oauth.ResponseBodyError, String(error));
    assert.equal(error.error, 'invalid_grant');
    assert.equal(error.status, 400);
    assert.equal(error.cause['error_uri'], `${site.issuer}/docs/errors/${rule}`);
    return true;
  };
}

/** What the client itself says about an answer that it does not believe. */
function notTaken(parameter: string) {
  return (error: unknown) => {
    assert.ok(error instanceof oauth.ClientError, String(error));
    return (error.cause as Error).message.includes(parameter);
  };
}

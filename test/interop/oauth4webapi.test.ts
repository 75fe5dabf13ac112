import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as oauth from 'oauth4webapi';
import { DEVICE_CODE } from '../../src/oauth/model/device-code.ts';
import { REDIRECT, type TestClient } from '../support/app.ts';
import { decideDevice } from '../support/device.ts';
import { authorize } from '../support/flow.ts';
import { liveApp } from '../support/live.ts';
import type { Visitor } from '../support/visitor.ts';

// Every answer of the server goes through a validator that is stricter than most clients.

let site: Awaited<ReturnType<typeof liveApp>>;
let person: Awaited<ReturnType<typeof site.person>>;
let browser: Visitor;
let server: oauth.AuthorizationServer;
let pair: Awaited<ReturnType<typeof oauth.generateKeyPair>>;

const overHttp = { [oauth.allowInsecureRequests]: true }; // the issuer of a test is not https

before(async () => {
  pair = await oauth.generateKeyPair('ES256');
  site = await liveApp();
  await site.scope('read');
  await site.scope('write');
  person = await site.person();
  browser = await site.signedIn(person);
  const issuer = new URL(site.issuer);
  const found = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...overHttp });
  server = await oauth.processDiscoveryResponse(issuer, found);
});
after(() => site?.close());

const ways: Readonly<Record<string, (client: TestClient) => oauth.ClientAuth>> = {
  client_secret_basic: ({ secret }) => oauth.ClientSecretBasic(secret),
  client_secret_post: ({ secret }) => oauth.ClientSecretPost(secret),
  none: () => oauth.None(),
  private_key_jwt: () => oauth.PrivateKeyJwt({ key: pair.privateKey, kid: 'first' }),
};

/** A registered application as the library knows it. */
async function application(method = 'client_secret_basic', settings: Parameters<typeof site.application>[1] = {}) {
  const registered = await site.application(person, { confidential: method !== 'none', ...settings });
  if (method === 'private_key_jwt') {
    const keys = [{ ...(await crypto.subtle.exportKey('jwk', pair.publicKey)), kid: 'first' }];
    const changes = { metadata: { jwks: { keys } }, authMethods: [method] };
    await site.deps.clients.administer(registered.id, changes, 'administrator');
  }
  const as = ways[method]?.(registered);
  assert.ok(as);
  return { client: { client_id: registered.id } satisfies oauth.Client, as };
}

/** Sends the person away with a request; resolves with what came back, checked for state and issuer. */
async function visit(client: oauth.Client, more: Readonly<Record<string, string>> = {}, answer = 'authorize') {
  const leave = new URL(server.authorization_endpoint ?? '');
  const state = oauth.generateRandomState();
  const asked = { client_id: client.client_id, response_type: 'code', redirect_uri: REDIRECT, scope: 'read', ...more };
  leave.search = new URLSearchParams({ ...asked, state }).toString();
  return oauth.validateAuthResponse(server, client, await authorize(browser, leave.href, answer), state);
}

async function exchange(client: oauth.Client, as: oauth.ClientAuth, back: URLSearchParams, verifier?: string) {
  const proof = verifier ?? oauth.nopkce;
  const response = await oauth.authorizationCodeGrantRequest(server, client, as, back, REDIRECT, proof, overHttp);
  assert.equal(response.headers.get('cache-control'), 'no-store');
  return oauth.processAuthorizationCodeResponse(server, client, response);
}

async function introspect(client: oauth.Client, as: oauth.ClientAuth, token: string) {
  const response = await oauth.introspectionRequest(server, client, as, token, overHttp);
  return oauth.processIntrospectionResponse(server, client, response);
}

test('the metadata names what the clients below use, and nothing that is not there', () => {
  assert.deepEqual(server.token_endpoint_auth_methods_supported?.toSorted(), Object.keys(ways).toSorted());
  assert.deepEqual(server.introspection_endpoint_auth_methods_supported?.includes('none'), false);
  assert.deepEqual(server.response_types_supported, ['code']);
  assert.deepEqual(server.code_challenge_methods_supported, ['S256']);
  assert.equal(server.registration_endpoint, undefined);
});

for (const method of Object.keys(ways)) {
  test(`code with PKCE, refresh and revocation as ${method}`, async () => {
    const { client, as } = await application(method);
    const verifier = oauth.generateRandomCodeVerifier();
    const challenge = await oauth.calculatePKCECodeChallenge(verifier);
    const back = await visit(client, { code_challenge: challenge, code_challenge_method: 'S256' });
    const tokens = await exchange(client, as, back, verifier);
    assert.deepEqual([tokens.scope, tokens.expires_in, typeof tokens['created_at']], ['read', 3600, 'number']);

    const asked = await oauth.refreshTokenGrantRequest(server, client, as, tokens.refresh_token ?? '', overHttp);
    const next = await oauth.processRefreshTokenResponse(server, client, asked);
    assert.notEqual(next.refresh_token, tokens.refresh_token);
    const reader = await application('client_secret_basic', { resourceServer: true });
    assert.equal((await introspect(reader.client, reader.as, next.access_token)).active, true);

    const revoked = await oauth.revocationRequest(server, client, as, next.refresh_token ?? '', overHttp);
    await oauth.processRevocationResponse(revoked);
    assert.deepEqual(await introspect(reader.client, reader.as, next.access_token), { active: false });
  });
}

test('code without PKCE, for a confidential client', async () => {
  const { client, as } = await application();
  const tokens = await exchange(client, as, await visit(client, { scope: 'read write' }));
  assert.equal(tokens.scope, 'read write');
});

test('a resource server is told whose token it is, another application that there is none', async () => {
  const { client, as } = await application();
  const { access_token: token } = await exchange(client, as, await visit(client));
  const reader = await application('client_secret_basic', { resourceServer: true });
  const told = await introspect(reader.client, reader.as, token);
  const { active, client_id, sub, scope, iss, token_type, iat = 0, exp = 0 } = told;
  assert.deepEqual(
    { active, client_id, sub, scope, iss, token_type },
    {
      active: true,
      client_id: client.client_id,
      sub: person.id,
      scope: 'read',
      iss: site.issuer,
      token_type: 'Bearer',
    },
  );
  assert.equal(exp - iat, 3600);
  const stranger = await application();
  assert.deepEqual(await introspect(stranger.client, stranger.as, token), { active: false });
});

test('client credentials', async () => {
  const { client, as } = await application('client_secret_post');
  const asked = await oauth.clientCredentialsGrantRequest(server, client, as, { scope: 'write' }, overHttp);
  const tokens = await oauth.processClientCredentialsResponse(server, client, asked);
  assert.deepEqual([tokens.scope, tokens.refresh_token], ['write', undefined]);
});

test('a refusal of the authorization endpoint carries state and issuer, and its words', async () => {
  const { client } = await application();
  const refusals = [
    [() => visit(client, {}, 'deny'), 'access_denied'],
    [() => visit(client, { scope: 'fly' }), 'invalid_scope'],
    [() => visit(client, { response_type: 'token' }), 'unsupported_response_type'],
    [() => visit(client, { code_challenge: 'a'.repeat(43), code_challenge_method: 'plain' }), 'invalid_request'],
  ] as const;
  for (const [visited, code] of refusals) {
    await assert.rejects(visited(), (error) => {
      assert.ok(error instanceof oauth.AuthorizationResponseError, String(error));
      assert.equal(error.error, code);
      return error.cause.get('error_uri')?.startsWith(`${site.issuer}/docs/errors/`) === true;
    });
  }
});

test('a refusal of the token endpoint is an OAuth error with a page to read', async () => {
  const { client, as } = await application();
  const back = await visit(client);
  const ask = (grant: string) => oauth.genericTokenEndpointRequest(server, client, as, grant, {}, overHttp);
  const process = (response: Response) => oauth.processGenericTokenEndpointResponse(server, client, response);
  await exchange(client, as, back);
  const refusals = [
    [() => exchange(client, as, back), 'invalid_grant'],
    [() => ask('urn:example:other').then(process), 'unsupported_grant_type'],
    [() => ask('refresh_token').then(process), 'invalid_request'],
  ] as const;
  for (const [refused, code] of refusals) {
    await assert.rejects(refused(), (error) => {
      assert.ok(error instanceof oauth.ResponseBodyError, String(error));
      assert.deepEqual([error.status, error.error], [400, code]);
      return String(error.cause['error_uri']).startsWith(`${site.issuer}/docs/errors/`);
    });
  }
});

test('a client that is not known is challenged in the scheme that it used', async () => {
  const { client } = await application();
  const as = oauth.ClientSecretBasic('lk_cs_wrong');
  const response = await oauth.clientCredentialsGrantRequest(server, client, as, {}, overHttp);
  await assert.rejects(oauth.processClientCredentialsResponse(server, client, response), (error) => {
    assert.ok(error instanceof oauth.WWWAuthenticateChallengeError, String(error));
    assert.equal(error.status, 401);
    return error.cause.some(({ scheme, parameters }) => scheme === 'basic' && parameters['realm'] === site.issuer);
  });
});

test('a device asks, hears that nobody has decided, and gets its tokens or hears of the decision', async () => {
  const { client, as } = await application('none', { grants: [DEVICE_CODE, 'refresh_token'], redirectUris: [] });
  for (const decision of ['authorize', 'deny']) {
    const asked = await oauth.deviceAuthorizationRequest(server, client, as, { scope: 'read' }, overHttp);
    const device = await oauth.processDeviceAuthorizationResponse(server, client, asked);
    const poll = async () => {
      const answer = await oauth.deviceCodeGrantRequest(server, client, as, device.device_code, overHttp);
      return oauth.processDeviceCodeResponse(server, client, answer);
    };
    const refused = (error: string) =>
      assert.rejects(poll, (thrown) => thrown instanceof oauth.ResponseBodyError && thrown.error === error);
    await refused('authorization_pending');
    await refused('slow_down');
    await decideDevice(browser, device.user_code, decision);
    if (decision === 'deny') {
      await refused('access_denied');
    } else {
      assert.equal((await poll()).scope, 'read');
      await refused('invalid_grant');
    }
  }
});

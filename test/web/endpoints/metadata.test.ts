import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { type TestClient, testApp } from '../../support/app.ts';
import { keyPair, signed } from '../../support/confusions.ts';
import { authorize, authorizeUrl, codeOf, pkce, post, redeem } from '../../support/flow.ts';
import { form, raw } from '../../support/raw.ts';

const PATH = '/.well-known/oauth-authorization-server';
const ISSUER = 'https://id.openfield.example';

let site: Awaited<ReturnType<typeof testApp>>;
let client: TestClient;
let metadata: Readonly<Record<string, unknown>>;
before(async () => {
  site = await testApp({ env: { ISSUER } });
  await site.scope('read');
  await site.scope('write');
  client = await site.application(await site.person());
  metadata = (await site.app.inject(PATH)).json();
});
after(() => site.close());

const list = (name: string) => (metadata[name] ?? []) as readonly string[];
const pathOf = (name: string) => {
  const url = String(metadata[name]);
  assert.ok(url.startsWith(`${ISSUER}/`), `${name}: ${url}`);
  return url.slice(ISSUER.length);
};

test('S031 S032 the configured issuer is what everything says, whatever Host is', async () => {
  assert.equal(metadata['issuer'], ISSUER);
  assert.equal(metadata['authorization_response_iss_parameter_supported'], true);
  for (const host of ['localhost', 'id.openfield.example', 'evil.example:1', '']) {
    const answer = await site.app.inject({ url: PATH, headers: { host, 'x-forwarded-host': 'evil.example' } });
    assert.deepEqual(answer.json(), metadata, host);
  }
  const person = await site.person();
  const browser = await site.signedIn(person);
  for (const decision of ['deny', 'authorize']) {
    assert.equal((await authorize(browser, authorizeUrl(client), decision)).searchParams.get('iss'), ISSUER);
  }
  const wrong = new URL((await browser.get(authorizeUrl(client, { scope: 'none' }))).location);
  assert.equal(wrong.searchParams.get('iss'), ISSUER);
  assert.equal(wrong.searchParams.get('error_uri'), `${ISSUER}/docs/errors/scope-not-registered`);
  const tokens = await redeem(site, client, await codeOf(browser, authorizeUrl(client)));
  const told = await post(site, '/oauth2/introspect', { token: tokens.body.access_token }, client);
  assert.equal(told.body['iss'], ISSUER);
  const refused = await post(site, '/oauth2/token', { grant_type: 'x' });
  assert.ok(String(refused.body['error_uri']).startsWith(`${ISSUER}/docs/errors/`));
});

test('S032 every address of the metadata is there', async () => {
  for (const name of Object.keys(metadata).filter(
    (key) => key.endsWith('_endpoint') || key === 'service_documentation',
  )) {
    const url = pathOf(name);
    const statuses = [(await site.app.inject(url)).statusCode, (await raw(site, '', {}, { url })).status];
    assert.ok(
      statuses.every((status) => status !== 404),
      `${name}: ${statuses}`,
    );
  }
});

test('S032 every grant type, method, response type, mode and scope that is named works, and no other does', async () => {
  const url = pathOf('token_endpoint');
  const known = list('grant_types_supported');
  assert.ok(known.length > 2);
  for (const grant_type of [...known, 'password', 'implicit', 'x']) {
    const { body } = await post(site, url, { grant_type }, client);
    assert.equal(body.error === 'unsupported_grant_type', !known.includes(grant_type), grant_type);
  }
  const browser = await site.signedIn(await site.person());
  const errorOf = async (fields: Readonly<Record<string, string>>) =>
    new URL((await browser.get(authorizeUrl(client, fields))).location, ISSUER).searchParams.get('error');
  for (const [parameter, key, others] of [
    ['response_type', 'response_types_supported', ['token', 'id_token', 'code token', 'none']],
    ['response_mode', 'response_modes_supported', ['fragment', 'web_message']],
    ['scope', 'scopes_supported', ['openid', 'offline_access', 'other']],
  ] as const) {
    const supported = list(key);
    assert.ok(supported.length > 0, key);
    for (const value of supported) assert.equal(await errorOf({ [parameter]: value }), null, value);
    for (const value of others) assert.notEqual(await errorOf({ [parameter]: value }), null, value);
  }
  for (const code_challenge_method of list('code_challenge_methods_supported')) {
    assert.equal(await errorOf({ code_challenge: pkce().challenge, code_challenge_method }), null);
  }
});

test('S032 every way to authenticate that an endpoint names works there, and no other does', async () => {
  const open = await site.application(await site.person(), { confidential: false });
  const inBody = { client_id: client.id, client_secret: client.secret };
  const signing = await site.application(await site.person());
  const pair = keyPair();
  const changes = { metadata: { jwks: { keys: [pair.jwk] } }, authMethods: ['private_key_jwt'] };
  await site.deps.clients.administer(signing.id, changes, 'administrator');
  const assertion = () => ({
    client_assertion: signed(pair, {
      iss: signing.id,
      sub: signing.id,
      aud: ISSUER,
      exp: Math.floor(Date.now() / 1000) + 60,
      jti: randomUUID(),
    }),
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  });
  const ways: Readonly<
    Record<string, (url: string, fields: Readonly<Record<string, string>>) => ReturnType<typeof raw>>
  > = {
    client_secret_basic: (url, fields) => raw(site, form(fields), { authorization: client.basic }, { url }),
    client_secret_post: (url, fields) => raw(site, form({ ...fields, ...inBody }), {}, { url }),
    none: (url, fields) => raw(site, form({ ...fields, client_id: open.id }), {}, { url }),
    private_key_jwt: (url, fields) =>
      raw(site, form({ ...fields, client_id: signing.id, ...assertion() }), {}, { url }),
  };
  for (const endpoint of ['token_endpoint', 'revocation_endpoint', 'introspection_endpoint']) {
    const named = list(`${endpoint}_auth_methods_supported`);
    assert.ok(named.length > 1, endpoint);
    for (const [method, send] of Object.entries(ways)) {
      const { error } = await send(pathOf(endpoint), { token: 'x', grant_type: 'refresh_token', refresh_token: 'x' });
      assert.equal(error !== 'invalid_client', named.includes(method), `${endpoint} ${method}`);
    }
  }
});

test('S032 what is not named is not there', async () => {
  for (const [name, path] of [
    ['jwks_uri', '/oauth2/jwks'],
    ['registration_endpoint', '/oauth2/register'],
    ['device_authorization_endpoint', '/oauth2/device_authorization'],
    ['userinfo_endpoint', '/oauth2/userinfo'],
    ['pushed_authorization_request_endpoint', '/oauth2/par'],
  ] as const) {
    const statuses = [(await site.app.inject(path)).statusCode, (await raw(site, '', {}, { url: path })).status];
    const named = metadata[name] === `${ISSUER}${path}`;
    assert.equal(
      statuses.every((status) => status === 404),
      !named,
      `${name}: ${statuses}`,
    );
  }
});

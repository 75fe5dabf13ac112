import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { digest, randomToken } from '../../src/secrets.ts';
import { purge } from '../../src/storage/engine/purge.ts';
import { REDIRECT, type TestApp, type TestClient, testApp } from '../support/app.ts';
import { keyPair, signed } from '../support/confusions.ts';
import { authorize, authorizeUrl, codeOf, isActive, pkce, post, redeem } from '../support/flow.ts';

type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
};
type Site = Pick<TestApp, 'app'>;

let open: TestApp;
let gated: TestApp;
let sector = '';
let listed: unknown = [];
const documents = createServer((_request, reply) => reply.end(JSON.stringify(listed)));

before(async () => {
  await new Promise<void>((done) => documents.listen(0, '127.0.0.1', done));
  const host = `127.0.0.1:${(documents.address() as AddressInfo).port}`;
  sector = `http://${host}/sector.json`;
  const env = { DYNAMIC_REGISTRATION: 'open', LEGACY_GRANTS: 'implicit', OUTBOUND_ALLOW: host };
  open = await testApp({ env });
  gated = await testApp({ env: { DYNAMIC_REGISTRATION: 'token' } });
  for (const site of [open, gated]) {
    for (const name of ['openid', 'profile', 'read']) await site.scope(name);
    await site.deps.scopes.save(
      { name: 'admin', description: 'Do everything', detail: undefined, privileged: true },
      'administrator',
    );
  }
});
after(async () => {
  documents.closeAllConnections();
  documents.close();
  await open.close();
  await gated.close();
});

let addresses = 0;

async function send(
  site: Site,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  document?: unknown,
  token?: string,
): Promise<Answer> {
  addresses += 1; // what is limited by address is another test's
  const response = await site.app.inject({
    method,
    url,
    remoteAddress: `198.51.${addresses >> 8}.${addresses % 256}`,
    headers: {
      ...(document === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(document === undefined ? {} : { payload: typeof document === 'string' ? document : JSON.stringify(document) }),
  });
  const body = response.body === '' ? {} : response.json();
  return { status: response.statusCode, headers: response.headers, body };
}

const register = (site: Site, document: unknown, token?: string) =>
  send(site, 'POST', '/oauth2/register', document, token);

async function initialToken(uses = 1): Promise<string> {
  const token = randomToken('ri');
  await gated.deps.registrations.addToken(digest(token), { uses, days: 1 }, 'administrator');
  return token;
}

function asClient({ body }: Answer): TestClient {
  const [id, secret] = [String(body['client_id']), String(body['client_secret'] ?? '')];
  return { id, secret, basic: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` };
}

const keptBy = ({ body }: Answer) => ({
  path: new URL(String(body['registration_client_uri'])).pathname,
  token: String(body['registration_access_token']),
});

test('S095 a program registers, and everybody is asked before it gets anything: nobody stands for it', async () => {
  const registered = await register(open, { redirect_uris: [REDIRECT], client_name: 'Trailmark' });
  assert.equal(registered.status, 201);
  const { body, headers } = registered;
  assert.equal(headers['cache-control'], 'no-store');
  assert.match(String(body['client_secret']), /^lk_cs_/);
  assert.equal(body['client_secret_expires_at'], 0);
  assert.ok(Math.abs(Number(body['client_id_issued_at']) - Date.now() / 1000) < 20);
  assert.deepEqual(body['grant_types'], ['authorization_code']);
  assert.deepEqual(body['response_types'], ['code']);
  assert.equal(body['token_endpoint_auth_method'], 'client_secret_basic');
  assert.equal(body['registration_client_uri'], `${open.deps.issuer}/oauth2/register/${body['client_id']}`);

  const client = asClient(registered);
  const browser = await open.signedIn(await open.person());
  const first = await browser.get(authorizeUrl(client, { scope: 'openid' }));
  assert.match(first.location, /^\/consent/);
  const page = (await browser.get(first.location)).body;
  assert.match(page, /Nobody known: it registered itself/);
  assert.match(page, /Nobody has checked this application/);
  const code = await codeOf(browser, authorizeUrl(client, { scope: 'openid profile' }));
  const { status, body: tokens } = await redeem(open, client, code);
  assert.equal(status, 200);
  assert.equal(tokens['scope'], 'openid profile');
  const stored = await open.deps.clients.find(client.id);
  assert.deepEqual(stored?.owner, { kind: 'none' });
});

test('S095 nothing that was left out is more than the least, and what has no use for its grants is refused', async () => {
  const { body } = await register(open, { redirect_uris: [REDIRECT] });
  assert.equal(body['scope'], 'openid profile', 'what is said of people who sign in, and no API');
  assert.equal(body['client_name'], 'app.example');
  const empty = await register(open, {});
  assert.deepEqual([empty.status, empty.body['error']], [400, 'invalid_redirect_uri']);
  const refusedUris = [
    'http://app.example/',
    'https://app.example/#there',
    'https://*.example/',
    'javascript:alert(1)',
    'urn:ietf:wg:oauth:2.0:oob',
    'trailmark:/callback',
  ];
  for (const uri of refusedUris) {
    const { status, body: refused } = await register(open, { redirect_uris: [REDIRECT, uri] });
    assert.deepEqual([status, refused['error']], [400, 'invalid_redirect_uri'], uri);
  }
});

test('S096 what is not for a registrant to say is passed over or refused, whatever its name', async () => {
  const mine = {
    ...{ client_id: 'lk_ci_mine', client_secret: 'mine', owner: 'me', owner_id: 'me', trusted: true, verified: true },
    ...{ state: 'active', resource_server: true, dialect: 'op-api', access_token_seconds: 9e9, origin: 'person' },
    ...{ access_token_format: 'jwt', resources: ['https://api.example'], id_token_claims: true, profile: 'fapi-2' },
    ...{ workloads: [{ issuer: 'https://evil.example', subject: '*', audience: 'x' }], exchanges_from: ['x'] },
    ...{ legacy_assertion_audience: true, registration_access_token: 'mine', require_pkce: false, __proto__x: 1 },
  };
  const answer = await register(open, {
    redirect_uris: [REDIRECT],
    scope: 'openid admin read unheard-of',
    grant_types: ['authorization_code', 'refresh_token', 'password', 'client_credentials', 'urn:x:unheard-of'],
    ...mine,
  });
  assert.equal(answer.status, 201);
  const { body } = answer;
  assert.deepEqual(body['grant_types'], ['authorization_code', 'refresh_token']);
  assert.deepEqual(String(body['scope']).split(' ').sort(), ['openid', 'read']);
  const client = await open.deps.clients.find(asClient(answer).id);
  assert.ok(client);
  assert.notEqual(client.id, 'lk_ci_mine');
  const { trusted, verified, resourceServer, dialect, accessTokenSeconds, state, metadata } = client;
  assert.deepEqual(
    { trusted, verified, resourceServer, dialect, accessTokenSeconds, state },
    {
      ...{ trusted: false, verified: false, resourceServer: false, dialect: undefined },
      ...{ accessTokenSeconds: undefined, state: 'active' },
    },
  );
  const {
    accessTokenFormat,
    resources,
    idTokenClaims,
    profile,
    workloads,
    peopleIssuers,
    issuerKeys,
    exchangesFrom,
    origin,
  } = metadata;
  assert.deepEqual(
    {
      accessTokenFormat,
      resources,
      idTokenClaims,
      profile,
      workloads,
      peopleIssuers,
      issuerKeys,
      exchangesFrom,
      origin,
    },
    {
      ...{ accessTokenFormat: 'opaque', resources: [], idTokenClaims: false, profile: 'standard' },
      ...{ workloads: [], peopleIssuers: [], issuerKeys: [], exchangesFrom: [], origin: 'registration' },
    },
  );
  assert.equal(metadata.legacyAssertionAudience, false);
});

test('S096 type confusion is invalid_client_metadata, and what is not JSON too', async () => {
  const wrong: readonly Record<string, unknown>[] = [
    { redirect_uris: null },
    { redirect_uris: REDIRECT },
    { redirect_uris: [[REDIRECT]] },
    { redirect_uris: [null] },
    { redirect_uris: { 0: REDIRECT, length: 1 } },
    { client_name: 7 },
    { client_name: 'a\u202eb' },
    { client_uri: 'ftp://app.example' },
    { grant_types: 'authorization_code' },
    { grant_types: ['urn:x:unheard-of'] },
    { grant_types: ['password'] },
    { response_types: ['code'], grant_types: ['urn:ietf:params:oauth:grant-type:device_code'] },
    { response_types: ['unheard-of'] },
    { scope: ['openid'] },
    { jwks: { keys: [] } },
    { jwks: { keys: [{ kty: 'oct', k: 'c2VjcmV0' }] } },
    { jwks_uri: 'http://app.example/jwks' },
    { jwks: { keys: [keyPair().jwk] }, jwks_uri: 'https://app.example/jwks' },
    { token_endpoint_auth_method: 'private_key_jwt' },
    { token_endpoint_auth_method: 'client_secret_jwt' },
    { token_endpoint_auth_method: ['none'] },
    { token_endpoint_auth_method: 'none', token_endpoint_auth_methods_supported: 'none' },
    { id_token_signed_response_alg: 'none' },
    { id_token_signed_response_alg: 'HS256' },
    { userinfo_signed_response_alg: 'none' },
    { request_object_signing_alg: 'none' },
    { request_uris: 'https://app.example/request' },
    { request_uris: ['http://app.example/request'] },
    { request_uris: ['file:///etc/passwd'] },
    { subject_type: 'secret' },
    { subject_type: 'pairwise', redirect_uris: [REDIRECT, 'https://other.example/'] },
    { default_max_age: '60' },
    { default_max_age: -1 },
    { require_auth_time: 'true' },
    { application_type: 'toaster' },
    { contacts: 'me@example.org' },
    { initiate_login_uri: 'http://app.example/' },
    { logo_uri: 'javascript:alert(1)' },
  ];
  for (const more of wrong) {
    const { status, body } = await register(open, { redirect_uris: [REDIRECT], ...more });
    assert.deepEqual([status, body['error']], [400, 'invalid_client_metadata'], JSON.stringify(more));
  }
  for (const text of ['', '[]', 'null', '"a"', '{', '{"a":1,"a":2}', `${'['.repeat(20_000)}`]) {
    const { status, body } = await register(open, text);
    assert.deepEqual([status, body['error']], [400, 'invalid_client_metadata'], text.slice(0, 20));
  }
  const form = await post(open, '/oauth2/register', { client_name: 'x' });
  assert.deepEqual([form.status, form.body.error], [400, 'invalid_client_metadata']);
});

test('S095 with DYNAMIC_REGISTRATION=token a use is needed, and of many at once there are as many as uses', async () => {
  const document = { redirect_uris: [REDIRECT] };
  const none = await register(gated, document);
  assert.deepEqual([none.status, none.body['error']], [401, 'invalid_token']);
  assert.match(String(none.headers['www-authenticate']), /^Bearer realm=/);
  for (const token of ['lk_ri_x', randomToken('ri'), randomToken('ra')]) {
    assert.equal((await register(gated, document, token)).status, 401, token);
  }
  const token = await initialToken(3);
  const answers = await Promise.all(Array.from({ length: 12 }, () => register(gated, document, token)));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [...Array(3).fill(201), ...Array(9).fill(401)]);
  const kept = await gated.database.pool.query('SELECT encode(hash, $1) AS hash FROM registration_tokens', ['escape']);
  assert.ok(!JSON.stringify(kept.rows).includes(token));
  const more = ['password', 'urn:ietf:params:oauth:grant-type:token-exchange'];
  const vouched = { ...document, grant_types: ['client_credentials', ...more], scope: 'read' };
  const machine = await register(gated, vouched, await initialToken());
  assert.deepEqual(machine.body['grant_types'], ['client_credentials'], 'whoever has a token is vouched for');
  const expired = await testApp({
    on: { url: gated.url } as never,
    offsetMs: 2 * 86_400_000,
    env: { DYNAMIC_REGISTRATION: 'token' },
  });
  try {
    assert.equal((await register(expired, document, await initialToken())).status, 401);
  } finally {
    await expired.close();
  }
});

test('S097 a registration is read and written back unchanged, and each change takes another token', async () => {
  const first = await register(open, {
    redirect_uris: [REDIRECT],
    client_name: 'Trailmark',
    client_uri: 'https://app.example/',
    scope: 'openid read',
    grant_types: ['authorization_code', 'refresh_token'],
    contacts: ['ops@app.example'],
    id_token_signed_response_alg: 'ES256',
    default_max_age: 600,
    policy_uri: 'https://app.example/privacy',
  });
  const { path, token } = keptBy(first);
  const read = await send(open, 'GET', path, undefined, token);
  const { client_secret: secret, ...known } = first.body;
  assert.equal(read.status, 200);
  assert.deepEqual(read.body, known, 'all of it but the secret, which nobody keeps');

  // What an administrator set, and the registrant does not see.
  const client = asClient(first);
  const privileges = { trusted: true, resourceServer: true, accessTokenSeconds: 300, requirePkce: true };
  await open.deps.clients.administer(
    client.id,
    { privileges, note: 'looked at', metadata: { accessTokenFormat: 'jwt', profile: 'oauth-2.1' } },
    'administrator',
  );
  const before = await open.deps.clients.find(client.id);
  const written = await send(open, 'PUT', path, { ...read.body, client_secret: secret }, token);
  assert.equal(written.status, 200);
  const { registration_access_token: next, ...same } = written.body;
  const { registration_access_token: last, ...whole } = read.body;
  assert.notEqual(next, last);
  assert.deepEqual(same, whole);
  const after = await open.deps.clients.find(client.id);
  assert.deepEqual({ ...after, revision: 0 }, { ...before, revision: 0 });

  assert.equal((await send(open, 'GET', path, undefined, token)).status, 401, 'the one before has ended');
  const smaller = await send(
    open,
    'PUT',
    path,
    { client_id: client.id, redirect_uris: [REDIRECT], client_name: 'Trailmark' },
    String(next),
  );
  assert.equal(smaller.status, 200);
  assert.equal(smaller.body['id_token_signed_response_alg'], 'RS256', 'what is left out is at its default');
  assert.deepEqual(
    ['default_max_age', 'contacts', 'policy_uri'].map((name) => smaller.body[name]),
    [undefined, undefined, undefined],
  );
  assert.deepEqual(smaller.body['grant_types'], ['authorization_code']);
});

test('S097 a registration token opens its own registration, in the header alone, until that is deleted', async () => {
  const [one, other] = [
    await register(open, { redirect_uris: [REDIRECT], scope: 'read' }),
    await register(open, { redirect_uris: [REDIRECT] }),
  ];
  const [mine, theirs] = [keptBy(one), keptBy(other)];
  for (const method of ['GET', 'DELETE'] as const) {
    for (const token of [theirs.token, randomToken('ra'), 'x', undefined]) {
      const { status, body } = await send(open, method, mine.path, undefined, token);
      assert.deepEqual([status, body['error']], [401, 'invalid_token']);
    }
  }
  const foreign = { client_id: asClient(one).id, redirect_uris: ['https://evil.example/'] };
  assert.equal((await send(open, 'PUT', mine.path, foreign, theirs.token)).status, 401);
  assert.equal((await send(open, 'GET', `${mine.path}?access_token=${mine.token}`)).status, 401);
  const elsewhere = { client_id: asClient(other).id, redirect_uris: [REDIRECT] };
  assert.equal((await send(open, 'PUT', mine.path, elsewhere, mine.token)).status, 400);
  const wrongSecret = { client_id: asClient(one).id, client_secret: 'mine', redirect_uris: [REDIRECT] };
  assert.equal((await send(open, 'PUT', mine.path, wrongSecret, mine.token)).status, 400);
  const { rows } = await open.database.pool.query('SELECT hash FROM client_registrations');
  assert.ok(rows.some(({ hash }) => digest(mine.token).equals(hash)) && !JSON.stringify(rows).includes(mine.token));

  const client = asClient(one);
  const browser = await open.signedIn(await open.person());
  const { body: tokens } = await redeem(open, client, await codeOf(browser, authorizeUrl(client)));
  assert.equal(await isActive(open, client, tokens.access_token), true);
  assert.equal((await send(open, 'DELETE', mine.path, undefined, mine.token)).status, 204);
  assert.equal((await send(open, 'GET', mine.path, undefined, mine.token)).status, 401);
  const resource = await open.application(await open.person(), { resourceServer: true });
  assert.equal(await isActive(open, resource, tokens.access_token), false);
});

test('S144 what an administrator disabled its registrant neither changes nor deletes', async () => {
  const registered = await register(open, { redirect_uris: [REDIRECT] });
  const { path, token } = keptBy(registered);
  const { id } = asClient(registered);
  await open.deps.clients.disable(id, 'administrator');
  const document = { client_id: id, redirect_uris: [REDIRECT] };
  assert.equal((await send(open, 'PUT', path, document, token)).status, 401);
  assert.equal((await send(open, 'DELETE', path, undefined, token)).status, 401);
  assert.equal((await open.deps.clients.find(id))?.state, 'disabled');
});

test('S097 what has an owner is its owner’s: the token with which it was registered reads, changes and deletes it no more', async () => {
  const registered = await register(open, { redirect_uris: [REDIRECT], client_name: 'Trailmark' });
  const { path, token } = keptBy(registered);
  const { id } = asClient(registered);
  const owner = await open.person();
  const given = { owner: { kind: 'person', userId: owner.id } } as const;
  assert.equal((await open.deps.clients.administer(id, given, 'administrator')).outcome, 'changed');
  const elsewhere = { client_id: id, redirect_uris: ['https://evil.example/'], client_name: 'Trailmark' };
  for (const [method, document] of [['GET'], ['PUT', elsewhere], ['DELETE']] as const) {
    const { status, body } = await send(open, method, path, document, token);
    assert.deepEqual([status, body['error']], [401, 'invalid_token'], method);
  }
  assert.deepEqual((await open.deps.clients.find(id))?.redirectUris, [REDIRECT]);
});

test('S097 of changes that come at once with one token one is made', async () => {
  const registered = await register(open, { redirect_uris: [REDIRECT] });
  const { path, token } = keptBy(registered);
  const document = (at: number) => ({
    client_id: asClient(registered).id,
    redirect_uris: [REDIRECT],
    client_name: `Trailmark ${at}`,
  });
  const answers = await Promise.all(Array.from({ length: 8 }, (_, at) => send(open, 'PUT', path, document(at), token)));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, ...Array(7).fill(401)]);
  const winner = answers.find(({ status }) => status === 200);
  assert.ok(winner);
  const read = await send(open, 'GET', path, undefined, keptBy(winner).token);
  assert.equal(read.body['client_name'], winner.body['client_name']);
});

test('S097 S153 a change whose answer was lost has the same answer when it is sent again, for a minute, and nothing is done twice', async () => {
  const registered = await register(open, { redirect_uris: [REDIRECT], token_endpoint_auth_method: 'none' });
  const { path, token } = keptBy(registered);
  const document = { client_id: asClient(registered).id, redirect_uris: [REDIRECT], client_name: 'Trailmark 2' };
  // The second one comes while the first is under way, the third after an answer that nobody heard.
  const answers = await Promise.all([0, 1].map(() => send(open, 'PUT', path, document, token)));
  answers.push(await send(open, 'PUT', path, document, token));
  const [first] = answers;
  assert.equal(first?.status, 200, JSON.stringify(first?.body));
  assert.match(String(first?.body['client_secret']), /^lk_cs_/, 'it has a secret from now on');
  for (const answer of answers) assert.deepEqual(answer, { ...answer, status: 200, body: first?.body });
  const changes = "SELECT FROM audit_events WHERE client_id = $1 AND event = 'client.changed'";
  assert.equal((await open.database.pool.query(changes, [document.client_id])).rowCount, 1);

  const other = await send(open, 'PUT', path, { ...document, client_name: 'Trailmark 3' }, token);
  assert.equal(other.status, 401, 'it is the same document or none');
  const read = await send(open, 'GET', path, undefined, token);
  assert.equal(read.status, 401, 'the token opens nothing else');
  await open.database.pool.query("UPDATE sent_forms SET sent_at = sent_at - interval '61 seconds'");
  assert.equal((await send(open, 'PUT', path, document, token)).status, 401, 'nor this after a minute');
  const next = String(first?.body['registration_access_token']);
  assert.equal((await send(open, 'GET', path, undefined, next)).status, 200);
});

test('S097 what was refused is refused again, and done once it can be', async () => {
  const registered = await register(open, { redirect_uris: [REDIRECT] });
  const { path, token } = keptBy(registered);
  const { id } = asClient(registered);
  const resourceServer = (is: boolean) => ({
    privileges: { trusted: false, resourceServer: is, accessTokenSeconds: undefined, requirePkce: false },
  });
  await open.deps.clients.administer(id, resourceServer(true), 'administrator');
  const document = { client_id: id, redirect_uris: [REDIRECT], token_endpoint_auth_method: 'none' };
  for (let tries = 0; tries < 2; tries += 1) {
    const answer = await send(open, 'PUT', path, document, token);
    assert.deepEqual([answer.status, answer.body['error']], [400, 'invalid_client_metadata']);
  }
  await open.deps.clients.administer(id, resourceServer(false), 'administrator');
  assert.equal((await send(open, 'PUT', path, document, token)).status, 200);
});

test('S101 the keeper of a sector lists every redirect URI of an application, or it is not of that sector', async () => {
  const document = { redirect_uris: [REDIRECT, 'https://other.example/back'], subject_type: 'pairwise' };
  for (const wrong of [[], [REDIRECT], 'no list', { redirect_uris: document.redirect_uris }, null]) {
    listed = wrong;
    const { status, body } = await register(open, { ...document, sector_identifier_uri: sector });
    assert.deepEqual([status, body['error']], [400, 'invalid_client_metadata'], JSON.stringify(wrong));
  }
  const closed = await register(open, { ...document, sector_identifier_uri: 'https://127.0.0.1:1/' });
  assert.deepEqual([closed.status, closed.body['error']], [400, 'invalid_client_metadata']);
  listed = [...document.redirect_uris, 'https://third.example/'];
  const { status, body } = await register(open, { ...document, sector_identifier_uri: sector });
  assert.equal(status, 201);
  assert.equal(body['sector_identifier_uri'], sector);
});

test('the response types and methods of a registration are those that its requests may use', async () => {
  const implicit = await register(open, {
    redirect_uris: [REDIRECT],
    response_types: ['token id_token'],
    token_endpoint_auth_method: 'none',
  });
  assert.deepEqual(implicit.body['grant_types'], ['implicit']);
  assert.deepEqual(implicit.body['response_types'], ['id_token token']);
  const browser = await open.signedIn(await open.person());
  const asked = { scope: 'openid', nonce: 'n' };
  const other = await browser.get(authorizeUrl(asClient(implicit), { ...asked, response_type: 'id_token' }));
  assert.match(other.location, /error=unauthorized_client/);
  const at = await authorize(browser, authorizeUrl(asClient(implicit), { ...asked, response_type: 'id_token token' }));
  assert.match(at.hash, /id_token=/);

  const pair = keyPair();
  const signing = await register(open, {
    redirect_uris: [REDIRECT],
    token_endpoint_auth_method: 'private_key_jwt',
    jwks: { keys: [pair.jwk] },
  });
  assert.equal(signing.body['client_secret'], undefined);
  const { id } = asClient(signing);
  const code = await codeOf(browser, authorizeUrl({ id, secret: '', basic: '' }, { scope: 'openid' }));
  const claims = { iss: id, sub: id, aud: `${open.deps.issuer}/oauth2/token`, exp: Date.now() / 1000 + 60, jti: 'one' };
  const assertion = {
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: signed(pair, claims),
  };
  const { status } = await post(open, '/oauth2/token', {
    ...{ grant_type: 'authorization_code', code, redirect_uri: REDIRECT },
    ...assertion,
  });
  assert.equal(status, 200, 'libraries that register still name the token endpoint');

  const app = await register(open, {
    redirect_uris: ['http://127.0.0.1/callback', 'com.example.app:/callback'],
    application_type: 'native',
    token_endpoint_auth_method: 'none',
  });
  assert.equal(app.body['client_secret'], undefined);
  const { verifier, challenge } = pkce();
  const redirect_uri = 'http://127.0.0.1:5173/callback';
  const query = { redirect_uri, scope: 'openid', code_challenge: challenge, code_challenge_method: 'S256' };
  const appCode = await codeOf(browser, authorizeUrl(asClient(app), query));
  const fields = { grant_type: 'authorization_code', code: appCode, redirect_uri, code_verifier: verifier };
  const tokens = await post(open, '/oauth2/token', { ...fields, client_id: asClient(app).id });
  assert.equal(tokens.status, 200);
});

test('what says that it is a web application registers hosts alone; whatever says nothing, or native, has loopback and schemes of apps', async () => {
  const local = ['http://127.0.0.1/callback', 'http://[::1]/callback', 'http://localhost/callback'];
  const apps = [
    'com.example.app:/callback',
    'https://localhost/callback',
    'https://app.localhost/',
    'https://127.0.0.1/',
  ];
  for (const uri of [...local, ...apps]) {
    const { status, body } = await register(open, { redirect_uris: [REDIRECT, uri], application_type: 'web' });
    assert.deepEqual([status, body['error']], [400, 'invalid_redirect_uri'], uri);
    assert.match(String(body['error_uri']), /registered-redirect-uri-not-web$/);
  }
  assert.equal((await register(open, { redirect_uris: [REDIRECT], application_type: 'web' })).status, 201);
  const redirect_uris = [REDIRECT, ...local, 'com.example.app:/callback'];
  assert.equal((await register(open, { redirect_uris, application_type: 'native' })).status, 201);
  assert.equal((await register(open, { redirect_uris })).status, 201);
});

test('S099 what a program registered for people to read are links on the consent page, and nothing is loaded', async () => {
  const registered = await register(open, {
    redirect_uris: [REDIRECT],
    logo_uri: 'https://cdn.example/logo.svg',
    tos_uri: 'https://app.example/terms',
    policy_uri: 'https://app.example/privacy',
  });
  const browser = await open.signedIn(await open.person());
  const { location } = await browser.get(authorizeUrl(asClient(registered), { scope: 'openid' }));
  const { body } = await browser.get(location);
  for (const uri of ['https://cdn.example/logo.svg', 'https://app.example/terms', 'https://app.example/privacy']) {
    assert.ok(body.includes(`<a href="${uri}" rel="noopener noreferrer">`), uri);
  }
  assert.doesNotMatch(body, /<img|<iframe|<object|url\(https/);
});

test('S095 S158 whoever registers without end is told to wait, and nobody else is', async () => {
  const once = (remoteAddress: string) =>
    open.app.inject({
      method: 'POST',
      url: '/oauth2/register',
      remoteAddress,
      headers: { 'content-type': 'application/json' },
      payload: '{}',
    });
  const statuses = [];
  for (let count = 0; count < 32; count += 1) statuses.push((await once('203.0.113.9')).statusCode);
  assert.deepEqual([...new Set(statuses)], [400, 429]);
  assert.ok((await once('203.0.113.9')).headers['retry-after']);
  assert.equal((await once('203.0.114.9')).statusCode, 400);
});

test('S095 with REGISTRATION=review what nobody vouches for waits, and waits again after a change', async () => {
  const site = await testApp({
    on: { url: open.url } as never,
    env: { DYNAMIC_REGISTRATION: 'open', REGISTRATION: 'review' },
  });
  try {
    const registered = await register(site, { redirect_uris: [REDIRECT] });
    const { id } = asClient(registered);
    assert.equal((await site.deps.clients.find(id))?.state, 'review');
    await site.deps.clients.approve(id, 'administrator');
    assert.equal((await site.deps.clients.find(id))?.state, 'active');
    const { path, token } = keptBy(registered);
    const other = { client_id: id, redirect_uris: ['https://elsewhere.example/'] };
    assert.equal((await send(site, 'PUT', path, other, token)).status, 200);
    assert.equal((await site.deps.clients.find(id))?.state, 'review');
    const safe = { name: 'safe', description: 'Know the weather', detail: undefined, privileged: false, safe: true };
    await site.deps.scopes.save(safe, 'administrator');
    const harmless = await register(site, { redirect_uris: [REDIRECT], scope: 'safe' });
    assert.equal((await site.deps.clients.find(asClient(harmless).id))?.state, 'active', 'but for safe scopes alone');
    await site.deps.scopes.save({ ...safe, safe: false }, 'administrator');
  } finally {
    await site.close();
  }
});

test('what nobody used for a month is purged, and what somebody used is not', async () => {
  const [unused, used] = [
    await register(open, { redirect_uris: [REDIRECT], scope: 'read' }),
    await register(open, { redirect_uris: [REDIRECT], scope: 'read' }),
  ];
  await codeOf(await open.signedIn(await open.person()), authorizeUrl(asClient(used)));
  const count = async () => {
    const found = [unused, used].map((each) => open.deps.clients.find(asClient(each).id));
    return (await Promise.all(found)).map((client) => client !== undefined);
  };
  const day = 86_400_000;
  await purge({ pool: open.database.pool, offsetMs: 29 * day });
  assert.deepEqual(await count(), [true, true]);
  await purge({ pool: open.database.pool, offsetMs: 31 * day });
  assert.deepEqual(await count(), [false, true]);
});

test('where programs may not register there is no trace of it', async () => {
  const site = await testApp({ on: { url: open.url } as never });
  try {
    const metadata = (await site.app.inject('/.well-known/openid-configuration')).json();
    assert.equal(metadata['registration_endpoint'], undefined);
    for (const method of ['POST', 'OPTIONS'] as const) {
      assert.equal((await site.app.inject({ method, url: '/oauth2/register' })).statusCode, 404);
    }
    const here = (await open.app.inject('/.well-known/openid-configuration')).json();
    assert.equal(here['registration_endpoint'], `${open.deps.issuer}/oauth2/register`);
  } finally {
    await site.close();
  }
});

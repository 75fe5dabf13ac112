import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { decodeProtectedHeader } from 'jose';
import type { User } from '../../src/accounts/user.ts';
import { runCommandLine } from '../../src/command-line/run.ts';
import type { ClientMetadata } from '../../src/oauth/model/client-metadata.ts';
import { randomId } from '../../src/secrets.ts';
import { PASSWORD, REDIRECT, type TestApp, type TestClient, testApp } from '../support/app.ts';
import { confusions, crafted, keyPair, signed } from '../support/confusions.ts';
import { type DocumentHost, type Hosted, startDocumentHost } from '../support/document-host.ts';
import { authorize, codeOf, post, redeem } from '../support/flow.ts';
import { noHttps } from '../support/https-before.ts';
import { TEST_SECRET } from '../support/server.ts';
import { recordStatements } from '../support/statements.ts';
import { type Visitor, visitor } from '../support/visitor.ts';

const TYP = 'oauth-authz-req+jwt';
const pair = keyPair();
let host: DocumentHost | undefined;
let site: TestApp;
let ines: User;
let client: TestClient;
let browser: Visitor;
before(async () => {
  host = noHttps ? undefined : await startDocumentHost();
  site = await testApp(host ? { env: host.env, reach: { ...host.reach, timeoutMs: 300 } } : {});
  for (const name of ['read', 'write']) await site.scope(name);
  ines = await site.person();
  browser = await site.signedIn(ines);
  client = await withKeys();
});
after(async () => {
  host?.close();
  await site.close();
});

async function withKeys(metadata: Partial<ClientMetadata> = {}) {
  const made = await site.application(ines);
  const changes = { metadata: { jwks: { keys: [pair.jwk] }, ...metadata } };
  assert.equal((await site.deps.clients.administer(made.id, changes, 'administrator')).outcome, 'changed');
  return made;
}

type Json = Readonly<Record<string, unknown>>;
const seconds = () => Math.floor(Date.now() / 1000);
const claims = (more: Json = {}, { id } = client): Json => ({
  iss: id,
  client_id: id,
  aud: site.deps.issuer,
  exp: seconds() + 300,
  iat: seconds(),
  response_type: 'code',
  redirect_uri: REDIRECT,
  scope: 'read',
  state: 'signed',
  ...more,
});
const object = (more: Json = {}, header: Json = { typ: TYP }, by = client) => signed(pair, claims(more, by), header);
const addressOf = (request: string, { id }: TestClient = client, more: Readonly<Record<string, string>> = {}) =>
  `/oauth2/authorize?${new URLSearchParams({ client_id: id, request, ...more })}`;

/** What a request comes to: the rule that refuses it, or that there is a code. */
async function resultOf(url: string, by: Visitor = browser) {
  const answer = (await authorize(by, url)).searchParams;
  assert.equal(answer.get('state'), 'signed', String(answer));
  return answer.has('code') ? 'code' : `${answer.get('error')} ${answer.get('error_uri')?.split('/').at(-1)}`;
}
const REFUSED = 'invalid_request_object request-object-not-accepted';

test('S093 S091 of a signed request only what was signed counts, in an address and where it is pushed', async () => {
  const outside = {
    scope: 'write',
    redirect_uri: 'https://evil.example/',
    state: 'outside',
    response_mode: 'form_post',
    response_type: 'token',
    prompt: 'none',
    nonce: 'n',
  };
  for (const typ of [TYP, `application/${TYP}`, 'JWT', undefined]) {
    const answer = await authorize(browser, addressOf(object({}, typ === undefined ? {} : { typ }), client, outside));
    assert.equal(answer.origin + answer.pathname, REDIRECT);
    assert.equal(answer.searchParams.get('state'), 'signed');
    const tokens = await redeem(site, client, String(answer.searchParams.get('code')));
    assert.equal(tokens.body['scope'], 'read');
  }
  const pushed = await post(site, '/oauth2/par', { request: object(), ...outside }, client);
  assert.equal(pushed.status, 201, JSON.stringify(pushed.body));
  const uri = String(pushed.body['request_uri']);
  const url = `/oauth2/authorize?${new URLSearchParams({ client_id: client.id, request_uri: uri, ...outside })}`;
  assert.equal(await resultOf(url), 'code');
  const posted = await browser.post('/oauth2/authorize', { client_id: client.id, request: object() });
  assert.equal(await resultOf(posted.location), 'code');
});

test('S093 every claim and every time is checked, and the refusal goes where the object would have led', async () => {
  const other = await withKeys();
  const cases: readonly (readonly [string, string])[] = [
    ['iss of another', object({ iss: other.id })],
    ['no iss', object({ iss: undefined })],
    ['client_id of another', object({ client_id: other.id })],
    ['no client_id', object({ client_id: undefined })],
    ['aud of another', object({ aud: 'https://other.example' })],
    ['aud with a slash', object({ aud: `${site.deps.issuer}/` })],
    ['no aud', object({ aud: undefined })],
    ['a mixed aud', object({ aud: [site.deps.issuer, 7] })],
    ['no exp', object({ exp: undefined })],
    ['a far exp', object({ exp: seconds() + 3700 })],
    ['expired', object({ exp: seconds() - 1 })],
    ['from the future', object({ nbf: seconds() + 100 })],
    ['sub', object({ sub: client.id })],
    ['request', object({ request: 'e30.e30.' })],
    ['request_uri', object({ request_uri: 'urn:x' })],
    ['null', object({ nonce: null })],
    ['another type', object({}, { typ: 'client-authentication+jwt' })],
    ['of another application', signed(pair, claims({}, other), { typ: TYP })],
  ];
  for (const [name, request] of cases) assert.equal(await resultOf(addressOf(request)), REFUSED, name);
  const pushed = await post(site, '/oauth2/par', { request: object({ aud: 'x' }) }, client);
  assert.deepEqual([pushed.status, pushed.body.error], [400, 'invalid_request_object']);
  assert.match(String(pushed.body['error_description']), /claims aud/);
  assert.equal(await resultOf(addressOf(object({ aud: [site.deps.issuer, 'https://other.example'] }))), 'code');
  assert.equal(await resultOf(addressOf(object({ nbf: seconds() + 8 }))), 'code', 'clocks differ a little');
});

test('S093 S002 what nobody signed leads to a registered address alone, in the response mode that it asks for', async () => {
  const unsigned = (more: Json = {}) => crafted({ alg: 'none' }, claims(more), () => Buffer.alloc(0));
  assert.equal(await resultOf(addressOf(unsigned())), 'invalid_request_object request-object-unsigned');
  const page = await browser.get(addressOf(unsigned({ response_mode: 'form_post' })));
  assert.equal(page.status, 200);
  assert.match(page.body, new RegExp(`action="${REDIRECT}"`));
  assert.match(page.body, /name="error" value="invalid_request_object"/);
  const evil = await browser.get(addressOf(unsigned({ redirect_uri: 'https://evil.example/' })));
  assert.deepEqual([evil.status, evil.location], [400, '']);
});

test('S076 S077 S078 S079 what confuses other servers is refused here: algorithms, headers, kinds and claims', async () => {
  const others = ['at+jwt', 'dpop+jwt', 'logout+jwt', 'token-introspection+jwt', 'secevent+jwt'];
  const table = confusions(pair, () => claims(), { typ: TYP, others });
  assert.ok(table.length > 50);
  for (const [name, request] of table) {
    const answer = await browser.get(addressOf(request));
    assert.doesNotMatch(`${answer.location} ${answer.body}`, /code=|\/consent/, name);
    assert.match(answer.location, /error=invalid_request_object/, name);
  }
});

test('S078 a request object authenticates nobody, and an assertion asks for nothing', async () => {
  const asserting = await withKeys();
  await site.deps.clients.administer(asserting.id, { authMethods: ['private_key_jwt'] }, 'administrator');
  const client_assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
  for (const typ of [TYP, 'JWT', undefined]) {
    const client_assertion = object({ jti: 'j' }, typ === undefined ? {} : { typ }, asserting);
    const fields = { grant_type: 'client_credentials', client_assertion_type, client_assertion };
    assert.equal((await post(site, '/oauth2/token', fields)).status, 401, typ);
  }
  const assertion = signed(pair, claims({ sub: client.id, jti: 'k' }));
  assert.equal(await resultOf(addressOf(assertion)), REFUSED);
});

test('S093 an application may need its requests signed, by one algorithm, and by the profile fapi-2 only fresh ones', async () => {
  const strict = await withKeys({ requireSignedRequestObject: true });
  const bare = { client_id: strict.id, response_type: 'code', redirect_uri: REDIRECT, state: 'signed' };
  assert.equal(await resultOf(`/oauth2/authorize?${new URLSearchParams(bare)}`), 'invalid_request request-not-signed');
  assert.equal((await post(site, '/oauth2/par', bare, strict)).body.error, 'invalid_request');
  assert.equal(await resultOf(addressOf(object({}, { typ: TYP }, strict), strict)), 'code');
  const pushed = await post(site, '/oauth2/par', { request: object({}, { typ: TYP }, strict) }, strict);
  const reference = { client_id: strict.id, request_uri: String(pushed.body['request_uri']) };
  assert.equal(await resultOf(`/oauth2/authorize?${new URLSearchParams(reference)}`), 'code');
  const narrow = await withKeys({ requestObjectSigningAlg: 'PS256' });
  assert.equal(await resultOf(addressOf(object({}, { typ: TYP }, narrow), narrow)), REFUSED);
  const fapi = await withKeys({ profile: 'fapi-2' });
  await site.deps.clients.administer(fapi.id, { authMethods: ['private_key_jwt'] }, 'administrator');
  const proved = () => ({
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: object({ sub: fapi.id, jti: randomId(22) }, {}, fapi),
  });
  const push = async (more: Json) =>
    (await post(site, '/oauth2/par', { ...proved(), request: object(more, { typ: TYP }, fapi) })).body.error;
  for (const more of [{}, { nbf: seconds() - 3700 }, { nbf: seconds() - 3500, exp: seconds() + 300 }]) {
    assert.equal(await push(more), 'invalid_request_object', JSON.stringify(more));
  }
  assert.notEqual(await push({ nbf: seconds() }), 'invalid_request_object');
});

test('S092 the command line says how the requests of an application come, and how its answers are signed', async () => {
  const made = await withKeys();
  Object.assign(process.env, { DATABASE_URL: site.url, SECRET: TEST_SECRET });
  const set = async (...options: string[]) => {
    const [out, err] = [[] as string[], [] as string[]];
    const args = ['app', 'set', made.id, '--json', ...options];
    await runCommandLine(args, { out: (text) => out.push(text), err: (text) => err.push(text) });
    return out.length > 0 ? JSON.parse(out.join('')) : err.join('');
  };
  const strict = ['--require-par', '--require-signed-request', '--require-jarm', '--request-object-alg', 'ES256'];
  const said = await set(...strict, '--authorization-response-alg', 'PS256');
  assert.deepEqual(
    [said.require_pushed_authorization_requests, said.require_signed_request_object, said.request_object_signing_alg],
    [true, true, 'ES256'],
  );
  assert.deepEqual([said.authorization_signed_response_alg, said.require_signed_response], ['PS256', true]);
  const request = object({}, { typ: TYP }, made);
  assert.equal(await resultOf(addressOf(request, made)), 'invalid_request request-not-pushed');
  const { body } = await post(site, '/oauth2/par', { request: object({ response_mode: 'jwt' }, {}, made) }, made);
  const reference = new URLSearchParams({ client_id: made.id, request_uri: String(body['request_uri']) });
  const { searchParams } = await authorize(browser, `/oauth2/authorize?${reference}`);
  assert.equal(decodeProtectedHeader(String(searchParams.get('response'))).alg, 'PS256');
  const back = await set(
    '--no-require-jarm',
    '--no-require-par',
    '--no-require-signed-request',
    '--request-object-alg',
    'any',
  );
  assert.deepEqual(
    [back.require_pushed_authorization_requests, back.require_signed_request_object, back.request_object_signing_alg],
    [false, false, undefined],
  );
  for (const wrong of [
    ['--request-object-alg', 'none'],
    ['--authorization-response-alg', 'HS256'],
  ]) {
    assert.match(String(await set(...wrong)), /is .*ES256.*, and not (none|HS256)/);
  }
});

test('S093 S090 a signed request outlives its object while its person is asked, and is then answered once', async () => {
  const later = await testApp({ on: { url: site.url } as never, offsetMs: 400_000 });
  const request = object({ prompt: 'login' });
  const nobody = visitor(site.app);
  const first = await nobody.get(addressOf(request));
  assert.match(first.location, /^\/sign-in\?return_to=\/oauth2\/authorize\?client_id=[^&]*&request_uri=[^&]*$/);
  const again = await nobody.get(addressOf(request));
  assert.equal(again.location, first.location, 'however often it comes, it is kept once');
  const there = visitor(later.app);
  assert.equal(await resultOf(addressOf(request), there), REFUSED, 'by then it has expired');
  const page = await there.get(first.location);
  assert.match(page.body, /Trailmark/);
  const { location } = await there.submit(page, '/sign-in', { email: ines.email, password: PASSWORD });
  assert.equal(await resultOf(location, there), 'code');
  assert.equal(await resultOf(location, there), 'invalid_request_uri request-uri-used');
  await later.close();
});

test('a signed request that is answered from memory costs no statement more', async () => {
  await codeOf(browser, addressOf(object()));
  const sent = recordStatements(site.database);
  await site.deps.clientCache.refresh(client.id);
  await Promise.all([site.deps.activity.flush(), site.deps.refusals.flush()]);
  sent.clear();
  await codeOf(browser, addressOf(object()));
  assert.deepEqual(sent.names(), ['approve-again']);
  sent.stop();
  const metadata = (await site.app.inject('/.well-known/oauth-authorization-server')).json();
  assert.equal(metadata.request_parameter_supported, true);
  assert.equal(metadata.request_uri_parameter_supported, true);
  assert.equal(metadata.require_request_uri_registration, true);
  assert.ok(metadata.request_object_signing_alg_values_supported.includes('ES256'));
  assert.ok(!metadata.request_object_signing_alg_values_supported.includes('none'));
});

const https = { skip: noHttps };
const hostOf = () => host ?? assert.fail('there is no host');
let published = 0;
/** Puts an object, or an answer of another kind, at an address of its own. */
function publish(answer: string | Hosted): string {
  published += 1;
  hostOf().hosted.set(`/request-${published}`, typeof answer === 'string' ? { document: answer } : answer);
  return `${hostOf().origin}/request-${published}`;
}
const pathOf = (uri: string) => uri.slice(hostOf().origin.length).replace(/#.*$/, '');
const at = (request_uri: string, { id }: TestClient, more: Readonly<Record<string, string>> = {}) =>
  `/oauth2/authorize?${new URLSearchParams({ client_id: id, request_uri, ...more })}`;
const outside = { redirect_uri: REDIRECT, state: 'signed' };

test(
  'S094 S091 a signed request is fetched from an address that its application registered, and nothing beside it counts',
  https,
  async () => {
    const requestUris = [publish(object({ exp: undefined })), `${publish('')}#fragment`];
    const by = await withKeys({ requestUris });
    const [first = '', second = ''] = requestUris;
    hostOf().hosted.set(pathOf(first), { document: object({ exp: undefined }, { typ: TYP }, by) });
    hostOf().hosted.set(pathOf(second), { document: object({ prompt: 'login' }, { typ: TYP }, by) });
    const beside = { scope: 'write', redirect_uri: 'https://evil.example/', state: 'outside', response_type: 'token' };
    const answer = await authorize(browser, at(first, by, beside));
    assert.deepEqual([answer.origin + answer.pathname, answer.searchParams.get('state')], [REDIRECT, 'signed']);
    const tokens = await redeem(site, by, String(answer.searchParams.get('code')));
    assert.equal(tokens.body['scope'], 'read');
    assert.equal(hostOf().asked(pathOf(first)), 1);

    const nobody = visitor(site.app);
    const [once, twice] = [await nobody.get(at(second, by)), await nobody.get(at(second, by))];
    assert.match(once.location, /request_uri%3Durn|request_uri=urn/);
    assert.notEqual(once.location, twice.location, 'what everybody is sent to is a request of its own each time');
    const { location } = await nobody.submit(await nobody.get(once.location), '/sign-in', {
      email: ines.email,
      password: PASSWORD,
    });
    assert.equal(await resultOf(location, nobody), 'code');
    assert.equal(hostOf().asked(pathOf(second)), 2, 'it is not fetched again on the way');
    assert.equal((await post(site, '/oauth2/par', { request_uri: first }, by)).body.error, 'invalid_request');
  },
);

test(
  'S094 S098 what was not registered is not asked for, and what cannot be had is one refusal, whatever it was',
  https,
  async () => {
    const honest = publish(object());
    const big = publish({ document: 'e'.repeat(16_385) });
    const elsewhere = publish({ status: 302, headers: { location: honest } });
    const slow = publish({ endless: true });
    const missing = `${hostOf().origin}/nothing`;
    const inside = ['https://127.0.0.1/request', 'https://169.254.169.254/latest', 'http://clients.example/request'];
    const bad = [big, elsewhere, slow, missing, ...inside];
    const by = await withKeys({ requestUris: bad });
    const before = hostOf().asked(pathOf(honest));
    for (const uri of bad) {
      assert.equal(await resultOf(at(uri, by, outside)), 'invalid_request_uri request-uri-not-fetched', uri);
    }
    assert.equal(hostOf().asked(pathOf(elsewhere)), 1);
    for (const uri of [honest, `${big}?`, `${big}#`, big.toUpperCase(), 'urn:x', 'file:///etc/passwd', `${big}/../x`]) {
      assert.equal(await resultOf(at(uri, by, outside)), 'invalid_request_uri request-uri-not-registered', uri);
    }
    assert.equal(hostOf().asked(pathOf(honest)), before, 'no redirect was followed, nothing else asked for');
    assert.equal(hostOf().asked(pathOf(big)), 1);
    const page = await browser.get(at(missing, await withKeys({ requestUris: [missing] })));
    assert.equal(page.status, 303, 'the one address that is registered is the way back');
    const several = await site.application(ines, { redirectUris: [REDIRECT, `${REDIRECT}/2`] });
    await site.deps.clients.administer(several.id, { metadata: { requestUris: [missing] } }, 'administrator');
    assert.match((await browser.get(at(missing, several))).body, /request-uri-not-fetched/);
    const { rows } = await site.database.pool.query(
      'SELECT count(*)::int AS n FROM pushed_requests WHERE client_id = $1',
      [by.id],
    );
    assert.equal(rows[0]?.n, 0);

    const pushing = await withKeys({ requestUris: [honest], requirePushedAuthorizationRequests: true });
    assert.equal(await resultOf(at(honest, pushing, outside)), 'invalid_request request-not-pushed');
    const fapi = await withKeys({ requestUris: [honest], profile: 'fapi-2' });
    assert.equal(await resultOf(at(honest, fapi, outside)), 'invalid_request request-not-pushed');
    assert.equal(hostOf().asked(pathOf(honest)), before);
  },
);

test('S093 S094 what is fetched is checked like any other, and is never unsigned', https, async () => {
  const uri = publish('');
  const by = await withKeys({ requestUris: [uri] });
  const wrong: readonly (readonly [string, string, string])[] = [
    ['unsigned', crafted({ alg: 'none' }, claims({}, by), () => Buffer.alloc(0)), 'request-object-unsigned'],
    ['None', crafted({ alg: 'None' }, claims({}, by), () => Buffer.alloc(0)), 'request-object-unsigned'],
    ['of another', object({}, { typ: TYP }), 'request-object-not-accepted'],
    ['aud of another', object({ aud: 'https://other.example' }, {}, by), 'request-object-not-accepted'],
    ['expired', object({ exp: seconds() - 1 }, {}, by), 'request-object-not-accepted'],
    ['a far exp', object({ exp: seconds() + 3700 }, {}, by), 'request-object-not-accepted'],
    ['request_uri', object({ request_uri: uri }, {}, by), 'request-object-not-accepted'],
    ['no JWT', '<html>', 'request-object-not-accepted'],
    ['nothing', '', 'request-object-not-accepted'],
  ];
  for (const [name, document, rule] of wrong) {
    hostOf().hosted.set(pathOf(uri), { document });
    assert.equal(await resultOf(at(uri, by, outside)), `invalid_request_object ${rule}`, name);
  }
});

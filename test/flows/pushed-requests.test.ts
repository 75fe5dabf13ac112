import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { purge } from '../../src/storage/engine/purge.ts';
import { PASSWORD, REDIRECT, type TestApp, type TestClient, testApp } from '../support/app.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { authorize, authorizeUrl, codeOf, pkce, post, redeem } from '../support/flow.ts';
import { type ProofKey, proof, proofKey } from '../support/proofs.ts';
import { form, raw } from '../support/raw.ts';
import type { Site } from '../support/remote.ts';
import { recordStatements } from '../support/statements.ts';
import { type Visitor, visitor } from '../support/visitor.ts';

const PREFIX = 'urn:ietf:params:oauth:request_uri:';
let on: TestDatabase;
let site: TestApp;
let second: TestApp;
let ines: User;
let client: TestClient;
let other: TestClient;
let browser: Visitor;
before(async () => {
  on = await testDatabase();
  site = await testApp({ on, env: { LEGACY_GRANTS: 'implicit' } });
  second = await testApp({ on, env: { PUSHED_REQUEST_SECONDS: '600' } });
  for (const name of ['read', 'write']) await site.scope(name);
  ines = await site.person();
  client = await site.application(ines);
  other = await site.application(ines);
  browser = await site.signedIn(ines);
  await codeOf(browser, authorizeUrl(client)); // consent is remembered from here on
});
after(async () => {
  await Promise.all([site.close(), second.close()]);
  await on.drop();
});

type Fields = Readonly<Record<string, string | undefined>>;
const asked = (more: Fields = {}) => ({
  response_type: 'code',
  redirect_uri: REDIRECT,
  scope: 'read',
  state: 'pushed',
  ...more,
});

async function push(more: Fields = {}, by = client, at: Site = site): Promise<string> {
  const { status, body, headers } = await post(at, '/oauth2/par', asked(more), by);
  const seconds = at === second ? 600 : 60;
  const seen = [status, body['expires_in'], headers['cache-control']];
  assert.deepEqual(seen, [201, seconds, 'no-store'], JSON.stringify(body));
  return String(body['request_uri']);
}

const addressOf = (uri: string, { id }: TestClient = client, more: Readonly<Record<string, string>> = {}) =>
  `/oauth2/authorize?${new URLSearchParams({ client_id: id, request_uri: uri, ...more })}`;

/** The same person on the other instance. */
function elsewhere(): Visitor {
  const there = visitor(second.app);
  for (const [name, value] of browser.cookies) there.cookies.set(name, value);
  return there;
}

const sql = (text: string) => site.database.pool.query(text);

test('S089 a pushed request leads to a code, of an application with a secret and of one without', async () => {
  const uri = await push();
  assert.match(uri, /^urn:ietf:params:oauth:request_uri:lk_pr_[0-9A-Za-z]{49}$/);
  const answer = await authorize(browser, addressOf(uri));
  assert.deepEqual([answer.origin + answer.pathname, answer.searchParams.get('state')], [REDIRECT, 'pushed']);
  assert.equal((await redeem(site, client, String(answer.searchParams.get('code')))).status, 200);
  const open = await site.application(ines, { confidential: false });
  const { verifier, challenge } = pkce();
  const proof = { client_id: open.id, code_challenge: challenge, code_challenge_method: 'S256' };
  const { status, body } = await post(site, '/oauth2/par', asked(proof));
  assert.equal(status, 201);
  const code = await codeOf(browser, addressOf(String(body['request_uri']), open));
  const fields = { grant_type: 'authorization_code', client_id: open.id, code, redirect_uri: REDIRECT };
  assert.equal((await post(site, '/oauth2/token', { ...fields, code_verifier: verifier })).status, 200);
});

test('S089 what the authorization endpoint refuses is refused when it is pushed, and nothing is stored', async () => {
  const stored = async () => (await sql('SELECT FROM pushed_requests')).rowCount;
  const had = await stored();
  const cases: readonly (readonly [string, string, Fields])[] = [
    ['invalid_request', 'request-uri-pushed', { request_uri: `${PREFIX}x` }],
    ['invalid_request', 'request-uri-pushed', { request_uri: 'https://app.example/request' }],
    ['invalid_request', 'redirect-uri-mismatch', { redirect_uri: `${REDIRECT}/` }],
    ['invalid_request', 'response-type-missing', { response_type: undefined }],
    ['unsupported_response_type', 'response-type-unsupported', { response_type: 'code tokens' }],
    ['invalid_request', 'response-mode-unsupported', { response_mode: 'fragment' }],
    ['invalid_scope', 'scope-not-registered', { scope: 'admin' }],
    ['invalid_request', 'pkce-method-unsupported', { code_challenge: 'x'.repeat(43) }],
    ['invalid_request', 'prompt-none-not-alone', { prompt: 'none login' }],
    ['invalid_request', 'max-age-malformed', { max_age: 'soon' }],
    ['invalid_request', 'parameter-too-long', { state: 'x'.repeat(2049) }],
  ];
  for (const [error, rule, fields] of cases) {
    const { status, body, headers } = await post(site, '/oauth2/par', asked(fields), client);
    assert.deepEqual([body.error, status], [error, 400], rule);
    assert.ok(String(body['error_uri']).endsWith(`/${rule}`), `${rule}: ${body['error_uri']}`);
    assert.equal(headers['cache-control'], 'no-store');
  }
  const twice = `${form({ ...asked(), state: 'x' })}&state=y`;
  assert.equal(
    (await raw(site, twice, { authorization: client.basic }, { url: '/oauth2/par' })).error,
    'invalid_request',
  );
  const wrong = { ...client, basic: `Basic ${Buffer.from(`${client.id}:lk_cs_wrong`).toString('base64')}` };
  for (const [by, fields] of [
    [wrong, {}],
    [undefined, {}],
    [undefined, { client_id: client.id }],
    [client, { client_id: other.id }],
  ] as const) {
    const { status, body } = await post(site, '/oauth2/par', asked(fields), by);
    assert.deepEqual([status, body.error], [401, 'invalid_client']);
  }
  const json = { 'content-type': 'application/json', authorization: client.basic };
  assert.equal(
    (await site.app.inject({ method: 'POST', url: '/oauth2/par', payload: '{}', headers: json })).statusCode,
    415,
  );
  assert.equal((await site.app.inject('/oauth2/par')).statusCode, 405);
  assert.equal(await stored(), had);
});

test('S090 of ten silent uses at once on two instances one gets the code, and the others hear that it is used', async () => {
  const uri = await push({ prompt: 'none' });
  const there = elsewhere();
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, at) => (at % 2 ? browser : there).get(addressOf(uri))),
  );
  const sent = answers.map(({ location }) => new URL(location).searchParams);
  assert.equal(sent.filter((answer) => answer.has('code')).length, 1);
  assert.equal(sent.filter((answer) => answer.get('error') === 'invalid_request_uri').length, 9);
  assert.ok(sent.every((answer) => answer.get('state') === 'pushed'));
});

test('S090 S071 a reference of another application, a changed one, one that is over and none at all lead to a page, and nowhere', async () => {
  const uri = await push();
  for (const address of [
    addressOf(uri, other),
    addressOf(`${uri.slice(0, -1)}x`),
    addressOf(`${PREFIX}lk_pr_x`),
    addressOf(PREFIX),
    addressOf(uri, client, { request: 'e30.e30.' }),
  ]) {
    const page = await browser.get(address);
    assert.deepEqual([page.status, page.location], [400, ''], address);
  }
  await codeOf(browser, addressOf(uri)); // none of them has used it
  const late = await push();
  await sql("UPDATE pushed_requests SET expires_at = now() - interval '1 second' WHERE used_by IS NULL");
  assert.equal((await browser.get(addressOf(late))).status, 400);
  assert.ok(((await purge(site.database))['pushed_requests'] ?? 0) > 0);
});

test('S090 pages may be loaded again, and one answer is given, whichever it is', async () => {
  const uri = await push({ prompt: 'consent' });
  const first = await browser.get(addressOf(uri));
  assert.match(first.location, /^\/consent\?/);
  await browser.get(addressOf(uri));
  const [one, two] = [await browser.get(first.location), await browser.get(first.location)];
  const there = elsewhere();
  const both = await Promise.all([
    browser.submit(one, '/consent', { decision: 'authorize' }),
    there.submit(one, '/consent', { decision: 'authorize' }),
  ]);
  assert.match(both[0].location, /code=/);
  assert.equal(both[1].location, both[0].location, 'one decision sent twice has one answer');
  for (const decision of ['authorize', 'deny']) {
    const again = await browser.submit(two, '/consent', { decision });
    assert.deepEqual([again.status, again.location], [409, ''], decision);
  }
  assert.equal((await browser.get(first.location)).status, 409, 'the way back');
  const used = await authorize(browser, addressOf(uri));
  assert.equal(used.searchParams.get('error'), 'invalid_request_uri');
});

test('S090 S063 a refusal uses a request up as well, and is the same when it is sent twice', async () => {
  const uri = await push({ prompt: 'consent' });
  const { location } = await browser.get(addressOf(uri));
  const page = await browser.get(location);
  for (const _ of [1, 2]) {
    const denied = await browser.submit(page, '/consent', { decision: 'deny' });
    assert.match(denied.location, /error=access_denied/);
  }
  assert.equal((await browser.submit(page, '/consent', { decision: 'authorize' })).status, 409);
  const silent = await push({ prompt: 'none' });
  const nobody = visitor(site.app);
  assert.match((await nobody.get(addressOf(silent))).location, /error=login_required/);
  assert.match((await browser.get(addressOf(silent))).location, /error=invalid_request_uri/);
});

test('S090 a refusal to come again later does not use a request up', async () => {
  const uri = await push({ prompt: 'none' });
  const store = site.deps.authorizations as { approveRemembered: typeof site.deps.authorizations.approveRemembered };
  const { approveRemembered } = store;
  store.approveRemembered = async () => 'stale'; // its application changes all the time
  const later = await browser.get(addressOf(uri));
  store.approveRemembered = approveRemembered;
  assert.match(later.location, /error=temporarily_unavailable/);
  assert.match((await browser.get(addressOf(uri))).location, /code=/);
});

test('S090 a person has time to sign in and to answer: the minute is the way to the first page', async () => {
  const uri = await push({ prompt: 'login', login_hint: ines.email });
  const nobody = visitor(site.app);
  const first = await nobody.get(addressOf(uri));
  assert.match(first.location, /^\/sign-in\?return_to=/);
  const lives = async () =>
    (
      await sql(
        'SELECT extract(epoch FROM expires_at - now())::float8 AS s FROM pushed_requests ORDER BY kept_at DESC NULLS LAST LIMIT 1',
      )
    ).rows[0]?.s;
  const kept = await lives();
  assert.ok(kept > 3500 && kept <= 3600, String(kept));
  await sql("UPDATE pushed_requests SET expires_at = expires_at - interval '50 minutes' WHERE kept_at IS NOT NULL");
  await nobody.get(addressOf(uri));
  assert.ok((await lives()) < 700, 'once, and not again');
  const page = await nobody.get(first.location);
  assert.match(page.body, /Trailmark/);
  assert.match(page.body, new RegExp(ines.email), 'the hint that was pushed');
  const signedIn = await nobody.submit(page, '/sign-in', { email: ines.email, password: PASSWORD });
  assert.match(signedIn.location, /^\/oauth2\/authorize\?/);
  const answer = await nobody.get(signedIn.location);
  assert.match(answer.location, /code=/, 'and prompt=login is not asked for twice');
  const fresh = addressOf(await push({ prompt: 'login' }));
  assert.match((await nobody.get(fresh)).location, /^\/sign-in\/again/, 'another request asks again');
  const aged = await push({ max_age: '0' });
  assert.match((await nobody.get(addressOf(aged))).location, /^\/sign-in\/again/);
});

test('S091 with a reference only what was pushed counts, on every page', async () => {
  const uri = await push({ prompt: 'consent' });
  const more = {
    scope: 'write',
    redirect_uri: 'https://evil.example/',
    state: 'outside',
    response_mode: 'form_post',
    response_type: 'token',
    prompt: 'none',
    code_challenge: 'x'.repeat(43),
    nonce: 'n',
  };
  const first = await browser.get(addressOf(uri, client, more));
  assert.match(first.location, /^\/consent\?/);
  const page = await browser.get(first.location);
  assert.match(page.body, /Use read/);
  const { location } = await browser.submit(page, '/consent', { decision: 'authorize' });
  const answer = new URL(location);
  assert.equal(answer.origin + answer.pathname, REDIRECT);
  assert.equal(answer.searchParams.get('state'), 'pushed');
  const tokens = await redeem(site, client, String(answer.searchParams.get('code')));
  assert.deepEqual([tokens.status, tokens.body['scope']], [200, 'read']);
  const posted = await browser.post('/oauth2/authorize', { client_id: client.id, request_uri: await push() });
  assert.match((await browser.get(posted.location)).location, /code=/);
});

test('S005 S018 a pushed request is read again at every step, by what is registered then', async () => {
  const changing = await site.application(ines);
  const uri = await push({ prompt: 'consent' }, changing);
  const { location } = await browser.get(addressOf(uri, changing));
  const page = await browser.get(location);
  await sql(`UPDATE clients SET redirect_uris = '{https://app.example/other}' WHERE id = '${changing.id}'`);
  assert.equal((await browser.submit(page, '/consent', { decision: 'authorize' })).status, 400);
});

test('S092 an application that must push its requests gets no answer to others', async () => {
  const strict = await site.application(ines);
  const changes = { metadata: { requirePushedAuthorizationRequests: true } };
  await site.deps.clients.administer(strict.id, changes, 'administrator');
  const direct = await authorize(browser, authorizeUrl(strict));
  assert.deepEqual(
    [direct.searchParams.get('error'), direct.searchParams.get('error_uri')?.split('/').at(-1)],
    ['invalid_request', 'request-not-pushed'],
  );
  await codeOf(browser, addressOf(await push({}, strict), strict));
  const metadata = (await site.app.inject('/.well-known/openid-configuration')).json();
  assert.equal(metadata.pushed_authorization_request_endpoint, `${site.deps.issuer}/oauth2/par`);
  assert.equal(metadata.require_pushed_authorization_requests, false);
});

test('S094 a request_uri that no application registered is not followed', async () => {
  const url = authorizeUrl(client, { request_uri: 'http://127.0.0.1:9/request' });
  assert.equal((await authorize(browser, url)).searchParams.get('error'), 'invalid_request_uri');
});

test('S087 a code of a request that was pushed with the proof of a key is for that key alone', async () => {
  const [one, two] = [proofKey(), proofKey()];
  const par = `${site.deps.issuer}/oauth2/par`;
  const pushWith = (key: ProofKey, more: Fields = {}, at = par) =>
    post(site, '/oauth2/par', asked(more), client, { dpop: proof(key, at) });
  const { status, body, headers } = await pushWith(one);
  assert.equal(status, 201);
  assert.ok(headers['dpop-nonce']);
  const code = await codeOf(browser, addressOf(String(body['request_uri'])));
  const token = `${site.deps.issuer}/oauth2/token`;
  const redeemWith = (key?: ProofKey) => {
    const fields = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT };
    return post(site, '/oauth2/token', fields, client, key ? { dpop: proof(key, token) } : {});
  };
  assert.equal((await redeemWith(two)).body.error, 'invalid_grant');
  assert.equal((await redeemWith()).body.error, 'invalid_grant');
  const tokens = await redeemWith(one);
  assert.deepEqual([tokens.status, tokens.body['token_type']], [200, 'DPoP']);
  assert.equal((await pushWith(one, { dpop_jkt: 'x'.repeat(43) })).body.error, 'invalid_dpop_proof');
  assert.equal((await pushWith(one, {}, token)).body.error, 'invalid_dpop_proof');
});

test('S072 neither the reference nor what proved the client is stored', async () => {
  const fields = { ...asked({ state: 'in-the-body' }), client_id: client.id, client_secret: client.secret };
  const { body } = await post(site, '/oauth2/par', fields);
  const { rows } = await sql(
    "SELECT pushed_requests::text AS row FROM pushed_requests WHERE parameters LIKE '%in-the-body%'",
  );
  assert.equal(rows.length, 1);
  for (const secret of [client.secret, String(body['request_uri']).slice(PREFIX.length), client.basic]) {
    assert.ok(!rows[0].row.includes(secret), rows[0].row);
  }
});

test('a request is pushed in one statement, and answered from memory in two', async () => {
  const sent = recordStatements(site.database);
  await site.deps.clientCache.refresh(client.id);
  await codeOf(browser, authorizeUrl(client));
  const watched = async (work: () => Promise<unknown>) => {
    await Promise.all([site.deps.activity.flush(), site.deps.refusals.flush()]);
    sent.clear();
    await work();
    return sent.names();
  };
  let uri = '';
  assert.deepEqual(
    await watched(async () => {
      uri = await push();
    }),
    ['push-request'],
  );
  assert.deepEqual(await watched(() => codeOf(browser, addressOf(uri))), [
    'find-pushed-request',
    'approve-again-pushed',
  ]);
  sent.stop();
});

test('a pushed request for a token is answered once too', async () => {
  const old = await site.application(ines);
  await sql(`UPDATE clients SET grants = '{implicit}' WHERE id = '${old.id}'`);
  const uri = await push({ response_type: 'token' }, old);
  const first = await browser.get(addressOf(uri, old));
  const page = await browser.get(first.location);
  assert.match((await browser.submit(page, '/consent', { decision: 'authorize' })).location, /#access_token=/);
  assert.equal((await browser.submit(page, '/consent', { decision: 'authorize' })).status, 409);
  assert.match((await browser.get(addressOf(uri, old))).location, /#error=invalid_request_uri/);
});

test('S128 pages of an application may push from their own origin', async () => {
  const origin = new URL(REDIRECT).origin;
  const preflight = await site.app.inject({ method: 'OPTIONS', url: '/oauth2/par', headers: { origin } });
  assert.equal(preflight.headers['access-control-allow-origin'], origin);
  const answer = await post(site, '/oauth2/par', asked(), client, { origin });
  assert.equal(answer.headers['access-control-allow-origin'], origin);
  const foreign = await post(site, '/oauth2/par', asked(), client, { origin: 'https://evil.example' });
  assert.equal(foreign.headers['access-control-allow-origin'], undefined);
});

test('PUSHED_REQUEST_SECONDS says how long a pushed request waits', async () => {
  const waiting = async (by: TestClient) => {
    const sql =
      'SELECT extract(epoch FROM expires_at - now())::float8 AS seconds FROM pushed_requests WHERE client_id = $1';
    return (await site.database.pool.query<{ seconds: number }>(sql, [by.id])).rows.map(({ seconds }) => seconds);
  };
  const patient = await site.application(ines);
  await push({}, patient, second);
  const [left = 0] = await waiting(patient);
  assert.ok(left > 590 && left <= 600, String(left));
});

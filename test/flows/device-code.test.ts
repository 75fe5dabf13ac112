import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { DEVICE_CODE } from '../../src/oauth/model/device-code.ts';
import { digest } from '../../src/secrets.ts';
import { type TestApp, type TestClient, testApp } from '../support/app.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { askForCodes, decideDevice, pollFor, typeCode } from '../support/device.ts';
import { isActive, post, type TokenAnswer } from '../support/flow.ts';
import { form, raw } from '../support/raw.ts';
import { ask, rotate, withoutSecret } from '../support/tokens.ts';
import type { Visitor } from '../support/visitor.ts';

const ASK = '/oauth2/device_authorization';
const GRANTS = [DEVICE_CODE, 'refresh_token'];

let on: TestDatabase;
let site: TestApp;
/** Another instance, whose clock is eleven minutes ahead. */
let later: TestApp;
let ines: User;
let browser: Visitor;
let api: TestClient;
/** A public application for each test: what one may ask for in a minute is counted. */
let television: TestClient;
before(async () => {
  on = await testDatabase();
  site = await testApp({ on });
  later = await testApp({ on, offsetMs: 11 * 60_000 });
  for (const name of ['read', 'read:all', 'write', 'openid', 'offline_access']) await site.scope(name);
  ines = await site.person();
  browser = await site.signedIn(ines);
  api = await site.application(ines, { resourceServer: true });
});
beforeEach(async () => {
  television = await publicDevice();
});
after(async () => {
  await site?.close();
  await later?.close();
  await on?.drop();
});

async function publicDevice(settings: Parameters<TestApp['application']>[1] = {}): Promise<TestClient> {
  const more = { confidential: false, redirectUris: [], grants: GRANTS, name: 'Television', ...settings };
  return withoutSecret(await site.application(ines, more));
}

/** Lets the device wait: as if its last poll had been so many seconds earlier. */
async function wait(device: string, seconds: number): Promise<void> {
  const sql = "UPDATE device_codes SET polled_at = polled_at - $2 * interval '1 second' WHERE hash = $1";
  assert.equal((await site.database.pool.query(sql, [digest(device), seconds])).rowCount, 1);
}

function refused(answer: TokenAnswer, error: string, status = 400) {
  assert.deepEqual([answer.status, answer.body.error], [status, error], JSON.stringify(answer.body));
  assert.equal(answer.headers['cache-control'], 'no-store');
  assert.equal(answer.body.access_token, undefined);
}

const polls = async (device: string, client = television, at = site) =>
  (await pollFor(at, client, device)).body.error ?? 'issued';

test('S019 a code_challenge of a device is refused, since nothing would check it', async () => {
  for (const name of ['code_challenge', 'code_challenge_method']) {
    const answer = await post(site, '/oauth2/device_authorization', { client_id: television.id, [name]: 'x' });
    refused(answer, 'invalid_request');
    assert.match(String(answer.body['error_uri']), /pkce-not-for-devices$/);
  }
  const empty = await post(site, '/oauth2/device_authorization', { client_id: television.id, code_challenge: '' });
  assert.equal(empty.status, 200);
});

test('S019 a code_verifier of a device is refused too, and its code is not consumed by that', async () => {
  const { body } = await ask(site, television, { scope: 'read' }, ASK);
  const device_code = String(body['device_code']);
  const asked = { grant_type: DEVICE_CODE, client_id: television.id, device_code };
  const answer = await post(site, '/oauth2/token', { ...asked, code_verifier: 'x'.repeat(43) });
  refused(answer, 'invalid_request');
  assert.match(String(answer.body['error_uri']), /pkce-not-for-devices$/);
  assert.equal(await polls(device_code), 'authorization_pending');
});

test('a device gets the tokens that its person agreed to', async () => {
  const { status, body } = await ask(site, television, { scope: 'read' }, ASK);
  assert.equal(status, 200);
  assert.match(String(body['device_code']), /^lk_dc_[0-9A-Za-z]{49}$/);
  assert.match(String(body['user_code']), /^[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4}$/);
  const complete = `http://localhost:3000/device?user_code=${body['user_code']}`;
  assert.deepEqual(
    [body['verification_uri'], body['verification_uri_complete'], body['expires_in'], body['interval']],
    ['http://localhost:3000/device', complete, 600, 5],
  );
  const device = String(body['device_code']);
  assert.equal(await polls(device), 'authorization_pending');
  assert.match((await decideDevice(browser, String(body['user_code']))).body, /You authorized Television/);
  const tokens = await pollFor(site, television, device);
  assert.equal(tokens.status, 200, JSON.stringify(tokens.body));
  assert.deepEqual([tokens.body['scope'], tokens.body['expires_in']], ['read', 3600]);
  assert.equal(await isActive(site, api, tokens.body.access_token), true);
  const { rows } = await site.database.pool.query(
    'SELECT grant_type, user_id FROM authorizations a JOIN access_tokens t ON t.authorization_id = a.id WHERE t.hash = $1',
    [digest(tokens.body.access_token)],
  );
  assert.deepEqual(rows, [{ grant_type: DEVICE_CODE, user_id: ines.id }]);
  const authorized = await browser.get('/oauth2/authorized_applications');
  assert.match(authorized.body, /Television/);
});

test('S102 S040 asking and polling need the client, its way of proving itself, and the registered grant', async () => {
  const secretive = await site.application(ines, { grants: GRANTS, redirectUris: [] });
  const { device, user } = await askForCodes(site, secretive);
  await decideDevice(browser, user);
  for (const url of [ASK, '/oauth2/token']) {
    const fields = { grant_type: DEVICE_CODE, device_code: device };
    refused(await ask(site, withoutSecret(secretive), fields, url), 'invalid_client', 401);
    refused(await post(site, url, { ...fields, client_id: secretive.id, client_secret: 'x' }), 'invalid_client', 401);
    refused(await post(site, url, fields), 'invalid_client', 401);
    const twice = { ...fields, client_id: secretive.id, client_secret: secretive.secret };
    refused(await post(site, url, twice, secretive), 'invalid_request');
    const secret = { ...fields, client_id: television.id, client_secret: 'x' };
    refused(await post(site, url, secret), 'invalid_client', 401);
    const without = await site.application(ines);
    refused(await ask(site, without, fields, url), 'unauthorized_client');
  }
  assert.equal((await pollFor(site, secretive, device)).status, 200, 'and it is still there');
});

test('S102 a device code works only for its client, and another one’s poll changes nothing', async () => {
  const { device, user } = await askForCodes(site, television);
  const other = await publicDevice();
  for (let i = 0; i < 3; i += 1) assert.equal(await polls(device, other), 'invalid_grant');
  assert.equal(await polls(device), 'authorization_pending', 'nor is it polled too soon');
  await decideDevice(browser, user);
  assert.equal(await polls(device, other), 'invalid_grant');
  assert.equal(await polls(device), 'issued');
});

test('S025 S074 nothing else is a device code, and it is nothing else', async () => {
  const { device } = await askForCodes(site, television);
  const flipped = device.replace(/[a-z](?=[0-9A-Za-z]*$)/, (letter) => letter.toUpperCase());
  for (const other of [device.slice(0, -1), `${device}x`, ` ${device}`, device.replace('dc', 'rt'), flipped, 'x']) {
    if (other !== device) refused(await pollFor(site, television, other), 'invalid_grant');
  }
  refused(await ask(site, television, { grant_type: DEVICE_CODE }), 'invalid_request');
  refused(await rotate(site, television, device), 'invalid_grant');
  const code = await site.application(ines);
  refused(await ask(site, code, { grant_type: 'authorization_code', code: device }), 'invalid_grant');
  assert.equal(await isActive(site, api, device), false);
});

test('S107 a poll that comes too soon adds five seconds, lastingly', async () => {
  const { device } = await askForCodes(site, television);
  assert.equal(await polls(device), 'authorization_pending');
  await wait(device, 5);
  assert.equal(await polls(device), 'authorization_pending');
  assert.equal(await polls(device), 'slow_down');
  await wait(device, 5); // now it is ten
  assert.equal(await polls(device), 'slow_down');
  await wait(device, 10); // now it is fifteen
  assert.equal(await polls(device), 'slow_down');
  await wait(device, 20);
  assert.equal(await polls(device), 'authorization_pending');
  await wait(device, 14);
  assert.equal(await polls(device), 'slow_down');
});

test('S107 once the person has decided, the first poll is told, however soon it comes; later ones are refused', async () => {
  const agreed = await askForCodes(site, television);
  assert.equal(await polls(agreed.device), 'authorization_pending');
  await decideDevice(browser, agreed.user);
  assert.equal(await polls(agreed.device), 'issued');
  for (let i = 0; i < 3; i += 1) assert.equal(await polls(agreed.device), 'invalid_grant');
  const denied = await askForCodes(site, television);
  assert.match((await decideDevice(browser, denied.user, 'deny')).body, /You did not authorize Television/);
  for (let i = 0; i < 3; i += 1) refused(await pollFor(site, television, denied.device), 'access_denied');
});

test('S107 a code that nobody decided in time has expired, for its client, and cannot be decided any more', async () => {
  const { device, user } = await askForCodes(site, television);
  const agreed = await askForCodes(site, television);
  await decideDevice(browser, agreed.user);
  refused(await pollFor(later, television, device), 'expired_token');
  refused(await pollFor(later, television, agreed.device), 'expired_token');
  refused(await pollFor(later, api, device), 'unauthorized_client');
  const evening = await later.signedIn(ines);
  assert.equal((await typeCode(evening, user)).page.status, 422);
  assert.equal(await polls(device), 'authorization_pending', 'here it still waits');
});

test('S106 S058 the scope is what was approved: what a poll asks for beside it is not looked at', async () => {
  refused(await ask(site, television, { scope: 'read:all' }, ASK), 'invalid_scope');
  refused(await ask(site, television, { scope: 'read  write' }, ASK), 'invalid_scope');
  const { device, user } = await askForCodes(site, television, 'read');
  await decideDevice(browser, user);
  const { body } = await pollFor(site, television, device, { scope: 'read write read:all' });
  assert.equal(body['scope'], 'read');
  refused(await rotate(site, television, body.refresh_token, 'read write'), 'invalid_scope');
  const all = await askForCodes(site, television);
  await decideDevice(browser, all.user);
  assert.equal((await pollFor(site, television, all.device)).body['scope'], 'read write');
});

test('S058 S106 what is granted is computed again when it is issued, and a scope that this grant may not carry is refused', async () => {
  const { device, user } = await askForCodes(site, television, 'read write');
  await decideDevice(browser, user);
  const client = await site.deps.clients.find(television.id);
  assert.ok(client);
  await site.deps.clients.change(television.id, { ...client, scopes: ['write'] }, 'administrator');
  assert.equal((await pollFor(site, television, device)).body['scope'], 'write');
  const save = (grants: readonly string[]) =>
    site.deps.scopes.save(
      { name: 'keyboard', description: 'Type', detail: undefined, privileged: false, grants },
      'administrator',
    );
  await save(['authorization_code']);
  const other = await publicDevice({ scopes: ['read', 'keyboard'] });
  refused(await ask(site, other, { scope: 'read keyboard' }, ASK), 'invalid_scope');
  await save([]);
  const both = await askForCodes(site, other, 'read keyboard');
  await decideDevice(browser, both.user);
  await save(['authorization_code']);
  assert.equal((await pollFor(site, other, both.device)).body['scope'], 'read');
});

test('S045 S046 S047 S055 S056 refresh tokens of a device rotate, narrow, end with reuse, and are there only where registered', async () => {
  const connect = async (client: TestClient) => {
    const { device, user } = await askForCodes(site, client, 'read write');
    await decideDevice(browser, user);
    return (await pollFor(site, client, device)).body;
  };
  const first = await connect(television);
  const second = (await rotate(site, television, first.refresh_token, 'read')).body;
  assert.equal(second['scope'], 'read');
  refused(await rotate(site, await publicDevice(), second.refresh_token), 'invalid_grant');
  const third = (await rotate(site, television, second.refresh_token)).body;
  assert.equal(third['scope'], 'read write');
  refused(await rotate(site, television, first.refresh_token), 'invalid_grant');
  refused(await rotate(site, television, third.refresh_token), 'invalid_grant');
  assert.equal(await isActive(site, api, third.access_token), false);
  const once = await publicDevice({ grants: [DEVICE_CODE] });
  assert.equal((await connect(once)).refresh_token, undefined);

  // Who signs in by OpenID Connect stays only where the person allowed that too, as with a code.
  const known = await publicDevice({ scopes: ['openid', 'offline_access', 'read'] });
  for (const [scope, stays] of [
    ['openid read', false],
    ['openid offline_access read', true],
    ['read', true],
  ] as const) {
    const { device, user } = await askForCodes(site, known, scope);
    await decideDevice(browser, user);
    const { body } = await pollFor(site, known, device);
    assert.deepEqual([body.refresh_token !== undefined, body['scope']], [stays, scope], scope);
  }
  const kept =
    'SELECT count(*)::int AS kept FROM refresh_tokens r JOIN authorizations a ON a.id = r.authorization_id WHERE a.client_id = $1';
  assert.deepEqual((await site.database.pool.query(kept, [known.id])).rows, [{ kept: 2 }]);
});

test('tokens of a device that do not expire keep their family as long', async () => {
  const endless = await publicDevice({ accessTokenSeconds: 'never' });
  const { device, user } = await askForCodes(site, endless);
  assert.equal(await polls(device, endless), 'authorization_pending');
  await decideDevice(browser, user);
  const { body } = await pollFor(site, endless, device);
  assert.equal(body['expires_in'], undefined);
  const sql = "SELECT expires_at = 'infinity' AS endless FROM authorizations WHERE client_id = $1";
  assert.deepEqual((await site.database.pool.query(sql, [endless.id])).rows, [{ endless: true }]);
});

test('S144 S054 disabling the client or the person, or taking back the consent, ends codes and tokens at once', async () => {
  const waiting = await askForCodes(site, television);
  const agreed = await askForCodes(site, television);
  await decideDevice(browser, agreed.user);
  await site.deps.clients.disable(television.id, 'administrator');
  refused(await pollFor(site, television, agreed.device), 'invalid_client', 401);
  assert.equal((await typeCode(browser, waiting.user)).page.status, 422);
  await site.deps.clients.enable(television.id, 'administrator');
  for (const { device } of [waiting, agreed]) refused(await pollFor(site, television, device), 'invalid_grant');

  const other = await publicDevice();
  const before = await askForCodes(site, other);
  await decideDevice(browser, before.user);
  await site.deps.consents.revoke(ines.id, other.id, {});
  refused(await pollFor(site, other, before.device), 'invalid_grant');

  const person = await site.person();
  const theirs = await site.signedIn(person);
  const approved = await askForCodes(site, other);
  await decideDevice(theirs, approved.user);
  const held = await askForCodes(site, other);
  await decideDevice(theirs, held.user);
  const tokens = (await pollFor(site, other, held.device)).body;
  const typed = await askForCodes(site, other);
  const { typed: at, page } = await typeCode(theirs, typed.user);
  await site.deps.users.disable(person.id, 'administrator');
  refused(await pollFor(site, other, approved.device), 'invalid_grant');
  refused(await rotate(site, other, tokens.refresh_token), 'invalid_grant');
  const path = new URL(at.location, 'http://here.invalid').pathname;
  assert.match((await theirs.submit(page, path, { decision: 'authorize' })).location, /^\/sign-in/);
  assert.equal(await polls(typed.device, other), 'authorization_pending');
});

test('S107 S158 one client asks sixty times a minute, and a thousand of its codes live at a time, a hundred of one address', async () => {
  const asks = async (client: TestClient, remoteAddress = '192.0.2.7') => {
    const answer = await raw(site, form({ client_id: client.id }), {}, { url: ASK, remoteAddress });
    return [answer.status, answer.error, Number(answer.headers['retry-after']) > 0];
  };
  const live = (client: TestClient, count: number, address?: string) =>
    site.database.pool.query(
      `INSERT INTO device_codes (hash, user_code_hash, client_id, scope, address_hash, expires_at)
      SELECT sha256(($1 || i)::bytea), sha256(($1 || i)::bytea), $1, '', $3, now() + interval '1 minute' FROM generate_series(1, $2) i`,
      [client.id, count, address === undefined ? null : digest(`device\n${address}`)],
    );
  for (let i = 0; i < 60; i += 1) assert.equal((await asks(television))[0], 200);
  assert.deepEqual(await asks(television), [429, 'temporarily_unavailable', true]);
  assert.equal((await asks(television, '192.0.2.8'))[0], 200, 'anybody can ask in the name of a public client');
  assert.equal((await asks(await publicDevice()))[0], 200);

  const full = await publicDevice();
  await live(full, 999);
  assert.equal((await asks(full, '192.0.2.9'))[0], 200);
  assert.deepEqual(await asks(full, '192.0.2.9'), [429, 'temporarily_unavailable', true]);
  const near = await publicDevice();
  await live(near, 99, '2001:db8:1:2::/64');
  assert.equal((await asks(near, '2001:db8:1:2::1'))[0], 200);
  assert.equal((await asks(near, '2001:db8:1:2:3::4'))[0], 429);
  assert.equal((await asks(near, '2001:db8:1:3::1'))[0], 200);
});

test('S041 S128 the endpoint takes posted forms only, and no page of another origin reads its answers', async () => {
  for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS'] as const) {
    const answer = await site.app.inject({ method, url: ASK, headers: { origin: 'https://app.example' } });
    assert.deepEqual([answer.statusCode, answer.headers['allow']], [405, 'POST']);
    assert.equal(answer.headers['access-control-allow-origin'], undefined);
  }
  const json = { 'content-type': 'application/json' };
  assert.equal((await raw(site, '{}', json, { url: ASK })).status, 415);
  const query = await raw(site, form({ client_id: television.id }), {}, { url: `${ASK}?client_id=${television.id}` });
  assert.deepEqual([query.status, query.error], [400, 'invalid_request']);
});

test('a poll that says nothing new is neither a refusal of the application nor a line of the log', async () => {
  const logLines: string[] = [];
  const logged = await testApp({ on, logLines });
  try {
    const { device, user } = await askForCodes(logged, television);
    await pollFor(logged, television, device);
    await decideDevice(browser, user, 'deny');
    await pollFor(logged, television, device);
    assert.equal(logLines.filter((line) => line.includes('refused')).length, 0);
    const hasty = await askForCodes(logged, television);
    for (let i = 0; i < 3; i += 1) await pollFor(logged, television, hasty.device);
    await logged.deps.refusals.flush();
    const found = await logged.deps.refusals.list(television.id, 10);
    assert.deepEqual(
      found.map(({ rule, count }) => [rule, count]),
      [['slow-down', 2]],
    );
  } finally {
    await logged.close();
  }
});

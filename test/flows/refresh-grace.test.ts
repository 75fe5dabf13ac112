import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { type TestApp, type TestClient, testApp } from '../support/app.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { isActive, type TokenAnswer } from '../support/flow.ts';
import { lineTo, refusal } from '../support/line.ts';
import { TEST_SECRET } from '../support/server.ts';
import { ask, rotate, tokensOf, withoutSecret } from '../support/tokens.ts';
import type { Visitor } from '../support/visitor.ts';

const GRACE = 20; // seconds
let on: TestDatabase;
const sites: TestApp[] = [];
let site: TestApp;
/** The same server in the middle of the grace window, after it, and with its clock set back. */
let half: TestApp;
let late: TestApp;
let back: TestApp;
let ines: User;
let browser: Visitor;
let api: TestClient;
let client: TestClient;
before(async () => {
  on = await testDatabase();
  site = await instance();
  half = await instance({ offsetMs: (GRACE / 2) * 1000 });
  late = await instance({ offsetMs: (GRACE + 2) * 1000 });
  back = await instance({ offsetMs: -3_600_000 });
  for (const name of ['read', 'write']) await site.scope(name);
  ines = await site.person();
  browser = await site.signedIn(ines);
  api = await site.application(ines, { resourceServer: true });
  client = await site.application(ines);
});
after(async () => {
  await Promise.all(sites.map((each) => each.close()));
  await on.drop();
});

async function instance(options: { offsetMs?: number; env?: Readonly<Record<string, string>> } = {}) {
  const made = await testApp({ on, ...options });
  sites.push(made);
  return made;
}

function refused(answer: TokenAnswer, error = 'invalid_grant', status = 400) {
  assert.deepEqual([answer.status, answer.body.error], [status, error]);
  assert.equal(answer.body.access_token, undefined);
}

function rotated(answer: TokenAnswer): TokenAnswer['body'] {
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body;
}

/** A family after one rotation: the token before it, and what followed. */
async function onceRotated(scope = 'read', by = client, at = site) {
  const first = await tokensOf(site, browser, by, scope);
  return { first, second: rotated(await rotate(at, by, first.refresh_token)) };
}

async function assertDead(...tokens: readonly TokenAnswer['body'][]) {
  for (const { access_token: token } of tokens) assert.equal(await isActive(site, api, token), false);
}

test('S048 a retry within the window gets the same successor and an access token of its own', async () => {
  const open = withoutSecret(await site.application(ines, { confidential: false }));
  for (const by of [client, open]) {
    const { first, second } = await onceRotated('read', by);
    const again = rotated(await rotate(half, by, first.refresh_token));
    assert.equal(again.refresh_token, second.refresh_token);
    assert.equal(new Set([first, second, again].map((each) => each.access_token)).size, 3);
    for (const { access_token: token } of [first, second, again]) assert.ok(await isActive(site, api, token));
    const third = rotated(await rotate(half, by, again.refresh_token));
    assert.ok(await isActive(site, api, third.access_token), 'the session keeps working');
  }
});

test('S048 after the window the same retry ends the family', async () => {
  const { first, second } = await onceRotated();
  refused(await rotate(late, client, first.refresh_token));
  await assertDead(first, second);
  refused(await rotate(site, client, second.refresh_token));
});

test('S048 a retry may ask for less, and one that asks for more ends nothing', async () => {
  const { first, second } = await onceRotated('read write');
  const less = rotated(await rotate(half, client, first.refresh_token, 'write'));
  assert.equal(less['scope'], 'write');
  assert.equal(less.refresh_token, second.refresh_token);
  const count = `SELECT count(*)::int AS count FROM access_tokens`;
  const before = await site.database.pool.query(count);
  refused(await rotate(half, client, first.refresh_token, 'read write erase'), 'invalid_scope');
  assert.deepEqual((await site.database.pool.query(count)).rows, before.rows, 'and stores nothing');
  assert.equal(rotated(await rotate(half, client, second.refresh_token))['scope'], 'read write');
});

test('S048 a successor made under the old SECRET is found again after SECRET was rotated', async () => {
  const renewed = await instance({ env: { SECRET: `another-secret-of-the-tests-0123456789,${TEST_SECRET}` } });
  const { first, second } = await onceRotated();
  const again = rotated(await rotate(renewed, client, first.refresh_token));
  assert.equal(again.refresh_token, second.refresh_token);
  const third = rotated(await rotate(renewed, client, second.refresh_token));
  // An instance that does not know the new secret yet finds no successor: it must not make another.
  refused(await rotate(site, client, second.refresh_token));
  await assertDead(first, second, third);
});

test('S048 with the new SECRET behind the old one first, instances that are restarted in turn agree', async () => {
  const renewed = 'another-secret-of-the-tests-0123456789';
  const first = await instance({ env: { SECRET: `${TEST_SECRET},${renewed}` } });
  const second = await instance({ env: { SECRET: `${renewed},${TEST_SECRET}` } });
  for (const [one, other] of [
    [site, first],
    [first, second],
    [second, first],
  ] as const) {
    const before = await tokensOf(site, browser, client);
    const next = rotated(await rotate(one, client, before.refresh_token));
    assert.equal(rotated(await rotate(other, client, before.refresh_token)).refresh_token, next.refresh_token);
  }
});

test('S048 the window of another client is closed: it neither retries nor ends anything', async () => {
  const other = await site.application(ines);
  const { first, second } = await onceRotated();
  refused(await rotate(half, other, first.refresh_token));
  refused(await rotate(half, withoutSecret(client), first.refresh_token), 'invalid_client', 401);
  rotated(await rotate(half, client, second.refresh_token));
});

test('S048 S050 without a window every second use ends the family', async () => {
  const strict = await instance({ env: { REFRESH_GRACE_SECONDS: '0' } });
  const { first, second } = await onceRotated('read', client, strict);
  refused(await rotate(strict, client, first.refresh_token));
  await assertDead(first, second);
});

test('S049 a token two generations old ends the family, inside the window too', async () => {
  const { first, second } = await onceRotated();
  const third = rotated(await rotate(site, client, second.refresh_token));
  refused(await rotate(site, client, first.refresh_token));
  await assertDead(first, second, third);
  refused(await rotate(site, client, third.refresh_token));
});

test('S049 once the successor was used, its predecessor ends the family, whoever retried before', async () => {
  const { first, second } = await onceRotated();
  const again = rotated(await rotate(half, client, first.refresh_token));
  const third = rotated(await rotate(site, client, again.refresh_token));
  // The other racer holds the same successor: within the window it gets the same third token, not a line of its own.
  const other = rotated(await rotate(site, client, second.refresh_token));
  assert.equal(other.refresh_token, third.refresh_token);
  refused(await rotate(site, client, first.refresh_token));
  await assertDead(first, second, again, third, other);
});

test('S049 what was revoked stays dead inside the window', async () => {
  const ends: readonly [string, (by: TestClient, token: string) => Promise<unknown>, string][] = [
    ['family', (by, token) => ask(site, by, { token }, '/oauth2/revoke'), 'invalid_grant'],
    ['grant', (by) => site.deps.consents.revoke(ines.id, by.id, {}), 'invalid_grant'],
    ['client', (by) => site.deps.clients.disable(by.id, 'administrator'), 'invalid_client'],
    ['deleted client', (by) => site.deps.clients.delete(by.id, 'administrator'), 'invalid_client'],
  ];
  for (const [what, end, error] of ends) {
    const by = await site.application(ines);
    const { first, second } = await onceRotated('read', by);
    await end(by, second.refresh_token);
    refused(await rotate(half, by, first.refresh_token), error, error === 'invalid_client' ? 401 : 400);
    refused(await rotate(half, by, second.refresh_token), error, error === 'invalid_client' ? 401 : 400);
    await assertDead(first, second);
    if (what === 'client') {
      await site.deps.clients.enable(by.id, 'administrator');
      refused(await rotate(half, by, first.refresh_token));
      refused(await rotate(half, by, second.refresh_token));
    }
  }
});

test('S049 a disabled person’s tokens stay dead inside the window, and after the person is enabled again', async () => {
  const person = await site.person();
  const first = await tokensOf(site, await site.signedIn(person), client);
  const second = rotated(await rotate(site, client, first.refresh_token));
  await site.deps.users.disable(person.id, 'administrator');
  refused(await rotate(half, client, first.refresh_token));
  await site.deps.users.enable(person.id, 'administrator');
  refused(await rotate(half, client, first.refresh_token));
  refused(await rotate(half, client, second.refresh_token));
  await assertDead(first, second);
});

test('S052 a restart makes no rotated or revoked token usable', async () => {
  const { first, second } = await onceRotated();
  const third = rotated(await rotate(site, client, second.refresh_token));
  const gone = await onceRotated();
  await ask(site, client, { token: gone.second.refresh_token }, '/oauth2/revoke');
  const started = await instance();
  refused(await rotate(started, client, gone.second.refresh_token));
  refused(await rotate(started, client, gone.first.refresh_token));
  refused(await rotate(started, client, first.refresh_token));
  await assertDead(first, second, third, gone.first, gone.second);
});

test('S052 a clock that was set back opens no window again', async () => {
  const { first, second } = await onceRotated();
  refused(await rotate(back, client, first.refresh_token));
  await assertDead(first, second);
  refused(await rotate(back, client, second.refresh_token));
});

test('S053 a retry gets nothing once the successor has lain idle too long', async () => {
  const { first, second } = await onceRotated();
  await site.database.pool.query(
    `UPDATE refresh_tokens SET expires_at = now() WHERE rotated_at IS NULL
       AND authorization_id IN (SELECT id FROM authorizations WHERE client_id = $1)`,
    [client.id],
  );
  refused(await rotate(half, client, first.refresh_token));
  refused(await rotate(half, client, second.refresh_token));
});

test('S053 a retry gets nothing after the absolute end', async () => {
  const { first } = await onceRotated();
  await site.database.pool.query(
    `UPDATE refresh_tokens SET ends_at = now(), expires_at = now()
     WHERE authorization_id IN (SELECT id FROM authorizations WHERE client_id = $1)`,
    [client.id],
  );
  refused(await rotate(half, client, first.refresh_token));
});

test('S154 a refresh that may have been done is not said to be undone, and the same again within seconds is answered', async () => {
  let answer: Buffer | undefined;
  const line = await lineTo(on.url, (chunk) => answer ?? chunk);
  const far = await testApp({ on: { ...on, url: line.url } });
  try {
    const first = await tokensOf(site, browser, client);
    await far.deps.clientCache.refresh(client.id);
    answer = refusal('57P01', 'FATAL'); // ended by an administrator while it committed
    const lost = await rotate(far, client, first.refresh_token);
    answer = undefined;
    refused(lost, 'temporarily_unavailable', 503);
    assert.match(String(lost.body['error_description']), /may have been done or not\. Send the same request once more/);
    assert.match(String(lost.body['error_uri']), /\/docs\/errors\/outcome-unknown$/);
    assert.equal(lost.headers['retry-after'], '2');
    const again = rotated(await rotate(far, client, first.refresh_token));
    assert.ok(await isActive(site, api, again.access_token));
    rotated(await rotate(far, client, again.refresh_token));
  } finally {
    await far.close();
    await line.close();
  }
});

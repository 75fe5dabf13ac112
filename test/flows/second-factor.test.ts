import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { decodeJwt } from 'jose';
import { startSession } from '../../src/accounts/session.ts';
import { DEVICE_CODE } from '../../src/oauth/model/device-code.ts';
import { PASSWORD, type TestApp, testApp } from '../support/app.ts';
import { asSuperuser, testDatabase } from '../support/database.ts';
import { askForCodes, pollFor, typeCode } from '../support/device.ts';
import { codesOn, phoneWith, secretOn, setUpApp, typePassword } from '../support/factors.ts';
import { authorizeUrl, codeOf, post, redeem } from '../support/flow.ts';
import { visitor } from '../support/visitor.ts';

let here: TestApp;
let there: TestApp;
let legacy: TestApp;
let database: Awaited<ReturnType<typeof testDatabase>>;
before(async () => {
  database = await testDatabase();
  here = await testApp({ on: database });
  there = await testApp({ on: database });
  legacy = await testApp({ on: database, env: { LEGACY_GRANTS: 'password' } });
  await here.scope('openid');
  await here.scope('read');
});
after(async () => {
  await here.close();
  await there.close();
  await legacy.close();
  await database.drop();
});

const HERE = { address: '192.0.2.1', agent: 'Test/1.0', requestId: 'request-1' };

/** A person with an authenticator app. */
async function given() {
  const ines = await here.person();
  const browser = await here.signedIn(ines);
  return { ines, browser, ...(await setUpApp(browser)) };
}

test('an authenticator app is set up with what it shows, and ten recovery codes are shown once', async () => {
  const ines = await here.person();
  const browser = await here.signedIn(ines);
  const page = await browser.get('/account/factors/app');
  const phone = phoneWith(secretOn(page.body));
  assert.match(page.body, /<svg class="qr"/);
  const wrong = await browser.submit(page, '/account/factors/app', { code: '000000' });
  assert.equal(wrong.status, 422);
  assert.equal(secretOn(wrong.body), phone.secret, 'the secret stays, since the app has it already');
  const right = await browser.submit(wrong, '/account/factors/app', { code: phone.next() });
  assert.equal(right.location, '/account/factors/recovery-codes');
  const codes = codesOn((await browser.get(right.location)).body);
  assert.equal(codes.length, 10);
  assert.equal((await browser.get(right.location)).location, '/account/factors');
  const list = await browser.get('/account/factors');
  assert.match(list.body, /10 codes are left/);
  const [row] = await rows(
    'SELECT secret, (SELECT count(*)::int FROM recovery_codes c WHERE c.user_id = t.user_id) AS codes FROM totp_factors t WHERE user_id = $1',
    [ines.id],
  );
  assert.equal(row?.['codes'], 10);
  assert.ok(!String(row?.['secret']).includes(phone.secret), 'the database holds it encrypted');
});

test('S007 with a second factor the password alone starts no session; with the code it goes on to the request that was on the way', async () => {
  const { ines, phone } = await given();
  const client = await here.application(ines, { scopes: ['openid', 'read'] });
  const url = authorizeUrl(client, { scope: 'openid read', nonce: 'n' });
  const { browser, answer } = await typePassword(here, ines.email, (await visitor(here.app).get(url)).location);
  assert.match(answer.location, /^\/sign-in\/factor\?return_to=/);
  assert.ok(![...browser.cookies.keys()].some((name) => name.endsWith('session')), 'there is no session yet');
  assert.match((await browser.get(url)).location, /^\/sign-in\?/);
  assert.match((await browser.get('/account')).location, /^\/sign-in\?/);
  const asked = await browser.get(answer.location);
  const empty = await browser.submit(asked, '/sign-in/factor', {});
  assert.equal(empty.status, 422);
  const done = await browser.submit(asked, '/sign-in/factor', { code: phone.next() });
  assert.equal(done.location, url);
  const { body } = await redeem(here, client, await codeOf(browser, done.location));
  const { acr, amr } = decodeJwt(String(body['id_token']));
  assert.deepEqual({ acr, amr }, { acr: 'aal2', amr: ['pwd', 'otp', 'mfa'] });
});

test('S007 no session starts by a password alone for who has another factor, whatever the code that asks for one forgot', async () => {
  const { ines } = await given();
  const user = await here.deps.users.find(ines.id);
  assert.ok(user);
  assert.equal(await startSession(user, HERE, undefined, here.deps.sessions), undefined);
  assert.ok(await startSession(user, HERE, undefined, here.deps.sessions, { amr: ['pwd', 'otp', 'mfa'] }));
});

test('a code of the app counts once, of several that come at once on two instances', async () => {
  const { ines, phone } = await given();
  const code = phone.next();
  const tries = Array.from({ length: 4 }, async (_, index) => {
    const { browser, answer } = await typePassword(index % 2 ? there : here, ines.email);
    const page = await browser.get(answer.location);
    return { browser, page };
  });
  const ready = await Promise.all(tries);
  const answers = await Promise.all(
    ready.map(({ browser, page }) => browser.submit(page, '/sign-in/factor', { code })),
  );
  assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 422, 422, 422]);
});

test('a double click signs in once, and neither click is refused', async () => {
  const { ines, phone } = await given();
  const { browser, answer } = await typePassword(here, ines.email);
  const page = await browser.get(answer.location);
  const code = phone.next();
  const before = new Map(browser.cookies);
  const first = await browser.submit(page, '/sign-in/factor', { code });
  browser.cookies.clear(); // a browser that drops the first answer
  for (const [name, value] of before) browser.cookies.set(name, value);
  const second = await browser.submit(page, '/sign-in/factor', { code });
  assert.deepEqual([first.status, second.status], [303, 303]);
  assert.equal((await browser.get('/account')).status, 200);
});

test('a recovery code counts once, on two instances, and is in the trail', async () => {
  const { ines, codes } = await given();
  const [code = ''] = codes;
  const ready = await Promise.all(
    [here, there].map(async (site) => {
      const { browser, answer } = await typePassword(site, ines.email);
      return { browser, page: await browser.get(answer.location) };
    }),
  );
  const answers = await Promise.all(
    ready.map(({ browser, page }) => browser.submit(page, '/sign-in/factor', { code: code.toUpperCase() })),
  );
  assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 422]);
  const used = await rows("SELECT event FROM audit_events WHERE user_id = $1 AND event = 'factor.recovery_code_used'", [
    ines.id,
  ]);
  assert.equal(used.length, 1);
});

test('S152 a code that counts once is used with the session that it buys, or not at all', async () => {
  const { ines, phone, codes } = await given();
  const fails = `
    CREATE FUNCTION no_session() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no session today'; END $$;
    CREATE TRIGGER no_session BEFORE INSERT ON sessions FOR EACH ROW EXECUTE FUNCTION no_session()`;
  for (const code of [codes[0] ?? '', phone.next()]) {
    const { browser, answer } = await typePassword(here, ines.email);
    const page = await browser.get(answer.location);
    await asSuperuser(fails, database.url);
    try {
      assert.ok((await browser.submit(page, '/sign-in/factor', { code })).status >= 500);
    } finally {
      await asSuperuser('DROP TRIGGER no_session ON sessions; DROP FUNCTION no_session()', database.url);
    }
    assert.equal((await browser.submit(page, '/sign-in/factor', { code })).status, 303, code);
    const again = await typePassword(there, ines.email);
    const late = await again.browser.submit(await again.browser.get(again.answer.location), '/sign-in/factor', {
      code,
    });
    assert.equal(late.status, 422, 'it was used now');
  }
});

test('S109 codes are guessed five times in a quarter of an hour, on two instances, whatever the browser', async () => {
  const { ines, phone } = await given();
  const guess = async (site: TestApp, code: string) => {
    const { browser, answer } = await typePassword(site, ines.email);
    return (await browser.submit(await browser.get(answer.location), '/sign-in/factor', { code })).status;
  };
  const statuses: number[] = [];
  for (let count = 0; count < 6; count += 1) statuses.push(await guess(count % 2 ? there : here, '000000'));
  assert.deepEqual(statuses, [422, 422, 422, 422, 422, 429]);
  assert.equal(await guess(here, phone.next()), 429, 'the right one waits too');
});

test('what was begun by a password ends when it changes, or after ten minutes, and is no other browser’s', async () => {
  const { ines, phone } = await given();
  const { browser, answer } = await typePassword(here, ines.email);
  const page = await browser.get(answer.location);
  const later = await testApp({ on: database, offsetMs: 601_000 });
  const stale = visitor(later.app);
  for (const [name, value] of browser.cookies) stale.cookies.set(name, value);
  assert.match((await stale.submit(page, '/sign-in/factor', { code: phone.now() })).location, /^\/sign-in\?/);
  await later.close();
  const stranger = visitor(here.app);
  assert.match((await stranger.get('/sign-in/factor')).location, /^\/sign-in\?/);
  await here.deps.users.setPassword({ userId: ines.id, passwordHash: await here.deps.passwords.hash(PASSWORD) }, {});
  assert.match((await browser.submit(page, '/sign-in/factor', { code: phone.next() })).location, /^\/sign-in\?/);
});

test('S117 factors change only after a fresh password, and every other session ends', async () => {
  const { ines, browser, phone } = await given();
  const { browser: other, answer } = await typePassword(here, ines.email);
  await other.submit(await other.get(answer.location), '/sign-in/factor', { code: phone.next() });
  assert.equal((await other.get('/account')).status, 200);
  await rows("UPDATE sessions SET authenticated_at = authenticated_at - interval '6 minutes' WHERE user_id = $1", [
    ines.id,
  ]);
  const page = await browser.get('/account/factors');
  const asked = await browser.submit(page, '/account/factors/app/remove', {});
  assert.equal(asked.status, 403);
  assert.ok((await here.deps.factors.of(ines.id)).app);
  const removed = await browser.submit(asked, '/account/factors/app/remove', { _password: PASSWORD });
  assert.equal(removed.location, '/account/factors?done=removed');
  assert.deepEqual(await here.deps.factors.of(ines.id), { app: undefined, passkeys: [], recoveryCodes: 0 });
  assert.equal((await browser.get('/account')).status, 200);
  assert.match((await other.get('/account')).location, /^\/sign-in/);
  assert.equal((await typePassword(here, ines.email)).answer.location, '/');
});

test('a session of two factors stays one when its person types the password again', async () => {
  const { browser } = await given();
  const page = await browser.get('/sign-in/again?return_to=/account');
  assert.equal((await browser.submit(page, '/sign-in/again', { password: PASSWORD })).status, 303);
  const hash = (await rows('SELECT amr FROM sessions ORDER BY authenticated_at DESC LIMIT 1'))[0];
  assert.deepEqual(hash?.['amr'], ['pwd', 'otp', 'mfa']);
});

test('whoever asks for aal2 gets it: a person without a second factor sets one up on the way', async () => {
  const ines = await here.person();
  const client = await here.application(ines, { scopes: ['openid', 'read'] });
  const browser = await here.signedIn(ines);
  const ask = (more: Readonly<Record<string, string>>) =>
    authorizeUrl(client, { scope: 'openid', nonce: 'n', ...more });
  for (const acr of ['aal1', 'aal2 aal1', 'urn:unknown']) {
    assert.match((await browser.get(ask({ acr_values: acr }))).location, /^\/consent/);
  }
  const silent = new URL((await browser.get(ask({ acr_values: 'aal2', prompt: 'none' }))).location);
  assert.equal(silent.searchParams.get('error'), 'login_required');
  const url = ask({ acr_values: 'aal2' });
  const step = (await browser.get(url)).location;
  assert.match(step, /^\/account\/factors\/app\?return_to=/);
  const { shown } = await setUpApp(browser, step);
  assert.ok(shown.body.includes(url.replaceAll('&', '&amp;')), 'the page with the codes leads on to the request');
  const { body } = await redeem(here, client, await codeOf(browser, url));
  assert.equal(decodeJwt(String(body['id_token']))['acr'], 'aal2');
});

test('S007 an application whose people need a second factor gets nobody without one, by no grant, from remembered consent neither', async () => {
  const [owner, ines] = [await here.person(), await here.person()];
  const grants = ['authorization_code', 'refresh_token', 'password', DEVICE_CODE];
  const client = await here.application(owner, { grants, trusted: true });
  const browser = await here.signedIn(ines);
  await codeOf(browser, authorizeUrl(client)); // remembered from now on
  const byOwner = { ownerId: owner.id };
  assert.ok(
    await here.deps.clients.connect(client.id, { metadata: { requireFactor: true }, authMethods: undefined }, byOwner),
  );
  const asked = await browser.get(authorizeUrl(client));
  assert.match(asked.location, /^\/account\/factors\/app\?return_to=/);
  const silent = await browser.get(authorizeUrl(client, { prompt: 'none' }));
  assert.equal(new URL(silent.location).searchParams.get('error'), 'login_required');
  const { device, user } = await askForCodes(there, client);
  const { typed } = await typeCode(browser, user);
  const atDevice = await browser.get(typed.location);
  assert.match(
    atDevice.location,
    /^\/account\/factors\/app\?return_to=\/device|^\/account\/factors\/app\?return_to=%2Fdevice/,
  );
  assert.equal((await pollFor(here, client, device)).body.error, 'authorization_pending');
  const fields = { grant_type: 'password', username: ines.email, password: PASSWORD };
  const byPassword = await post(legacy, '/oauth2/token', fields, client);
  assert.deepEqual([byPassword.status, byPassword.body.error], [400, 'unauthorized_client']);
  const { answer } = await setUpApp(browser, asked.location);
  assert.match(answer.location, /^\/account\/factors\/recovery-codes\?return_to=\/oauth2\/authorize/);
  await codeOf(browser, authorizeUrl(client));
});

test('S007 what was asked before a second factor was needed for it is allowed by nobody without one, on all instances', async () => {
  const owner = await here.person();
  const client = await here.application(owner, { grants: ['authorization_code', 'refresh_token', DEVICE_CODE] });
  const need = (requireFactor: boolean) =>
    here.deps.clients.connect(client.id, { metadata: { requireFactor }, authMethods: undefined }, 'administrator');
  const approvals = async (userId: string) =>
    (await rows('SELECT 1 FROM authorizations WHERE client_id = $1 AND user_id = $2', [client.id, userId])).length;
  for (const at of [here, there]) {
    await need(false);
    const ines = await here.person();
    const browser = await at.signedIn(ines);
    const url = authorizeUrl(client);
    const page = await browser.get((await browser.get(url)).location);
    const { device, user } = await askForCodes(at, client);
    const { typed } = await typeCode(browser, user);
    const devicePage = await browser.get(typed.location);
    await need(true);
    const pressed = await browser.submit(page, '/consent', { decision: 'authorize' });
    assert.match(pressed.location, /^\/account\/factors\/app\?return_to=\/oauth2\/authorize/);
    const atDevice = await browser.submit(devicePage, typed.location.split('?')[0] ?? '', { decision: 'authorize' });
    assert.match(atDevice.location, /^\/account\/factors\/app\?return_to=/);
    assert.equal((await pollFor(at, client, device)).body.error, 'authorization_pending');
    assert.equal(await approvals(ines.id), 0);
    const denied = await browser.submit(page, '/consent', { decision: 'deny' });
    assert.equal(new URL(denied.location).searchParams.get('error'), 'access_denied', 'whoever says no needs nothing');
    await setUpApp(browser, pressed.location);
    await codeOf(browser, url);
    assert.equal(await approvals(ines.id), 1);
  }
});

test('S007 a page that asked before its person, or a group of theirs, needed a second factor is answered by nobody', async () => {
  const client = await here.application(await here.person());
  const group = await here.deps.groups.add(
    { name: 'Late keepers', description: '', ownerId: undefined },
    'administrator',
  );
  assert.ok(group !== 'taken');
  const begins: readonly ((userId: string) => Promise<unknown>)[] = [
    (userId) => here.deps.users.requireFactor(userId, true, 'administrator'),
    async (userId) => {
      await here.deps.groups.addPerson(group.id, userId, 'administrator');
      await here.deps.groups.requireFactor(group.id, true, 'administrator');
    },
    (userId) => here.deps.groups.addPerson(group.id, userId, 'administrator'),
  ];
  for (const begin of begins) {
    const ines = await here.person();
    const browser = await there.signedIn(ines);
    const page = await browser.get((await browser.get(authorizeUrl(client))).location);
    await begin(ines.id);
    const pressed = await browser.submit(page, '/consent', { decision: 'authorize' });
    assert.match(pressed.location, /^\/sign-in\?return_to=/);
    const { answer } = await typePassword(there, ines.email, pressed.location);
    assert.match(answer.location, /^\/sign-in\/set-up/);
    assert.deepEqual(await rows('SELECT 1 FROM authorizations WHERE user_id = $1', [ines.id]), []);
  }
});

test('S007 S144 whoever is in a group whose people need a second factor, or in a group in it, sets one up, on all instances, also where they come into it later', async () => {
  const groups = here.deps.groups;
  const add = async (name: string) => {
    const group = await groups.add({ name, description: '', ownerId: undefined }, 'administrator');
    assert.ok(group !== 'taken');
    return group;
  };
  const [outer, inner] = [await add('Keepers of keys'), await add('Night shift')];
  const [ines, later] = [await here.person(), await here.person()];
  await groups.addGroup(outer.id, inner.id, 'administrator');
  await groups.addPerson(inner.id, ines.id, 'administrator');
  const [browser, other] = [await here.signedIn(ines), await here.signedIn(later)];
  const root = await here.signedIn(await here.person(undefined, { isAdmin: true }));
  const path = `/admin/groups/${outer.id}`;
  await root.submit(await root.get(path), `${path}/factor`, { require_factor: 'yes' });
  assert.equal((await groups.find(outer.id))?.requiresFactor, true);
  assert.equal((await browser.get('/account')).status, 303, 'a session of a password alone ended');
  assert.match((await typePassword(there, ines.email)).answer.location, /^\/sign-in\/set-up/);
  assert.equal(await startSession(ines, HERE, undefined, there.deps.sessions), undefined);
  assert.equal((await other.get('/account')).status, 200);
  // A sign-in that has begun is asked for it as well.
  const typing = await typePassword(there, later.email);
  assert.equal(typing.answer.location, '/');
  await groups.addPerson(inner.id, later.id, 'administrator');
  for (const each of [other, typing.browser]) assert.equal((await each.get('/account')).status, 303);
  const client = await here.application(await here.person(), { grants: ['password'] });
  const byPassword = await post(
    legacy,
    '/oauth2/token',
    { grant_type: 'password', username: later.email, password: PASSWORD },
    client,
  );
  assert.equal(byPassword.body.error, 'invalid_grant');
  await groups.requireFactor(outer.id, false, 'administrator');
  assert.equal((await typePassword(there, ines.email)).answer.location, '/');
});

test('FACTORS=everybody: who has none sets one up right after the password, before there is a session', async () => {
  const strict = await testApp({ on: database, env: { FACTORS: 'everybody' } });
  const ines = await here.person();
  const { browser, answer } = await typePassword(strict, ines.email, '/sign-in?return_to=/account');
  assert.equal(answer.location, '/sign-in/set-up?return_to=%2Faccount');
  assert.match((await browser.get('/account')).location, /^\/sign-in\?/);
  assert.equal(await startSession(ines, HERE, undefined, strict.deps.sessions), undefined);
  const { codes, phone } = await setUpApp(browser, answer.location);
  assert.equal(codes.length, 10);
  assert.equal((await browser.get('/account')).status, 200);
  const next = await typePassword(strict, ines.email);
  assert.match(next.answer.location, /^\/sign-in\/factor/);
  assert.equal(
    (await next.browser.submit(await next.browser.get(next.answer.location), '/sign-in/factor', { code: phone.next() }))
      .status,
    303,
  );
  await strict.close();
});

test('FACTORS=administrators asks administrators alone; one person can be asked by name', async () => {
  const strict = await testApp({ on: database, env: { FACTORS: 'administrators' } });
  const boss = await here.person(undefined, { isAdmin: true });
  const ines = await here.person();
  assert.match((await typePassword(strict, boss.email)).answer.location, /^\/sign-in\/set-up/);
  const { browser, answer } = await typePassword(strict, ines.email);
  assert.equal(answer.location, '/');
  await strict.deps.users.makeAdmin(ines.id, 'administrator');
  assert.equal((await browser.get('/admin')).location, '/account/factors', 'who was none when they signed in');
  assert.match((await browser.get('/account/factors')).body, /This server asks you for a second factor\./);
  assert.equal((await browser.get('/account/factors')).status, 200);
  await setUpApp(browser);
  assert.equal((await browser.get('/admin')).status, 200);
  assert.equal(await strict.deps.users.removeAdmin(ines.id, 'administrator'), 'removed');
  await strict.deps.factors.removeAll(ines.id, 'administrator');
  await strict.deps.users.requireFactor(ines.id, true, 'administrator');
  assert.match((await browser.get('/account')).location, /^\/sign-in/, 'a session of a password alone ends');
  assert.match((await typePassword(here, ines.email)).answer.location, /^\/sign-in\/set-up/);
  await strict.close();
});

test('a form that a person sends after their session ended asks for both, and keeps what was typed', async () => {
  const { ines, browser, phone } = await given();
  const page = await browser.get('/account');
  await rows('DELETE FROM sessions WHERE user_id = $1', [ines.id]);
  const asked = await browser.submit(page, '/account/name', { name: 'Ines da Silva' });
  const second = await browser.submit(asked, '/account/name', { _email: ines.email, _password: PASSWORD });
  assert.equal(second.status, 403);
  const shown = await browser.submit(second, '/account/name', { _code: phone.next() });
  assert.match(shown.body, /value="Ines da Silva"/);
  assert.equal((await browser.submit(shown, '/account/name', {})).location, '/account?done=name');
});

async function rows(sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  return (await here.database.pool.query(sql, values)).rows;
}

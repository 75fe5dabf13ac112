import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { User } from '../../../src/accounts/user.ts';
import { DEVICE_CODE } from '../../../src/oauth/model/device-code.ts';
import { newUserCode, showUserCode } from '../../../src/oauth/user-code.ts';
import { digest } from '../../../src/secrets.ts';
import { type TestApp, type TestClient, testApp } from '../../support/app.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { askForCodes, decideDevice, pollFor, typeCode, type Waiting } from '../../support/device.ts';
import { withoutSecret } from '../../support/tokens.ts';
import { formsIn, type Visitor, visitor } from '../../support/visitor.ts';

let on: TestDatabase;
let site: TestApp;
/** Another instance, whose clock is ahead. */
let later: TestApp;
let ines: User;
let browser: Visitor;
let television: TestClient;
let waiting: Waiting;
before(async () => {
  on = await testDatabase();
  site = await testApp({ on });
  later = await testApp({ on, env: { DEVICE_CODE_SECONDS: '900' }, offsetMs: 31 * 60_000 });
  await site.scope('read', 'Read your preferences');
  await site.scope('write', 'Modify the map');
  ines = await site.person();
  browser = await site.signedIn(ines);
});
beforeEach(async () => {
  await site.database.pool.query('DELETE FROM throttles');
  const settings = { confidential: false, redirectUris: [], grants: [DEVICE_CODE], name: 'Television' };
  television = withoutSecret(await site.application(ines, settings));
  waiting = await askForCodes(site, television, 'read');
});
after(async () => {
  await site?.close();
  await later?.close();
  await on?.drop();
});

const pathOf = (location: string) => new URL(location, 'http://here.invalid').pathname;
const polled = async (device = waiting.device) => (await pollFor(site, television, device)).body.error ?? 'issued';
/** Everything that a decision could have changed. */
async function decided(): Promise<unknown> {
  const { rows } = await site.database.pool.query(`SELECT
    (SELECT count(*) FROM authorizations) AS families, (SELECT count(*) FROM consents) AS consents,
    (SELECT count(*) FROM device_codes WHERE denied_at IS NOT NULL) AS denied`);
  return rows;
}

test('S103 a code has 34 bits, no vowels and no digits, and its case, spaces and signs do not matter', async () => {
  const codes = Array.from({ length: 2000 }, newUserCode);
  assert.ok(codes.every((code) => /^[BCDFGHJKLMNPQRSTVWXZ]{8}$/.test(code)));
  assert.ok(new Set(codes).size > 1998);
  assert.equal(new Set(codes.join('')).size, 20, 'every letter is used');
  assert.ok(8 * Math.log2(20) > 34);
  const plain = waiting.user.replace('-', '');
  for (const typed of [
    plain,
    waiting.user.toLowerCase(),
    ` ${[...plain].join(' ')} `,
    `“${plain.slice(0, 3)}.${plain.slice(3)}”`,
  ]) {
    assert.equal((await typeCode(browser, typed)).typed.status, 303, typed);
  }
  for (const typed of [
    '',
    plain.slice(1),
    `${plain}B`,
    plain.replace(/./, 'A'),
    plain.replace(/./, '1'),
    'x'.repeat(5000),
    '\u202e',
  ]) {
    const { page } = await typeCode(browser, typed);
    assert.equal(page.status, 422, typed);
    assert.match(page.body, /A code has eight letters/);
  }
});

test('S103 S119 nobody types a code who has not signed in, nor without a form of ours', async () => {
  const stranger = visitor(site.app);
  const address = `/device?user_code=${waiting.user}`;
  const away = await stranger.get(address);
  assert.equal(away.location, `/sign-in?${new URLSearchParams({ return_to: address })}`);
  assert.equal((await stranger.post('/device', { user_code: waiting.user })).location, away.location);
  for (const headers of [{ 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, {}]) {
    const answer = await browser.post('/device', { user_code: waiting.user, _csrf: 'x' }, headers);
    assert.equal(answer.status, 403);
  }
  const { rows } = await site.database.pool.query(
    'SELECT FROM device_codes WHERE session_hash IS NOT NULL AND hash = $1',
    [digest(waiting.device)],
  );
  assert.equal(rows.length, 0);
});

const guess = async (by: Visitor) => {
  const { page } = await typeCode(by, showUserCode(newUserCode()));
  return page.status;
};

test('S103 five wrong codes of one account are looked at in ten minutes, and the right one helps no more', async () => {
  for (let i = 0; i < 5; i += 1) assert.equal(await guess(browser), 422);
  assert.equal(await guess(browser), 429);
  const { page } = await typeCode(browser, waiting.user);
  assert.equal(page.status, 429);
  assert.ok(Number(page.headers['retry-after']) > 500);
  assert.match(page.body, /too many attempts/);
  assert.ok(page.body.includes(waiting.user), 'what was typed is not lost');
  assert.equal(
    (await typeCode(await site.signedIn(ines), waiting.user)).page.status,
    429,
    'in no other browser either',
  );
  const { rows } = await site.database.pool.query(
    `SELECT event, count(*)::int AS count FROM audit_events WHERE event LIKE 'device_code.%' AND user_id = $1 GROUP BY 1 ORDER BY 1`,
    [ines.id],
  );
  assert.deepEqual(rows, [
    { event: 'device_code.failed', count: 5 },
    { event: 'device_code.throttled', count: 1 },
  ]);
  await site.database.pool.query("UPDATE throttles SET expires_at = expires_at - interval '10 minutes'");
  assert.equal((await typeCode(browser, waiting.user)).typed.status, 303, 'ten minutes later it does');
});

test('S103 right codes are not counted', async () => {
  for (let i = 0; i < 8; i += 1) assert.equal((await typeCode(browser, waiting.user)).typed.status, 303);
});

test('S103 S133 an address has twenty wrong codes, whoever signs in there and whatever it says that it forwards', async () => {
  const people = await Promise.all(Array.from({ length: 5 }, () => site.person()));
  const signedIn = await Promise.all(people.map((person) => site.signedIn(person)));
  for (const by of signedIn.slice(0, 4)) for (let i = 0; i < 5; i += 1) assert.equal(await guess(by), 422);
  const [, , , , last] = signedIn;
  assert.ok(last);
  assert.equal(await guess(last), 429);
  const page = await last.get('/device');
  const [form] = formsIn(page.body).filter(({ action }) => action === '/device');
  const forged = { 'x-forwarded-for': '203.0.113.9', forwarded: 'for=203.0.113.9', 'x-real-ip': '203.0.113.9' };
  const again = await last.post('/device', { ...form?.fields, user_code: showUserCode(newUserCode()) }, forged);
  assert.equal(again.status, 429);
});

test('S103 all wrong codes together have a budget, wherever they come from', async () => {
  await site.database.pool.query("INSERT INTO throttles VALUES ($1, 1000, now() + interval '1 minute')", [
    digest('code all\n'),
  ]);
  assert.equal(await guess(browser), 429);
});

test('S104 following the link changes nothing: the code is filled in, and everything is shown before a form is sent', async () => {
  const maker = await site.person(undefined, { isAdmin: true, name: 'Maker' });
  const trusted = withoutSecret(
    await site.application(maker, { confidential: false, redirectUris: [], grants: [DEVICE_CODE], trusted: true }),
  );
  const first = await askForCodes(site, trusted, 'read');
  await decideDevice(browser, first.user);
  const again = await askForCodes(site, trusted, 'read');
  await site.database.pool.query(
    "UPDATE device_codes SET created_at = created_at - interval '3 minutes' WHERE hash = $1",
    [digest(again.device)],
  );
  const before = await decided();
  const entry = await browser.get(`/device?user_code=${again.user}`);
  assert.ok(entry.body.includes(`value="${again.user}"`));
  assert.match(entry.body, /Compare it with the one on your device/);
  assert.equal(await polled(again.device), 'invalid_grant'); // of another client
  const typed = await browser.submit(entry, '/device', {});
  assert.match(typed.location, new RegExp(`^/device/[0-9A-Za-z]{22}\\?user_code=${again.user}$`));
  const page = await browser.get(typed.location);
  for (const shown of [
    again.user,
    'Trailmark',
    'Read your preferences',
    '3 minutes ago',
    'on your own device',
    ines.email,
  ]) {
    assert.ok(page.body.includes(shown), shown);
  }
  for (const query of ['', '&decision=authorize', `&${new URLSearchParams(formsIn(page.body)[1]?.fields)}`]) {
    await browser.get(typed.location + query);
  }
  assert.deepEqual(await decided(), before);
  assert.equal((await pollFor(site, trusted, again.device)).body.error, 'authorization_pending');
});

test('S104 a link never fills in what is no code, and a form without its token decides nothing', async () => {
  const page = await browser.get(`/device?${new URLSearchParams({ user_code: '"><script>alert(1)</script>' })}`);
  assert.equal(page.status, 200);
  assert.doesNotMatch(page.body, /alert/);
  const { typed, page: asked } = await typeCode(browser, waiting.user);
  const fields = formsIn(asked.body).find(({ action }) => action === typed.location)?.fields ?? {};
  const before = await decided();
  const tokenless = await browser.post(typed.location, { ...fields, _csrf: 'x', decision: 'authorize' });
  assert.equal(tokenless.status, 403);
  const foreign = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
  assert.equal((await browser.post(typed.location, { ...fields, decision: 'authorize' }, foreign)).status, 403);
  assert.deepEqual(await decided(), before);
});

test('S105 S006 only the session that typed the code can decide', async () => {
  const mallory = await site.signedIn(await site.person());
  const { typed, page } = await typeCode(browser, waiting.user);
  const before = await decided();
  assert.equal((await mallory.get(typed.location)).status, 404);
  const fields = formsIn(page.body).find(({ action }) => action === typed.location)?.fields ?? {};
  for (const decision of ['authorize', 'deny']) {
    // With the form of the other session, and with a token of its own beside it.
    const own = formsIn((await mallory.get('/device')).body).find(({ action }) => action === '/device')?.fields ?? {};
    for (const _csrf of [fields['_csrf'] ?? '', own['_csrf'] ?? '']) {
      const answer = await mallory.post(typed.location, { ...fields, _csrf, decision });
      assert.ok([403, 404].includes(answer.status), `${answer.status}`);
    }
  }
  assert.equal((await typeCode(mallory, waiting.user)).page.status, 422, 'nor can another person type it now');
  assert.deepEqual(await decided(), before);
  const same = await site.signedIn(ines);
  assert.equal((await same.get(typed.location)).status, 404, 'another browser of the same person is another session');
  assert.equal((await browser.submit(page, pathOf(typed.location), { decision: 'authorize' })).status, 303);
  assert.equal(await polled(), 'issued');
  for (const other of [mallory, same])
    assert.equal((await other.get(typed.location)).status, 404, 'nor read the answer');
});

test('S105 who signs out gives the code back, and the person can go on in another browser', async () => {
  const [here, other] = [await site.signedIn(ines), await site.signedIn(ines)];
  const { page } = await typeCode(other, waiting.user);
  const moved = await typeCode(here, waiting.user);
  assert.equal(moved.typed.status, 303);
  const [form] = formsIn(page.body).filter(({ action }) => action.startsWith('/device/'));
  assert.equal((await other.post(form?.action ?? '', { ...form?.fields, decision: 'deny' })).status, 404);
  const useAnother = formsIn(moved.page.body).find(({ action }) => action.startsWith('/sign-out?'));
  const out = await here.post(useAnother?.action ?? '', useAnother?.fields ?? {});
  assert.equal(out.location, `/device?user_code=${waiting.user}`);
  const somebody = await site.signedIn(await site.person());
  assert.match((await decideDevice(somebody, waiting.user, 'deny')).body, /You did not authorize/);
  assert.equal(await polled(), 'access_denied');
});

test('S006 the handle of a code is 131 bits, stored as a digest, and once it was answered only says so', async () => {
  const { typed, page } = await typeCode(browser, waiting.user);
  const handle = pathOf(typed.location).split('/').at(-1) ?? '';
  const { rows } = await site.database.pool.query('SELECT handle_hash FROM device_codes WHERE hash = $1', [
    digest(waiting.device),
  ]);
  assert.deepEqual(rows, [{ handle_hash: digest(handle) }]);
  const submit = (decision: string) => browser.submit(page, pathOf(typed.location), { decision });
  assert.equal((await submit('authorize')).status, 303);
  const after = await decided();
  for (const decision of ['authorize', 'deny', '']) {
    const { status, location } = await submit(decision);
    assert.deepEqual([status, location], [303, typed.location]);
    assert.match((await browser.get(location)).body, /You authorized Television/);
  }
  for (const url of [pathOf(typed.location), typed.location.replace(/=.*/, '=BCDF-GHJK')]) {
    assert.equal((await browser.get(url)).status, 404, 'without the code');
  }
  assert.equal((await typeCode(browser, waiting.user)).page.status, 422);
  assert.deepEqual(await decided(), after);
});

test('S005 S006 what is approved is what was shown, within half an hour', async () => {
  const other = await askForCodes(site, television, 'read write');
  const { typed, page } = await typeCode(browser, waiting.user);
  const { typed: second } = await typeCode(browser, other.user);
  const fields = formsIn(page.body).find(({ action }) => action === typed.location)?.fields ?? {};
  const authorize = (url: string) => browser.post(url, { ...fields, decision: 'authorize' });
  const before = await decided();
  assert.equal((await authorize(second.location)).status, 403, 'the form of one code for another');
  for (const url of [pathOf(typed.location), `${pathOf(typed.location)}?user_code=${other.user}`, '/device/x']) {
    assert.equal((await authorize(url)).status, 404, url);
  }
  assert.equal((await authorize(`${typed.location}&scope=write`)).status, 403);
  assert.equal((await browser.post(typed.location, { ...fields, decision: '' })).status, 422);
  // An application that may have more, or less, than when the page was shown: it is shown again.
  const client = await site.deps.clients.find(television.id);
  assert.ok(client);
  await site.deps.clients.change(television.id, { ...client, scopes: ['write'] }, 'administrator');
  assert.equal((await authorize(typed.location)).status, 403);
  await site.deps.clients.change(television.id, { ...client, grants: ['refresh_token'] }, 'administrator');
  assert.equal((await authorize(typed.location)).status, 404);
  await site.deps.clients.change(television.id, client, 'administrator');
  // Half an hour later: the session is kept, and the code, so that the age of the page alone decides.
  await site.database.pool.query("UPDATE sessions SET expires_at = expires_at + interval '1 day'");
  await site.database.pool.query("UPDATE device_codes SET expires_at = expires_at + interval '1 hour'");
  const there = visitor(later.app);
  for (const [name, value] of browser.cookies) there.cookies.set(name, value);
  assert.equal((await there.post(typed.location, { ...fields, decision: 'authorize' })).status, 403);
  assert.deepEqual(await decided(), before);
  assert.equal((await authorize(typed.location)).status, 303);
});

test('S146 what was decided is on record, with who and for which application', async () => {
  await decideDevice(browser, waiting.user);
  const other = await askForCodes(site, television);
  await decideDevice(browser, other.user, 'deny');
  const { rows } = await site.database.pool.query(
    'SELECT event, actor_id, user_id FROM audit_events WHERE client_id = $1 AND event LIKE $2 ORDER BY at',
    [television.id, 'consent.%'],
  );
  const who = { actor_id: ines.id, user_id: ines.id };
  assert.deepEqual(rows, [
    { event: 'consent.approved', ...who },
    { event: 'consent.denied', ...who },
  ]);
});

test('S072 a code that a person types is stored under a key, since all of them could be tried', async () => {
  const { rows } = await site.database.pool.query('SELECT row_to_json(d)::text AS row FROM device_codes d');
  const dump = rows.map(({ row }) => row).join('\n');
  const plain = waiting.user.replace('-', '');
  for (const stored of [waiting.user, plain, digest(plain).toString('hex'), digest(waiting.user).toString('hex')]) {
    assert.equal(dump.includes(stored), false);
  }
});

test('a code asked for under an older key of SECRET is still found', async () => {
  const { TEST_SECRET } = await import('../../support/server.ts');
  const rotated = await testApp({ on, env: { SECRET: `another secret of at least 32 characters, ${TEST_SECRET}` } });
  try {
    const there = await rotated.signedIn(ines);
    assert.match((await decideDevice(there, waiting.user)).body, /You authorized/);
  } finally {
    await rotated.close();
  }
  assert.equal(await polled(), 'issued');
});

test('the picture holds the address with the code and nothing else, and asks nobody', async () => {
  const get = (query: string) => site.app.inject(`/device/code.svg${query}`);
  for (const query of ['', '?user_code=nope']) {
    const { error_description } = (await get(query)).json();
    assert.equal(error_description, 'The user_code is missing, or can be none of ours.');
  }
  const picture = await get('?user_code=wdjb%20mjht');
  assert.equal(picture.statusCode, 200);
  assert.equal(picture.headers['content-type'], 'image/svg+xml');
  assert.equal(picture.headers['cache-control'], 'no-store');
  assert.equal(picture.headers['x-content-type-options'], 'nosniff');
  assert.match(String(picture.headers['content-security-policy']), /^default-src 'none'/);
  assert.equal(picture.body, (await get('?user_code=WDJB-MJHT')).body);
  assert.notEqual(picture.body, (await get(`?user_code=${waiting.user}`)).body);
  for (const query of [
    '',
    '?user_code=',
    '?user_code=https://evil.example',
    '?user_code=BBBBBBBB&user_code=BBBBBBBB',
  ]) {
    assert.equal((await get(query)).statusCode, 400, query);
  }
});

test('S158 one address can have only so many pictures drawn a minute, whatever else it asks for costs it none', async () => {
  const statuses = async (remoteAddress: string, query: string, times: number) => {
    const get = () => site.app.inject({ url: `/device/code.svg${query}`, remoteAddress });
    const answers = await Promise.all(Array.from({ length: times }, get));
    const limited = answers.find(({ statusCode }) => statusCode === 429);
    if (limited) assert.ok(Number(limited.headers['retry-after']) > 0);
    return new Set(answers.map(({ statusCode }) => statusCode));
  };
  const address = '198.51.100.7';
  assert.deepEqual(await statuses(address, `?user_code=${'B'.repeat(5000)}`, 130), new Set([400]));
  assert.deepEqual(await statuses(address, '?user_code=BBBBBBBB', 120), new Set([200]));
  assert.deepEqual(await statuses(address, '?user_code=BBBBBBBB', 10), new Set([429]));
  assert.deepEqual(await statuses('198.51.100.8', '?user_code=BBBBBBBB', 1), new Set([200]));
});

test('the page of an answer is true whenever it is loaded: until what was allowed has ended', async () => {
  const answered = async (decision: string) => {
    const { user } = await askForCodes(site, television);
    const { typed, page } = await typeCode(browser, user);
    if (decision === 'deny') assert.match(page.body, /every time a device connects/);
    await browser.submit(page, pathOf(typed.location), { decision });
    return typed.location;
  };
  const approved = await answered('authorize');
  assert.match((await browser.get(approved)).body, /You authorized Television/);
  const denied = await answered('deny');
  assert.match((await browser.get(denied)).body, /You did not authorize Television/);
  assert.ok(await site.deps.consents.revoke(ines.id, television.id, {}));
  assert.equal((await browser.get(approved)).status, 404);
  assert.match((await browser.get(denied)).body, /You did not authorize Television/);
});

test('what is wrong with a typed code stands in the address, so that loading the page again types nothing', async () => {
  for (const [typed, problem, sentence] of [
    ['not "a" code', 'malformed', 'A code has eight letters'],
    ['BCDF-GHJK', 'unknown', 'No device waits with this code'],
  ] as const) {
    const answer = await browser.submit(await browser.get('/device'), '/device', { user_code: typed });
    assert.equal(answer.status, 303);
    assert.equal(answer.location, `/device?${new URLSearchParams({ user_code: typed, problem })}`);
    for (const { status, body } of [await browser.get(answer.location), await browser.get(answer.location)]) {
      assert.equal(status, 422);
      assert.ok(body.includes(sentence) && body.includes(`value="${typed.replaceAll('"', '&quot;')}"`), body);
    }
  }
  assert.equal((await browser.get('/device?problem=toString')).status, 200);
});

test('who signs in on the way to a device reads why', async () => {
  const stranger = visitor(site.app);
  const { location } = await stranger.get(`/device?user_code=${waiting.user}`);
  assert.match((await stranger.get(location)).body, /Sign in to connect your device/);
  assert.doesNotMatch((await stranger.get('/sign-in?return_to=%2Fdevices')).body, /your device/);
});

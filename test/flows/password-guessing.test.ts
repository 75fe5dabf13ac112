import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { hashSlots } from '../../src/accounts/hash-slots.ts';
import { passwordHasher } from '../../src/accounts/password-hash.ts';
import { PASSWORD, type TestApp, type TestClient, testApp } from '../support/app.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import type { TokenAnswer } from '../support/flow.ts';
import { type Instance, startInstance } from '../support/pair.ts';
import type { Site } from '../support/remote.ts';
import { ask } from '../support/tokens.ts';
import { visitor } from '../support/visitor.ts';

const env = { LEGACY_GRANTS: 'password', HASH_SLOTS: '1' };
const LIMIT = 10; // failures of an account in 15 minutes

let on: TestDatabase;
/** Two instances on one database: one in this process, one in its own. */
let a: TestApp;
let b: Instance;
let client: TestClient;
before(async () => {
  on = await testDatabase();
  [a, b] = await Promise.all([testApp({ on, env }), startInstance(on, env)]);
  await a.scope('read');
  client = await a.application(await a.person(), { grants: ['password'], scopes: ['read'] });
});
after(async () => {
  await Promise.all([a.close(), b.server.stop()]);
  await on.drop();
});

function guess(at: Site, username: string, password = 'not the password'): Promise<TokenAnswer> {
  return ask(at, client, { grant_type: 'password', username, password });
}

/** One attempt at the sign-in page: its status. */
async function typed(at: Site, email: string, password = 'not the password', browser = visitor(at.app)) {
  const page = await browser.get('/sign-in');
  return (await browser.submit(page, '/sign-in', { email, password })).status;
}

test('S044 S109 the sign-in page and the grant share one count, on all instances', async () => {
  const { email } = await a.person();
  for (let at = 0; at < LIMIT; at += 1) {
    const instance = at % 4 < 2 ? a : b;
    if (at % 2 === 0) assert.equal((await guess(instance, email)).body.error, 'invalid_grant');
    else assert.equal(await typed(instance, email), 422);
  }
  for (const instance of [a, b]) {
    const { status, headers, body } = await guess(instance, email, PASSWORD);
    assert.deepEqual([status, body.error], [429, 'temporarily_unavailable'], 'the right password too');
    const seconds = Number(headers['retry-after']);
    assert.ok(seconds > 0 && seconds <= 900, `${seconds}`);
    assert.equal(await typed(instance, email, PASSWORD), 429);
  }
});

test('S109 all spellings of an address are one account, and of many guesses at once no more than the limit come through', async () => {
  const { email } = await a.person('throttled@example.org');
  const spellings = [email, email.toUpperCase(), `  ${email}`, 'Throttled@EXAMPLE.org'];
  const guesses = Array.from({ length: 40 }, (_, at) => guess(at % 2 ? a : b, spellings[at % 4] ?? ''));
  const statuses = (await Promise.all(guesses)).map(({ status }) => status);
  const checked = statuses.filter((status) => status === 400).length;
  const busy = statuses.filter((status) => status === 503).length;
  assert.ok(checked <= LIMIT, `${checked}`);
  assert.equal(statuses.filter((status) => status === 429).length, 40 - checked - busy);
});

test('S110 who guesses through the grant locks nobody out of the browser in which they signed in before', async () => {
  const person = await a.person();
  const browser = await a.signedIn(person);
  for (let at = 0; at < LIMIT + 1; at += 1) await guess(b, person.email);
  assert.equal((await guess(b, person.email)).status, 429);
  browser.cookies.delete('latchkey-session');
  assert.equal(await typed(a, person.email, PASSWORD, browser), 303);
});

test('S108 S036 unknown, disabled and wrong are one answer, byte for byte, each with one hash', async () => {
  const [wrong, disabled, without] = [await a.person(), await a.person(), await a.person()];
  await a.deps.users.disable(disabled.id, 'administrator');
  await a.database.pool.query('UPDATE users SET password_hash = NULL WHERE id = $1', [without.id]);
  const { verify } = a.deps.passwords;
  let hashes = 0;
  Object.assign(a.deps.passwords, {
    verify: (password: string, hash: string | undefined) => {
      hashes += 1;
      return verify(password, hash);
    },
  });
  const names = ['nobody@example.org', wrong.email, disabled.email, without.email];
  const answers = [];
  for (const [at, name] of names.entries()) {
    const { status, headers, body } = await guess(a, name, name === wrong.email ? 'not the password' : PASSWORD);
    const { date: _, ...rest } = headers;
    answers.push({ status, rest, body });
    assert.equal(hashes, at + 1, name);
  }
  Object.assign(a.deps.passwords, { verify });
  for (const answer of answers) assert.deepEqual(answer, answers[0]);
  assert.equal(answers[0]?.body.error, 'invalid_grant');
});

test('S113 past the queue it is 503 with Retry-After, nothing is counted, and tokens are issued meanwhile', async () => {
  const hash = await passwordHasher({ slots: hashSlots(1) }).hash(PASSWORD); // at its real price
  const { rows } = await a.database.pool.query<{ email: string }>(
    `INSERT INTO users (email, email_canonical, name, password_hash)
     SELECT email, email, 'Crowd', $1 FROM (SELECT 'crowd-' || n || '@example.org' AS email FROM generate_series(1, 40) n) x
     RETURNING email`,
    [hash],
  );
  const crowd = rows.map(({ email }) => guess(a, email, PASSWORD));
  const other = await a.application(await a.person(), { scopes: ['read'] });
  assert.equal((await ask(a, other, { grant_type: 'client_credentials' })).status, 200);
  const answers = await Promise.all(crowd);
  const statuses = answers.map(({ status }) => status);
  assert.ok(
    statuses.every((status) => status === 200 || status === 503),
    statuses.join(' '),
  );
  const busy = answers.filter(({ status }) => status === 503);
  assert.ok(busy.length > 0 && busy.length < 40, `${busy.length}`);
  for (const { headers, body } of busy) {
    assert.equal(headers['retry-after'], '2');
    assert.equal(body.error, 'temporarily_unavailable');
  }
  const again = await guess(a, 'crowd-40@example.org', PASSWORD);
  assert.equal(again.status, 200);
  const left = await a.database.pool.query(`SELECT max(count)::int AS most FROM throttles WHERE count > ${LIMIT}`);
  assert.ok((left.rows[0].most ?? 0) < 100, 'what was no failure is given back');
});

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { disableUser, enableUser, makeAdministrator } from '../../src/accounts/administer-user.ts';
import { startSession } from '../../src/accounts/session.ts';
import type { Disabled, User } from '../../src/accounts/user.ts';
import { digest, randomSecret, randomUUID } from '../../src/secrets.ts';
import { HERE, makeUser, openAccounts, rows } from '../support/accounts.ts';
import { behindLock } from '../support/barrier.ts';
import { testDatabase } from '../support/database.ts';

const { url, drop } = await testDatabase();
const here = openAccounts(url);
const there = openAccounts(url);
after(async () => {
  await Promise.all([here, there].map(({ database }) => database.close()));
  await drop();
});

test('S110 no account can have the address of another in other letters', async () => {
  const user = await makeUser(here, 'Ada.É@Example.org');
  assert.equal(user.email, 'Ada.É@Example.org');
  for (const variant of ['ada.é@example.org', 'ADA.E\u0301@EXAMPLE.ORG', 'ａda.é@example.org']) {
    await assert.rejects(makeUser(here, variant), /"email":"taken"/);
  }
  assert.deepEqual(await here.users.findByEmail('ada.é@example.org'), user);
  assert.deepEqual(await here.users.find(user.id), user);
});

test('S110 an account whose international domain an earlier release kept in Unicode is found, and taken, in both spellings', async () => {
  const user = await makeUser(here, 'ana@bücher.test');
  await here.database.pool.query('UPDATE users SET email_canonical = $2 WHERE id = $1', [user.id, 'ana@bücher.test']);
  const ascii = 'ana@xn--bcher-kva.test';
  assert.deepEqual(await here.users.findByEmail(ascii), user);
  assert.equal((await here.users.findCredentials(ascii))?.user.emailCanonical, ascii);
  for (const spelling of ['ana@bücher.test', ascii]) await assert.rejects(makeUser(here, spelling), /"email":"taken"/);
  const link = randomSecret();
  const first = { ...person('x'), emailCanonical: ascii, passwordHash: undefined };
  assert.equal(await here.users.createFirstAdministrator(digest(link), first, {}), 'email-taken');
});

test('of twenty who take the same address at once one gets it', async () => {
  for (let round = 0; round < 5; round += 1) {
    const email = `round${round}@example.org`;
    const add = (i: number) =>
      (i % 2 ? here : there).users.add({ ...person(email), isAdmin: false, passwordHash: undefined }, 'administrator');
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => add(i)));
    assert.equal(answers.filter((answer) => answer !== 'email-taken').length, 1);
  }
});

test('who is not there is not found', async () => {
  for (const id of [randomUUID(), 'no uuid', '']) assert.equal(await here.users.find(id), undefined);
  assert.equal(await here.users.findByEmail('nobody@example.org'), undefined);
  assert.equal(await here.users.findCredentials('nobody@example.org'), undefined);
  assert.equal(await here.users.disable(randomUUID(), 'administrator'), 'unknown');
  assert.equal(await here.users.makeAdmin(randomUUID(), 'administrator'), false);
});

test('people are listed page by page, each once', async () => {
  const all = await here.users.list({ limit: 200 });
  assert.equal(all.next, undefined);
  const seen: User[] = [];
  for (let after: string | undefined = '', pages = 0; after !== undefined && pages < 20; pages += 1) {
    const page = await here.users.list({ limit: 2, after });
    seen.push(...page.users);
    after = page.next;
  }
  assert.deepEqual(seen, all.users);
  assert.ok(seen.length >= 6);
});

test('a name and the role of administrator are changed', async () => {
  const user = await makeUser(here, 'renamed@example.org');
  await here.users.rename(user.id, 'Another Name', {});
  await here.users.makeAdmin(user.id, 'administrator');
  assert.deepEqual(await here.users.find(user.id), { ...user, name: 'Another Name', isAdmin: true });
});

test('S116 a new password ends the other sessions and every authorization of the person', async () => {
  const [user, other] = [await makeUser(here, 'changer@example.org'), await makeUser(here, 'bystander@example.org')];
  const [mine, second, foreign] = [await start(user), await start(user), await start(other)];
  const [own, others] = [await authorize(user), await authorize(other)];
  const changed = await here.users.setPassword({ userId: user.id, passwordHash: 'new', keep: digest(mine) }, {});
  assert.ok(changed?.passwordChangedAt && user.passwordChangedAt);
  assert.ok(changed.passwordChangedAt > user.passwordChangedAt);
  assert.ok(await there.sessions.find(digest(mine)));
  assert.equal(await there.sessions.find(digest(second)), undefined);
  assert.ok(await there.sessions.find(digest(foreign)));
  assert.equal(await revokedReason(own), 'password-changed');
  assert.equal(await revokedReason(others), null);
});

test('S116 a sign-in with the old password at the very moment of the change leaves no session', async () => {
  for (let round = 0; round < 5; round += 1) {
    const user = await makeUser(here, `racer${round}@example.org`);
    const ids = await Promise.all([
      ...Array.from({ length: 10 }, () => startSession(user, HERE, undefined, there.sessions)),
      here.users.setPassword({ userId: user.id, passwordHash: 'new' }, {}).then(() => undefined),
      ...Array.from({ length: 10 }, () => startSession(user, HERE, undefined, here.sessions)),
    ]);
    for (const started of ids) {
      if (started) assert.equal(await here.sessions.find(digest(started.id)), undefined);
    }
    assert.deepEqual(await here.sessions.list(user.id), []);
  }
});

test('S144 disabling a person ends sessions, links and authorizations at once, and enabling revives none', async () => {
  const user = await makeUser(here, 'disabled@example.org');
  const [session, family] = [await start(user), await authorize(user)];
  const link = digest(randomSecret());
  assert.equal(await here.links.addPassword({ hash: link, seconds: 600, userId: user.id }, 'administrator'), true);
  assert.equal(await here.users.disable(user.id, 'administrator'), 'disabled');
  assert.equal(await there.sessions.find(digest(session)), undefined);
  assert.equal(await there.links.findPassword(link), undefined);
  assert.equal(await revokedReason(family), 'user-disabled');
  assert.ok((await here.users.find(user.id))?.disabledAt);

  assert.equal(await here.users.setPassword({ userId: user.id, passwordHash: 'new' }, {}), undefined);
  assert.equal(await here.links.addPassword({ hash: link, seconds: 600, userId: user.id }, 'administrator'), false);
  assert.equal(await startSession(user, HERE, undefined, here.sessions), undefined);
  assert.ok((await here.users.find(user.id))?.disabledAt, 'only enabling undoes it');

  assert.equal(await here.users.enable(user.id, 'administrator'), true);
  assert.equal(await there.sessions.find(digest(session)), undefined);
  assert.equal(await there.links.findPassword(link), undefined);
  assert.equal(await revokedReason(family), 'user-disabled');
  assert.ok(await startSession(user, HERE, undefined, here.sessions));
});

test('S144 a sign-in at the very moment of disabling leaves no session that enabling would revive', async () => {
  for (let round = 0; round < 5; round += 1) {
    const user = await makeUser(here, `disabled${round}@example.org`);
    await Promise.all([
      ...Array.from({ length: 10 }, () => startSession(user, HERE, undefined, there.sessions)),
      here.users.disable(user.id, 'administrator'),
      ...Array.from({ length: 10 }, () => startSession(user, HERE, undefined, here.sessions)),
    ]);
    await here.users.enable(user.id, 'administrator');
    assert.deepEqual(await here.sessions.list(user.id), []);
  }
});

test('S143 what an administrator does to an account is recorded with who did it', async () => {
  const admin = await makeUser(here, 'admin@example.org', { isAdmin: true });
  const user = await makeUser(here, 'managed@example.org');
  const by = { administratorId: admin.id, address: HERE.address, requestId: HERE.requestId };
  assert.equal(await disableUser(user.id, by, here), 'disabled');
  assert.equal(await disableUser(randomUUID(), by, here), 'unknown');
  for (const act of [enableUser, makeAdministrator]) {
    assert.equal(await act(user.id, by, here), true);
    assert.equal(await act(randomUUID(), by, here), false);
  }
  const trail = await rows(here, 'SELECT * FROM audit_events WHERE actor_id = $1 ORDER BY event', [admin.id]);
  assert.deepEqual(
    trail.map((row) => [row['event'], row['user_id'], row['address']]),
    ['user.disabled', 'user.enabled', 'user.made_admin'].map((event) => [event, user.id, HERE.address]),
  );
  assert.doesNotMatch(JSON.stringify(trail), /example\.org|Somebody/);
});

test('S144 the last administrator is not disabled, and of two who disable each other at once one remains', async () => {
  await rows(here, 'UPDATE users SET disabled_at = now() WHERE is_admin');
  const [one, other] = await Promise.all(
    ['one', 'other'].map((name) => makeUser(here, `${name}@admin.example`, { isAdmin: true })),
  );
  assert.ok(one && other);
  const lock = { text: 'SELECT FROM users WHERE id = ANY ($1) FOR UPDATE', values: [[one.id, other.id]] };
  for (let round = 0; round < 3; round += 1) {
    const outcomes: readonly Disabled[] = await behindLock(here.database.pool, lock, 2, () =>
      Promise.all([here.users.disable(one.id, 'administrator'), there.users.disable(other.id, 'administrator')]),
    );
    assert.deepEqual(outcomes.toSorted(), ['disabled', 'last-administrator']);
    const left: User = outcomes[0] === 'disabled' ? other : one;
    const session = await start(left);
    assert.equal(await here.users.disable(left.id, 'administrator'), 'last-administrator');
    assert.ok(await there.sessions.find(digest(session)));
    assert.equal(
      await here.users.disable(left === one ? other.id : one.id, 'administrator'),
      'disabled',
      'as it was already',
    );
    await Promise.all([one, other].map(({ id }) => here.users.enable(id, 'administrator')));
  }
});

function person(email: string) {
  return { email, emailCanonical: email, name: 'Somebody' };
}

async function start(user: User): Promise<string> {
  const started = await startSession(user, HERE, undefined, here.sessions);
  assert.ok(started);
  return started.id;
}

async function authorize(user: User): Promise<string> {
  const id = randomUUID();
  await rows(
    here,
    `INSERT INTO authorizations (id, user_id, client_id, scope, expires_at) VALUES ($1, $2, 'app', 'read', now() + interval '1 day')`,
    [id, user.id],
  );
  return id;
}

async function revokedReason(id: string): Promise<unknown> {
  return (await rows(here, 'SELECT revoked_reason FROM authorizations WHERE id = $1', [id]))[0]?.['revoked_reason'];
}

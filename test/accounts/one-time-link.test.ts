import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  findPasswordLink,
  isSetupLink,
  issuePasswordLink,
  issueSetupLink,
  redeemPasswordLink,
} from '../../src/accounts/one-time-link.ts';
import { createFirstAdministrator } from '../../src/accounts/setup.ts';
import { signIn } from '../../src/accounts/sign-in.ts';
import { digest } from '../../src/secrets.ts';
import { type Accounts, HERE, makeUser, openAccounts, PASSWORD, rows } from '../support/accounts.ts';
import { testDatabase } from '../support/database.ts';

const NEXT = 'another horse battery staple';
const ADA = { name: 'Ada Lovelace', email: 'Ada@Example.org', password: PASSWORD };
const { url, drop } = await testDatabase();
const here = openAccounts(url, { max: 10 });
const there = openAccounts(url, { max: 10 });
after(async () => {
  await Promise.all([here, there].map(({ database }) => database.close()));
  await drop();
});

test('S143 the setup link makes the first administrator, once', async () => {
  await withFreshDatabase(async (accounts) => {
    const token = await issueSetupLink(accounts.links);
    assert.ok(token);
    assert.equal(await isSetupLink(token, accounts.links), true);
    assert.equal(await isSetupLink('another', accounts.links), false);
    assert.deepEqual(await createFirstAdministrator('another', ADA, HERE, accounts), { kind: 'gone' });
    const created = await createFirstAdministrator(token, ADA, HERE, accounts);
    assert.ok(created.kind === 'created');
    assert.equal(created.user.isAdmin, true);
    assert.equal(await isSetupLink(token, accounts.links), false);
    assert.deepEqual(await createFirstAdministrator(token, ADA, HERE, accounts), { kind: 'gone' });
    assert.equal(await issueSetupLink(accounts.links), undefined);
    const attempt = { ...HERE, ...ADA, browserMark: undefined, previousSession: undefined };
    assert.equal((await signIn(attempt, accounts)).kind, 'signed-in');
  });
});

test('S143 wrong fields are all explained and leave the setup link as it was', async () => {
  await withFreshDatabase(async (accounts) => {
    await makeUser(accounts, 'ada@example.org');
    const token = (await issueSetupLink(accounts.links)) ?? '';
    const wrong = await createFirstAdministrator(token, { name: '', email: 'ada', password: 'short' }, HERE, accounts);
    assert.deepEqual(wrong, {
      kind: 'problems',
      problems: { name: 'missing', email: 'not-an-address', password: 'too-short' },
    });
    const taken = await createFirstAdministrator(token, ADA, HERE, accounts);
    assert.deepEqual(taken, { kind: 'problems', problems: { email: 'taken' } });
    const other = await createFirstAdministrator(token, { ...ADA, email: 'root@example.org' }, HERE, accounts);
    assert.equal(other.kind, 'created');
  });
});

test('S143 of twenty who use the links of two instances at once one becomes administrator', async () => {
  for (let round = 0; round < 5; round += 1) {
    await withFreshDatabase(async (one, two) => {
      const tokens = [await issueSetupLink(one.links), await issueSetupLink(two.links)];
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, i) => {
          const typed = { ...ADA, email: `admin${i}@example.org` };
          return createFirstAdministrator(tokens[(i >> 1) % 2] ?? '', typed, HERE, i % 2 ? one : two);
        }),
      );
      assert.deepEqual(answers.map((answer) => answer.kind).sort(), ['created', ...Array(19).fill('gone')]);
      assert.equal((await rows(one, 'SELECT 1 FROM users')).length, 1);
    });
  }
});

test('S143 a setup link is good for an hour, also after the next start issued another', async () => {
  await withFreshDatabase(async (accounts) => {
    const [first, second] = [await issueSetupLink(accounts.links), await issueSetupLink(accounts.links)];
    assert.ok(first && second && (await isSetupLink(first, accounts.links)));
    const later = openAccounts(accounts.database.pool.options.connectionString ?? '', { offsetMs: 3601 * 1000 });
    assert.equal(await isSetupLink(first, later.links), false);
    assert.deepEqual(await createFirstAdministrator(first, ADA, HERE, later), { kind: 'gone' });
    await later.database.close();
  });
});

test('S118 a link sets the password of its account, once, and ends what the old one had opened', async () => {
  const user = await makeUser(here, 'ada@example.org');
  const signed = await signInAs('ada@example.org', PASSWORD);
  assert.ok(signed.kind === 'signed-in');
  const token = await issuePasswordLink(user.id, 'administrator', here);
  assert.ok(token);
  assert.equal((await findPasswordLink(token, there.links))?.id, user.id);
  assert.equal(await isSetupLink(token, here.links), false);

  assert.deepEqual(await redeemPasswordLink(token, 'password', HERE, here), { kind: 'problem', problem: 'common' });
  const redeemed = await redeemPasswordLink(token, NEXT, HERE, here);
  assert.ok(redeemed.kind === 'changed' && redeemed.user.id === user.id);
  assert.deepEqual(await redeemPasswordLink(token, PASSWORD, HERE, here), { kind: 'gone' });
  assert.equal(await findPasswordLink(token, here.links), undefined);
  assert.equal(await here.sessions.find(digest(signed.id)), undefined);
  assert.equal((await signInAs('ada@example.org', PASSWORD)).kind, 'refused');
  assert.equal((await signInAs('ada@example.org', NEXT)).kind, 'signed-in');
});

test('S118 of twenty parallel uses on two instances one sets the password', async () => {
  const user = await makeUser(here, 'race@example.org');
  for (let round = 0; round < 5; round += 1) {
    const token = (await issuePasswordLink(user.id, 'administrator', here)) ?? '';
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => redeemPasswordLink(token, `${NEXT} ${i}`, HERE, i % 2 ? here : there)),
    );
    assert.deepEqual(answers.map((answer) => answer.kind).sort(), ['changed', ...Array(19).fill('gone')]);
    const winner = answers.findIndex((answer) => answer.kind === 'changed');
    assert.equal((await signInAs('race@example.org', `${NEXT} ${winner}`)).kind, 'signed-in');
  }
});

test('S118 a link is good for 30 minutes, and a newer one replaces it', async () => {
  const user = await makeUser(here, 'late@example.org');
  const first = (await issuePasswordLink(user.id, 'administrator', here)) ?? '';
  const later = openAccounts(url, { offsetMs: 1801 * 1000 });
  assert.deepEqual(await redeemPasswordLink(first, NEXT, HERE, later), { kind: 'gone' });
  await later.database.close();
  const second = (await issuePasswordLink(user.id, 'administrator', here)) ?? '';
  assert.deepEqual(await redeemPasswordLink(first, NEXT, HERE, here), { kind: 'gone' });
  assert.equal((await redeemPasswordLink(second, NEXT, HERE, here)).kind, 'changed');
});

test('S118 changing the password ends the links that were issued for the old one', async () => {
  const user = await makeUser(here, 'pending@example.org');
  const token = (await issuePasswordLink(user.id, 'administrator', here)) ?? '';
  await here.users.setPassword({ userId: user.id, passwordHash: await here.passwords.hash(NEXT) }, {});
  assert.deepEqual(await redeemPasswordLink(token, PASSWORD, HERE, here), { kind: 'gone' });
});

test('S118 an unknown token costs no hash', async () => {
  const passwords = { ...here.passwords, hash: () => assert.fail('hashed for a stranger') };
  assert.deepEqual(await redeemPasswordLink('unknown', NEXT, HERE, { ...here, passwords }), { kind: 'gone' });
  const setup = await createFirstAdministrator('unknown', ADA, HERE, { ...here, passwords });
  assert.deepEqual(setup, { kind: 'gone' });
});

test('S144 a link revives no disabled account', async () => {
  const user = await makeUser(here, 'off@example.org');
  const token = (await issuePasswordLink(user.id, 'administrator', here)) ?? '';
  await rows(here, 'UPDATE users SET disabled_at = now() WHERE id = $1', [user.id]);
  assert.deepEqual(await redeemPasswordLink(token, NEXT, HERE, here), { kind: 'gone' });
  assert.equal(await issuePasswordLink(user.id, 'administrator', here), undefined);
  assert.ok((await here.users.find(user.id))?.disabledAt);
});

test('S071 S072 a link is 256 random bits and stands nowhere in the database', async () => {
  const user = await makeUser(here, 'dump@example.org');
  const token = (await issuePasswordLink(user.id, 'administrator', here)) ?? '';
  const raw = Buffer.from(token, 'base64url');
  assert.equal(raw.length, 32);
  const tables = ['one_time_links', 'users', 'audit_events'];
  const dump = JSON.stringify(await Promise.all(tables.map((table) => rows(here, `SELECT t::text FROM ${table} t`))));
  for (const form of [token, raw.toString('hex'), raw.toString('base64'), Buffer.from(token).toString('hex')]) {
    assert.ok(!dump.includes(form));
  }
  const stored = digest(token);
  assert.ok(dump.includes(stored.toString('hex')));
  for (const form of ['hex', 'base64', 'base64url'] as const) {
    assert.deepEqual(await redeemPasswordLink(stored.toString(form), NEXT, HERE, here), { kind: 'gone' });
  }
});

async function signInAs(email: string, password: string) {
  return await signIn({ ...HERE, email, password, browserMark: undefined, previousSession: undefined }, here);
}

/** Two servers on a database of which nobody is administrator yet. */
async function withFreshDatabase(run: (one: Accounts, two: Accounts) => Promise<void>): Promise<void> {
  const fresh = await testDatabase();
  const servers = [openAccounts(fresh.url, { max: 10 }), openAccounts(fresh.url, { max: 10 })] as const;
  try {
    await run(...servers);
  } finally {
    await Promise.all(servers.map(({ database }) => database.close()));
    await fresh.drop();
  }
}

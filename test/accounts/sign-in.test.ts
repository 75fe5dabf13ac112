import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { changePassword } from '../../src/accounts/change-password.ts';
import { reauthenticate } from '../../src/accounts/reauthenticate.ts';
import { type SignInAttempt, signIn } from '../../src/accounts/sign-in.ts';
import { digest } from '../../src/secrets.ts';
import { type Accounts, CHEAP, HERE, makeUser, openAccounts, PASSWORD, rows } from '../support/accounts.ts';
import { testDatabase } from '../support/database.ts';
import { recordStatements } from '../support/statements.ts';

const NEXT = 'another horse battery staple';
const { url, drop } = await testDatabase();
const opened: Accounts[] = [];
const open = (options: Parameters<typeof openAccounts>[1] = {}) => {
  const accounts = openAccounts(url, options);
  opened.push(accounts);
  return accounts;
};
const here = open();
const there = open();
after(async () => {
  await Promise.all(opened.map(({ database }) => database.close()));
  await drop();
});

test('the right password starts a session and is recorded', async () => {
  const user = await makeUser(here, 'ada@example.org');
  const result = await signIn(attempt(' ADA@example.org', PASSWORD), here);
  assert.ok(result.kind === 'signed-in');
  assert.deepEqual((await there.sessions.find(digest(result.id)))?.user.id, user.id);
  assert.deepEqual(await audit(user.id), [
    { event: 'user.added', address: null, detail: null, request_id: null },
    { event: 'sign_in.succeeded', address: HERE.address, detail: null, request_id: HERE.requestId },
  ]);
});

test('S108 unknown, disabled, without a password, wrong password: one answer by the same steps', async () => {
  await makeUser(here, 'known@example.org');
  const disabled = await makeUser(here, 'disabled@example.org');
  await here.users.disable(disabled.id, 'administrator');
  const invited = { email: 'invited@example.org', emailCanonical: 'invited@example.org', name: 'Invited' };
  await here.users.add({ ...invited, isAdmin: false, passwordHash: undefined }, 'administrator');
  const traces: string[][] = [];
  for (const email of ['known', 'unknown', 'disabled', 'invited']) {
    const password = email === 'known' ? 'not the password' : PASSWORD;
    const { deps, steps } = traced(here);
    assert.deepEqual(await signIn(attempt(`${email}@example.org`, password), deps), { kind: 'refused' });
    traces.push(steps);
  }
  const expected = [
    'passwords.attempt',
    'throttle.reserve',
    'users.findCredentials',
    'passwords.verify',
    'audit.record',
  ];
  assert.deepEqual(traces, [expected, expected, expected, expected]);
});

test('S108 the trail tells an administrator the reason, without what was typed', async () => {
  await signIn(attempt('stranger@example.org', 'my secret words'), here);
  const found = await rows(here, `SELECT * FROM audit_events WHERE event = 'sign_in.failed' ORDER BY at DESC LIMIT 1`);
  assert.equal(found[0]?.['detail'], 'unknown');
  assert.doesNotMatch(JSON.stringify(found), /stranger|secret words/);
});

test('S109 all spellings of an account share one count, on all instances; the limit comes before the hash', async () => {
  await makeUser(here, 'élan@example.org');
  const spellings = ['élan@example.org', 'ÉLAN@EXAMPLE.ORG', 'e\u0301lan@example.org', ' Élan@example.org '];
  const { deps, steps } = traced(here);
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, i) =>
      signIn(attempt(spellings[i % 4] ?? '', `guess ${i}`, { address: `198.51.100.${i}` }), i % 2 ? deps : there),
    ),
  );
  assert.equal(answers.filter((answer) => answer.kind === 'refused').length, 10);
  for (const answer of answers) {
    if (answer.kind !== 'refused') assert.ok(answer.kind === 'throttled' && answer.retryAfterSeconds <= 900);
  }
  steps.length = 0;
  assert.equal((await signIn(attempt('élan@example.org', PASSWORD), deps)).kind, 'throttled');
  assert.deepEqual(steps, ['passwords.attempt', 'throttle.reserve', 'throttle.reserve', 'audit.record']);
  steps.length = 0;
  assert.equal((await signIn(attempt('élan@example.org', PASSWORD), deps)).kind, 'throttled');
  assert.deepEqual(
    steps,
    ['passwords.attempt', 'throttle.reserve', 'throttle.reserve'],
    'recorded once, not with every refusal',
  );
});

test('S109 an unknown account is throttled as a known one is', async () => {
  const kinds: string[] = [];
  for (let i = 0; i < 12; i += 1) kinds.push((await signIn(attempt('nobody@example.org', 'guess'), here)).kind);
  assert.deepEqual(kinds, [...Array(10).fill('refused'), 'throttled', 'throttled']);
});

test('signing in is no failure: it is not counted', async () => {
  await makeUser(here, 'often@example.org');
  for (let i = 0; i < 12; i += 1) {
    assert.equal((await signIn(attempt('often@example.org', PASSWORD), here)).kind, 'signed-in');
  }
});

test('S110 an attack does not keep a known browser out, and the delay ends for all', async () => {
  await makeUser(here, 'victim@example.org');
  const first = await signIn(attempt('victim@example.org', PASSWORD), here);
  assert.ok(first.kind === 'signed-in');
  for (let i = 0; i < 11; i += 1) await signIn(attempt('victim@example.org', 'guess'), there);
  assert.equal((await signIn(attempt('victim@example.org', PASSWORD), here)).kind, 'throttled');
  const known = await signIn(attempt('victim@example.org', PASSWORD, { browserMark: first.browserMark }), here);
  assert.equal(known.kind, 'signed-in');
  const later = open({ offsetMs: 15 * 60 * 1000 });
  assert.equal((await signIn(attempt('victim@example.org', PASSWORD), later)).kind, 'signed-in');
});

test('S110 a known browser has a limit too, and is known to its account alone', async () => {
  await makeUser(here, 'own@example.org');
  await makeUser(here, 'target@example.org');
  const own = await signIn(attempt('own@example.org', PASSWORD), here);
  assert.ok(own.kind === 'signed-in');
  const { browserMark } = own;
  for (const email of ['own@example.org', 'target@example.org']) {
    const kinds: string[] = [];
    for (let i = 0; i < 11; i += 1) kinds.push((await signIn(attempt(email, 'guess', { browserMark }), here)).kind);
    assert.deepEqual(kinds, [...Array(10).fill('refused'), 'throttled']);
  }
  assert.equal((await signIn(attempt('own@example.org', PASSWORD), here)).kind, 'signed-in');
});

test('S111 a password over the limit is refused before it costs anything', async () => {
  await makeUser(here, 'long@example.org');
  const { deps, steps } = traced(here);
  assert.deepEqual(await signIn(attempt('long@example.org', 'x'.repeat(1025)), deps), { kind: 'refused' });
  assert.deepEqual(await signIn(attempt('no address', PASSWORD), deps), { kind: 'refused' });
  assert.deepEqual(steps, []);
});

test('S112 when the policy rises, signing in hashes the password anew, and nothing else ends', async () => {
  const user = await makeUser(here, 'rehash@example.org');
  const before = await signIn(attempt('rehash@example.org', PASSWORD), here);
  assert.ok(before.kind === 'signed-in');
  const risen = open({ policy: { ...CHEAP, passes: 2 } });
  const hash = async () => (await here.users.findCredentials('rehash@example.org'))?.passwordHash;
  assert.match((await hash()) ?? '', /m=1024,t=1,/);
  const both = await Promise.all([1, 2].map(() => signIn(attempt('rehash@example.org', PASSWORD), risen)));
  assert.deepEqual(
    both.map((result) => result.kind),
    ['signed-in', 'signed-in'],
  );
  assert.match((await hash()) ?? '', /m=1024,t=2,/);
  assert.ok(await here.sessions.find(before.session.idHash));
  assert.deepEqual((await here.users.find(user.id))?.passwordChangedAt, user.passwordChangedAt);
  assert.equal((await signIn(attempt('rehash@example.org', PASSWORD), here)).kind, 'signed-in');
});

test('S113 where all places are taken the answer is busy, before anything is asked of the database, and nothing is counted', async () => {
  await makeUser(here, 'busy@example.org');
  const small = open({ slots: 1, queue: 1, policy: { memoryKiB: 20480, passes: 1, lanes: 1 }, max: 10 });
  const statements = recordStatements(small.database);
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => signIn(attempt('busy@example.org', PASSWORD), small)),
  );
  statements.stop();
  const busy = answers.filter((answer) => answer.kind === 'busy');
  assert.equal(busy.length, 18);
  assert.equal(statements.names().filter((name) => name === 'reserve-attempt').length, 2);
  for (const answer of busy) assert.ok(answer.retryAfterSeconds >= 1);
  for (let i = 0; i < 10; i += 1) {
    assert.equal((await signIn(attempt('busy@example.org', 'guess'), here)).kind, 'refused');
  }
});

test('S114 the session that the browser had before is worthless after signing in', async () => {
  await makeUser(here, 'fixed@example.org');
  const planted = await signIn(attempt('fixed@example.org', PASSWORD), here);
  assert.ok(planted.kind === 'signed-in');
  const mine = await signIn(attempt('fixed@example.org', PASSWORD, { previousSession: planted.id }), here);
  assert.ok(mine.kind === 'signed-in');
  assert.equal(await here.sessions.find(digest(planted.id)), undefined);
  const kept = await signIn(attempt('fixed@example.org', 'wrong', { previousSession: mine.id }), here);
  assert.equal(kept.kind, 'refused');
  assert.ok(await here.sessions.find(digest(mine.id)));
});

test('S117 proving oneself again needs the password, is throttled, and gives a new session id', async () => {
  const user = await makeUser(here, 'again@example.org');
  const signed = await signIn(attempt('again@example.org', PASSWORD), here);
  assert.ok(signed.kind === 'signed-in');
  const again = (password: string) =>
    reauthenticate({ ...HERE, password, browserMark: signed.browserMark, session: signed.session }, there);
  assert.deepEqual(await again('wrong'), { kind: 'refused' });
  assert.ok(await here.sessions.find(digest(signed.id)));
  const renewed = await again(PASSWORD);
  assert.ok(renewed.kind === 'reauthenticated');
  assert.equal(await here.sessions.find(digest(signed.id)), undefined);
  assert.equal((await here.sessions.find(digest(renewed.id)))?.user.id, user.id);
  assert.deepEqual(await again(PASSWORD), { kind: 'refused' }, 'the session is gone');
  for (let i = 0; i < 10; i += 1) await again('wrong');
  assert.equal((await again(PASSWORD)).kind, 'throttled');
  assert.ok((await audit(user.id)).some((row) => row['event'] === 'session.reauthenticated'));
});

test('S111 S116 changing the password needs the current one and ends the other sessions', async () => {
  const user = await makeUser(here, 'change@example.org');
  const [mine, other] = [
    await signIn(attempt('change@example.org', PASSWORD), here),
    await signIn(attempt('change@example.org', PASSWORD), there),
  ];
  assert.ok(mine.kind === 'signed-in' && other.kind === 'signed-in');
  const change = (password: string, next: string) =>
    changePassword({ ...HERE, password, next, browserMark: undefined, session: mine.session }, here);
  assert.deepEqual(await change('wrong', NEXT), { kind: 'refused' });
  assert.deepEqual(await change(PASSWORD, 'password'), { kind: 'problem', problem: 'common' });
  assert.ok(await here.sessions.find(digest(other.id)), 'nothing has happened yet');

  const changed = await change(PASSWORD, NEXT);
  assert.ok(changed.kind === 'changed');
  assert.ok(await here.sessions.find(digest(changed.id)));
  assert.equal(await here.sessions.find(digest(mine.id)), undefined);
  assert.equal(await there.sessions.find(digest(other.id)), undefined);
  assert.equal((await signIn(attempt('change@example.org', PASSWORD), here)).kind, 'refused');
  assert.equal((await signIn(attempt('change@example.org', NEXT), here)).kind, 'signed-in');
  assert.ok((await audit(user.id)).some((row) => row['event'] === 'password.changed'));
});

function attempt(email: string, password: string, other: Partial<SignInAttempt> = {}): SignInAttempt {
  return { ...HERE, email, password, browserMark: undefined, previousSession: undefined, ...other };
}

/** The same accounts, with a list of the steps that are taken on them. */
function traced(accounts: Accounts): { deps: Accounts; steps: string[] } {
  const steps: string[] = [];
  const watch = <T extends object>(name: string, part: T): T =>
    new Proxy(part, {
      get(target, key, receiver) {
        const value = Reflect.get(target, key, receiver);
        if (typeof value !== 'function' || key === 'isWeak') return value;
        return (...args: unknown[]) => {
          steps.push(`${name}.${String(key)}`);
          return value.apply(target, args);
        };
      },
    });
  const { users, throttle, passwords, sessions, audit: trail } = accounts;
  const watched = { users, throttle, passwords, sessions, audit: trail };
  const parts = Object.entries(watched).map(([name, part]) => [name, watch(name, part)]);
  return { deps: { ...accounts, ...Object.fromEntries(parts) }, steps };
}

async function audit(userId: string): Promise<Record<string, unknown>[]> {
  return await rows(
    here,
    'SELECT event, address, detail, request_id FROM audit_events WHERE user_id = $1 ORDER BY at, event DESC',
    [userId],
  );
}

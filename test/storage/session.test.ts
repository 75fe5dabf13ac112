import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { authenticatedWithin, renewSession, type StartedSession, startSession } from '../../src/accounts/session.ts';
import type { User } from '../../src/accounts/user.ts';
import { digest, randomSecret, randomUUID } from '../../src/secrets.ts';
import { ABSOLUTE_SECONDS, HERE, IDLE_SECONDS, makeUser, openAccounts, rows } from '../support/accounts.ts';
import { testDatabase } from '../support/database.ts';
import { recordStatements } from '../support/statements.ts';

const { url, drop } = await testDatabase();
const opened: ReturnType<typeof openAccounts>[] = [];
const open = (offsetSeconds = 0) => {
  const accounts = openAccounts(url, { offsetMs: offsetSeconds * 1000 });
  opened.push(accounts);
  return accounts;
};
const now = open();
const ada = await makeUser(now, 'ada@example.org');
const bob = await makeUser(now, 'bob@example.org');
after(async () => {
  await Promise.all(opened.map(({ database }) => database.close()));
  await drop();
});

test('S115 a session is found by its id alone, with its person, on every instance', async () => {
  const { id, session } = await start(ada);
  const found = await open().sessions.find(digest(id));
  assert.deepEqual(found, session);
  const { id: userId, name, email } = ada;
  const unsaid = { language: undefined, seenLanguage: undefined };
  assert.deepEqual(found?.user, { id: userId, name, email, isAdmin: false, ...unsaid });
  assert.deepEqual(found?.amr, ['pwd']);
  assert.equal(found?.address, HERE.address);
  assert.equal(await now.sessions.find(digest(randomSecret())), undefined);
  assert.equal(await now.sessions.find(digest(session.handle)), undefined);
});

test('S071 a session id is 256 random bits', async () => {
  const ids = await Promise.all(Array.from({ length: 50 }, async () => (await start(bob)).id));
  for (const id of ids) assert.equal(Buffer.from(id, 'base64url').length, 32);
  assert.equal(new Set(ids).size, 50);
});

test('S072 the database holds no session id, in no form', async () => {
  const { id } = await start(ada);
  const raw = Buffer.from(id, 'base64url');
  const dump = JSON.stringify(await rows(now, 'SELECT s::text FROM sessions s'));
  for (const form of [id, raw.toString('hex'), raw.toString('base64'), Buffer.from(id).toString('hex')]) {
    assert.ok(!dump.includes(form));
  }
  const stored = digest(id);
  assert.equal(await now.sessions.find(digest(stored.toString('base64url'))), undefined);
  assert.equal(await now.sessions.find(digest(stored.toString('hex'))), undefined);
});

test('S114 starting a session ends the one it replaces, whoever put it there', async () => {
  const planted = await start(bob);
  const mine = await startSession(ada, HERE, planted.id, now.sessions);
  assert.ok(mine);
  assert.notEqual(mine.id, planted.id);
  assert.equal(await now.sessions.find(digest(planted.id)), undefined);
  const invented = await startSession(ada, HERE, 'an id that an attacker made up', now.sessions);
  assert.ok(invented);
  assert.equal(await now.sessions.find(digest('an id that an attacker made up')), undefined);
});

test('S114 proving oneself again gives a new id; the old one is worth nothing', async () => {
  const { id, session } = await start(ada);
  const later = open(600);
  const renewed = await renewSession(session, ada, { ...HERE, address: '192.0.2.9' }, later.sessions);
  assert.ok(renewed);
  assert.equal(await now.sessions.find(digest(id)), undefined);
  const found = await later.sessions.find(digest(renewed.id));
  assert.equal(found?.handle, session.handle);
  assert.equal(found?.address, '192.0.2.9');
  assert.equal(Math.round((found.authenticatedAt.getTime() - session.authenticatedAt.getTime()) / 1000), 600);
  assert.equal(await renewSession(session, ada, HERE, now.sessions), undefined);
  assert.equal(await renewSession(found, bob, HERE, now.sessions), undefined);
});

test('S115 a session ends when nobody used it for the idle time, and is kept alive by use', async () => {
  const { id } = await start(ada);
  assert.ok(await open(IDLE_SECONDS - 60).sessions.find(digest(id)));
  assert.ok(await open(2 * IDLE_SECONDS - 120).sessions.find(digest(id)));
  assert.equal(await open(3 * IDLE_SECONDS).sessions.find(digest(id)), undefined);
});

test('S115 a session ends after the absolute time, however much it is used', async () => {
  const { id } = await start(ada);
  for (let at = 3000; at < ABSOLUTE_SECONDS; at += 3000) assert.ok(await open(at).sessions.find(digest(id)));
  assert.ok(await open(ABSOLUTE_SECONDS - 100).sessions.find(digest(id)));
  const end = open(ABSOLUTE_SECONDS + 1);
  assert.equal(await end.sessions.find(digest(id)), undefined);
  assert.deepEqual(await end.sessions.list(ada.id), []);
});

test('a session is touched at most once a minute', async () => {
  const erin = await makeUser(now, 'erin@example.org');
  const { id, session } = await start(erin);
  const seen = async (offset: number) => {
    await open(offset).sessions.find(digest(id));
    const [listed] = await now.sessions.list(erin.id);
    assert.ok(listed);
    return Math.round((listed.seenAt.getTime() - session.seenAt.getTime()) / 1000);
  };
  assert.equal(await seen(50), 0);
  assert.equal(await seen(70), 70);
  assert.equal(await seen(100), 70);
});

test('finding a session is one statement', async () => {
  const { id } = await start(ada);
  const accounts = open();
  const statements = recordStatements(accounts.database);
  assert.ok(await accounts.sessions.find(digest(id)));
  statements.stop();
  assert.deepEqual(statements.names(), ['find-session']);
});

test('S115 a person lists their sessions and ends one, or all others, and nobody else can', async () => {
  const carol = await makeUser(now, 'carol@example.org');
  const [one, two, three] = [await start(carol), await start(carol), await start(carol)];
  const listed = await now.sessions.list(carol.id);
  assert.deepEqual(
    listed.map((session) => session.handle).sort(),
    [one, two, three].map(({ session }) => session.handle).sort(),
  );
  assert.equal(await now.sessions.endByHandle(bob.id, one.session.handle, {}), false);
  for (const handle of [randomUUID(), 'no uuid', '', '\u0000']) {
    assert.equal(await now.sessions.endByHandle(carol.id, handle, {}), false);
  }
  assert.equal(await now.sessions.endByHandle(carol.id, one.session.handle, {}), true);
  assert.equal(await now.sessions.find(digest(one.id)), undefined);
  assert.equal(await now.sessions.endOthers(carol.id, three.session.idHash, {}), 1);
  assert.equal(await now.sessions.find(digest(two.id)), undefined);
  assert.equal(await now.sessions.end(three.session, {}), true);
  assert.equal(await now.sessions.end(three.session, {}), false);
  assert.equal(await now.sessions.find(digest(three.id)), undefined);
});

test('a session does not start for an account that was disabled or got another password meanwhile', async () => {
  const dora = await makeUser(now, 'dora@example.org');
  await now.users.setPassword({ userId: dora.id, passwordHash: 'another' }, {});
  assert.equal(await startSession(dora, HERE, undefined, now.sessions), undefined);
  const changed = await now.users.find(dora.id);
  assert.ok(changed && (await startSession(changed, HERE, undefined, now.sessions)));
  await now.users.disable(dora.id, 'administrator');
  assert.equal(await startSession(changed, HERE, undefined, now.sessions), undefined);
});

test('S117 a credential check is good for five minutes by the time of the stored session', async () => {
  const { session } = await start(ada);
  const at = (seconds: number) => new Date(session.authenticatedAt.getTime() + seconds * 1000);
  assert.equal(authenticatedWithin(session, at(300)), true);
  assert.equal(authenticatedWithin(session, at(300.001)), false);
  assert.equal(authenticatedWithin(session, at(30), 10), false);
});

async function start(user: User): Promise<StartedSession> {
  const started = await startSession(user, HERE, undefined, now.sessions);
  assert.ok(started);
  return started;
}

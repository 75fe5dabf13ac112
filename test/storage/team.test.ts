import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Team, TeamRole } from '../../src/accounts/team.ts';
import type { User } from '../../src/accounts/user.ts';
import { registerClient, rotateSecret } from '../../src/oauth/register-client.ts';
import { digest, randomId } from '../../src/secrets.ts';
import { clientStore } from '../../src/storage/client.ts';
import { makeUser, openAccounts, rows } from '../support/accounts.ts';
import { makeFamily, SETTINGS } from '../support/applications.ts';
import { testDatabase } from '../support/database.ts';

// Two instances on one database.
const { url, drop } = await testDatabase();
const here = openAccounts(url);
const there = openAccounts(url);
const clients = clientStore(here.database);
const { teams } = here;
let ada: User;
let ben: User;
let eve: User;
before(async () => {
  ada = await makeUser(here, 'ada@example.org');
  ben = await makeUser(here, 'ben@example.org');
  eve = await makeUser(here, 'eve@example.org');
});
after(async () => {
  await Promise.all([here, there].map(({ database }) => database.close()));
  await drop();
});

async function team(manager: User, ...others: readonly (readonly [User, TeamRole])[]): Promise<Team> {
  const made = await teams.add({ name: randomId(8), description: '', managerId: manager.id }, 'administrator');
  assert.ok(typeof made === 'object');
  for (const [{ id }, role] of others) {
    assert.equal(await teams.appoint(made.id, id, role, 'administrator'), 'changed');
  }
  return made;
}

function applicationOf(owner: Team, by: 'administrator' | { ownerId: string } = 'administrator') {
  const client = { owner: { kind: 'team', teamId: owner.id } as const, settings: SETTINGS, inReview: false };
  return registerClient(client, by as 'administrator', { clients });
}

const managersOf = async ({ id }: Team) =>
  (await teams.members(id)).filter(({ role }) => role === 'manager').map(({ email }) => email);
const page = { page: 1, size: 10 };

test('S140 an application of a team is kept by everybody in it, and by nobody else', async () => {
  const crew = await team(ada, [ben, 'developer']);
  const { id } = await applicationOf(crew);
  for (const { id: userId } of [ada, ben]) {
    const by = { ownerId: userId };
    const client = await clients.findOwned(id, userId);
    assert.deepEqual(client?.owner, { kind: 'team', teamId: crew.id, name: crew.name });
    assert.ok((await clients.listKept(userId, page)).clients.some((each) => each.id === id));
    assert.equal((await clients.listOwned(userId, page)).total, 0);
    assert.equal(await clients.change(id, { ...SETTINGS, name: randomId(6) }, by), true);
    assert.ok(await rotateSecret({ clientId: id, endOld: false, by }, { clients }));
    assert.equal(await clients.endOldSecret(id, by), true);
  }
  const by = { ownerId: eve.id };
  assert.equal(await clients.findOwned(id, eve.id), undefined);
  assert.equal((await clients.listKept(eve.id, page)).total, 0);
  assert.equal(await clients.change(id, SETTINGS, by), false);
  assert.equal(await clients.connect(id, { metadata: {} }, by), false);
  assert.equal(await rotateSecret({ clientId: id, endOld: false, by }, { clients }), undefined);
  assert.equal(await clients.endOldSecret(id, by), false);
  assert.equal(await clients.delete(id, by), false);
  assert.equal((await clients.list({ ...page, search: crew.name })).total, 1, 'found by the name of its team');
  assert.deepEqual(
    (await clients.listOfTeam(crew.id, page)).clients.map((each) => each.id),
    [id],
  );

  // Removed on another instance, they keep it no more.
  assert.equal(await there.teams.removeMember(crew.id, ben.id, { ownerId: ada.id }), 'changed');
  assert.equal(await clients.findOwned(id, ben.id), undefined);
  assert.equal(await clients.change(id, SETTINGS, { ownerId: ben.id }), false);
  assert.equal(await clients.delete(id, { ownerId: ada.id }), true);
});

test('S140 only who is in a team registers for it, and only its managers say who is', async () => {
  const crew = await team(ada, [ben, 'developer']);
  const client = { owner: { kind: 'team', teamId: crew.id } as const, settings: SETTINGS, inReview: false };
  const register = (ownerId: string, most = 100) =>
    clients.register({ id: randomId(22), ...client, secret: undefined }, { ownerId }, most);
  assert.equal(await register(eve.id), false);
  assert.equal(await register(ben.id), true);
  assert.equal(await register(ada.id, 1), false, 'a team has a limit, as a person has');
  for (const ownerId of [ben.id, eve.id]) {
    const by = { ownerId };
    assert.equal(await teams.change(crew.id, { name: 'Mine', description: '' }, by), 'unknown');
    assert.equal(await teams.delete(crew.id, by), 'unknown');
    assert.equal(await teams.setRole(crew.id, ben.id, 'manager', by), 'unchanged');
    assert.equal(await teams.removeMember(crew.id, ada.id, by), 'unchanged');
    const invited = { email: 'x@example.org', emailCanonical: 'x@example.org', role: 'developer' } as const;
    assert.equal(await teams.invite(crew.id, invited, by), undefined);
  }
  assert.equal(await teams.delete(crew.id, { ownerId: ada.id }), 'in-use');
  assert.equal(await teams.removeMember(crew.id, ben.id, { ownerId: ben.id }), 'changed', 'everybody may leave');
});

test('of two managers who leave, or take each other out, at once on two instances one remains', async () => {
  for (let round = 0; round < 5; round += 1) {
    const crew = await team(ada, [ben, 'manager'], [eve, 'developer']);
    const [one, other] = round % 2 === 0 ? [ada, ben] : [ben, ada];
    const outcomes = await Promise.all([
      here.teams.removeMember(crew.id, ada.id, { ownerId: one.id }),
      there.teams.removeMember(crew.id, ben.id, { ownerId: other.id }),
      here.teams.setRole(crew.id, ben.id, 'developer', 'administrator'),
    ]);
    assert.equal((await managersOf(crew)).length, 1, outcomes.join());
  }
  const alone = await team(ada);
  assert.equal(await teams.removeMember(alone.id, ada.id, { ownerId: ada.id }), 'last-manager');
  assert.equal(await teams.setRole(alone.id, ada.id, 'developer', 'administrator'), 'last-manager');
});

test('where the account of the last manager is deleted, who has been in the team longest manages it', async () => {
  const [gone, first, second] = await Promise.all(
    ['gone', 'first', 'second'].map((name) => makeUser(here, `${name}@example.org`)),
  );
  assert.ok(gone && first && second);
  const crew = await team(gone, [first, 'developer'], [second, 'developer']);
  await rows(here, `UPDATE users SET disabled_at = now() WHERE id = $1`, [first.id]);
  await rows(here, 'DELETE FROM users WHERE id = $1', [gone.id]);
  assert.deepEqual(await managersOf(crew), [second.email], 'who cannot sign in manages nothing');
  await rows(here, 'DELETE FROM users WHERE id = ANY ($1)', [[first.id, second.id]]);
  assert.deepEqual(await teams.members(crew.id), []);
  assert.equal(await teams.appoint(crew.id, ada.id, 'manager', 'administrator'), 'changed');
  assert.deepEqual(await managersOf(crew), [ada.email]);
});

test('S061 S142 another owner, or another name of the team, takes the approval away, and another owner asks for consent again', async () => {
  const [crew, others] = [await team(ada), await team(ada)];
  const { id } = await applicationOf(crew);
  const state = async () => (await clients.find(id))?.verified;
  const askedSince = async () => (await clients.find(id))?.identityChangedAt.getTime();
  await makeFamily(here.database, eve.id, id);
  assert.ok(await clients.approve(id, 'administrator'));
  const first = await askedSince();
  await teams.change(crew.id, { name: crew.name, description: 'Other words' }, { ownerId: ada.id });
  assert.equal(await state(), true);
  await teams.change(crew.id, { name: randomId(8), description: '' }, { ownerId: ada.id });
  assert.equal(await state(), false);
  assert.ok(await clients.approve(id, 'administrator'));
  for (const owner of [
    { kind: 'team', teamId: others.id },
    { kind: 'person', userId: ben.id },
  ] as const) {
    const before = await askedSince();
    assert.equal((await clients.administer(id, { owner }, 'administrator')).outcome, 'changed');
    assert.deepEqual([await state(), (await askedSince()) !== before], [false, true]);
    assert.ok(await clients.approve(id, 'administrator'));
  }
  assert.ok(first);
  assert.equal((await clients.find(id))?.owner.kind, 'person');
});

test('an invitation counts once, for seven days, and only for whoever has its address', async () => {
  const crew = await team(ada);
  const by = { ownerId: ada.id };
  const invite = (user: User, token: string, role: TeamRole = 'developer') =>
    teams.invite(crew.id, { email: user.email, emailCanonical: user.email, role, hash: digest(token) }, by);
  const accept = (user: User, token: string, at = here) => at.teams.accept(digest(token), { ownerId: user.id });
  assert.ok(await invite(ben, 'one'));
  assert.equal(await accept(eve, 'one'), undefined);
  assert.ok(await invite(ben, 'two', 'manager'));
  assert.equal(await accept(ben, 'one'), undefined, 'the later one took its place');
  const outcomes = await Promise.all([here, there, here, there].map((at) => accept(ben, 'two', at)));
  assert.equal(outcomes.filter((joined) => joined?.id === crew.id).length, 1);
  assert.deepEqual((await managersOf(crew)).toSorted(), [ada.email, ben.email]);
  assert.equal(await invite(ben, 'three'), undefined, 'they are in it');

  const id = await invite(eve, 'four');
  assert.deepEqual(
    (await teams.invitations(crew.id)).map(({ email }) => email),
    [eve.email],
  );
  assert.equal(await teams.withdraw(crew.id, id ?? '', { ownerId: eve.id }), false);
  assert.equal(await teams.withdraw(crew.id, id ?? '', by), true);
  assert.equal(await accept(eve, 'four'), undefined);
  assert.ok(await invite(eve, 'five'));
  await rows(here, `UPDATE team_invitations SET expires_at = now() - interval '1 second'`);
  assert.equal(await accept(eve, 'five'), undefined);
  assert.equal(await teams.findInvitation(digest('five')), undefined);
});

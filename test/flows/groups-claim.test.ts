import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Group } from '../../src/accounts/group.ts';
import { type TestApp, type TestClient, testApp } from '../support/app.ts';
import { tokensOf } from '../support/tokens.ts';
import type { Visitor } from '../support/visitor.ts';

let site: TestApp;
let browser: Visitor;
let crew: Group;
before(async () => {
  site = await testApp();
  for (const [name, claims] of [
    ['openid', ['sub']],
    ['profile', ['name']],
    ['groups', ['groups']],
  ] as const) {
    const entry = { name, description: name, detail: undefined, privileged: false, claims };
    await site.deps.scopes.save(entry, 'administrator');
  }
  const ines = await site.person('ines@example.org');
  browser = await site.signedIn(ines);
  const { groups } = site.deps;
  const [a, b, outer] = await Promise.all(
    ['Crew', 'Board', 'All hands'].map(async (name) => {
      const made = await groups.add({ name, description: '', ownerId: undefined }, 'administrator');
      if (made === 'taken') throw new Error(name);
      return made;
    }),
  );
  assert.ok(a && b && outer);
  crew = a;
  await groups.addPerson(a.id, ines.id, 'administrator');
  await groups.addPerson(b.id, ines.id, 'administrator');
  await groups.addGroup(outer.id, a.id, 'administrator');
  await site.deps.users.describe(ines.id, { attributes: { groups: ['Kings'] } }, 'administrator');
});
after(() => site?.close());

async function application(changes: Parameters<TestApp['deps']['clients']['administer']>[1] = {}): Promise<TestClient> {
  const client = await site.application(await site.person(), { scopes: ['openid', 'groups', 'profile'] });
  await site.deps.clients.administer(client.id, changes, 'administrator');
  return client;
}

function held(email: string) {
  return { kind: 'person', email, emailCanonical: email.toLowerCase() } as const;
}

async function told(client: TestClient, scope = 'openid groups'): Promise<Record<string, unknown>> {
  const { access_token: token } = await tokensOf(site, browser, client, scope);
  const answer = await site.app.inject({ url: '/oauth2/userinfo', headers: { authorization: `Bearer ${token}` } });
  assert.equal(answer.statusCode, 200);
  return answer.json();
}

test('with the scope groups an application learns in which of its own groups somebody is, and of no other', async () => {
  assert.deepEqual((await told(await application({ groups: [crew.id] })))['groups'], ['Crew']);
  assert.deepEqual((await told(await application()))['groups'], [], 'one that everybody may use has none');
  const without = await told(await application({ groups: [crew.id] }), 'openid profile');
  assert.ok(!('groups' in without));
});

test('an administrator may let it know all of them, also those by which somebody is in another', async () => {
  const all = await told(await application({ metadata: { groupsClaim: 'all' } }));
  assert.deepEqual(all['groups'], ['All hands', 'Board', 'Crew']);
});

test('metadata has the scope and its claim', async () => {
  const { scopes_supported: scopes, claims_supported: claims } = (
    await site.app.inject('/.well-known/openid-configuration')
  ).json();
  assert.ok(scopes.includes('groups'));
  assert.ok(claims === undefined || claims.includes('groups'));
});

/** A page with an address in it, as if it were another. */
function without(page: string, email: string): string {
  return page.replaceAll(email, 'ADDRESS').replace(/name="(?:csrf|form)[^>]*>|[A-Za-z0-9_-]{43,}/g, '');
}

test('S108 a role is given to an address, and nothing that its owner sees says whether there is an account of it', async () => {
  const owner = await site.person();
  const keeper = await site.signedIn(owner);
  const client = await site.application(owner, { scopes: ['openid', 'roles'] });
  const path = `/oauth2/applications/${client.id}/roles`;
  await site.deps.roles.add(client.id, 'editor', 'administrator');
  await site.person('somebody@example.org', { name: 'Somebody There' });
  const seen = [];
  for (const email of ['somebody@example.org', 'nobody12@example.org']) {
    const given = await keeper.submit(await keeper.get(path), `${path}/give`, { role: 'editor', email });
    const [after, trail] = [await keeper.get(given.location), await keeper.get('/account/activity')];
    assert.ok(after.body.includes(email));
    assert.ok(!after.body.includes('Somebody There') && !trail.body.includes('Somebody There'));
    const taken = await keeper.submit(after, `${path}/take`, {});
    const exported = JSON.parse((await keeper.submit(await keeper.get('/account'), '/account/export', {})).body);
    const [told] = exported.activity.filter(({ event }: { event: string }) => event === 'client.roles_changed');
    assert.deepEqual([told.by, told.about], ['you', 'you']);
    seen.push([given.status, given.location, without(after.body, email), taken.status, taken.location]);
    assert.ok(!(await keeper.get(path)).body.includes(email));
  }
  assert.deepEqual(seen[0], seen[1]);
});

test('whoever makes an account of the address later has the role, and keeps it with another address', async () => {
  const roles = { name: 'roles', description: 'roles', detail: undefined, privileged: false, claims: ['roles'] };
  await site.deps.scopes.save(roles, 'administrator');
  const owner = await site.person();
  const client = await site.application(owner, { scopes: ['openid', 'roles'] });
  await site.deps.roles.add(client.id, 'editor', 'administrator');
  assert.equal(await site.deps.roles.give(client.id, 'editor', held('late@example.org'), { ownerId: owner.id }), true);
  const late = await site.person('late@example.org');
  const toldTo = async (email: string) => {
    const visitor = await site.signedIn({ ...late, email });
    const { access_token: token } = await tokensOf(site, visitor, client, 'openid roles');
    const headers = { authorization: `Bearer ${token}` };
    return (await site.app.inject({ url: '/oauth2/userinfo', headers })).json()['roles'];
  };
  assert.deepEqual(await toldTo('late@example.org'), ['editor']);
  await site.database.pool.query(
    "UPDATE users SET email = 'later@example.org', email_canonical = 'later@example.org' WHERE id = $1",
    [late.id],
  );
  await site.person('late@example.org');
  assert.deepEqual(await toldTo('later@example.org'), ['editor']);
  assert.deepEqual(await toldTo('late@example.org'), []);
  const [role] = await site.deps.roles.list(client.id);
  assert.deepEqual(
    role?.people.map(({ email }) => email),
    ['late@example.org'],
  );
  assert.equal(await site.deps.roles.take(client.id, 'editor', held('late@example.org'), { ownerId: owner.id }), true);
  assert.deepEqual(await toldTo('later@example.org'), []);
});

test('a role is given to a thousand addresses at most, and what was given to a deleted person is forgotten', async () => {
  const owner = await site.person();
  const client = await site.application(owner, {});
  await site.deps.roles.add(client.id, 'editor', 'administrator');
  await site.database.pool.query(
    `INSERT INTO role_addresses (client_id, role, email_canonical, email)
     SELECT $1, 'editor', n || '@example.net', n || '@example.net' FROM generate_series(1, 999) n`,
    [client.id],
  );
  const gone = await site.person();
  const give = (email: string) => site.deps.roles.give(client.id, 'editor', held(email), { ownerId: owner.id });
  assert.equal(await give(gone.email), true);
  assert.equal(await give('one@too.many'), 'too-many');
  assert.equal(await site.deps.deletions.order(gone.id, 0, 'administrator'), 'deleted');
  assert.equal(await give('one@too.many'), true);
});

test('S140 the owner of an application says what people and groups are there, and it learns its own roles alone, also in the preview of its tokens', async () => {
  const roles = { name: 'roles', description: 'roles', detail: undefined, privileged: false, claims: ['roles'] };
  await site.deps.scopes.save(roles, 'administrator');
  const owner = await site.person('owner@example.org');
  const keeper = await site.signedIn(owner);
  const own = { scopes: ['openid', 'roles'], homepage: undefined };
  const [mine, other] = [await site.application(owner, own), await site.application(owner, own)];
  const path = `/oauth2/applications/${mine.id}/roles`;
  for (const name of ['editor', 'reviewer', 'nobody']) {
    const added = await keeper.submit(await keeper.get(path), path, { 'role-name': name });
    assert.equal(added.location, `${path}?done=added`);
  }
  const wrong = await keeper.submit(await keeper.get(path), path, { 'role-name': 'chief editor' });
  assert.deepEqual([wrong.status, wrong.body.includes('value="chief editor"')], [422, true]);
  const give = async (typed: Record<string, string>) =>
    keeper.submit(await keeper.get(path), `${path}/give`, { role: 'editor', ...typed });
  assert.equal((await give({ email: 'ines@example.org' })).location, `${path}?done=given`);
  assert.equal((await give({ email: 'nobody' })).status, 422);
  // A group that the application is not for is none to its owner.
  assert.equal((await give({ role: 'reviewer', group: 'Crew' })).status, 422);
  await site.deps.clients.administer(mine.id, { groups: [crew.id] }, 'administrator');
  assert.equal((await give({ role: 'reviewer', group: 'Crew' })).status, 303);
  await site.deps.roles.add(other.id, 'king', 'administrator');
  const ines = await site.deps.users.findByEmail('ines@example.org');
  assert.ok(ines);
  await site.deps.roles.give(other.id, 'king', held(ines.email), 'administrator');
  assert.deepEqual((await told(mine, 'openid roles'))['roles'], ['editor', 'reviewer']);
  assert.deepEqual((await told(other, 'openid roles'))['roles'], ['king']);
  assert.ok(!('roles' in (await told(mine, 'openid'))));
  await site.deps.roles.give(mine.id, 'nobody', held(owner.email), 'administrator');
  const preview = await keeper.get(`/oauth2/applications/${mine.id}/tokens?show=yes&scope=openid&scope=roles`);
  assert.match(preview.body.replaceAll('&quot;', '"'), /"roles": \[\s*"nobody"\s*\]/);
  // Nobody else's, and what was taken away is told no more.
  const stranger = await site.signedIn(await site.person());
  assert.equal((await stranger.get(path)).status, 404);
  assert.equal(await site.deps.roles.add(mine.id, 'thief', { ownerId: ines.id }), false);
  await keeper.submit(await keeper.get(path), `${path}/take`, {});
  await site.deps.roles.remove(mine.id, 'reviewer', { ownerId: owner.id });
  assert.deepEqual((await told(mine, 'openid roles'))['roles'], []);
  const { rows } = await site.database.pool.query<{ detail: string }>(
    "SELECT detail FROM audit_events WHERE event = 'client.roles_changed' AND client_id = $1 ORDER BY at LIMIT 4",
    [mine.id],
  );
  assert.deepEqual(
    rows.map(({ detail }) => detail),
    ['added', 'added', 'added', 'given'],
  );
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Group } from '../../src/accounts/group.ts';
import type { User } from '../../src/accounts/user.ts';
import { DEVICE_CODE } from '../../src/oauth/model/device-code.ts';
import { randomId } from '../../src/secrets.ts';
import { PASSWORD, type TestApp, type TestClient } from '../support/app.ts';
import { askForCodes, pollFor, typeCode } from '../support/device.ts';
import { authorize, authorizeUrl, codeOf, isActive, redeem, refresh } from '../support/flow.ts';
import { browserOf, type Pair, startPair } from '../support/pair.ts';
import { ask, tokensOf } from '../support/tokens.ts';
import type { Visitor } from '../support/visitor.ts';

// Applications that are for some groups of people: A and B are two instances, and groups are managed from a third.

let pair: Pair;
let seed: TestApp;
let owner: User;
let resourceServer: TestClient;
before(async () => {
  pair = await startPair({ env: { LEGACY_GRANTS: 'password,implicit' } });
  seed = pair.seed;
  owner = await seed.person('owner@example.org', { name: 'Olga Keeper' });
  resourceServer = await seed.application(owner, { resourceServer: true });
});
after(() => pair?.close());

const ALL = 'openid read offline_access';
const GRANTS = ['authorization_code', 'refresh_token', 'client_credentials', 'password', DEVICE_CODE];

async function group(...people: readonly User[]): Promise<Group> {
  const made = await seed.deps.groups.add({ name: randomId(8), description: '', ownerId: undefined }, 'administrator');
  assert.ok(made !== 'taken');
  for (const { id } of people) assert.ok(await seed.deps.groups.addPerson(made.id, id, 'administrator'));
  return made;
}

async function restrictedTo(groups: readonly Group[] | 'everybody', client: TestClient): Promise<void> {
  const ids = groups === 'everybody' ? groups : groups.map(({ id }) => id);
  const changed = await seed.deps.clients.administer(client.id, { groups: ids }, 'administrator');
  assert.equal(changed.outcome, 'changed');
}

/** A person in a group, an application that is for it, and the person's browser at each instance. */
async function inGroup(settings: Parameters<TestApp['application']>[1] = {}) {
  const person = await seed.person();
  const team = await group(person);
  const client = await seed.application(owner, { grants: GRANTS, scopes: ALL.split(' '), ...settings });
  await restrictedTo([team], client);
  const at = { a: await browserOf(person, pair.a.app, seed), b: await browserOf(person, pair.b.app, seed) };
  return { person, team, client, at };
}

const leave = (team: Group, person: User) => seed.deps.groups.removePerson(team.id, person.id, 'administrator');
const answerOf = async (browser: Visitor, url: string) => {
  const first = await browser.get(url);
  return first.location.startsWith('/consent') ? browser.get(first.location) : first;
};
const userinfo = (token: string) =>
  pair.b.app.inject({ method: 'GET', url: '/oauth2/userinfo', headers: { authorization: `Bearer ${token}` } });
const check = (token: string) =>
  pair.b.app.inject({ method: 'GET', url: '/oauth2/check', headers: { authorization: `Bearer ${token}` } });

async function assertDead(client: TestClient, tokens: { access_token: string; refresh_token: string }): Promise<void> {
  for (const asking of [client, resourceServer]) {
    assert.equal(await isActive(pair.b, asking, tokens.access_token), false);
  }
  assert.equal(await isActive(pair.b, client, tokens.refresh_token), false);
  assert.equal((await userinfo(tokens.access_token)).statusCode, 401);
  assert.equal((await check(tokens.access_token)).statusCode, 401);
  const refreshed = await refresh(pair.b, client, tokens.refresh_token);
  assert.deepEqual([refreshed.status, refreshed.body.error], [400, 'invalid_grant']);
}

test('who is taken out of the group loses every token of the application at once, on every instance', async () => {
  const { person, team, client, at } = await inGroup();
  const tokens = await tokensOf(pair.a, at.a, client, ALL);
  for (const token of [tokens.access_token, tokens.refresh_token]) assert.ok(await isActive(pair.b, client, token));
  assert.equal((await userinfo(tokens.access_token)).statusCode, 200);
  const code = await codeOf(at.a, authorizeUrl(client));
  const other = await seed.application(owner);
  const elsewhere = await tokensOf(pair.a, at.a, other);

  assert.ok(await leave(team, person));
  await assertDead(client, tokens);
  assert.equal((await redeem(pair.b, client, code)).body.error, 'invalid_grant');
  assert.ok(await isActive(pair.b, other, elsewhere.access_token), 'other applications are untouched');

  // Coming back revives nothing of it.
  assert.ok(await seed.deps.groups.addPerson(team.id, person.id, 'administrator'));
  await assertDead(client, tokens);
  assert.ok(await isActive(pair.b, client, (await tokensOf(pair.b, at.b, client)).access_token));
});

test('who may not use the application is told so, and whom to ask, and the program hears access_denied', async () => {
  const { person, team, client, at } = await inGroup();
  await tokensOf(pair.a, at.a, client); // consent is remembered
  await leave(team, person);
  for (const browser of [at.a, at.b]) {
    const page = await answerOf(browser, authorizeUrl(client));
    assert.equal(page.status, 403);
    assert.match(page.body, /<h1>You may not use Trailmark<\/h1>/);
    assert.match(page.body, /Ask Olga Keeper, who keeps the application/);
    assert.ok(page.body.includes(person.email));
    const back = await browser.submit(page, '/consent', { decision: 'deny' });
    const at = new URL(back.location);
    assert.equal(at.searchParams.get('error'), 'access_denied');
    assert.match(at.searchParams.get('error_uri') ?? '', /\/docs\/errors\/not-admitted$/);
    assert.equal(at.searchParams.get('state'), 'some state');
    // The button of the consent page does not help either.
    const forced = await browser.submit(page, '/consent', { decision: 'authorize' });
    assert.equal((await browser.get(forced.location)).status, 403);
    const silent = await authorize(browser, authorizeUrl(client, { prompt: 'none' }));
    assert.equal(silent.searchParams.get('error'), 'access_denied');
  }
  await restrictedTo('everybody', client);
  await tokensOf(pair.b, at.b, client);
});

test('the same holds for a first-party application, and for one whose consent is never remembered', async () => {
  for (const settings of [
    { trusted: true },
    { confidential: false, grants: ['authorization_code', 'refresh_token'] },
  ]) {
    const { person, team, client, at } = await inGroup(settings);
    await leave(team, person);
    const pkce = { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' };
    assert.equal((await answerOf(at.a, authorizeUrl(client, pkce))).status, 403);
    const silent = await authorize(at.b, authorizeUrl(client, { ...pkce, prompt: 'none' }));
    assert.equal(silent.searchParams.get('error'), 'access_denied');
  }
});

test('groups are nested once: whoever is in a group of the group is in it', async () => {
  const { client, at, person, team } = await inGroup();
  const outer = await group();
  const outmost = await group();
  const { groups } = seed.deps;
  assert.equal(await groups.addGroup(outer.id, team.id, 'administrator'), 'added');
  assert.equal(await groups.addGroup(outer.id, team.id, 'administrator'), 'unchanged');
  assert.equal(await groups.addGroup(outmost.id, outer.id, 'administrator'), 'too-deep');
  assert.equal(await groups.addGroup(team.id, outmost.id, 'administrator'), 'too-deep');
  assert.equal(await groups.addGroup(team.id, team.id, 'administrator'), 'unchanged');
  await restrictedTo([outer], client);
  const tokens = await tokensOf(pair.a, at.a, client, ALL);
  assert.ok(await isActive(pair.b, client, tokens.access_token));

  assert.ok(await groups.removeGroup(outer.id, team.id, 'administrator'));
  await assertDead(client, tokens);
  assert.equal(await groups.addGroup(outer.id, team.id, 'administrator'), 'added');
  await assertDead(client, tokens);
  const again = await tokensOf(pair.a, at.a, client, ALL);
  await leave(team, person);
  await assertDead(client, again);
});

test('a group that an application is for is not deleted, and deleting one that is in it ends what came of it', async () => {
  const { client, at, team } = await inGroup();
  const outer = await group();
  const { groups } = seed.deps;
  assert.equal(await groups.delete(team.id, 'administrator'), 'in-use');
  await restrictedTo([outer], client);
  assert.equal(await groups.addGroup(outer.id, team.id, 'administrator'), 'added');
  const tokens = await tokensOf(pair.a, at.a, client, ALL);
  assert.equal(await groups.delete(team.id, 'administrator'), 'deleted');
  assert.equal(await groups.delete(team.id, 'administrator'), 'unknown');
  await assertDead(client, tokens);
});

test('an application that is given to other groups ends what it held for everybody else', async () => {
  const { client, at } = await inGroup();
  const tokens = await tokensOf(pair.a, at.a, client, ALL);
  await restrictedTo([await group()], client);
  await assertDead(client, tokens);
  await restrictedTo([], client); // for nobody
  assert.equal((await answerOf(at.a, authorizeUrl(client))).status, 403);
  // What it gets for itself is nobody's.
  const own = await ask(pair.a, client, { grant_type: 'client_credentials', scope: 'read' });
  assert.ok(await isActive(pair.b, client, own.body.access_token));
  assert.equal((await check(own.body.access_token)).statusCode, 204);
});

test('a password and a device code are worth nothing to who is in none of the groups', async () => {
  const { person, team, client, at } = await inGroup();
  const byPassword = { grant_type: 'password', username: person.email, password: PASSWORD, scope: 'read' };
  const tokens = await ask(pair.a, client, byPassword);
  assert.equal(tokens.status, 200);
  const waiting = await askForCodes(pair.a, client, 'read');
  const approved = await askForCodes(pair.a, client, 'read');
  const { typed, page } = await typeCode(at.a, approved.user);
  await at.a.submit(page, new URL(typed.location, 'http://here.invalid').pathname, { decision: 'authorize' });
  await leave(team, person);

  assert.equal(await isActive(pair.b, client, tokens.body.access_token), false);
  const refused = await ask(pair.b, client, byPassword);
  assert.deepEqual([refused.status, refused.body.error], [400, 'invalid_grant']);
  assert.match(String(refused.body['error_uri']), /not-admitted-by-password$/);
  assert.equal((await pollFor(pair.b, client, approved.device)).body.error, 'invalid_grant');

  const told = await typeCode(at.b, waiting.user);
  assert.equal(told.page.status, 403);
  assert.match(told.page.body, /You may not use Trailmark/);
  const here = new URL(told.typed.location, 'http://here.invalid').pathname;
  await at.b.submit(told.page, here, { decision: 'authorize' });
  assert.equal((await pollFor(pair.a, client, waiting.device)).body.error, 'authorization_pending');
  await at.b.submit(told.page, here, { decision: 'deny' });
  assert.equal((await pollFor(pair.a, client, waiting.device)).body.error, 'access_denied');
});

test('whatever is issued while somebody leaves the group is dead when they have left', async () => {
  const { person, team, client, at } = await inGroup();
  await tokensOf(pair.a, at.a, client, 'read'); // from now on consent is remembered
  for (let round = 0; round < 5; round += 1) {
    const code = await codeOf(at.a, authorizeUrl(client));
    const held = await tokensOf(pair.b, at.b, client, 'read');
    const byPassword = { grant_type: 'password', username: person.email, password: PASSWORD, scope: 'read' };
    const [, ...answers] = await Promise.all([
      leave(team, person),
      redeem(pair.a, client, code),
      refresh(pair.b, client, held.refresh_token),
      ask(pair.a, client, byPassword),
      ...[at.a, at.b].map((browser, i) =>
        browser.get(authorizeUrl(client)).then(async ({ location }) => {
          const late = URL.canParse(location) ? new URL(location).searchParams.get('code') : null;
          return late === null ? undefined : redeem(i === 0 ? pair.b : pair.a, client, late);
        }),
      ),
    ]);
    for (const answer of answers) {
      assert.ok(!answer || [200, 400].includes(answer.status), JSON.stringify(answer?.body));
      if (answer?.status !== 200) continue;
      assert.equal(await isActive(pair.b, client, answer.body.access_token), false);
      const { refresh_token: token } = answer.body;
      if (token) assert.equal((await refresh(pair.a, client, token)).body.error, 'invalid_grant');
    }
    assert.ok(await seed.deps.groups.addPerson(team.id, person.id, 'administrator'));
  }
});

test('of groups that are put into each other at once none is nested twice', async () => {
  const { groups } = seed.deps;
  for (let round = 0; round < 5; round += 1) {
    const [one, two, three] = [await group(), await group(), await group()];
    const outcomes = await Promise.all([
      groups.addGroup(one.id, two.id, 'administrator'),
      groups.addGroup(two.id, three.id, 'administrator'),
      groups.addGroup(three.id, one.id, 'administrator'),
    ]);
    assert.deepEqual(outcomes.toSorted(), ['added', 'too-deep', 'too-deep']);
  }
});

test('S140 the owner of a group manages its people, and nobody else does but administrators', async () => {
  const { groups } = seed.deps;
  const [keeper, other, person] = [await seed.person(), await seed.person(), await seed.person()];
  const made = await groups.add({ name: randomId(8), description: 'A team', ownerId: keeper.id }, 'administrator');
  assert.ok(made !== 'taken');
  assert.equal(await groups.addPerson(made.id, person.id, { ownerId: other.id }), false);
  assert.ok(await groups.addPerson(made.id, person.id, { ownerId: keeper.id }));
  assert.equal(await groups.addPerson(made.id, person.id, { ownerId: keeper.id }), false);
  assert.equal(await groups.removePerson(made.id, person.id, { ownerId: other.id }), false);
  assert.ok(await groups.removePerson(made.id, person.id, { ownerId: keeper.id }));
  const { rows } = await seed.database.pool.query(
    `SELECT event, actor_id, user_id FROM audit_events WHERE detail = $1 ORDER BY at, event`,
    [made.id],
  );
  assert.deepEqual(rows, [
    { event: 'group.added', actor_id: null, user_id: null },
    { event: 'group.member_added', actor_id: keeper.id, user_id: person.id },
    { event: 'group.member_removed', actor_id: keeper.id, user_id: person.id },
  ]);
  assert.equal(
    await groups.add({ name: made.name.toUpperCase(), description: '', ownerId: undefined }, 'administrator'),
    'taken',
  );
});

test('S144 disabling, or deleting, who keeps an application leaves that of a team as it is, and ends only what was issued to them', async () => {
  const [keeper, other] = [await seed.person(), await seed.person()];
  const crew = await seed.deps.teams.add({ name: randomId(8), description: '', managerId: keeper.id }, 'administrator');
  assert.ok(typeof crew === 'object');
  const client = await seed.application(keeper, { grants: GRANTS, scopes: ALL.split(' ') });
  const owner = { kind: 'team', teamId: crew.id } as const;
  assert.equal((await seed.deps.clients.administer(client.id, { owner }, 'administrator')).outcome, 'changed');
  const [mine, theirs] = [await browserOf(keeper, pair.a.app, seed), await browserOf(other, pair.a.app, seed)];
  const own = await tokensOf(pair.a, mine, client, ALL);
  const tokens = await tokensOf(pair.a, theirs, client, ALL);
  const code = await codeOf(theirs, authorizeUrl(client));
  const machine = await ask(pair.a, client, { grant_type: 'client_credentials' });
  assert.equal(await seed.deps.users.disable(keeper.id, 'administrator'), 'disabled');
  for (const deleted of [false, true]) {
    if (deleted) await seed.database.pool.query('DELETE FROM users WHERE id = $1', [keeper.id]);
    assert.equal(await isActive(pair.b, client, own.access_token), false);
    for (const token of [tokens.access_token, machine.body.access_token ?? '']) {
      assert.ok(await isActive(pair.b, client, token));
    }
    assert.equal((await ask(pair.b, client, { grant_type: 'client_credentials' })).status, 200);
    assert.ok(await codeOf(theirs, authorizeUrl(client)));
  }
  assert.equal((await redeem(pair.b, client, code)).status, 200);
  assert.equal((await refresh(pair.b, client, tokens.refresh_token)).status, 200);
  assert.equal((await seed.deps.clients.find(client.id))?.state, 'active');
});

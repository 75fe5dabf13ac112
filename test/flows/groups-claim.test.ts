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
  await site.deps.users.setAttributes(ines.id, { groups: ['Kings'] }, 'administrator');
});
after(() => site?.close());

async function application(changes: Parameters<TestApp['deps']['clients']['administer']>[1] = {}): Promise<TestClient> {
  const client = await site.application(await site.person(), { scopes: ['openid', 'groups', 'profile'] });
  await site.deps.clients.administer(client.id, changes, 'administrator');
  return client;
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

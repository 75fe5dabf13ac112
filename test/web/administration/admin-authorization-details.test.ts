import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../support/app.ts';
import type { Visitor } from '../../support/visitor.ts';

const PATH = '/admin/authorization-details';
const SCHEMA = '{"properties":{"amount":{"type":"string"}},"required":["amount"]}';
let site: TestApp;
let browser: Visitor;
before(async () => {
  site = await testApp();
  browser = await site.signedIn(await site.person('ada@example.org', { isAdmin: true }));
});
after(() => site.close());

const save = async (fields: Readonly<Record<string, string>>) =>
  browser.submit(await browser.get(PATH), PATH, {
    type: 'payment',
    sentence: 'Pay {amount}',
    schema: SCHEMA,
    ...fields,
  });

test('S143 an administrator adds, replaces and deletes types of details, and nobody else does', async () => {
  assert.match((await browser.get('/admin/scopes')).body, new RegExp(`href="${PATH}"`));
  assert.match((await browser.get(PATH)).body, /No type yet/);
  assert.equal((await save({})).status, 303);
  assert.match((await browser.get(PATH)).body, /Pay \{amount\}/);
  assert.equal((await save({ sentence: 'Give {amount}' })).status, 303);
  assert.match((await browser.get(PATH)).body, /Give \{amount\}/);
  const stranger = await site.signedIn(await site.person());
  assert.notEqual((await stranger.get(PATH)).status, 200);
  const client = await site.application(await site.person());
  const changes = { metadata: { authorizationDetailsTypes: ['payment'] } };
  await site.deps.clients.administer(client.id, changes, 'administrator');
  const before = await browser.get(PATH);
  assert.doesNotMatch(before.body, /Delete payment/);
  await site.deps.clients.administer(client.id, { metadata: { authorizationDetailsTypes: [] } }, 'administrator');
  const page = await browser.get(PATH);
  await site.deps.clients.administer(client.id, changes, 'administrator');
  assert.equal((await browser.submit(page, `${PATH}/delete`, {})).status, 409);
  await site.deps.clients.administer(client.id, { metadata: { authorizationDetailsTypes: [] } }, 'administrator');
  assert.equal((await browser.submit(page, `${PATH}/delete`, {})).status, 303);
  assert.match((await browser.get(PATH)).body, /No type yet/);
  const { rows } = await site.database.pool.query(
    "SELECT detail FROM audit_events WHERE event = 'details_type.changed' ORDER BY at",
  );
  assert.deepEqual(
    rows.map(({ detail }) => detail),
    ['added payment', 'updated payment', 'deleted payment'],
  );
});

test('what is wrong with a type stands beside its field, and what was typed stays', async () => {
  for (const [said, fields] of [
    [/without spaces/, { type: 'a b' }],
    [/no other brace/, { sentence: 'Pay {' }],
    [/The schema is an object/, { schema: 'nothing' }],
    [/not one of JSON Schema/, { schema: '{"type":"text"}' }],
  ] as const) {
    const { status, body } = await save(fields);
    assert.equal(status, 422);
    assert.match(body, said);
    assert.ok(body.includes(Object.values(fields)[0]?.replaceAll('"', '&quot;') ?? ''));
  }
});

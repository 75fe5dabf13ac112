import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../../src/accounts/user.ts';
import { type TestApp, type TestClient, testApp } from '../../support/app.ts';
import { withDialect } from '../../support/dialects.ts';
import { post } from '../../support/flow.ts';
import type { Visitor } from '../../support/visitor.ts';

let site: TestApp;
let admin: Visitor;
let ines: User;
let owner: Visitor;
before(async () => {
  site = await testApp();
  await site.scope('read');
  admin = await site.signedIn(await site.person(undefined, { isAdmin: true }));
  ines = await site.person();
  owner = await site.signedIn(ines);
});
after(() => site.close());

const pathOf = ({ id }: TestClient) => `/admin/applications/${id}/dialect`;
const dialectOf = async ({ id }: TestClient) => (await site.deps.clients.find(id))?.dialect;
const save = async (client: TestClient, typed: Record<string, string>, by = admin) =>
  by.submit(await admin.get(pathOf(client)), pathOf(client), { until: '', ...typed });
const isoDay = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test('S142 an administrator gives a dialect with or without a last day, and takes it away; it is audited', async () => {
  const client = await site.application(ines);
  assert.equal((await save(client, { dialect: 'op-api' })).location, `${pathOf(client)}?done=saved`);
  assert.deepEqual(await dialectOf(client), { name: 'op-api', expiresAt: undefined });
  await save(client, { dialect: 'community-maps', until: isoDay(10) });
  const given = await dialectOf(client);
  assert.equal(given?.name, 'community-maps');
  assert.equal(given?.expiresAt?.toISOString(), `${isoDay(11)}T00:00:00.000Z`, 'through that day');
  assert.match((await admin.get(pathOf(client))).body, new RegExp(`value="${isoDay(10)}"`));
  assert.match((await admin.get(`/admin/applications/${client.id}`)).body, /community-maps/);
  await save(client, { dialect: 'none' });
  assert.equal(await dialectOf(client), undefined);
  const { rows } = await site.database.pool.query(
    "SELECT detail FROM audit_events WHERE event = 'client.dialect_changed' AND client_id = $1 ORDER BY at",
    [client.id],
  );
  assert.deepEqual(
    rows.map(({ detail }) => detail),
    ['op-api', 'community-maps', 'none'],
  );
});

test('S142 nobody but an administrator can, whatever is typed', async () => {
  const client = await site.application(ines);
  const stolen = await admin.get(pathOf(client));
  assert.equal((await owner.get(pathOf(client))).status, 404);
  assert.notEqual((await owner.submit(stolen, pathOf(client), { dialect: 'op-api' })).status, 303);
  const edit = `/oauth2/applications/${client.id}/edit`;
  const typed = {
    dialect: 'op-api',
    name: 'Trailmark',
    redirect_uris: 'https://app.example/callback',
    confidential: 'yes',
  };
  await owner.submit(await owner.get(edit), edit, { ...typed, scope: 'read', grant: 'authorization_code' });
  assert.equal(await dialectOf(client), undefined);
});

test('what is typed wrong is said beside the field, and nothing is changed', async () => {
  const client = await site.application(ines);
  for (const until of [isoDay(-1), '2027-02-30', 'tomorrow', '31.1.2027']) {
    const page = await save(client, { dialect: 'op-api', until });
    assert.equal(page.status, 422, until);
    assert.match(page.body, /Give a day from today on/);
  }
  for (const dialect of ['', 'swahili', '__proto__'])
    assert.equal((await save(client, { dialect })).status, 422, dialect);
  assert.equal(await dialectOf(client), undefined);
});

test('a public application gets no dialect, and one with a dialect cannot become public', async () => {
  const open = await site.application(ines, { confidential: false });
  const page = await save(open, { dialect: 'community-maps' });
  assert.equal(page.status, 422);
  assert.match(page.body, /the dialect community-maps needs a secret/);
  const dialect = { name: 'op-api', expiresAt: undefined };
  assert.equal((await site.deps.clients.administer(open.id, { dialect }, 'administrator')).outcome, 'refused');
  const { pool } = site.database;
  const force = pool.query("UPDATE clients SET dialect = 'op-api' WHERE id = $1", [open.id]);
  await assert.rejects(force, { constraint: 'clients_dialect_check' });

  const client = await withDialect(site, ines, 'community-maps');
  const edit = `/oauth2/applications/${client.id}/edit`;
  const form = await owner.get(edit);
  const typed = new URLSearchParams({
    _csrf: /name="_csrf" value="([^"]+)"/.exec(form.body)?.[1] ?? '',
    name: 'Trailmark',
    redirect_uris: 'https://app.example/callback',
    grant: 'authorization_code',
  });
  const refused = await owner.post(edit, Object.fromEntries(typed));
  assert.equal(refused.status, 422);
  assert.match(refused.body, /dialect, which needs a secret/);
  const settings = {
    ...{ name: 'x', homepage: undefined, confidential: false, redirectUris: [], scopes: [] },
    ...{ grants: ['refresh_token'], requirePkce: false },
  };
  assert.equal(await site.deps.clients.change(client.id, settings, 'administrator'), false);
  assert.equal((await site.deps.clients.find(client.id))?.confidential, true);
});

test('both pages count how often the dialect was needed, and the owner reads what to use instead', async () => {
  const client = await withDialect(site, ines, 'op-api', { scopes: [], grants: ['client_credentials'] });
  const page = `/oauth2/applications/${client.id}`;
  assert.match((await owner.get(page)).body, /No request of the last 30 days needed it/);
  const logLines: string[] = [];
  const loud = await testApp({ on: { url: site.url, drop: async () => {} }, logLines });
  const fields = { client_id: client.id, client_secret: client.secret };
  for (let at = 0; at < 3; at += 1) await post(loud, '/auth/v2/accesstoken?grant_type=client_credentials', fields);
  await loud.deps.activity.flush();
  await loud.close();
  const used = logLines.filter((line) => JSON.parse(line).event === 'dialect.used').map((line) => JSON.parse(line));
  assert.deepEqual(
    used.map(({ dialect, clientId }) => [dialect, clientId]),
    Array(3).fill(['op-api', client.id]),
  );
  for (const { body } of [await owner.get(page), await admin.get(pathOf(client))]) {
    assert.match(body, /3 requests of the last 30 days needed it/);
  }
  const { body } = await owner.get(page);
  assert.match(body, /what that allows is not standard/);
  assert.match(body, /POST \/oauth2\/token/);
  const maps = await withDialect(site, ines, 'community-maps');
  const warned = (await owner.get(`/oauth2/applications/${maps.id}`)).body;
  assert.match(warned, /no state/);
  assert.match(warned, /no PKCE/);
});

test('the owner reads both names of the client ID and the secret', async () => {
  const client = await site.application(ines);
  const text = (await owner.get(`/oauth2/applications/${client.id}`)).body.replace(/<[^>]+>/g, '');
  assert.match(text, /Client ID \(API key\)/);
  assert.match(text, /Client secret \(API secret\)/);
});

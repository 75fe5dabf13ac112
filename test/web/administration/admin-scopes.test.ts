import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { makeApplication } from '../../support/applications.ts';
import { fillIn, registerByForm, type Site, signedIn, TYPED, textOf } from '../../support/console.ts';
import { pagesApp } from '../../support/pages.ts';
import { visitor } from '../../support/visitor.ts';

let site: Site;
let admin: Awaited<ReturnType<typeof signedIn>>;
let ines: Awaited<ReturnType<typeof signedIn>>;
before(async () => {
  site = await pagesApp();
  admin = await signedIn(site, 'root@openfield.example', { name: 'Root', isAdmin: true });
  ines = await signedIn(site, 'ines@openfield.example');
});
after(() => site?.close());

const LIST = '/admin/scopes';
const NEW = '/admin/scopes/new';
const SYNC = '/admin/scope/sync';

async function find(name: string) {
  return (await site.deps.scopes.listUsed()).find((scope) => scope.name === name);
}

async function recorded(): Promise<readonly { readonly detail: string; readonly actor_id: string | null }[]> {
  const { rows } = await site.database.pool.query(
    "SELECT detail, actor_id FROM audit_events WHERE event = 'scope.changed' ORDER BY at",
  );
  return rows;
}

test('an administrator adds a scope, and every part of it counts', async () => {
  assert.match(textOf((await admin.get(LIST)).body), /No scope yet/);
  const typed = {
    name: ' sync ',
    description: 'Copy the map',
    detail: 'All of it.',
    privileged: 'yes',
    grant: ['client_credentials'],
  };
  const answer = await fillIn(admin, NEW, typed);
  assert.deepEqual([answer.status, answer.location], [303, `${SYNC}?done=added`]);
  assert.deepEqual(await find('sync'), {
    name: 'sync',
    description: 'Copy the map',
    detail: 'All of it.',
    privileged: true,
    safe: false,
    grants: ['client_credentials'],
    offered: false,
    claims: [],
    oldNames: [],
    applications: 0,
  });
  assert.match(textOf((await admin.get(answer.location)).body), /The scope was added\./);
  const line = /sync Privileged Not offered Copy the map All of it\. client_credentials 0/;
  assert.match(textOf((await admin.get(LIST)).body), line);
  assert.deepEqual(await recorded(), [{ detail: 'added sync', actor_id: admin.user.id }]);
});

test('two clicks on Add make one scope, and both lead to it', async () => {
  const typed = { name: 'twice', description: 'Press twice', offered: 'yes' };
  const clicks = await Promise.all([fillIn(admin, NEW, typed), fillIn(admin, NEW, typed)]);
  const late = await fillIn(admin, NEW, typed);
  for (const { location } of [...clicks, late]) assert.equal(location, '/admin/scope/twice?done=added');
  const added = (await recorded()).filter(({ detail }) => detail === 'added twice');
  assert.equal(added.length, 1);
});

test('what is wrong with a scope is said beside its field, and nothing typed is lost', async () => {
  const typed = {
    name: 'two words',
    description: '',
    detail: 'x'.repeat(301),
    grant: ['refresh_token'],
    offered: 'yes',
  };
  const { status, body } = await fillIn(admin, NEW, typed);
  assert.equal(status, 422);
  for (const [id, sentence] of Object.entries({
    name: '“two words” cannot be a scope',
    description: 'Say in a phrase what it allows',
    detail: 'one line of at most 300 characters',
    grants: 'A refresh token carries what the grant before it may carry',
  })) {
    const said = textOf(new RegExp(`<p class="error" id="${id}-error">.*?</p>`, 's').exec(body)?.[0] ?? '');
    assert.ok(said.includes(sentence), `${id}: ${said}`);
  }
  assert.match(body, /value="two words"/);
  assert.match(body, /name="offered" value="yes"[^>]* checked/);
  const again = await fillIn(admin, NEW, { name: 'sync', description: 'Another' });
  assert.match(textOf(again.body), /There is a scope sync already/);
  assert.equal((await find('sync'))?.description, 'Copy the map');
});

test('an administrator changes a scope but for its name, which no field can slip in', async () => {
  const answer = await fillIn(admin, SYNC, { name: 'other', description: 'Copy all maps', offered: 'yes' });
  assert.deepEqual([answer.status, answer.location], [303, `${SYNC}?done=saved`]);
  const { detail, privileged, grants, offered, description } = (await find('sync')) ?? {};
  assert.deepEqual([description, detail, privileged, grants, offered], ['Copy all maps', undefined, false, [], true]);
  assert.equal(await find('other'), undefined);
  const wrong = await fillIn(admin, SYNC, { description: '' });
  assert.equal(wrong.status, 422);
  assert.match(textOf(wrong.body), /Description : Say in a phrase/);
});

test('a scope is renamed on its page, which then tells its old names', async () => {
  const { id } = await makeApplication(site.deps.clients, ines.user.id, { scopes: ['sync'], name: 'Mirror' });
  for (const [typed, sentence] of [
    ['', /Give it a name/],
    ['a b', /cannot be a scope/],
    ['sync', /This is its name already/],
  ] as const) {
    const answer = await fillIn(admin, SYNC, { new_name: typed }, `${SYNC}/rename`);
    assert.equal(answer.status, 422, typed);
    assert.match(textOf(answer.body), sentence);
  }
  const answer = await fillIn(admin, SYNC, { new_name: 'maps/copy' }, `${SYNC}/rename`);
  assert.equal(answer.location, '/admin/scope/maps%2Fcopy?done=renamed');
  const { body } = await admin.get(answer.location);
  assert.match(textOf(body), /1 application has it Mirror Old names sync/);
  assert.match(body, new RegExp(`href="/admin/applications/${id}"`));
  assert.deepEqual((await site.deps.clients.find(id))?.scopes, ['maps/copy']);
  assert.match(textOf((await fillIn(admin, NEW, { name: 'sync', description: 'x' })).body), /was called sync before/);
  assert.equal((await recorded()).at(-1)?.detail, 'renamed sync maps/copy');
  assert.equal((await admin.get(SYNC)).status, 404);
});

test('a scope that an application has cannot be deleted, and its page says which; nobody’s can', async () => {
  const path = '/admin/scope/maps%2Fcopy';
  const page = await admin.get(path);
  assert.match(textOf(page.body), /Only a scope that no application has can be deleted/);
  assert.doesNotMatch(page.body, /scope\/maps%2Fcopy\/delete/);
  const [form] = [...page.body.matchAll(/name="_csrf" value="([^"]+)"/g)];
  const forced = await admin.post(`${path}/delete`, { _csrf: form?.[1] ?? '' });
  assert.equal(forced.status, 409);
  assert.match(textOf(forced.body), /it was not deleted/);
  const [user] = await site.deps.scopes.users('maps/copy');
  await site.deps.clients.delete(user?.id ?? '', 'administrator');
  const answer = await fillIn(admin, path, {}, `${path}/delete`);
  assert.equal(answer.location, `${LIST}?done=deleted`);
  assert.match(textOf((await admin.get(answer.location)).body), /The scope was deleted\./);
  assert.equal((await recorded()).at(-1)?.detail, 'deleted maps/copy');
  const tooSoon = await fillIn(admin, NEW, { name: 'maps/copy', description: 'Something else' });
  assert.equal(tooSoon.status, 422);
  assert.match(textOf(tooSoon.body), /still being taken out of what people allowed\. Try again in a minute/);
});

test('a consumer of OAuth 1.0a counts among those that have a scope, also where its pages are switched off', async () => {
  const entry = { detail: undefined, privileged: false };
  await site.deps.scopes.save({ ...entry, name: 'gps', description: 'Read your traces' }, 'administrator');
  await site.database.pool.query(
    `INSERT INTO oauth1_consumers (key, owner_id, name, homepage, scopes, secret)
     VALUES ('lk_ck_old', $1, 'Old Mapper', 'https://old.example/', '{gps}', '\\x00')`,
    [ines.user.id],
  );
  const { body } = await admin.get('/admin/scope/gps');
  assert.match(textOf(body), /1 application has it Old Mapper/);
  assert.doesNotMatch(body, /lk_ck_old/);
  assert.equal(await site.deps.scopes.delete('gps', 'administrator'), 'used');
});

test('S142 an administrator gives an application any scope there is; the rest of its registration stays', async () => {
  const entry = { detail: undefined, privileged: false };
  await site.deps.scopes.save({ ...entry, name: 'read_prefs', description: 'Read your preferences' }, 'administrator');
  await site.deps.scopes.save({ ...entry, name: 'moderate', description: 'Moderate', offered: false }, 'administrator');
  await site.deps.scopes.save(
    { ...entry, name: 'sync_all', description: 'Copy', grants: ['client_credentials'] },
    'administrator',
  );
  const { id } = await registerByForm(ines, TYPED);
  const path = `/admin/applications/${id}`;
  assert.match((await admin.get(path)).body, new RegExp(`href="${path}/scopes"`));
  const before = await site.deps.clients.find(id);
  const answer = await fillIn(admin, `${path}/scopes`, { scope: ['moderate', 'read_prefs'] });
  assert.deepEqual([answer.status, answer.location], [303, `${path}?done=saved`]);
  const after = await site.deps.clients.find(id);
  assert.deepEqual(after?.scopes, ['moderate', 'read_prefs']);
  assert.deepEqual({ ...after, scopes: [], revision: 0 }, { ...before, scopes: [], revision: 0 });
  for (const [scope, sentence] of [
    ['nothing', /There is no scope nothing/],
    ['sync_all', /It can have sync_all only with client_credentials/],
  ] as const) {
    const refused = await fillIn(admin, `${path}/scopes`, { scope });
    assert.equal(refused.status, 422);
    assert.match(textOf(refused.body), sentence);
  }
});

test('S143 S117 only an administrator sees the catalogue, and only one who just proved who they are changes it', async () => {
  const { id } = await makeApplication(site.deps.clients, ines.user.id);
  const pages = [NEW, '/admin/scope/moderate', `/admin/applications/${id}/scopes`];
  const forms = [...pages, '/admin/scope/moderate/rename', '/admin/scope/moderate/delete'];
  for (const page of pages) {
    assert.equal((await ines.get(page)).status, 404, page);
    assert.match((await visitor(site.app).get(page)).location, /^\/sign-in\?/, page);
  }
  const token = /name="_csrf" value="([^"]+)"/;
  const typed = { name: 'x', description: 'x', new_name: 'x', scope: 'moderate' };
  const theirs = token.exec((await ines.get('/account')).body)?.[1] ?? '';
  for (const form of forms) assert.equal((await ines.post(form, { ...typed, _csrf: theirs })).status, 404, form);
  const own = token.exec((await admin.get('/account')).body)?.[1] ?? '';
  site.clock.now = new Date(Date.now() + 301_000);
  try {
    for (const form of forms) {
      const answer = await admin.post(form, { ...typed, _csrf: own });
      assert.deepEqual([answer.status, /<h1>Confirm that it is you/.test(answer.body)], [403, true], form);
    }
  } finally {
    site.clock.now = new Date();
  }
  assert.equal((await find('moderate'))?.description, 'Moderate');
  assert.equal(await find('x'), undefined);
});

test('S125 what a scope says is text on every page that tells it', async () => {
  const evil = '<img src=x onerror=alert(1)>';
  const name = "o'neil&<b>/?#";
  await fillIn(admin, NEW, { name, description: evil, detail: evil, offered: 'yes' });
  const path = `/admin/scope/${encodeURIComponent(name)}`;
  const { id } = await makeApplication(site.deps.clients, ines.user.id, { scopes: [name], name: evil });
  for (const page of [LIST, path, `/admin/applications/${id}/scopes`, '/oauth2/applications/new']) {
    const { status, body } = await admin.get(page);
    assert.equal(status, 200, page);
    assert.doesNotMatch(body, /<img|<b>/, page);
    assert.ok(textOf(body).includes(evil) || body.includes('&lt;img'), page);
  }
  assert.equal((await fillIn(admin, path, { description: 'Tamed' })).status, 303);
  assert.equal((await find(name))?.description, 'Tamed');
});

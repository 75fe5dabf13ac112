import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { makeApplication } from '../../support/applications.ts';
import { fillIn, type Site, signedIn, textOf } from '../../support/console.ts';
import { pagesApp } from '../../support/pages.ts';
import { formsIn } from '../../support/visitor.ts';

let site: Site;
let admin: Awaited<ReturnType<typeof signedIn>>;
before(async () => {
  site = await pagesApp();
  admin = await signedIn(site, 'root@openfield.example', { name: 'Root', isAdmin: true });
});
after(() => site?.close());

const NEW = '/admin/groups/new';

/** Sends the form of this page that posts to `action`. */
async function send(path: string, action: string, typed: Readonly<Record<string, string>>) {
  return admin.submit(await admin.get(path), action, typed);
}

async function add(name: string, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const answer = await send(NEW, NEW, { name, ...more });
  assert.equal(answer.status, 303, textOf(answer.body));
  return answer.location.split('?', 1)[0] ?? '';
}

test('S143 S146 an administrator adds a group, puts a person into it and takes them out, all of it recorded', async () => {
  const ada = await site.person('ada@openfield.example', { name: 'Ada <L>' });
  const path = await add('Field crew', { description: 'Who maps <outside>', owner: 'ADA@openfield.example' });
  const page = await admin.get(path);
  assert.match(textOf(page.body), /Field crew Who maps <outside>/);
  assert.match(textOf(page.body), /Nobody is in it by themselves/);

  const unknown = await send(path, `${path}/people`, { email: 'nobody@openfield.example' });
  assert.equal(unknown.status, 422);
  assert.match(textOf(unknown.body), /There is no account with this address/);
  assert.match(unknown.body, /value="nobody@openfield\.example"/);
  const put = await send(path, `${path}/people`, { email: ada.email });
  assert.equal(put.status, 303);
  assert.match(textOf((await admin.get(path)).body), /Ada <L> ada@openfield\.example/);
  const taken = await send(path, `${path}/people/remove`, {});
  assert.equal(taken.status, 303);
  assert.match(textOf((await admin.get(path)).body), /Nobody is in it by themselves/);
  const { rows } = await site.database.pool.query(
    `SELECT event, user_id FROM audit_events WHERE actor_id = $1 AND event LIKE 'group.%' ORDER BY at`,
    [admin.user.id],
  );
  assert.deepEqual(rows, [
    { event: 'group.added', user_id: null },
    { event: 'group.member_added', user_id: ada.id },
    { event: 'group.member_removed', user_id: ada.id },
  ]);
  const outer = await add('Everybody outside');
  await send(outer, `${outer}/groups`, { group: 'Field crew' });
  const trail = (await admin.get('/admin/audit')).body;
  assert.ok(trail.includes(`<a href="${path}">the group Field crew</a>`));
  assert.match(textOf(trail), /Ada <L> .{0,20}the group Field crew/);
  assert.ok(!textOf(trail).includes(path.slice('/admin/groups/'.length)), 'what is named needs no id');
  assert.match(textOf(trail), /the group Everybody outside .{0,20}the group Field crew/);
});

test('what is wrong with a group stands beside its field, and nothing that was typed is lost', async () => {
  await add('Surveyors');
  const empty = await send(NEW, NEW, { name: ' ', description: 'Some', owner: 'not an address' });
  assert.equal(empty.status, 422);
  for (const sentence of [/Give it a name/, /looks like name@example\.org/]) {
    assert.match(textOf(empty.body), sentence);
  }
  assert.match(empty.body, /value="Some"/);
  site.clock.now = new Date(Date.now() + 120_000); // no double click
  const taken = await send(NEW, NEW, { name: 'SURVEYORS' });
  site.clock.now = new Date();
  assert.equal(taken.status, 422);
  assert.match(textOf(taken.body), /There is a group of this name already/);
});

test('groups hold groups once, are renamed, found and deleted', async () => {
  const [outer, inner] = [await add('Outer ring'), await add('Inner ring')];
  const wrong = await send(outer, `${outer}/groups`, { group: 'No such' });
  assert.match(textOf(wrong.body), /There is no group of this name/);
  assert.equal((await send(outer, `${outer}/groups`, { group: 'inner ring' })).status, 303);
  const deep = await send(inner, `${inner}/groups`, { group: 'Outer ring' });
  assert.equal(deep.status, 422);
  assert.match(textOf(deep.body), /Groups are nested once/);
  assert.match(textOf((await admin.get(inner)).body), /Groups that it is in Outer ring/);
  assert.equal((await send(outer, `${outer}/groups/remove`, {})).status, 303);
  assert.match(textOf((await admin.get(outer)).body), /No group is in it/);

  await send(outer, outer, { name: 'Ring road', description: 'Around it' });
  const found = await admin.get('/admin/groups?q=around');
  assert.match(textOf(found.body), /Ring road Around it Administrators 0 0 0/);
  assert.doesNotMatch(found.body, /Inner ring/);
  assert.equal((await send(inner, `${inner}/delete`, {})).location, '/admin/groups?done=deleted');
  assert.equal((await admin.get(inner)).status, 404);
});

test('groups and their people come by pages', async () => {
  const made = await Promise.all(
    Array.from({ length: 53 }, async (_, i) => {
      const fields = { name: `Page ${String(i).padStart(2, '0')}`, description: 'paged', ownerId: undefined };
      return site.deps.groups.add(fields, 'administrator');
    }),
  );
  const first = await admin.get('/admin/groups?q=paged');
  assert.match(first.body, /Page 49</);
  assert.doesNotMatch(first.body, /Page 50</);
  const next = /href="([^"]*after=[^"]*)" rel="next"/.exec(first.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const second = await admin.get(next);
  assert.match(second.body, /Page 52</);
  assert.doesNotMatch(second.body, /Page 49</);
  const [group] = made;
  assert.ok(group && group !== 'taken');
  await site.database.pool.query(
    `WITH people AS (
      INSERT INTO users (email, email_canonical, name) SELECT format('many%s@example.org', lpad(i::text, 2, '0')), format('many%s@example.org', lpad(i::text, 2, '0')), 'Many'
      FROM generate_series(0, 59) i RETURNING id
    ) INSERT INTO group_members (user_id, group_id) SELECT id, $1 FROM people`,
    [group.id],
  );
  const page = await admin.get(`/admin/groups/${group.id}`);
  assert.match(page.body, /many49@example\.org/);
  assert.doesNotMatch(page.body, /many50@example\.org/);
  assert.match((await admin.get(`/admin/groups/${group.id}?q=many57`)).body, /many57@example\.org/);
});

test('an administrator says on its page for which groups an application is', async () => {
  const { id } = await makeApplication(site.deps.clients, admin.user.id, { name: 'Trail book' });
  const crew = await add('Trail crew');
  const path = `/admin/applications/${id}`;
  const page = `${path}/groups`;
  assert.match(textOf((await admin.get(path)).body), /For whom Everybody/);
  const none = await send(page, page, { restricted: 'yes', groups: ' ' });
  assert.match(textOf(none.body), /Name a group, or let everybody use it/);
  const unknown = await send(page, page, { restricted: 'yes', groups: 'Trail crew\nNo such' });
  assert.equal(unknown.status, 422);
  assert.match(textOf(unknown.body), /There is no group No such/);
  assert.equal((await send(page, page, { restricted: 'yes', groups: 'trail crew\r\n' })).status, 303);
  assert.equal((await site.deps.clients.find(id))?.restricted, true);
  assert.match(textOf((await admin.get(path)).body), /For whom Trail crew/);
  assert.match(textOf((await admin.get(crew)).body), /Applications that are for it Trail book/);
  const kept = await send(crew, `${crew}/people`, { email: admin.user.email });
  assert.equal(kept.status, 303);
  assert.match(textOf((await admin.get(crew)).body), /Applications are for it: give them to other groups/);
  const form = await admin.get(page);
  const fields = { _csrf: /name="_csrf" value="([^"]+)"/.exec(form.body)?.[1] ?? '', groups: '' };
  assert.equal((await admin.post(page, fields)).status, 303);
  assert.equal((await site.deps.clients.find(id))?.restricted, false);
});

test('S140 S143 pages of groups are for administrators, and a group’s owner has one with its people alone', async () => {
  const keeper = await signedIn(site, 'keeper@openfield.example', { name: 'Kim Keeper' });
  const other = await signedIn(site, 'other@openfield.example');
  const path = await add('Kept', { owner: keeper.user.email });
  const own = path.replace('/admin', '');
  for (const url of ['/admin/groups', NEW, path]) assert.equal((await keeper.get(url)).status, 404);
  assert.equal((await other.get(own)).status, 404);
  assert.equal((await admin.get(own)).status, 404);
  const page = await keeper.get(own);
  assert.equal(page.status, 200);
  assert.match((await keeper.get('/start')).body, new RegExp(`href="${own}"`));
  assert.equal((await keeper.submit(page, `${own}/people`, { email: other.user.email })).status, 303);
  const filled = await keeper.get(own);
  assert.match(textOf(filled.body), /other@openfield\.example/);
  const { _csrf = '' } = Object.fromEntries(
    [...filled.body.matchAll(/name="(_csrf)" value="([^"]+)"/g)].map((m) => [m[1], m[2]]),
  );
  const stolen = await other.post(`${own}/people`, { _csrf, email: other.user.email });
  assert.ok([403, 404].includes(stolen.status));
  assert.equal((await keeper.submit(filled, `${own}/people/remove`, {})).status, 303);
  assert.doesNotMatch((await keeper.get(own)).body, /other@openfield\.example/);
});

test('S143 S146 an administrator adds a resource, gives it to an application, changes and deletes it; errors stand beside fields', async () => {
  const RESOURCES = '/admin/resources';
  const NEW = `${RESOURCES}/new`;
  const uri = 'https://api.example.com/v1/';
  await site.deps.scopes.save(
    { name: 'read_map', description: 'Read the map', detail: undefined, privileged: false },
    'administrator',
  );
  const outsider = await signedIn(site, 'no-admin@openfield.example');
  for (const page of [RESOURCES, NEW]) assert.equal((await outsider.get(page)).status, 404);
  assert.match(textOf((await admin.get(RESOURCES)).body), /No resource yet/);
  const typed = { name: 'Map API', uri, scope: ['read_map'], access_token_format: 'jwt', access_token_seconds: '600' };
  const wrong = await fillIn(admin, NEW, { ...typed, uri: 'api/#x', access_token_seconds: 'soon' });
  assert.equal(wrong.status, 422);
  assert.match(textOf(wrong.body), /2 things need your attention/);
  assert.match(wrong.body, /value="soon"/);
  assert.match(wrong.body, /value="read_map" checked/);
  assert.match(wrong.body, /value="jwt" checked/);
  const nowhere = textOf((await fillIn(admin, NEW, { ...typed, uri: '' })).body);
  assert.match(nowhere, /Give the address of the API/);
  assert.doesNotMatch(nowhere, /["“”]{2}/, 'nothing is quoted where nothing was typed');
  const added = await fillIn(admin, NEW, typed);
  assert.equal(added.status, 303);
  const page = added.location.split('?')[0] ?? '';
  assert.equal((await fillIn(admin, NEW, typed)).location, added.location, 'sent twice');
  const other = await fillIn(admin, NEW, { ...typed, uri: uri.slice(0, -1), name: 'Another' });
  assert.match(textOf(other.body), /is in the list already, and means the same/);
  const line =
    /Map API https:\/\/api\.example\.com\/v1\/ read_map Signed \(JWT\): the API checks the signature, 10 minutes 0/;
  assert.match(textOf((await admin.get(RESOURCES)).body), line);

  const { id } = await makeApplication(site.deps.clients, admin.user.id, { name: 'Asker' });
  const nobody = await fillIn(admin, page, { application: 'lk_ci_none' }, `${page}/applications`);
  assert.match(textOf(nobody.body), /no application with this client ID/);
  assert.match(nobody.body, /value="lk_ci_none"/);
  assert.equal((await fillIn(admin, page, { application: ` ${id} ` }, `${page}/applications`)).status, 303);
  assert.deepEqual((await site.deps.clients.find(id))?.metadata.resources, [uri]);
  assert.match(textOf((await admin.get(page)).body), /Asker Take away/);
  const { uri: _, ...changed } = { ...typed, name: 'Map', scope: [], access_token_seconds: '' };
  assert.equal((await fillIn(admin, page, changed)).status, 303);
  const [saved] = await site.deps.resources.list();
  assert.deepEqual(saved, {
    uri,
    name: 'Map',
    scopes: [],
    accessTokenFormat: 'jwt',
    accessTokenSeconds: undefined,
    applications: 1,
  });
  const { _csrf = '' } = formsIn((await admin.get(page)).body)[0]?.fields ?? {};
  assert.match(
    textOf((await admin.post(`${page}/delete`, { _csrf })).body),
    /An application has it, so it was not deleted/,
  );
  await fillIn(admin, page, { application: id }, `${page}/applications/remove`);
  assert.deepEqual((await site.deps.clients.find(id))?.metadata.resources, []);
  assert.equal((await fillIn(admin, page, {}, `${page}/delete`)).location, `${RESOURCES}?done=deleted`);
  assert.deepEqual(await site.deps.resources.list(), []);
  const { rows } = await site.database.pool.query(
    "SELECT detail FROM audit_events WHERE event = 'resource.changed' AND actor_id = $1 ORDER BY at",
    [admin.user.id],
  );
  assert.deepEqual(rows, [{ detail: 'added' }, { detail: 'updated' }, { detail: 'deleted' }]);
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { makeApplication, makeFamily } from '../../support/applications.ts';
import { addScopes, fillIn, type Site, signedIn, TYPED, textOf } from '../../support/console.ts';
import { pagesApp } from '../../support/pages.ts';
import { formsIn, visitor } from '../../support/visitor.ts';

let site: Site;
let admin: Awaited<ReturnType<typeof signedIn>>;
let ines: Awaited<ReturnType<typeof signedIn>>;
before(async () => {
  site = await pagesApp();
  await addScopes(site);
  admin = await signedIn(site, 'root@openfield.example', { name: 'Root', isAdmin: true });
  ines = await signedIn(site, 'ines@openfield.example');
});
after(() => site.close());

const pathOf = (id: string) => `/admin/applications/${id}`;
const ADDRESS = 'https://trailmark.example/oauth/callback';
const eventsOf = async (id: string) =>
  (
    await site.database.pool.query(
      'SELECT event, detail FROM audit_events WHERE client_id = $1 AND actor_id = $2 ORDER BY at',
      [id, admin.user.id],
    )
  ).rows;

test('S117 S143 the pages that change an application of somebody are for administrators who just proved who they are', async () => {
  const { id } = await makeApplication(site.deps.clients, ines.user.id);
  const typed = { edit: TYPED, transfer: { email: 'root@openfield.example' }, delete: {} };
  for (const page of ['edit', 'transfer', 'delete', 'refusals']) {
    assert.equal((await ines.get(`${pathOf(id)}/${page}`)).status, 404, page);
    assert.match((await visitor(site.app).get(`${pathOf(id)}/${page}`)).location, /^\/sign-in\?/, page);
    assert.equal((await admin.get(`/admin/applications/lk_ci_none/${page}`)).status, 404, page);
  }
  const [form] = formsIn((await ines.get('/account')).body);
  const { pool } = site.database;
  const age = 'UPDATE sessions SET authenticated_at = authenticated_at - $2::interval WHERE user_id = $1';
  await pool.query(age, [admin.user.id, '6 minutes']);
  for (const [page, fields] of Object.entries(typed)) {
    const foreign = await ines.post(`${pathOf(id)}/${page}`, { _csrf: form?.fields['_csrf'] ?? '' });
    assert.equal(foreign.status, 404, page);
    const asked = await fillIn(admin, `${pathOf(id)}/${page}`, fields);
    assert.equal(asked.status, 403, page);
    assert.match(asked.body, /name="_password"/, page);
  }
  await pool.query(age, [admin.user.id, '-6 minutes']);
  const client = await site.deps.clients.find(id);
  assert.deepEqual([client?.name, client?.owner.kind === 'person' && client.owner.userId], ['Trailmark', ines.user.id]);
});

test('S142 S146 an administrator edits an application with the form that its owner has, and nothing typed is lost', async () => {
  const { id } = await makeApplication(site.deps.clients, ines.user.id);
  const page = await admin.get(`${pathOf(id)}/edit`);
  assert.match(page.body, /name="name"[^>]* value="Trailmark"/);
  assert.match(textOf(page.body), /Administration Applications Trailmark Edit .*Its owner is not told: leave a note/);
  const typed = { ...TYPED, name: 'Trail & Mark', redirect_uris: 'not an address', scope: ['write_api'] };
  const wrong = await fillIn(admin, `${pathOf(id)}/edit`, typed);
  assert.equal(wrong.status, 422);
  assert.match(wrong.body, /name="name"[^>]* value="Trail &amp; Mark"/);
  assert.match(wrong.body, /not an address<\/textarea>/);
  assert.match(wrong.body, /value="write_api"[^>]* checked/);
  const saved = await fillIn(admin, `${pathOf(id)}/edit`, { ...typed, redirect_uris: ADDRESS });
  assert.equal(saved.location, `${pathOf(id)}?done=changed`);
  const client = await site.deps.clients.find(id);
  assert.deepEqual(
    [client?.name, client?.scopes, client?.owner],
    ['Trail & Mark', ['write_api'], { kind: 'person', userId: ines.user.id, name: ines.user.name, isAdmin: false }],
  );
  assert.match(textOf((await admin.get(saved.location)).body), /The changes were saved\./);
  const [event, ...others] = await eventsOf(id);
  assert.deepEqual([event?.['event'], others.length], ['client.changed', 0]);
  assert.doesNotMatch(String(event?.['detail']), /Mark/);
});

test('S142 with another name, address or owner an application is not verified any more, whoever changed it', async () => {
  const { clients } = site.deps;
  const verified = async (id: string) => (await clients.find(id))?.verified;
  const { id } = await makeApplication(clients, ines.user.id);
  await fillIn(admin, `${pathOf(id)}/edit`, { ...TYPED, name: 'Before' });
  assert.equal(await verified(id), false);
  await clients.approve(id, 'administrator');
  const page = await admin.get(`${pathOf(id)}/edit`);
  assert.match(textOf(page.body), /it is no longer verified: approve it again once you have looked at it/);
  await fillIn(admin, `${pathOf(id)}/edit`, { ...TYPED, name: 'After', redirect_uris: `${ADDRESS}/2` });
  assert.equal(await verified(id), false);
  await clients.approve(id, 'administrator');
  const transfer = await admin.get(`${pathOf(id)}/transfer`);
  assert.match(textOf(transfer.body), /With another owner it is no longer verified/);
  await fillIn(admin, `${pathOf(id)}/transfer`, { email: 'root@openfield.example' });
  assert.equal(await verified(id), false);
  await clients.approve(id, 'administrator');
  await fillIn(admin, `${pathOf(id)}/transfer`, { email: 'ines@openfield.example' });
  await fillIn(ines, `/oauth2/applications/${id}/edit`, { ...TYPED, name: 'Hers' });
  assert.equal(await verified(id), false);
  const { id: waiting } = await makeApplication(clients, ines.user.id, {}, true);
  await fillIn(admin, `${pathOf(waiting)}/edit`, { ...TYPED, name: 'Waits' });
  const client = await clients.find(waiting);
  assert.deepEqual([client?.name, client?.state, client?.verified], ['Waits', 'review', false]);
});

test('S140 S146 an administrator transfers an application to another person, and whoever kept it does so no more', async () => {
  const zoe = await signedIn(site, 'zoe@openfield.example', { name: 'Zoe <Z>' });
  const gone = await site.person('gone@openfield.example', { name: 'Gone' });
  await site.deps.users.disable(gone.id, 'administrator');
  const { id } = await makeApplication(site.deps.clients, ines.user.id);
  const own = `/oauth2/applications/${id}`;
  const mistakes = {
    '': /Enter an email address|email address/,
    'no address': /email address/,
    'noone@openfield.example': /Nobody has an account with this address/,
    'gone@openfield.example': /The account of Gone is disabled/,
    'ines@openfield.example': /It belongs to Ines Moreau already/,
  };
  for (const [email, sentence] of Object.entries(mistakes)) {
    const wrong = await fillIn(admin, `${pathOf(id)}/transfer`, { email });
    assert.equal(wrong.status, 422, email);
    assert.match(textOf(wrong.body), sentence, email);
    if (email !== '') assert.ok(wrong.body.includes(`value="${email}"`), email);
  }
  assert.equal((await zoe.get(own)).status, 404);
  const moved = await fillIn(admin, `${pathOf(id)}/transfer`, { email: ' ZOE@openfield.example' });
  assert.equal(moved.location, `${pathOf(id)}?done=transferred`);
  const page = await admin.get(moved.location);
  assert.match(textOf(page.body), /has another owner now.*Owner Zoe <Z>/);
  assert.ok(page.body.includes(`<a href="/admin/people/${zoe.user.id}">Zoe &lt;Z&gt;</a>`));
  assert.deepEqual([(await zoe.get(own)).status, (await ines.get(own)).status], [200, 404]);
  assert.deepEqual(await eventsOf(id), [{ event: 'client.changed', detail: 'owner_id' }]);
});

test('S146 an administrator deletes an application, with all that was issued to it', async () => {
  const { id } = await makeApplication(site.deps.clients, ines.user.id, { name: 'Gone soon' });
  await makeFamily(site.database, ines.user.id, id);
  const page = await admin.get(`${pathOf(id)}/delete`);
  assert.match(textOf(page.body), /Delete Gone soon .* for 1 person who authorized it/);
  const deleted = await admin.submit(page, `${pathOf(id)}/delete`, {});
  assert.equal(deleted.location, '/admin/applications?done=deleted');
  assert.match(textOf((await admin.get(deleted.location)).body), /The application was deleted\./);
  assert.equal(await site.deps.clients.find(id), undefined);
  assert.equal((await admin.get(pathOf(id))).status, 404);
  assert.deepEqual(
    (await eventsOf(id)).map(({ event }) => event),
    ['client.deleted'],
  );
});

test('an administrator reads what was refused to an application, and mends it on pages of administration', async () => {
  const { id } = await makeApplication(site.deps.clients, ines.user.id);
  const none = await admin.get(`${pathOf(id)}/refusals`);
  assert.match(none.body, /aria-current="page">Refusals/);
  const sent = `${ADDRESS}/`;
  const requestId = 'req_1';
  site.deps.refusals.record({ clientId: id, rule: 'redirect-uri-mismatch', sent, requestId });
  site.deps.refusals.record({
    clientId: id,
    rule: 'client-not-accepted',
    sent: 'client_secret_basic wrong-secret',
    requestId,
  });
  await site.deps.refusals.flush();
  const { body } = await admin.get(`${pathOf(id)}/refusals`);
  assert.match(textOf(body), /A slash at the end makes it another address/);
  assert.doesNotMatch(body, /href="\/oauth2\/applications\//, 'an owner’s page is no administrator’s');
  assert.doesNotMatch(body, /rotate-secret/);
  const add = `${pathOf(id)}/edit?${new URLSearchParams({ redirect_uri: sent })}`;
  assert.ok(body.includes(`href="${add}"`));
  assert.match((await admin.get(add)).body, new RegExp(`${ADDRESS}\n${sent}</textarea>`));
  const page = await admin.get(pathOf(id));
  for (const href of [`${pathOf(id)}/refusals`, `/admin/audit?application=${id}`]) {
    assert.ok(page.body.includes(`href="${href}"`), href);
  }
});

test('S140 an administrator who follows the link of an owner is led to the same page of administration', async () => {
  const { id } = await makeApplication(site.deps.clients, ines.user.id);
  const own = `/oauth2/applications/${id}`;
  assert.equal((await admin.get(own)).location, pathOf(id));
  for (const step of ['edit', 'refusals', 'delete']) {
    assert.equal((await admin.get(`${own}/${step}`)).location, `${pathOf(id)}/${step}`);
  }
  assert.equal((await admin.get(`${own}/rotate-secret`)).location, pathOf(id));
  assert.equal((await admin.get('/oauth2/applications/lk_ci_none')).status, 404);
  const other = await signedIn(site, 'other@openfield.example');
  assert.equal((await other.get(own)).status, 404);
});

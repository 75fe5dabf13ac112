import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { makeApplication, makeFamily } from '../../support/applications.ts';
import { fillIn, type Site, signedIn, textOf } from '../../support/console.ts';
import { pagesApp } from '../../support/pages.ts';
import { visitor } from '../../support/visitor.ts';

let site: Site;
let admin: Awaited<ReturnType<typeof signedIn>>;
before(async () => {
  site = await pagesApp();
  admin = await signedIn(site, 'root@openfield.example', { name: 'Root', isAdmin: true });
});
after(() => site.close());

const NEW = '/admin/people/new';
const linkIn = (body: string) => /\/new-password\?token=[0-9A-Za-z_-]+/.exec(body)?.[0];
const eventsOf = async (userId: string) =>
  (
    await site.database.pool.query<{ event: string }>(
      'SELECT event FROM audit_events WHERE user_id = $1 AND actor_id = $2 ORDER BY at',
      [userId, admin.user.id],
    )
  ).rows.map(({ event }) => event);

test('S118 S141 S143 S146 an administrator adds a person, and is shown once the link to choose a password', async () => {
  const typed = { name: 'Ada <L>', email: 'ada@openfield.example', administrator: '' };
  const shown = await admin.get(NEW);
  // Without the mark at "Send an invitation by mail".
  const before = { ...shown, body: shown.body.replace(/<input[^>]*name="invite"[^>]*>/, '') };
  const [first, second] = [await admin.submit(before, NEW, typed), await admin.submit(before, NEW, typed)];
  const user = await site.deps.users.findByEmail(typed.email);
  assert.ok(user);
  assert.deepEqual([first.status, first.location], [303, `/admin/people/${user.id}`]);
  assert.equal(second.location, first.location, 'a double click adds one');
  assert.deepEqual([user.name, user.isAdmin, user.passwordChangedAt], [typed.name, false, undefined]);
  const page = await admin.get(first.location);
  assert.match(textOf(page.body), /Ada <L> was added\. This link lets them choose a password http/);
  const link = linkIn(page.body);
  assert.ok(link);
  assert.equal(linkIn((await admin.get(first.location)).body), undefined, 'a reload shows it no more');
  assert.deepEqual(await eventsOf(user.id), ['user.added', 'password.link_issued']);
  assert.equal((await visitor(site.app).get(link)).status, 200);
});

test('S118 S146 an administrator makes a link for a person, which ends the one before, and none for who is disabled', async () => {
  const { id } = await site.person('link@openfield.example');
  const path = `/admin/people/${id}`;
  const links = [];
  for (let round = 0; round < 2; round += 1) {
    const answer = await fillIn(admin, path, {}, `${path}/password-link`);
    assert.equal(answer.location, path);
    links.push(linkIn((await admin.get(path)).body) ?? '');
  }
  const statuses = await Promise.all(links.map(async (link) => (await visitor(site.app).get(link)).status));
  assert.deepEqual(statuses, [404, 200]);
  const page = await admin.get(path);
  await site.deps.users.disable(id, 'administrator');
  const refused = await admin.submit(page, `${path}/password-link`, {});
  assert.equal(refused.status, 409);
  assert.match(textOf(refused.body), /Nothing was made: the account is disabled/);
  assert.doesNotMatch((await admin.get(path)).body, /password-link/);
  assert.equal((await visitor(site.app).get(links[1] ?? '')).status, 404);
});

test('S118 S141 the form that made a link is spent: a link that was used or replaced stays dead when it is sent again', async () => {
  const { id } = await site.person('spent@openfield.example');
  const path = `/admin/people/${id}`;
  const shown = async () => linkIn((await admin.get(path)).body) ?? '';
  const opens = async (link: string) => (await visitor(site.app).get(link)).status === 200;
  const make = (page: Awaited<ReturnType<typeof admin.get>>) => admin.submit(page, `${path}/password-link`, {});
  const [first, second] = [await admin.get(path), await admin.get(path)];
  await make(first);
  const replaced = await shown();
  await make(second);
  const used = await shown();
  const again = await make(first);
  assert.deepEqual([again.status, await opens(replaced), await opens(used)], [403, false, true]);
  assert.match(textOf(again.body), /This form was sent already/);
  const owner = visitor(site.app);
  const choose = await owner.submit(await owner.get(used), '/new-password', {
    'new-password': 'another violet harbour',
  });
  assert.equal(choose.status, 303);
  assert.equal((await make(second)).status, 403);
  assert.deepEqual([await opens(used), await shown()], [false, '']);
  const fresh = await make(await admin.get(path));
  assert.equal(fresh.status, 303);
  assert.equal(await opens(await shown()), true, 'a form that was opened anew makes another');
});

test('S117 S143 only an administrator who proved who they are adds people, and wrong fields are said and kept', async () => {
  const typed = { name: 'Eve', email: 'eve@openfield.example', administrator: 'yes' };
  const eve = await signedIn(site, 'mallory@openfield.example');
  assert.equal((await eve.get(NEW)).status, 404);
  const { pool } = site.database;
  await pool.query(
    "UPDATE sessions SET authenticated_at = authenticated_at - interval '6 minutes' WHERE user_id = $1",
    [admin.user.id],
  );
  const asked = await fillIn(admin, NEW, typed);
  assert.equal(asked.status, 403);
  assert.match(asked.body, /name="_password"/);
  assert.equal(await site.deps.users.findByEmail(typed.email), undefined);
  await pool.query('UPDATE sessions SET authenticated_at = now() WHERE user_id = $1', [admin.user.id]);
  const wrong = await fillIn(admin, NEW, { name: '', email: 'mallory@openfield.example', administrator: 'yes' });
  assert.equal(wrong.status, 422);
  assert.match(textOf(wrong.body), /Enter a name\..*/);
  assert.match(wrong.body, /name="administrator" value="yes"[^>]* checked/);
  const taken = await fillIn(admin, NEW, { ...typed, email: 'mallory@openfield.example' });
  assert.match(textOf(taken.body), /There is an account with this address already/);
  const holder = await site.deps.users.findByEmail('mallory@openfield.example');
  assert.match(taken.body, new RegExp(`The account with this address:[^<]*<a href="/admin/people/${holder?.id}"`));
  await fillIn(admin, NEW, typed);
  assert.equal((await site.deps.users.findByEmail(typed.email))?.isAdmin, true);
});

test('applications are found by name, address, owner and client ID, and pages of what was found keep the search', async () => {
  const owner = await site.person('zoe@openfield.example', { name: 'Zoe Vega' });
  const redirectUris = ['https://odd-host.example/cb'];
  const { id } = await makeApplication(site.deps.clients, owner.id, { name: 'Oddity & Sons', redirectUris });
  const list = '/admin/applications';
  for (const q of ['oddITY', 'odd-host', 'vega', 'ZOE@', id, 'oddity & sons']) {
    const { body } = await admin.get(`${list}?${new URLSearchParams({ q })}`);
    assert.match(textOf(body), /Oddity & Sons/, q);
  }
  const none = await admin.get(`${list}?q=%25_nothing`);
  assert.match(textOf(none.body), /Nothing found/);
  assert.match(none.body, /name="q"[^>]* value="%_nothing"/);
  for (let more = 0; more < 51; more += 1) await makeApplication(site.deps.clients, owner.id, { name: `Row ${more}` });
  const first = await admin.get(`${list}?q=row+`);
  assert.match(first.body, /href="\/admin\/applications\?q=row&amp;page=2"/);
  assert.match(textOf((await admin.get(`${list}?q=row&page=2`)).body), /51 of 51/);
});

test('people are found by name, address and id, and pages of what was found keep the search', async () => {
  const list = '/admin/people';
  const ada = await site.person('q_lovelace@sub-host.example', { name: 'Augusta 100% King' });
  for (const q of ['AUGUSTA', '100% k', 'q_LOVE', 'sub-host.example', ada.id]) {
    assert.match(textOf((await admin.get(`${list}?${new URLSearchParams({ q })}`)).body), /Augusta 100% King/, q);
  }
  for (const q of ['q%lovelace', 'q.lovelace', 'augusta_100']) {
    const none = await admin.get(`${list}?${new URLSearchParams({ q })}`);
    assert.match(textOf(none.body), /Everybody Nobody found/, q);
    assert.ok(none.body.includes(`value="${q}"`), q);
  }
  await site.database.pool.query(
    "INSERT INTO users (email, email_canonical, name) SELECT e, e, 'Row ' || n FROM generate_series(1, 51) AS n, concat('row', n, '@many.example') AS e",
  );
  const first = await admin.get(`${list}?q=many.example`);
  const [, next = ''] = /href="([^"]*)" rel="next"/.exec(first.body) ?? [];
  assert.match(next, /^\/admin\/people\?q=many\.example&amp;after=/);
  const second = await admin.get(next.replaceAll('&amp;', '&'));
  assert.equal(second.body.match(/<th scope="row">/g)?.length, 1);
  assert.match(second.body, /href="\/admin\/people\?q=many\.example"[^>]*>First page/);
});

test('people without a second factor are found by themselves, and pages of them keep that', async () => {
  await site.database.pool.query(
    `INSERT INTO users (email, email_canonical, name, has_factor)
     SELECT e, e, 'Factored', n % 2 = 0 FROM generate_series(1, 120) n, LATERAL (SELECT 'factor' || n || '@openfield.example' AS e) a`,
  );
  const first = await admin.get('/admin/people?factor=none&q=factor');
  assert.match(first.body, /<input type="checkbox" name="factor" value="none" [^>]*checked>/);
  assert.ok(first.body.includes('factor7@openfield.example') && !first.body.includes('factor8@openfield.example'));
  const [, next = ''] = /href="([^"]+)" rel="next"/.exec(first.body) ?? [];
  assert.match(next, /factor=none/);
  const second = await admin.get(next.replaceAll('&amp;', '&'));
  assert.equal([...second.body.matchAll(/factor\d+@/g)].length, 10);
  assert.match(
    textOf((await admin.get('/admin/people?factor=none&q=factor8@')).body),
    /Everybody who is looked for here has/,
  );
  assert.ok((await admin.get('/admin/people?q=factor8@')).body.includes('factor8@openfield.example'));
});

test('what a person owns is counted, and the number leads to exactly those', async () => {
  const owner = await site.person('owner@openfield.example', { name: 'Olga <O>' });
  for (const name of ['Alder', 'Birch']) await makeApplication(site.deps.clients, owner.id, { name });
  const list = await admin.get('/admin/people?q=owner@openfield');
  assert.match(textOf(list.body), /Olga <O> owner@openfield\.example Active 2 applications/);
  const [, href = ''] = /href="([^"]*)" aria-label="2 applications of Olga &lt;O&gt;"/.exec(list.body) ?? [];
  const owned = await admin.get(href);
  const read = textOf(owned.body);
  assert.match(read, /Applications of Olga <O>/);
  assert.match(read, /Birch .*Alder/);
  assert.equal(owned.body.match(/<th scope="row">/g)?.length, 2);
  assert.match(owned.body, /<a href="\/admin\/applications">All applications<\/a>/);
  const none = await site.person('none@openfield.example');
  assert.match(
    textOf((await admin.get(`/admin/applications?owner=${none.id}`)).body),
    /This person has no application/,
  );
  for (const id of ['x', '', '00000000-0000-4000-8000-000000000000']) {
    assert.equal((await admin.get(`/admin/applications?owner=${id}`)).status, 404, id);
  }
});

test('S144 S146 the page of a person shows what is theirs, and ends their sessions', async () => {
  const eve = await signedIn(site, 'eva@openfield.example', { name: 'Eva' });
  const { id } = await makeApplication(site.deps.clients, admin.user.id, { name: 'Larch' });
  await makeFamily(site.database, eve.user.id, id);
  for (let at = 0; at < 6; at += 1) await makeApplication(site.deps.clients, eve.user.id, { name: `Own ${at}` });
  const path = `/admin/people/${eve.user.id}`;
  const page = await admin.get(path);
  const read = textOf(page.body);
  assert.match(read, /Applications All 6 applications .*Own 5 .*Own 1 /);
  assert.doesNotMatch(read, /Own 0/);
  assert.match(read, /What they allowed .*Larch read_prefs/);
  assert.match(read, /Where they are signed in .*Unknown browser 127\.0\.0\.1/);
  assert.match(read, /Eva Active +eva@openfield\.example Applications/, 'whose page it is stands first on a phone too');
  assert.match(textOf((await admin.get(`/admin/people/${admin.user.id}`)).body), /Root Active Administrator/);
  assert.doesNotMatch(textOf((await admin.get('/admin/people/new')).body), /no way back/);
  assert.ok(page.body.includes(`href="/admin/applications?owner=${eve.user.id}"`));
  assert.ok(page.body.includes(`href="/admin/applications/${id}"`));
  assert.ok(page.body.includes(`href="/admin/audit?person=${eve.user.id}"`));
  for (let press = 0; press < 2; press += 1) {
    const ended = await admin.submit(page, `${path}/end-sessions`, {});
    assert.equal(ended.location, `${path}?done=signed-out`);
  }
  assert.match((await eve.get('/account')).location, /^\/sign-in/);
  assert.match(textOf((await admin.get(path)).body), /not signed in anywhere/);
  assert.deepEqual(await eventsOf(eve.user.id), ['session.ended']);
  assert.doesNotMatch((await admin.get(`/admin/people/${admin.user.id}`)).body, /end-sessions/);
});

test('S143 S146 an administrator requires a second factor of somebody, and takes that back', async () => {
  const flo = await signedIn(site, 'flo@openfield.example', { name: 'Flo' });
  const path = `/admin/people/${flo.user.id}`;
  const required = await admin.submit(await admin.get(path), `${path}/require-factor`, {});
  assert.equal(required.location, `${path}?done=factor-required`);
  assert.match((await flo.get('/account')).location, /^\/sign-in/, 'signed out, as there is none yet');
  const page = await admin.get(path);
  assert.match(textOf(page.body), /Required, and not set up yet/);
  assert.equal(
    (await admin.submit(page, `${path}/not-require-factor`, {})).location,
    `${path}?done=factor-not-required`,
  );
  assert.deepEqual(await eventsOf(flo.user.id), ['factor.required', 'factor.not_required']);
});

test('of very many people who are found the page says that they are in no order, and leads to the others', async () => {
  const own = await pagesApp();
  try {
    const somebody = await signedIn(own, 'root@openfield.example', { name: 'Root', isAdmin: true });
    await own.database.pool.query(`
      INSERT INTO users (email, email_canonical, name)
        SELECT i || '@example.org', i || '@example.org', CASE WHEN i < 102000 THEN 'Early ' ELSE 'Late Comer ' END || i
          FROM generate_series(100000, 114000) AS i; ANALYZE users`);
    const page = await somebody.get('/admin/people?q=comer');
    assert.ok(textOf(page.body).includes('Very many people have this in their name or address'));
    const next = /href="([^"]+)" rel="next"/.exec(page.body)?.[1]?.replaceAll('&amp;', '&') ?? assert.fail();
    const people = (body: string) => [...body.matchAll(/>Late Comer (\d+)</g)].map(([, number]) => number);
    const both = [...people(page.body), ...people((await somebody.get(next)).body)];
    assert.deepEqual([both.length, new Set(both).size], [100, 100]);
    assert.ok(!(await somebody.get('/admin/people?q=early')).body.includes('Very many'));
  } finally {
    await own.close();
  }
});

test('S143 S146 an administrator writes down what is known of a person, finds their groups, and what is wrong stands beside its field', async () => {
  const ada = await site.person('claims@openfield.example', { name: 'Ada' });
  const path = `/admin/people/${ada.id}`;
  const group = await site.deps.groups.add(
    { name: 'Mathematics', description: '', ownerId: undefined },
    'administrator',
  );
  assert.ok(group !== 'taken');
  await site.deps.groups.addPerson(group.id, ada.id, 'administrator');
  const known = { given_name: 'Ada', zip: '01234', shoe_size: 38, address: { country: 'GB' } };
  await site.deps.users.describe(ada.id, { attributes: known }, 'administrator');
  const page = await admin.get(path);
  assert.match(textOf(page.body), /Groups Mathematics/);
  assert.match(
    page.body,
    /address=\{&quot;country&quot;:&quot;GB&quot;\}\ngiven_name=Ada\nshoe_size=38\nzip=&quot;01234&quot;</,
  );

  // Meanwhile somebody else writes down one more, which stays.
  await site.deps.users.describe(ada.id, { attributes: { nickname: 'Countess' } }, 'administrator');
  const typed = { name: 'Ada Lovelace', attributes: 'zip="01234"\r\n\r\n shoe_size=39 \r\naddress={"country":"GB"}' };
  assert.equal((await admin.submit(page, path, typed)).location, `${path}?done=saved`);
  assert.deepEqual((await site.deps.users.findClaims(ada.id))?.attributes, {
    zip: '01234',
    shoe_size: 39,
    address: { country: 'GB' },
    nickname: 'Countess',
  });
  assert.equal((await site.deps.users.find(ada.id))?.name, 'Ada Lovelace');
  assert.deepEqual(await eventsOf(ada.id), ['user.renamed', 'user.changed']);
  // Sent as it stands nothing changes, and nothing is recorded.
  await admin.submit(await admin.get(path), path, {
    name: 'Ada Lovelace',
    attributes: 'zip="01234"\nshoe_size=39\naddress={"country":"GB"}\nnickname=Countess',
  });
  assert.deepEqual(await eventsOf(ada.id), ['user.renamed', 'user.changed']);

  for (const [attributes, said] of [
    ['nonsense', /Write CLAIM=VALUE, such as given_name=Ines\. This was: nonsense/],
    ['groups=Kings', /groups is known elsewhere/],
    ['address={"country"', /is not JSON/],
    ['nickname="\\u0000"', /a character that cannot be kept/],
    ['a=1\na=2', /a stands there twice/],
  ] as const) {
    const refused = await admin.submit(await admin.get(path), path, { name: '', attributes });
    assert.equal(refused.status, 422);
    assert.match(textOf(refused.body), said);
    assert.match(textOf(refused.body), /Enter a name/);
    assert.ok(refused.body.includes(attributes.replaceAll('"', '&quot;')), 'what was typed stays');
  }
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { makeApplication } from '../../support/applications.ts';
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

const AUDIT = '/admin/audit';
const rowsOf = (body: string) =>
  [...body.slice(body.indexOf('id="events"')).matchAll(/<tr><th scope="row">([\s\S]*?)<\/tr>/g)].map(([row]) => row);

test('S143 S146 what administrators did is read in the audit trail, who did it and to whom as links', async () => {
  const eve = await signedIn(site, 'eve@openfield.example', { name: 'Eve <E>' });
  assert.equal((await eve.get(AUDIT)).status, 404);
  assert.match((await visitor(site.app).get(AUDIT)).location, /^\/sign-in/);
  const { id } = await makeApplication(site.deps.clients, eve.user.id, { name: 'Wolf' });
  const person = `/admin/people/${eve.user.id}`;
  const application = `/admin/applications/${id}`;
  await fillIn(admin, application, {}, `${application}/disable`);
  await fillIn(admin, person, {}, `${person}/disable`);
  for (const page of [AUDIT, '/admin']) {
    const [latest = '', before = ''] = rowsOf((await admin.get(page)).body);
    assert.match(textOf(latest), /user\.disabled an administrator disabled an account.* Root Eve <E> .*127\.0\.0\.1/);
    assert.ok(latest.includes(`<a href="/admin/people/${admin.user.id}">Root</a>`), page);
    assert.ok(latest.includes(`<a href="${person}">Eve &lt;E&gt;</a>`), page);
    assert.ok(before.includes(`<a href="${application}">Wolf</a>`), page);
  }
  assert.match((await admin.get('/admin')).body, /<a [^>]*href="\/admin\/audit">Audit trail/);
  await site.deps.clients.delete(id, 'administrator');
  const gone = rowsOf((await admin.get(`${AUDIT}?application=${id}`)).body);
  assert.match(textOf(gone[0] ?? ''), new RegExp(`client\\.deleted .* the command line .*${id}`));
  assert.doesNotMatch(gone.join(''), /href="\/admin\/applications/);
});

test('somebody who wants their own account deleted is named for it, and the command line only for what it did', async () => {
  const ida = await site.person('ida@openfield.example', { name: 'Ida Own' });
  await site.deps.deletions.ask(ida.id, 14, { address: '198.51.100.9' });
  const [asked = ''] = rowsOf((await admin.get(`${AUDIT}?event=user.deletion_asked`)).body);
  assert.match(textOf(asked), /Ida Own .*198\.51\.100\.9/);
  assert.doesNotMatch(textOf(asked), /the command.line/);
});

test('the audit trail is filtered by event, person, application and day, and keeps what was typed', async () => {
  const zoe = await site.person('zoe@openfield.example', { name: 'Zoe Vega' });
  const { id } = await makeApplication(site.deps.clients, zoe.id, { name: 'Fox' });
  await site.deps.clients.disable(id, 'administrator');
  const eventsFor = async (query: Record<string, string>) => {
    const { body } = await admin.get(`${AUDIT}?${new URLSearchParams(query)}`);
    return { body, names: rowsOf(body).map((row) => /<code>([^<]*)<\/code>/.exec(row)?.[1]) };
  };
  assert.deepEqual((await eventsFor({ application: id })).names, ['client.disabled', 'client.registered']);
  assert.match((await admin.get(AUDIT)).body, /<details class="fold"><summary>Filter/, 'a phone shows events first');
  assert.match((await eventsFor({ application: id })).body, /<details class="fold" open>/);
  const today = new Date().toISOString().slice(0, 10);
  const all = { application: id, event: 'client.disabled', from: today, to: today };
  const narrow = await eventsFor(all);
  assert.deepEqual(narrow.names, ['client.disabled']);
  assert.match(narrow.body, /<option value="client\.disabled" selected>client\.disabled<\/option>/);
  assert.match(narrow.body, new RegExp(`name="from"[^>]* value="${today}"`));
  assert.match(textOf(narrow.body), /Events of Fox/);
  assert.deepEqual((await eventsFor({ application: id, to: '2020-01-01' })).names, []);
  for (const person of [zoe.id, ' ZOE@openfield.example ']) {
    const found = await eventsFor({ person });
    assert.deepEqual(found.names, ['client.registered', 'user.added'], person);
    assert.match(found.body, /name="person"[^>]* value="zoe@openfield\.example"/);
    assert.match(textOf(found.body), /Events of Zoe Vega/);
  }
  const wrong = await eventsFor({ person: 'noone@openfield.example', from: '2027-02-30' });
  assert.deepEqual(wrong.names, []);
  assert.match(
    textOf(wrong.body),
    /2 things need your attention.*Nobody has an account with this address.*Write the day like this/,
  );
  assert.match(textOf((await eventsFor({ event: 'no.such' })).body), /All events No such event/);
});

test('S146 a refused sign-in is found by outcome, address and request, and leads to what else came from there', async () => {
  const user = await site.person('pim@openfield.example', { name: 'Pim' });
  await site.deps.audit.record({
    event: 'sign_in.failed',
    userId: user.id,
    address: '203.0.113.7',
    requestId: 'req_pim1',
  });
  const refused = { person: 'pim@openfield.example', outcome: 'refused', address: '203.0.113.7', request: 'req_pim1' };
  const { body } = await admin.get(`${AUDIT}?${new URLSearchParams(refused)}`);

  const [row = '', ...more] = rowsOf(body);
  assert.deepEqual(more, []);
  assert.match(textOf(row), /sign_in\.failed refused .* from 203\.0\.113\.7 request req_pim1/);
  assert.ok(
    row.includes('href="/admin/audit?request=req_pim1"') && row.includes('href="/admin/audit?address=203.0.113.7"'),
  );
  assert.match(body, /<option value="refused" selected>Refused<\/option>/);
  assert.match(body, /name="address"[^>]* value="203\.0\.113\.7"/);
  const none = await admin.get(`${AUDIT}?${new URLSearchParams({ ...refused, outcome: 'done' })}`);
  assert.deepEqual(rowsOf(none.body), []);
});

test('S146 the audit trail is exported as it was filtered, in JSON and as a table that no spreadsheet runs, and that is recorded', async () => {
  const user = await site.person('kim@openfield.example', { name: 'Kim' });
  const page = `${AUDIT}?${new URLSearchParams({ person: 'kim@openfield.example' })}`;
  await site.deps.audit.record({ event: 'sign_in.failed', userId: user.id, clientId: '=cmd|"x",1', detail: '+1' });

  const json = await admin.submit(await admin.get(page), `${AUDIT}/export`, { format: 'json' });
  assert.equal(json.status, 200);
  assert.match(String(json.headers['content-disposition']), /^attachment; filename="audit-\d{4}-\d\d-\d\d\.json"$/);
  const events = JSON.parse(json.body) as Record<string, unknown>[];
  assert.deepEqual(
    events.map(({ event, outcome, user_id }) => [event, outcome, user_id]),
    [
      ['user.added', 'done', user.id],
      ['sign_in.failed', 'refused', user.id],
    ],
  );
  assert.doesNotMatch(json.body, /kim@|Kim/);
  const csv = await admin.submit(await admin.get(page), `${AUDIT}/export`, { format: 'csv' });
  assert.match(String(csv.headers['content-type']), /^text\/csv/);
  const [names, , row] = csv.body.split('\r\n');
  assert.match(names ?? '', /^at,event,outcome,actor_id,user_id,client_id,/);
  assert.ok(row?.includes(`,sign_in.failed,refused,,${user.id},"'=cmd|""x"",1",,,'+1,`), row);
  const trail = rowsOf((await admin.get(`${AUDIT}?event=audit.exported`)).body);
  assert.match(textOf(trail[0] ?? ''), /audit\.exported .* Root .* csv/);
  const eve = await signedIn(site, 'no-admin@openfield.example', {});
  assert.equal((await eve.post(`${AUDIT}/export`, {})).status, 404);
});

test('pages of the audit trail lead to older and newer events, and keep the filter', async () => {
  await site.database.pool.query(
    "INSERT INTO audit_events (at, event, detail) SELECT '2030-01-01'::timestamptz + make_interval(secs => n), 'paged', n FROM generate_series(1, 120) AS n",
  );
  const follow = async (body: string, name: string) => {
    const href = new RegExp(`<a class="button small" href="([^"]*)"[^>]*>${name}</a>`).exec(body)?.[1];
    return admin.get((href ?? assert.fail(`no link ${name}`)).replaceAll('&amp;', '&'));
  };
  const numbers = (body: string) => rowsOf(body).map((row) => Number(/<code>(\d+)<\/code>/.exec(row)?.[1]));
  const first = await admin.get(`${AUDIT}?event=paged`);
  assert.doesNotMatch(first.body, />Newer</);
  const second = await follow(first.body, 'Older');
  const last = await follow(second.body, 'Older');
  assert.doesNotMatch(last.body, />Older</);
  const all = [first, second, last].flatMap(({ body }) => numbers(body));
  assert.deepEqual(
    all,
    Array.from({ length: 120 }, (_, at) => 120 - at),
  );
  assert.deepEqual(numbers((await follow(last.body, 'Newer')).body), numbers(second.body));
  assert.deepEqual(numbers((await follow(last.body, 'Latest')).body), numbers(first.body));
  const beyond = await admin.get(
    `${AUDIT}?event=paged&older=2001-01-01T00:00:00.000Z_00000000-0000-4000-8000-000000000000`,
  );
  assert.equal(beyond.location, `${AUDIT}?event=paged`);
  for (const broken of ['x', '2030-01-01', '2030-99-01T00:00:00.000Z_00000000-0000-4000-8000-000000000000']) {
    assert.deepEqual(numbers((await admin.get(`${AUDIT}?event=paged&older=${broken}`)).body), numbers(first.body));
  }
});

test('after setup the overview says what comes next, each until it is done', async () => {
  const fresh = await pagesApp();
  try {
    const first = await signedIn(fresh, 'first@openfield.example', { isAdmin: true });
    const overview = async () => textOf((await first.get('/admin')).body);
    const openid = { name: 'openid', description: 'Know who you are', detail: undefined, privileged: false };
    await fresh.deps.scopes.save(openid, 'administrator');
    assert.match(
      await overview(),
      /What comes next Add the scopes of your API .* Add the people .* Register the first/,
    );
    assert.match(await overview(), /Everybody with an account may, and theirs works at once/);
    await fresh.deps.scopes.save(
      { name: 'read', description: 'Read', detail: undefined, privileged: false },
      'administrator',
    );
    assert.match(await overview(), /What comes next Add the people/);
    const second = await fresh.person('second@openfield.example');
    assert.match(await overview(), /What comes next Register the first application/);
    await makeApplication(fresh.deps.clients, second.id);
    assert.doesNotMatch(await overview(), /What comes next/);
  } finally {
    await fresh.close();
  }
});

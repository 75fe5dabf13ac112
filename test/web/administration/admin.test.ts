import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { isKeptBy } from '../../../src/oauth/model/owner.ts';
import { root } from '../../../src/root.ts';
import { deriveKeys } from '../../../src/secrets.ts';
import { makeApplication, SETTINGS } from '../../support/applications.ts';
import { behindLock } from '../../support/barrier.ts';
import { addScopes, fillIn, registerByForm, type Site, signedIn, TYPED, textOf } from '../../support/console.ts';
import { pagesApp } from '../../support/pages.ts';
import { TEST_SECRET } from '../../support/server.ts';
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

const NEWER_SECRET = 'kqp7Vw2mzT9xLr4sYb8nHd3cGf6jEa5uRo1iNtMk';
const NEVER = '00000000-0000-4000-8000-000000000000';

async function token(browser: typeof admin): Promise<string> {
  const [form] = formsIn((await browser.get('/account')).body);
  return form?.fields['_csrf'] ?? '';
}

test('S143 to everybody but administrators there is no administration', async () => {
  const { id } = await makeApplication(site.deps.clients, ines.user.id);
  const pages = ['', '/applications', `/applications/${id}`, '/people', `/people/${admin.user.id}`, '/scopes'];
  for (const page of pages) {
    assert.equal((await ines.get(`/admin${page}`)).status, 404, page);
    assert.match((await visitor(site.app).get(`/admin${page}`)).location, /^\/sign-in\?/, page);
    assert.equal((await admin.get(`/admin${page}`)).status, 200, page);
  }
  const _csrf = await token(ines);
  const forms = [
    ...['approve', 'disable', 'enable', 'privileges', 'legacy-grants'].map(
      (verb) => `/admin/applications/${id}/${verb}`,
    ),
    ...['disable', 'enable', 'make-administrator'].map((verb) => `/admin/people/${ines.user.id}/${verb}`),
  ];
  for (const form of forms) assert.equal((await ines.post(form, { _csrf, trusted: 'yes' })).status, 404, form);
  assert.equal((await site.deps.users.find(ines.user.id))?.isAdmin, false);
  const client = await site.deps.clients.find(id);
  assert.equal(client?.trusted, false);
  assert.equal(client?.state, 'active');
});

test('S141 administrators see everything of an application but its secret', async () => {
  const { id, secret = '' } = await registerByForm(ines);
  for (const page of ['/admin', '/admin/applications', `/admin/applications/${id}`]) {
    const { status, body } = await admin.get(page);
    assert.equal(status, 200, page);
    assert.equal(body.includes(secret), false, page);
  }
});

test('S142 an application is approved for the permissions that its administrator saw', async () => {
  const { clients } = site.deps;
  const { id } = await makeApplication(clients, ines.user.id, { name: 'Wolf', scopes: [] }, true);
  const pages = [await admin.get('/admin'), await admin.get(`/admin/applications/${id}`)];
  const client = await clients.find(id);
  assert.ok(client);
  await clients.change(id, { ...client, scopes: ['read'] }, { ownerId: ines.user.id });
  for (const page of pages) {
    const refused = await admin.submit(page, `/admin/applications/${id}/approve`, {});
    assert.equal(refused.status, 409);
    assert.match(textOf(refused.body), /It was changed, or somebody else decided, while you looked/);
    assert.equal((await clients.find(id))?.state, 'review');
  }
  const answer = await admin.submit(
    await admin.get(`/admin/applications/${id}`),
    `/admin/applications/${id}/approve`,
    {},
  );
  assert.equal(answer.status, 303);
  assert.equal((await clients.find(id))?.state, 'active');
});

test('an application of nobody is administered as any other', async () => {
  const id = 'lk_ci_registered_itself';
  const settings = { ...SETTINGS, name: 'Itself' };
  const client = { id, owner: { kind: 'none' }, settings, secret: undefined, inReview: true } as const;
  await site.deps.clients.register(client, 'administrator');
  const path = `/admin/applications/${id}`;
  assert.match(textOf((await admin.get('/admin')).body), /Itself waits for review .*Registered by nobody known/);
  assert.match(textOf((await admin.get('/admin/applications')).body), /Itself .*nobody known/);
  const approved = await admin.submit(await admin.get(path), `${path}/approve`, {});
  assert.equal(approved.location, `${path}?done=approved`);
  for (const verb of ['disable', 'enable']) await fillIn(admin, path, {}, `${path}/${verb}`);
  await fillIn(admin, path, { trusted: 'yes' }, `${path}/privileges`);
  const now = await site.deps.clients.find(id);
  assert.deepEqual([now?.state, now?.trusted, now?.owner], ['active', true, { kind: 'none' }]);
  for (const page of ['', '/edit', '/delete']) {
    assert.equal((await ines.get(`/oauth2/applications/${id}${page}`)).status, 404, page);
    assert.equal((await admin.get(`/oauth2/applications/${id}${page}`)).location, `${path}${page}`);
  }
});

test('S142 an application is rejected with a reason, which its developer reads and answers by changing it', async () => {
  const { clients } = site.deps;
  const { id } = await makeApplication(
    clients,
    ines.user.id,
    { name: 'Fox', redirectUris: ['https://fox.example/cb'] },
    true,
  );
  const path = `/admin/applications/${id}`;
  /** Presses one of the buttons of the one form. */
  const review = (page: { readonly body: string }, verb: string, typed: Record<string, string>) => {
    const form = formsIn(page.body).find(({ action }) => action === `${path}/approve`);
    return admin.post(`${path}/${verb}`, { ...form?.fields, ...typed });
  };
  assert.match(textOf((await admin.get('/admin')).body), /Fox waits for review.*https:\/\/fox\.example\/cb/);
  const page = await admin.get(path);
  assert.match(textOf(page.body), /Sends people back to https:\/\/fox\.example\/cb .*Approve Reject/);
  const without = await review(page, 'reject', {});
  assert.equal(without.status, 422);
  assert.match(textOf(without.body), /Say why: its developer reads this/);
  assert.equal((await clients.find(id))?.rejectedAt, undefined);

  const note = 'The <redirect> host is not yours.';
  const rejected = await review(page, 'reject', { note });
  assert.equal(rejected.location, `${path}?done=rejected`);
  assert.doesNotMatch(textOf((await admin.get('/admin')).body), /Fox waits for review/);
  const own = `/oauth2/applications/${id}`;
  const read = textOf((await ines.get(own)).body);
  assert.match(
    read,
    /Rejected .*An administrator rejected it as it is\. They wrote: “The <redirect> host is not yours\.”/,
  );
  const keys = { jwksUri: 'https://fox.example/keys' };
  await clients.connect(id, { metadata: keys, authMethods: undefined }, { ownerId: ines.user.id });
  assert.match(textOf((await admin.get('/admin')).body), /Fox waits for review/, 'what was saved under Advanced');
  await review(await admin.get(path), 'reject', { note });
  await fillIn(ines, `${own}/edit`, { ...TYPED, name: 'Fox' });
  assert.match(textOf((await admin.get('/admin')).body), /Fox waits for review/);
  const word = 'Welcome.';
  const approved = await review(await admin.get(path), 'approve', { note: word });
  assert.equal(approved.location, `${path}?done=approved`);
  assert.match(textOf((await ines.get(own)).body), /An administrator wrote: “Welcome\.”/);
  assert.deepEqual([(await clients.find(id))?.state, (await clients.find(id))?.verified], ['active', true]);
  await review(await admin.get(path), 'note', { note: '' });
  assert.doesNotMatch(textOf((await ines.get(own)).body), /An administrator wrote/);
  const { rows } = await site.database.pool.query(
    'SELECT event, detail FROM audit_events WHERE client_id = $1 AND actor_id = $2 ORDER BY at',
    [id, admin.user.id],
  );
  assert.deepEqual(
    rows.map(({ event }) => event),
    ['client.rejected', 'client.rejected', 'client.approved', 'client.changed'],
  );
  assert.doesNotMatch(JSON.stringify(rows), /Welcome|not yours/);
});

test('an application that waits is approved from the overview', async () => {
  const { id } = await makeApplication(site.deps.clients, ines.user.id, { name: 'Cycle counter' }, true);
  const overview = await admin.get('/admin');
  assert.match(textOf(overview.body), /Cycle counter waits for review/);
  assert.match(overview.body, /aria-label="Approve Cycle counter"/);
  const answer = await admin.submit(overview, `/admin/applications/${id}/approve`, {});
  assert.equal(answer.location, '/admin?done=approved');
  assert.equal((await site.deps.clients.find(id))?.state, 'active');
  assert.match(textOf((await admin.get(answer.location)).body), /The application was approved/);
});

test('S144 S146 an administrator disables and enables an application, and it is recorded', async () => {
  const { id } = await makeApplication(site.deps.clients, ines.user.id);
  const path = `/admin/applications/${id}`;
  const disabled = await fillIn(admin, path, {}, `${path}/disable`);
  assert.equal(disabled.location, `${path}?done=disabled`);
  assert.equal((await site.deps.clients.find(id))?.state, 'disabled');
  assert.match(textOf((await ines.get(`/oauth2/applications/${id}`)).body), /An administrator disabled it/);
  await fillIn(ines, `/oauth2/applications/${id}/edit`, { ...TYPED, disabled: '', state: 'active' });
  assert.equal((await site.deps.clients.find(id))?.state, 'disabled');
  await fillIn(admin, path, {}, `${path}/enable`);
  assert.equal((await site.deps.clients.find(id))?.state, 'active');
  const { rows } = await site.database.pool.query(
    'SELECT event, actor_id FROM audit_events WHERE client_id = $1 AND actor_id = $2 ORDER BY at',
    [id, admin.user.id],
  );
  assert.deepEqual(
    rows.map(({ event }) => event),
    ['client.disabled', 'client.enabled'],
  );
});

test('the reason of an application that is disabled is read by its owner, and one that is too long is not cut', async () => {
  const { id } = await makeApplication(site.deps.clients, ines.user.id);
  const path = `/admin/applications/${id}`;
  const long = await fillIn(admin, path, { reason: 'x'.repeat(1001) }, `${path}/disable`);
  assert.equal(long.status, 422);
  assert.match(long.body, /<details class="ask" open>/);
  assert.ok(long.body.includes(`${'x'.repeat(1001)}</textarea>`), 'what was typed is there');
  assert.match(textOf(long.body), /It is longer than 1000 characters/);
  assert.equal((await site.deps.clients.find(id))?.state, 'active');
  await fillIn(admin, path, { reason: ' It asks for\r\ntoo much. ' }, `${path}/disable`);
  const { state, note } = (await site.deps.clients.find(id)) ?? {};
  assert.deepEqual([state, note], ['disabled', 'It asks for\ntoo much.']);
  assert.match(textOf((await ines.get(`/oauth2/applications/${id}`)).body), /It asks for too much\./);
});

test('S142 an administrator decides what developers cannot', async () => {
  const { id } = await makeApplication(site.deps.clients, ines.user.id);
  const path = `/admin/applications/${id}`;
  const typed = {
    trusted: 'yes',
    resource_server: 'yes',
    access_token_seconds: '600',
    name: 'Renamed',
    owner_id: NEVER,
  };
  const saved = await fillIn(admin, path, typed, `${path}/privileges`);
  assert.equal(saved.location, `${path}?done=saved`);
  const client = await site.deps.clients.find(id);
  assert.deepEqual(
    [client?.trusted, client?.resourceServer, client?.requirePkce, client?.accessTokenSeconds],
    [true, true, false, 600],
  );
  assert.deepEqual([client?.name, client && isKeptBy(client, ines.user.id)], ['Trailmark', true]);
  const { rows } = await site.database.pool.query(
    `SELECT event, detail FROM audit_events WHERE client_id = $1 AND actor_id IS NOT NULL`,
    [id],
  );
  const detail = 'trusted=true resource_server=true access_token_seconds=600';
  assert.deepEqual(rows, [{ event: 'client.changed', detail }]);
});

test('S142 an administrator lets the tokens of an application live until they are revoked, and takes it back', async () => {
  const { id } = await makeApplication(site.deps.clients, ines.user.id);
  const path = `/admin/applications/${id}`;
  assert.match(textOf((await admin.get(path)).body), /one that leaks works until somebody notices and revokes it/);
  const own = `/oauth2/applications/${id}`;
  assert.match(textOf((await ines.get(own)).body), /Access tokens live 1 hour/);
  await fillIn(admin, path, { access_token_seconds: ' Never ' }, `${path}/privileges`);
  assert.equal((await site.deps.clients.find(id))?.accessTokenSeconds, 'never');
  assert.match((await admin.get(path)).body, /name="access_token_seconds"[^>]* value="never"/);
  assert.match(textOf((await ines.get(own)).body), /Access tokens live until they are revoked/);
  await fillIn(ines, `${own}/edit`, { ...TYPED, access_token_seconds: '' });
  assert.equal((await site.deps.clients.find(id))?.accessTokenSeconds, 'never');
  await fillIn(admin, path, { access_token_seconds: '' }, `${path}/privileges`);
  assert.equal((await site.deps.clients.find(id))?.accessTokenSeconds, undefined);
  const { rows } = await site.database.pool.query(
    'SELECT actor_id, detail FROM audit_events WHERE client_id = $1 AND actor_id = $2 ORDER BY at',
    [id, admin.user.id],
  );
  const never = ['access_tokens_never_expire=true', 'access_tokens_never_expire=false'];
  assert.deepEqual(
    rows,
    never.map((detail) => ({ actor_id: admin.user.id, detail })),
  );
});

test('what an administrator typed wrong is said beside the field and not lost', async () => {
  const { id } = await makeApplication(site.deps.clients, ines.user.id, { confidential: false });
  const path = `/admin/applications/${id}`;
  for (const seconds of ['59', '2592001', '1e3', '-5', '99999999999999999999', 'x']) {
    const typed = { trusted: 'yes', access_token_seconds: seconds };
    const answer = await fillIn(admin, path, typed, `${path}/privileges`);
    assert.equal(answer.status, 422, seconds);
    assert.match(textOf(answer.body), /Give a whole number from 60 to 2592000/);
    assert.ok(answer.body.includes(`value="${seconds}"`));
    assert.match(answer.body, /name="trusted" value="yes"[^>]* checked/);
  }
  const refused = await fillIn(admin, path, { resource_server: 'yes' }, `${path}/privileges`);
  assert.equal(refused.status, 422);
  assert.match(textOf(refused.body), /is public and cannot be a resource server/);
  assert.equal((await site.deps.clients.find(id))?.trusted, false);
});

test('S144 an administrator disables a person, who is signed out at once, and enables them again', async () => {
  const eve = await signedIn(site, 'eve@openfield.example', { name: 'Eve' });
  const path = `/admin/people/${eve.user.id}`;
  assert.match(textOf((await admin.get('/admin/people')).body), /Eve eve@openfield\.example Active/);
  const answer = await fillIn(admin, path, {}, `${path}/disable`);
  assert.equal(answer.location, `${path}?done=disabled`);
  assert.match((await eve.get('/account')).location, /^\/sign-in/);
  await fillIn(admin, path, {}, `${path}/enable`);
  assert.equal((await site.deps.users.find(eve.user.id))?.disabledAt, undefined);
});

test('S117 a person is made an administrator by one who just proved who they are', async () => {
  const user = await site.person('soon@openfield.example');
  const path = `/admin/people/${user.id}`;
  const answer = await fillIn(admin, path, {}, `${path}/make-administrator`);
  assert.equal(answer.location, `${path}?done=made-administrator`);
  assert.equal((await site.deps.users.find(user.id))?.isAdmin, true);
  const { rows } = await site.database.pool.query('SELECT event, actor_id FROM audit_events WHERE user_id = $1', [
    user.id,
  ]);
  assert.deepEqual(rows.at(-1), { event: 'user.made_admin', actor_id: admin.user.id });
});

test('S143 S146 administration is taken away at once, from nobody by themselves, and never from the last', async () => {
  const eva = await signedIn(site, 'was@openfield.example', { name: 'Eva', isAdmin: true });
  const path = `/admin/people/${eva.user.id}`;
  const yours = await eva.get(path);
  assert.match(textOf(yours.body), /This is you: another administrator can take administration away/);
  const refused = await eva.post(`${path}/remove-administrator`, { _csrf: await token(eva) });
  assert.deepEqual([refused.status, (await eva.get('/admin')).status], [409, 200]);
  for (let press = 0; press < 2; press += 1) {
    const page = await admin.get(path);
    const sent = press === 0 ? await admin.submit(page, `${path}/remove-administrator`, {}) : undefined;
    if (sent) assert.equal(sent.location, `${path}?done=removed-administrator`);
    else assert.match(page.body, /make-administrator/);
  }
  assert.deepEqual([(await eva.get('/admin')).status, (await eva.get('/account')).status], [404, 200]);
  const { rows } = await site.database.pool.query(
    "SELECT event, actor_id FROM audit_events WHERE user_id = $1 AND event LIKE 'user.%admin' ORDER BY at",
    [eva.user.id],
  );
  assert.deepEqual(rows, [{ event: 'user.removed_admin', actor_id: admin.user.id }]);
});

test('nobody disables themselves', async () => {
  const path = `/admin/people/${admin.user.id}`;
  assert.match(textOf((await admin.get(path)).body), /This is you/);
  const answer = await admin.post(`${path}/disable`, { _csrf: await token(admin) });
  assert.equal(answer.status, 409);
  assert.match(textOf(answer.body), /nobody disables their own account.*make somebody else one first/);
  assert.equal((await admin.get('/admin')).status, 200);
});

test('S144 of two administrators who disable each other at once one remains, and the other reads why', async () => {
  const two = [
    await signedIn(site, 'first@openfield.example', { isAdmin: true }),
    await signedIn(site, 'second@openfield.example', { isAdmin: true }),
  ] as const;
  const { pool } = site.database;
  const ids = two.map(({ user }) => user.id);
  const lock = { text: 'SELECT FROM users WHERE id = ANY ($1) FOR UPDATE', values: [ids] };
  await pool.query('UPDATE users SET disabled_at = now() WHERE is_admin AND NOT id = ANY ($1)', [ids]);
  const answers = await behindLock(pool, lock, 2, () =>
    Promise.all(
      ids
        .toReversed()
        .map((id, by) => fillIn(two[by] ?? two[0], `/admin/people/${id}`, {}, `/admin/people/${id}/disable`)),
    ),
  );
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [303, 409]);
  const refused = answers.find(({ status }) => status === 409);
  assert.match(textOf(refused?.body ?? ''), /only administrator left.*Make somebody else an administrator first/);
  const { rows } = await pool.query('SELECT FROM users WHERE disabled_at IS NULL AND id = ANY ($1)', [ids]);
  assert.equal(rows.length, 1);
  await pool.query('UPDATE users SET disabled_at = NULL WHERE id = $1', [admin.user.id]);
});

test('what is not there is 404 for administrators too', async () => {
  const paths = ['/admin/applications/lk_ci_none', '/admin/people/none', `/admin/people/${NEVER}`, '/admin/x.css'];
  for (const path of paths) assert.equal((await admin.get(path)).status, 404, path);
});

test('S125 names are text in the pages of administration', async () => {
  const name = '<img src=x onerror=alert(1)>';
  const mallory = await signedIn(site, 'mallory@openfield.example', { name });
  const { id } = await makeApplication(site.deps.clients, mallory.user.id, { name }, true);
  const pages = [
    '/admin',
    '/admin/applications',
    `/admin/applications/${id}`,
    '/admin/people',
    `/admin/people/${mallory.user.id}`,
  ];
  for (const page of pages) {
    const { body } = await admin.get(page);
    assert.ok(textOf(body).includes(name), page);
    assert.doesNotMatch(body, /<img/, page);
  }
});

test('the catalogue of scopes is listed', async () => {
  await site.deps.scopes.save(
    {
      name: 'write_api',
      description: 'Modify the map',
      detail: 'In your name.',
      privileged: true,
    },
    'administrator',
  );
  assert.match(textOf((await admin.get('/admin/scopes')).body), /write_api Privileged Modify the map In your name\./);
});

test('S141 S148 settings are shown with where they come from and what they mean, all of the README, and nothing of a secret', async () => {
  const readme = await readFile(path.join(root, 'README.md'), 'utf8');
  const table = readme.slice(readme.indexOf('## Configuration'), readme.indexOf('## Deploy'));
  const names = [...table.matchAll(/^\| `([A-Z0-9_]+)` \|/gm)].map(([, name = '']) => name);
  const env = {
    SECRET: `${NEWER_SECRET},${TEST_SECRET}`,
    SMTP_URL: 'smtps://post:pa%40ss@mail.example:465',
    MAIL_FROM: 'a@example.org',
    SESSION_SECONDS: '7200',
  };
  const other = await pagesApp({ env });
  try {
    const operator = await signedIn(other, 'root@openfield.example', { isAdmin: true });
    const eve = await signedIn(other, 'eve@openfield.example');
    assert.equal((await eve.get('/admin/settings')).status, 404);
    const { body } = await operator.get('/admin/settings');
    const shown = textOf(body);
    const rows = [...body.matchAll(/<tr><th scope="row"><code>([A-Z0-9_]+)</g)].map(([, name]) => name);
    assert.deepEqual(
      new Set(rows),
      new Set(names.filter((name) => name !== 'SECRET_FILE')),
      'see src/oauth/model/setting.ts',
    );
    assert.match(shown, /SESSION_SECONDS How long a browser stays signed in at most\. 7200 2 hours Environment/);
    assert.match(shown, /CODE_SECONDS How long an authorization code lives\. 60 1 minute Default/);
    assert.match(shown, /SMTP_URL .*? smtps:\/\/mail\.example:465 without its account and password Environment/);
    for (const secret of [NEWER_SECRET, TEST_SECRET, 'pa%40ss', 'pa@ss']) assert.equal(body.includes(secret), false);
    const [newest = '', older = ''] = other.deps.keys.ids();
    assert.ok(
      newest !== older && shown.includes(`${newest} encrypts and signs ${older} reads what it encrypted before`),
    );
    assert.match(shown, /Nothing is encrypted under the older ones any more/);
    const old = deriveKeys([TEST_SECRET]);
    const sealed = old.seal('totp-secret', 'GEZDGNBVGY3TQOJQ', eve.user.id);
    await other.database.pool.query('INSERT INTO totp_factors (user_id, secret, last_step) VALUES ($1, $2, 0)', [
      eve.user.id,
      sealed,
    ]);
    assert.match(
      textOf((await operator.get('/admin/settings')).body),
      /Secrets of authenticator apps 1 Keep the older ones/,
    );
  } finally {
    await other.close();
  }
});

test('the overview says who could not sign in, what is used most, which secrets end, and who lacks a factor that they must have', async () => {
  const other = await pagesApp();
  try {
    const operator = await signedIn(other, 'root@openfield.example', { isAdmin: true });
    assert.match(
      textOf((await operator.get('/admin')).body),
      /Needs you Nothing waits for you\. .*Used most .*No application got a token/,
    );
    const eve = await other.person('eve@openfield.example');
    const { id } = await makeApplication(other.deps.clients, eve.id, { name: 'Busy Bee' });
    await other.database.pool.query(`
      INSERT INTO client_activity (client_id, hour, issued, last_at) VALUES ('${id}', date_trunc('hour', now()), 1234, now());
      UPDATE client_secrets SET expires_at = now() + interval '3 days' WHERE client_id = '${id}';
      UPDATE users SET requires_factor = true WHERE id = '${eve.id}'`);
    await other.deps.audit.record({ event: 'sign_in.failed', userId: eve.id, address: '203.0.113.7' });
    const { body } = await operator.get('/admin');
    const shown = textOf(body);
    assert.match(shown, /Sign-ins refused 1 Which ones/);
    assert.match(body, /href="\/admin\/audit\?event=sign_in\.failed&amp;from=\d{4}-\d\d-\d\d"/);
    assert.match(shown, /Needs you The secret of Busy Bee ends .* 1 person must have a second factor and has none/);
    assert.match(shown, /Used most All applications by tokens in the last 24 hours Busy Bee 1,234/);
  } finally {
    await other.close();
  }
});

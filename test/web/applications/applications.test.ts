import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ownerName } from '../../../src/oauth/model/owner.ts';
import { digest } from '../../../src/secrets.ts';
import { makeFamily } from '../../support/applications.ts';
import { addScopes, fillIn, registerByForm, type Site, signedIn, TYPED, textOf } from '../../support/console.ts';
import { PASSWORD, pagesApp } from '../../support/pages.ts';
import { formsIn, type Visitor, visitor } from '../../support/visitor.ts';

let site: Site;
before(async () => {
  site = await pagesApp();
  await addScopes(site);
});
after(() => site.close());

const NEW = '/oauth2/applications/new';
const STALE_MS = 301_000;

/** The same person in another browser. */
async function signedInAgain(email: string) {
  const browser = visitor(site.app);
  await browser.submit(await browser.get('/sign-in'), '/sign-in', { email, password: PASSWORD });
  return browser;
}

test('who is not signed in is sent to sign in, and comes back', async () => {
  const stranger = visitor(site.app);
  for (const path of ['/oauth2/applications', NEW, '/oauth2/applications/x', '/oauth2/applications/x/rotate-secret']) {
    const answer = await stranger.get(path);
    assert.equal(answer.status, 303);
    assert.equal(answer.location, `/sign-in?${new URLSearchParams({ return_to: path })}`);
  }
});

test('a person without an application is told how to get one', async () => {
  const ines = await signedIn(site, 'empty@openfield.example');
  const page = await ines.get('/oauth2/applications');
  assert.match(page.body, /<h1>Your applications<\/h1>/);
  assert.match(page.body, /<a class="button primary" href="\/oauth2\/applications\/new">Register an application<\/a>/);
});

test('an application is registered, listed and shown as it was typed', async () => {
  const ines = await signedIn(site, 'register@openfield.example');
  const { answer, page: shown, id, path, secret } = await registerByForm(ines);
  assert.deepEqual([answer.status, answer.location], [303, path]);
  assert.equal(shown.status, 200);
  assert.ok(secret);
  assert.equal(shown.headers['cache-control'], 'no-store');
  const client = await site.deps.clients.find(id);
  assert.deepEqual(client?.redirectUris, [
    'https://trailmark.example/oauth/callback',
    'http://127.0.0.1:8080/callback',
  ]);
  assert.deepEqual(client?.scopes, ['read_prefs']);
  assert.deepEqual(client?.grants, ['authorization_code', 'refresh_token']);
  assert.equal(client?.homepage, 'https://trailmark.example/');
  assert.equal(client?.state, 'active');
  const list = textOf((await ines.get('/oauth2/applications')).body);
  assert.match(list, new RegExp(`Trailmark ${id} read_prefs Active never`));
  const page = textOf((await ines.get(path)).body);
  for (const value of [
    id,
    'http://localhost:3000/oauth2/token',
    'https://trailmark.example/oauth/callback',
    '1 hour',
  ]) {
    assert.ok(page.includes(value), value);
  }
});

test('S042 S141 the secret stands once on the page that registering leads to, and nowhere afterwards', async () => {
  const ines = await signedIn(site, 'once@openfield.example');
  const { id, path, secret = '' } = await registerByForm(ines);
  const own = ['', '/edit', '/rotate-secret', '/delete', '/refusals', '/example'].map((page) => path + page);
  for (const page of ['/oauth2/applications', ...own]) {
    const { status, body } = await ines.get(page);
    assert.equal(status, 200, page);
    assert.equal(body.includes(secret), false, page);
  }
  const { rows } = await site.database.pool.query('SELECT hash FROM client_secrets WHERE client_id = $1', [id]);
  assert.deepEqual(rows, [{ hash: digest(secret) }]);
});

test('S141 the way of a secret to its page opens for that session, that application and a minute', async () => {
  const ines = await signedIn(site, 'way@openfield.example');
  const { answer, path } = await registerByForm(ines);
  const [, name = '', sealed = ''] = /^(latchkey-secret-lk_ci_\w+)=([^;]+)/.exec(answer.setCookies[0] ?? '') ?? [];
  assert.match(answer.setCookies[0] ?? '', /; Max-Age=60; Path=\/; HttpOnly; SameSite=Strict/);
  const shows = async (browser: Visitor, at = path, method: 'GET' | 'HEAD' = 'GET') => {
    browser.cookies.set(name, sealed);
    return /lk_cs_\w{49}/.test((await browser.send({ method, url: at })).body);
  };
  assert.equal(await shows(ines), true);
  assert.equal(ines.cookies.has(name), false, 'the browser forgets it');
  assert.equal(await shows(ines, path, 'HEAD'), false);
  assert.equal(ines.cookies.has(name), true, 'only a page that was shown takes it');
  const another = await registerByForm(ines);
  assert.equal(await shows(ines, another.path), false);
  assert.equal(await shows(await signedInAgain(ines.user.email)), false);
  site.clock.now = new Date(Date.now() + 61_000);
  try {
    assert.equal(await shows(ines), false);
  } finally {
    site.clock.now = new Date();
  }
});

/** The same form twice at the same moment, as a double click sends it. */
async function twice(browser: Visitor, path: string, typed: Readonly<Record<string, string>> = {}) {
  const form = formsIn((await browser.get(path)).body).find(({ action }) => action === path);
  const { end_old: _unticked, ...fields } = form?.fields ?? {};
  const click = () => browser.post(path, { ...fields, ...typed });
  return { clicks: await Promise.all([click(), click()]), click };
}

const secretsShown = async (browser: Visitor, locations: readonly string[]) => {
  const shown: (string | undefined)[] = [];
  for (const location of locations) shown.push(/lk_cs_\w{49}/.exec((await browser.get(location)).body)?.[0]);
  return shown;
};

test('two clicks on Register make one application, and both lead to its secret', async () => {
  const ines = await signedIn(site, 'twice@openfield.example');
  const typed = { ...TYPED, confidential: 'yes', scope: 'read_prefs', grant: 'authorization_code' };
  const { clicks, click } = await twice(ines, NEW, typed);
  const [location = ''] = clicks.map((each) => each.location);
  assert.match(location, /^\/oauth2\/applications\/lk_ci_\w{22}$/);
  assert.deepEqual(
    clicks.map((each) => each.location),
    [location, location],
  );
  const own = () => site.deps.clients.listOwned(ines.user.id, { page: 1, size: 10 });
  assert.equal((await own()).total, 1);
  const cookies = clicks.map(({ setCookies }) => setCookies[0] ?? '');
  const shown: (string | undefined)[] = [];
  for (const cookie of cookies) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    ines.cookies.set(name, value);
    shown.push(...(await secretsShown(ines, [location])));
  }
  assert.match(shown[0] ?? '', /^lk_cs_/);
  assert.equal(shown[0], shown[1]);
  const { rows } = await site.database.pool.query('SELECT hash FROM client_secrets WHERE client_id = $1', [
    location.split('/').at(-1),
  ]);
  assert.deepEqual(rows, [{ hash: digest(shown[0] ?? '') }]);
  const events = await site.database.pool.query(
    "SELECT FROM audit_events WHERE event = 'client.registered' AND client_id = $1",
    [location.split('/').at(-1)],
  );
  assert.equal(events.rowCount, 1);
  site.clock.now = new Date(Date.now() + 61_000);
  try {
    const late = await click();
    assert.equal(late.location, `${location}?done=registered`);
    assert.deepEqual(await secretsShown(ines, [late.location]), [undefined], 'a minute later it is shown no more');
  } finally {
    site.clock.now = new Date();
  }
  const other = await ines.submit(await ines.get(NEW), NEW, typed);
  assert.notEqual(other.location, location, 'the same typed into the form anew is another application');
  assert.equal((await own()).total, 2);
});

test('two clicks on Rotate make one secret, and the one before it keeps its day', async () => {
  const ines = await signedIn(site, 'rotates-twice@openfield.example');
  const { id, path, secret = '' } = await registerByForm(ines);
  const { clicks } = await twice(ines, `${path}/rotate-secret`);
  assert.deepEqual(
    clicks.map(({ location }) => location),
    [path, path],
  );
  const [next] = await secretsShown(ines, [path]);
  assert.match(next ?? '', /^lk_cs_/);
  const secrets = (await site.deps.clients.find(id))?.secrets.map(({ hash }) => hash);
  assert.deepEqual(secrets, [digest(next ?? ''), digest(secret)]);
});

test('S141 a form that made something is spent: sent again it brings nothing back that was replaced or deleted', async () => {
  const ines = await signedIn(site, 'resends@openfield.example');
  const typed = { ...TYPED, confidential: 'yes', scope: 'read_prefs', grant: 'authorization_code' };
  const registering = await twice(ines, NEW, typed);
  const [path = ''] = registering.clicks.map(({ location }) => location);
  const id = path.split('/').at(-1) ?? '';
  const secrets = async () => (await site.deps.clients.find(id))?.secrets.map(({ hash }) => hash);
  const rotating = await twice(ines, `${path}/rotate-secret`);
  for (let round = 0; round < 2; round += 1) {
    const rotate = `${path}/rotate-secret`;
    await ines.submit(await ines.get(rotate), rotate, { end_old: 'yes' });
    await ines.get(path);
    const live = await secrets();
    const again = await rotating.click();
    assert.equal(again.status, 403);
    assert.match(textOf(again.body), /This form was sent already, and did what it says\. Nothing was done now/);
    assert.deepEqual(await secrets(), live, 'the secret that was ended stays ended');
    assert.deepEqual(await secretsShown(ines, [path]), [undefined]);
  }
  await site.deps.clients.delete(id, { ownerId: ines.user.id });
  await registering.click();
  assert.equal(await site.deps.clients.find(id), undefined, 'the application that was deleted stays deleted');
});

test('a public application gets no secret, and is shown at its own address', async () => {
  const ines = await signedIn(site, 'public@openfield.example');
  const { answer, page, path, secret } = await registerByForm(ines, { confidential: [] });
  assert.equal(answer.status, 303);
  assert.equal(answer.location, `${path}?done=registered`);
  assert.equal(secret, undefined);
  assert.match(textOf(page.body), /Trailmark is registered\./);
  assert.equal((await ines.get(`${path}/rotate-secret`)).status, 404);
});

test('S014 an address on localhost is registered with a remark', async () => {
  const ines = await signedIn(site, 'localhost@openfield.example');
  const { page } = await registerByForm(ines, { redirect_uris: 'http://localhost:3000/callback' });
  assert.match(textOf(page.body), /http:\/\/localhost:3000\/callback: On some computers localhost leads elsewhere/);
});

test('S014 what is wrong is said beside each field, and nothing typed is lost', async () => {
  const ines = await signedIn(site, 'wrong@openfield.example');
  const answer = await fillIn(ines, NEW, {
    name: 'Trail\u202emark',
    homepage: 'trailmark.example',
    redirect_uris: 'https://trailmark.example/cb\r\nhttp://staging.trailmark.example/"cb',
    scope: ['read_prefs'],
    grant: ['client_credentials', 'magic'],
  });
  assert.equal(answer.status, 422);
  const text = textOf(answer.body);
  assert.match(text, /4 things need your attention/);
  assert.match(text, /U\+202E/);
  assert.match(text, /Line 2: It has a character that no address may have/);
  assert.match(text, /There is no grant type magic/);
  assert.ok(answer.body.includes('http://staging.trailmark.example/&quot;cb'));
  assert.ok(answer.body.includes('value="trailmark.example"'));
  assert.match(answer.body, /name="scope" value="read_prefs"[^>]* checked/);
  assert.match(answer.body, /name="grant" value="client_credentials" checked/);
  assert.doesNotMatch(answer.body, /name="confidential" value="yes"[^>]* checked/);
  assert.match(answer.body, /<details class="more" open>/);
  for (const field of ['name', 'homepage', 'redirect_uris']) {
    assert.match(
      answer.body,
      new RegExp(`id="${field}"[^>]* aria-describedby="[^"]*${field}-error"[^>]* aria-invalid="true"`),
    );
  }
  const list = await ines.get('/oauth2/applications');
  assert.match(list.body, /No application yet/);
});

test('a form that was open across a sign-in comes back with what was typed', async () => {
  const ines = await signedIn(site, 'stale@openfield.example');
  const fields = { name: 'Typed at length', homepage: '', redirect_uris: '', _csrf: 'old' };
  const answer = await ines.post(NEW, fields);
  assert.equal(answer.status, 403);
  assert.match(answer.body, /value="Typed at length"/);
});

test('S119 registering needs the form’s token and our own origin, and a GET registers nothing', async () => {
  const ines = await signedIn(site, 'forged@openfield.example');
  await ines.get(`${NEW}?${new URLSearchParams({ name: 'By link', redirect_uris: 'https://a.example/' })}`);
  await ines.post(NEW, { name: 'No token', redirect_uris: 'https://a.example/', grant: 'authorization_code' });
  await ines.post(NEW, { name: 'Foreign' }, { 'sec-fetch-site': 'cross-site' });
  assert.match((await ines.get('/oauth2/applications')).body, /No application yet/);
});

test('S125 what people typed is text on every page', async () => {
  const ines = await signedIn(site, 'hostile@openfield.example', { name: '<img src=x onerror=alert(1)>' });
  const name = `<script>alert('1')</script>"{{7*7}}`;
  const { answer, path } = await registerByForm(ines, { name, homepage: `https://a.example/"><script>` });
  for (const page of [path, `${path}/edit`, `${path}/delete`, `${path}/example`, '/oauth2/applications']) {
    const { body } = await ines.get(page);
    assert.doesNotMatch(body, /<script>alert|<img|"><script/, page);
    if (!page.endsWith('example')) assert.ok(textOf(body).includes(name), page);
  }
  assert.doesNotMatch(answer.body, /<script>alert/);
});

test('editing changes the settings and nothing else', async () => {
  const ines = await signedIn(site, 'edit@openfield.example');
  const { id, path } = await registerByForm(ines);
  const before = await site.deps.clients.find(id);
  const form = await ines.get(`${path}/edit`);
  assert.match(form.body, /value="Trailmark"/);
  assert.match(
    form.body,
    /\nhttps:\/\/trailmark\.example\/oauth\/callback\nhttp:\/\/127\.0\.0\.1:8080\/callback<\/textarea>/,
  );
  const answer = await fillIn(ines, `${path}/edit`, { ...TYPED, name: 'Trailmark 2', scope: [] });
  assert.equal(answer.location, `${path}?done=changed`);
  assert.match(textOf((await ines.get(answer.location)).body), /The changes to Trailmark 2 were saved\./);
  const after = await site.deps.clients.find(id);
  assert.equal(after?.name, 'Trailmark 2');
  assert.deepEqual(after?.scopes, []);
  assert.deepEqual(after?.secrets, before?.secrets);
});

test('S140 another person’s application is not there: not its pages, not its forms', async () => {
  const ada = await signedIn(site, 'ada@openfield.example');
  const bob = await signedIn(site, 'bob@openfield.example');
  const mine = await registerByForm(bob);
  const { id, path } = await registerByForm(ada);
  const before = await site.deps.clients.find(id);
  for (const page of ['', '/edit', '/rotate-secret', '/delete', '/refusals', '/example']) {
    assert.equal((await bob.get(path + page)).status, 404, page);
  }
  const token = /name="_csrf" value="([^"]*)"/.exec((await bob.get(`${mine.path}/edit`)).body)?.[1] ?? '';
  const fields = {
    _csrf: token,
    name: 'Mine',
    homepage: '',
    redirect_uris: 'https://evil.example/',
    grant: 'authorization_code',
  };
  for (const page of ['/edit', '/rotate-secret', '/delete']) {
    assert.equal((await bob.post(path + page, fields)).status, 404, page);
  }
  assert.deepEqual(await site.deps.clients.find(id), before);
  assert.equal((await bob.get('/oauth2/applications/lk_ci_0000000000000000000000')).status, 404);
  assert.doesNotMatch((await bob.get('/oauth2/applications')).body, new RegExp(id));
});

test('S142 extra fields of the form set nothing', async () => {
  const ines = await signedIn(site, 'extra@openfield.example');
  const extra = {
    trusted: 'yes',
    resource_server: 'yes',
    resourceServer: 'true',
    in_review: '',
    owner_id: 'somebody',
    id: 'lk_ci_mine',
    access_token_seconds: 'never',
    access_tokens_never_expire: 'true',
    'client[trusted]': 'true',
    __proto__x: '1',
  };
  const { id, path } = await registerByForm(ines, extra);
  const registered = await site.deps.clients.find(id);
  await fillIn(ines, `${path}/edit`, { ...TYPED, ...extra });
  for (const client of [registered, await site.deps.clients.find(id)]) {
    assert.notEqual(client?.id, 'lk_ci_mine');
    assert.equal(client?.trusted, false);
    assert.equal(client?.resourceServer, false);
    assert.equal(client?.accessTokenSeconds, undefined);
    assert.equal(client && ownerName(client), 'Ines Moreau');
  }
});

test('S142 an application with a privileged scope waits for an administrator; one that works cannot add it', async () => {
  const ines = await signedIn(site, 'privileged@openfield.example');
  const { id, path } = await registerByForm(ines, { scope: ['write_api'] });
  assert.equal((await site.deps.clients.find(id))?.state, 'review');
  assert.match(textOf((await ines.get(path)).body), /An administrator has not looked at it yet/);
  const plain = await registerByForm(ines);
  const refused = await fillIn(ines, `${plain.path}/edit`, { ...TYPED, scope: ['read_prefs', 'write_api'] });
  assert.equal(refused.status, 422);
  assert.match(textOf(refused.body), /Only an administrator can add write_api/);
  const admin = await signedIn(site, 'privileged-admin@openfield.example', { isAdmin: true });
  const own = await registerByForm(admin, { scope: ['write_api'] });
  assert.equal((await site.deps.clients.find(own.id))?.state, 'active');
});

test('S117 rotating the secret needs a credential check in the last five minutes, which no field can claim', async () => {
  const ines = await signedIn(site, 'rotate@openfield.example');
  const { path, id, secret: old = '' } = await registerByForm(ines);
  const rotation = `${path}/rotate-secret`;
  const form = await ines.get(rotation);
  site.clock.now = new Date(Date.now() + STALE_MS);
  try {
    const forged = { authenticated_at: new Date(Date.now() + STALE_MS).toISOString(), end_old: 'yes' };
    const asked = await ines.submit(form, rotation, forged);
    assert.deepEqual([asked.status, /<h1>Confirm that it is you/.test(asked.body)], [403, true]);
    assert.match(asked.body, /<input type="hidden" name="end_old" value="yes">/, 'what was ticked goes along');
    assert.equal((await site.deps.clients.find(id))?.secrets.length, 1);
  } finally {
    site.clock.now = new Date();
  }
  assert.equal((await fillIn(ines, rotation, {})).location, path);
  const answer = await ines.get(path);
  const secret = /lk_cs_[0-9A-Za-z]{49}/.exec(answer.body)?.[0] ?? '';
  assert.notEqual(secret, old);
  assert.match(textOf(answer.body), /Trailmark has a new client secret\. Keep it now/);
  assert.doesNotMatch((await ines.get(path)).body, new RegExp(secret));
  assert.equal((await site.deps.clients.find(id))?.secrets.length, 2);
  assert.equal((await fillIn(ines, rotation, { end_old: 'yes' })).location, path);
  assert.equal((await site.deps.clients.find(id))?.secrets.length, 1);
});

test('S117 deleting needs a credential check in the last five minutes', async () => {
  const ines = await signedIn(site, 'delete@openfield.example');
  const { path, id } = await registerByForm(ines);
  const deletion = `${path}/delete`;
  const form = await ines.get(deletion);
  assert.match(form.body, /<h1>Delete Trailmark<\/h1>/);
  site.clock.now = new Date(Date.now() + STALE_MS);
  try {
    assert.match((await ines.submit(form, deletion, {})).body, /<h1>Confirm that it is you/);
    assert.ok(await site.deps.clients.find(id));
  } finally {
    site.clock.now = new Date();
  }
  const answer = await ines.submit(form, deletion, {});
  assert.equal(answer.location, '/oauth2/applications?done=deleted');
  assert.equal(await site.deps.clients.find(id), undefined);
  assert.equal((await ines.get(path)).status, 404);
  assert.match(textOf((await ines.get(answer.location)).body), /The application was deleted/);
});

test('S146 what is done to an application is in the audit trail', async () => {
  const ines = await signedIn(site, 'audit@openfield.example');
  const { path, id } = await registerByForm(ines);
  await fillIn(ines, `${path}/edit`, TYPED); // as it is: nothing to tell of
  await fillIn(ines, `${path}/edit`, { ...TYPED, name: 'Another' });
  await fillIn(ines, `${path}/rotate-secret`, {});
  await fillIn(ines, `${path}/delete`, {});
  const { rows } = await site.database.pool.query(
    'SELECT event, actor_id, request_id FROM audit_events WHERE client_id = $1 ORDER BY at',
    [id],
  );
  const events = rows.map(({ event }) => event);
  assert.deepEqual(events, ['client.registered', 'client.changed', 'client.secret_rotated', 'client.deleted']);
  for (const row of rows) {
    assert.equal(row.actor_id, ines.user.id);
    assert.match(row.request_id, /^req_/);
  }
});

test('the list is paged, and a page that is not there leads to the first', async () => {
  const ines = await signedIn(site, 'many@openfield.example');
  for (let i = 0; i < 21; i += 1) await registerByForm(ines, { name: `Application ${i}` });
  const first = await ines.get('/oauth2/applications');
  assert.match(textOf(first.body), /1 to 20 of 21/);
  assert.match(first.body, /href="\/oauth2\/applications\?page=2" rel="next"/);
  const second = await ines.get('/oauth2/applications?page=2');
  assert.match(textOf(second.body), /21 to 21 of 21/);
  assert.match(second.body, /Application 0</);
  assert.equal((await ines.get('/oauth2/applications?page=9')).location, '/oauth2/applications');
  assert.equal((await ines.get('/oauth2/applications?page=-1')).status, 200);
});

test('S126 the owner sees what was sent beside what is registered, with the difference marked', async () => {
  const ines = await signedIn(site, 'refused@openfield.example');
  const { path, id } = await registerByForm(ines);
  const record = (rule: 'redirect-uri-mismatch' | 'scope-not-registered' | 'pkce-missing', sent: string) =>
    site.deps.refusals.record({ clientId: id, rule, sent, requestId: 'req_1' });
  record('redirect-uri-mismatch', 'https://trailmark.example/oauth/callback/');
  record('scope-not-registered', 'read_prefs write_<b>');
  record('pkce-missing', '');
  await site.deps.refusals.flush();
  const page = await ines.get(`${path}/refusals`);
  assert.ok(page.body.includes('https://trailmark.example/oauth/callback<mark>/</mark>'));
  assert.ok(page.body.includes('read_prefs <mark>write_&lt;b&gt;</mark>'));
  assert.match(textOf(page.body), /A slash at the end makes it another address\./);
  assert.ok(page.body.includes('href="/docs/errors/pkce-missing"'));
  assert.match(textOf(page.body), /Anybody who knows the client ID can send some of it/);
  assert.match(textOf(page.body), /register this one if it is yours/);
  const overview = await ines.get(path);
  assert.ok(overview.body.includes(`<a class="small" href="${path}/refusals">All 3</a>`));
});

test('the list says which application was refused something lately, and its page says so above all else', async () => {
  const ines = await signedIn(site, 'lately@openfield.example');
  const { path, id } = await registerByForm(ines);
  const list = async () => (await ines.get('/oauth2/applications')).body;
  assert.doesNotMatch(await list(), /Refused/);
  assert.doesNotMatch((await ines.get(path)).body, /A request was refused/);
  site.deps.refusals.record({ clientId: id, rule: 'code-not-accepted', sent: 'other-verifier', requestId: 'req_1' });
  await site.deps.refusals.flush();
  assert.ok((await list()).includes(`href="${path}/refusals" aria-label="Refused just now: see why, for Trailmark"`));
  const page = textOf((await ines.get(path)).body);
  assert.match(
    page,
    /A request was refused just now\. The code_verifier is not the one.* See what to do .*Credentials/,
  );
});

test('the page says how PKCE is used', async () => {
  const ines = await signedIn(site, 'pkce@openfield.example');
  const { path, id } = await registerByForm(ines);
  assert.match(textOf((await ines.get(path)).body), /Recommended\. It makes a code that leaks worth nothing/);
  site.deps.activity.record(id, { outcome: 'issued', pkce: true });
  site.deps.activity.record(id, { outcome: 'issued', pkce: false });
  await site.deps.activity.flush();
  assert.match(textOf((await ines.get(path)).body), /1 of 2 requests of the last 30 days used it/);
});

test('no page shows a value that is not there', async () => {
  const admin = await signedIn(site, 'bare@openfield.example', { isAdmin: true });
  const bare = { name: 'Bare', homepage: '', redirect_uris: '', scope: [], grant: ['client_credentials'] };
  const { id, path, page } = await registerByForm(admin, bare);
  assert.equal(page.status, 200);
  await makeFamily(site.database, admin.user.id, id);
  const own = ['', '/edit', '/rotate-secret', '/delete', '/refusals', '/example'].map((page) => path + page);
  const ofAdmin = ['', '/applications', `/applications/${id}`, '/people', `/people/${admin.user.id}`, '/scopes'];
  const all = [
    NEW,
    '/oauth2/applications',
    '/oauth2/authorized_applications',
    ...own,
    ...ofAdmin.map((page) => `/admin${page}`),
  ];
  for (const page of all) {
    const { status, body } = await admin.get(page);
    assert.equal(status, 200, page);
    const words = body.replace(/<code[^>]*>[\s\S]*?<\/code>/g, ''); // a program may say undefined
    assert.doesNotMatch(textOf(words), /undefined|null|NaN|\[object/, page);
  }
});

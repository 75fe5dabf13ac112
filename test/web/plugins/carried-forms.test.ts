import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addScopes, fillIn, registerByForm, type Site, signedIn, textOf } from '../../support/console.ts';
import { PASSWORD, pagesApp } from '../../support/pages.ts';
import { formsIn, unescaped, type Visitor, visitor } from '../../support/visitor.ts';

let site: Site;
let admin: Awaited<ReturnType<typeof signedIn>>;
before(async () => {
  site = await pagesApp();
  await addScopes(site);
  admin = await signedIn(site, 'admin@openfield.example', { isAdmin: true });
});
after(() => site.close());

const NEW = '/oauth2/applications/new';
const NEW_SCOPE = '/admin/scopes/new';

/** The person proved who they are more than five minutes ago. */
const age = (userId: string) =>
  site.database.pool.query(
    "UPDATE sessions SET authenticated_at = authenticated_at - interval '6 minutes' WHERE user_id = $1",
    [userId],
  );
const end = (userId: string) => site.database.pool.query('DELETE FROM sessions WHERE user_id = $1', [userId]);

/** Every field of a page's form that a browser sends untouched, those of one name too, in their order. */
function fieldsOf(body: string, action: string): URLSearchParams {
  const [, inner = ''] = new RegExp(`action="${action}"[^>]*>([\\s\\S]*?)</form>`).exec(body) ?? [];
  const inputs = [...inner.matchAll(/<input type="(?:hidden|text)" name="([^"]*)"[^>]* ?value="([^"]*)"/g)];
  const fields = new URLSearchParams();
  for (const [, name = '', value = ''] of inputs) fields.append(unescaped(name), unescaped(value));
  return fields;
}

/** Sends a form of this page with all that it holds, and these fields. */
function send(
  browser: Visitor,
  action: string,
  page: { readonly body: string },
  typed: Readonly<Record<string, string>>,
) {
  const fields = fieldsOf(page.body, action);
  for (const [name, value] of Object.entries(typed)) fields.set(name, value);
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
  return browser.send({ method: 'POST', url: action, payload: fields.toString(), headers });
}

const find = async (name: string) => (await site.deps.scopes.list()).find((scope) => scope.name === name);

test('S117 a form that needs a fresh password asks for it in the answer, and is done with all that was typed', async () => {
  await age(admin.user.id);
  const typed = {
    name: 'sync',
    description: 'Copy <b>"the map"</b>',
    detail: 'a&b',
    grant: ['client_credentials', 'authorization_code'],
  };
  const asked = await fillIn(admin, NEW_SCOPE, typed);
  assert.equal(asked.status, 403);
  assert.match(asked.body, /<h1>Confirm that it is you<\/h1>/);
  assert.equal(await find('sync'), undefined, 'not before the password');
  const wrong = await send(admin, NEW_SCOPE, asked, { _password: 'not mine' });
  assert.equal(wrong.status, 422);
  assert.match(textOf(wrong.body), /This is not the password of the account/);
  assert.ok(!wrong.body.includes('not mine'));
  assert.equal(await find('sync'), undefined);
  const id = admin.cookies.get('latchkey-session');
  const done = await send(admin, NEW_SCOPE, wrong, { _password: PASSWORD });
  assert.deepEqual([done.status, done.location], [303, '/admin/scope/sync?done=added']);
  assert.notEqual(admin.cookies.get('latchkey-session'), id, 'S114 under a new session id');
  const { description, detail, grants, offered } = (await find('sync')) ?? {};
  assert.deepEqual([description, detail, grants, offered], [typed.description, typed.detail, typed.grant, false]);
});

test('what is wrong with a form that was carried is said as ever, and its own form works', async () => {
  await age(admin.user.id);
  const asked = await fillIn(admin, NEW_SCOPE, { name: 'two words', description: 'As typed' });
  const shown = await send(admin, NEW_SCOPE, asked, { _password: PASSWORD });
  assert.equal(shown.status, 422);
  assert.match(shown.body, /value="As typed"/);
  const typed = { name: 'two_words', description: 'As typed', grant: 'authorization_code' };
  const again = await fillIn({ ...admin, get: async () => shown }, NEW_SCOPE, typed);
  assert.equal(again.location, '/admin/scope/two_words?done=added', textOf(again.body));
});

test('a field keeps its value where the question names the account as well', async () => {
  await age(admin.user.id);
  const typed = { name: 'Nora Lind', email: 'nora@openfield.example' };
  const asked = await fillIn(admin, '/admin/people/new', typed);
  assert.match(asked.body, /<h1>Confirm that it is you<\/h1>/);
  const done = await send(admin, '/admin/people/new', asked, { _password: PASSWORD });
  assert.equal(done.status, 303, textOf(done.body));
  assert.equal((await site.deps.users.findByEmail(typed.email))?.name, typed.name);
});

test('S117 every form for administrators asks, of whatever page, and none acts before', async () => {
  const { id } = await registerByForm(admin);
  await age(admin.user.id);
  const person = await site.person('somebody@openfield.example');
  const _csrf = formsIn((await admin.get('/account')).body)[0]?.fields['_csrf'] ?? '';
  let asked = 0;
  for (const { method, url, config } of site.routes) {
    if (![method].flat().includes('POST') || !url.startsWith('/admin/')) continue;
    const path = url.replace(':name', 'read_prefs').replace(':id', url.includes('people') ? person.id : id);
    const answer = await admin.post(path, { _csrf });
    if (answer.status === 405 && config === undefined) continue; // it has no form
    asked += 1;
    assert.deepEqual([answer.status, /<h1>Confirm that it is you/.test(answer.body)], [403, true], path);
  }
  assert.ok(asked >= 10, `${asked} forms`);
  assert.equal((await site.deps.users.find(person.id))?.disabledAt, undefined);
  assert.ok(await find('read_prefs'));
});

test('S119 the question counts as a form of its page: without the token nobody’s password does anything', async () => {
  await age(admin.user.id);
  const asked = await fillIn(admin, NEW_SCOPE, { name: 'forged', description: 'x' });
  for (const _csrf of ['', 'x']) {
    assert.equal((await send(admin, NEW_SCOPE, asked, { _password: PASSWORD, _csrf })).status, 403);
  }
  assert.equal(await find('forged'), undefined);
});

test('where the session has ended, what was typed is there again after signing in, and nothing was done', async () => {
  const ines = await signedIn(site, 'ines@openfield.example');
  const typed = {
    name: 'Trail "mark"',
    homepage: 'https://trailmark.example/',
    redirect_uris: 'https://trailmark.example/a\r\nhttps://trailmark.example/b',
    confidential: ['yes'],
    scope: ['read_prefs'],
    grant: ['authorization_code', 'refresh_token'],
  };
  for (const lost of [() => end(ines.user.id), () => ines.cookies.delete('latchkey-session')]) {
    const page = await ines.get(NEW);
    await lost();
    const asked = await fillIn({ ...ines, get: async () => page }, NEW, typed);
    assert.deepEqual([asked.status, /<h1>Sign in<\/h1>/.test(asked.body)], [403, true]);
    const wrong = await send(ines, NEW, asked, { _email: ines.user.email, _password: 'x' });
    assert.equal(wrong.status, 422);
    const shown = await send(ines, NEW, wrong, { _email: ines.user.email, _password: PASSWORD });
    assert.match(textOf(shown.body), /You are signed in, and nothing was changed yet/);
    assert.match(shown.body, /value="Trail &quot;mark&quot;"/);
    assert.match(shown.body, /trailmark\.example\/a\r?\nhttps:\/\/trailmark\.example\/b<\/textarea>/);
    assert.match(shown.body, /name="scope" value="read_prefs"[^>]* checked/);
    assert.equal((await site.deps.clients.listOwned(ines.user.id, { page: 1, size: 1 })).total, 0);
  }
  const { status } = await fillIn(ines, NEW, typed);
  assert.equal(status, 303);
});

test('S140 whoever else signs in on the way finds no form of somebody else', async () => {
  const ines = await signedIn(site, 'owner@openfield.example');
  const other = await site.person('other@openfield.example');
  const { id, path } = await registerByForm(ines);
  const page = await ines.get(`${path}/edit`);
  await end(ines.user.id);
  const asked = await ines.submit(page, `${path}/edit`, { name: 'Taken' });
  const shown = await send(ines, `${path}/edit`, asked, { _email: other.email, _password: PASSWORD });
  assert.equal(shown.status, 404);
  assert.equal((await site.deps.clients.find(id))?.name, 'Trailmark');
});

test('no password is carried', async () => {
  const ines = await signedIn(site, 'changes@openfield.example');
  const page = await ines.get('/account');
  await end(ines.user.id);
  const typed = { 'current-password': PASSWORD, 'new-password': 'a brand new harbour' };
  const asked = await ines.submit(page, '/account/password', typed);
  assert.match(asked.body, /<h1>Sign in<\/h1>/);
  for (const secret of Object.values(typed)) assert.ok(!asked.body.includes(secret));
});

test('S132 a form of the largest size comes through, and a larger one is refused before anybody is asked', async () => {
  await age(admin.user.id);
  const rest = 'name=large&description='.length;
  const post = async (size: number) => {
    const _csrf = formsIn((await admin.get('/account')).body)[0]?.fields['_csrf'] ?? '';
    return admin.post(NEW_SCOPE, { name: 'large', description: 'x'.repeat(size - rest), _csrf });
  };
  const asked = await post(64 * 1024);
  assert.match(asked.body, /<h1>Confirm that it is you/);
  const done = await send(admin, NEW_SCOPE, asked, { _password: PASSWORD });
  assert.match(textOf(done.body), /one line of at most 300 characters/);
  await age(admin.user.id);
  assert.equal((await post(64 * 1024 + 1)).status, 413);
  assert.equal((await post(68 * 1024)).status, 413);
});

/** What differs between two showings of the same page. */
const plain = (body: string) =>
  body.replace(/(name="(?:_csrf|_once)" value="|data-options=")[^"]*/g, '$1').replace(/<time.*?<\/time>/g, '');

test('S127 what is wrong with a form is shown to a browser by GET, for the same session, and never kept', async () => {
  const ines = await signedIn(site, 'back@openfield.example');
  const cases = [
    { browser: ines, path: NEW, fields: { name: '', redirect_uris: 'x:/ é’<b>' }, page: NEW },
    {
      browser: ines,
      path: '/account/password',
      fields: { 'current-password': 'no', 'new-password': 'x' },
      page: '/account',
    },
    {
      browser: visitor(site.app),
      path: '/sign-in?return_to=/account%3Fa',
      fields: { email: 'é@x.example' },
      page: '/sign-in?return_to=/account%3Fa',
    },
  ];
  for (const { browser, path, fields, page } of cases) {
    const [action = ''] = path.split('?');
    const form = await browser.get(page);
    const at = await browser.submit(form, action, fields);
    assert.equal(at.status, 422, 'a program reads it at once');
    const open = formsIn(form.body).find((each) => each.action.split('?', 1)[0] === action);
    const sent = await browser.post(path, { ...open?.fields, ...fields }, { 'sec-fetch-mode': 'navigate' });
    assert.equal(sent.status, 303, path);
    assert.match(sent.location, /^\/[\w/-]+\?again=\w{8}(&|$)/);
    assert.match(sent.setCookies.join(), /latchkey-answer=[\w-]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax/);
    for (let look = 0; look < 2; look += 1) {
      const again = await browser.get(sent.location);
      assert.deepEqual([again.status, again.headers['cache-control']], [422, 'no-store']);
      assert.equal(plain(again.body), plain(at.body));
    }
    const [name = '', value = ''] = (sent.setCookies.at(-1) ?? '').split(/[=;]/);
    const other = await signedIn(site, `other-${page.length}@openfield.example`);
    other.cookies.set(name, value);
    const [before = '', after = ''] = sent.location.split(/again=\w{8}&?/);
    assert.equal(
      (await other.get(sent.location)).location,
      (before + after).replace(/\?$/, ''),
      'not another session’s',
    );
    assert.equal((await browser.get(sent.location.replace(/again=\w{8}/, 'again=00000000'))).status, 303);
    site.clock.now = new Date(Date.now() + 601_000);
    assert.equal((await browser.get(sent.location)).status, 303, 'ten minutes later it is the page as it is');
    site.clock.now = new Date();
  }
});

test('S127 an answer that is too large for a cookie is shown at once', async () => {
  const ines = await signedIn(site, 'large@openfield.example');
  const { _csrf = '' } = Object.fromEntries(fieldsOf((await ines.get(NEW)).body, NEW));
  const name = Buffer.from(Array.from({ length: 3000 }, (_, at) => (at * at * 7919) % 251)).toString('base64');
  const answer = await ines.post(NEW, { _csrf, name }, { 'sec-fetch-mode': 'navigate' });
  assert.equal(answer.status, 422);
  assert.doesNotMatch(answer.setCookies.join(), /answer/);
});

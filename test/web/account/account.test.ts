import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PASSWORD, pagesApp } from '../../support/pages.ts';
import { formsIn, visitor } from '../../support/visitor.ts';

let site: Awaited<ReturnType<typeof pagesApp>>;
before(async () => {
  site = await pagesApp();
});
after(() => site.close());

const FIREFOX = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0';

async function signedIn(email: string, { agent = '', password = PASSWORD } = {}) {
  const person = visitor(site.app, { headers: { 'user-agent': agent } });
  const answer = await person.submit(await person.get('/sign-in'), '/sign-in', { email, password });
  assert.equal(answer.status, 303);
  return person;
}

test('S123 a person changes their name, and what was done is said by a cookie that every browser keeps', async () => {
  await site.person('name@openfield.example');
  const person = await signedIn('name@openfield.example');
  const answer = await person.submit(await person.get('/account'), '/account/name', { name: '  Inés <b>Moreau</b> ' });
  assert.equal(answer.location, '/account?done=name');
  assert.match(answer.setCookies.join(), /^latchkey-done=name; Max-Age=60; Path=\/; HttpOnly; SameSite=Lax$/);
  const account = await person.get(answer.location);
  assert.ok(account.body.includes('Your name was saved.'));
  assert.ok(account.body.includes('value="Inés &lt;b&gt;Moreau&lt;/b&gt;"'));
  const empty = await person.submit(account, '/account/name', { name: ' ' });
  assert.equal(empty.status, 422);
  assert.ok(empty.body.includes('Enter a name.'));
});

test('S116 changing the password needs the current one, and ends the sessions elsewhere', async () => {
  await site.person('password@openfield.example');
  const here = await signedIn('password@openfield.example');
  const there = await signedIn('password@openfield.example');
  const page = await here.get('/account');
  const change = (fields: { current: string; next: string }) =>
    here.submit(page, '/account/password', { 'current-password': fields.current, 'new-password': fields.next });
  const wrong = await change({ current: 'a guess', next: 'a new long password' });
  assert.equal(wrong.status, 422);
  assert.ok(wrong.body.includes('This is not your current password.'));
  const common = await change({ current: PASSWORD, next: 'password1' });
  assert.equal(common.status, 422);
  assert.ok(common.body.includes('lists that attackers try first'));
  assert.equal((await there.get('/account')).status, 200, 'nothing ended so far');
  const before = new Map(here.cookies);
  const changed = await change({ current: PASSWORD, next: 'a new long password' });
  assert.equal(changed.location, '/account?done=password');
  assert.equal((await there.get('/account')).status, 303);
  assert.equal((await here.get('/account')).status, 200);
  assert.notDeepEqual(new Map(here.cookies), before, 'the session goes on under a new id');
  await signedIn('password@openfield.example', { password: 'a new long password' });
});

test('S116 two clicks on Change password change it once, both say so, and the browser stays signed in whichever answer it keeps', async () => {
  for (const [round, clicks] of [
    ['at once', (click: () => Promise<unknown>) => Promise.all([click(), click()])],
    ['one after the other', async (click: () => Promise<unknown>) => [await click(), await click()]],
  ] as const) {
    const email = `${round.replaceAll(' ', '-')}@openfield.example`;
    const { id } = await site.person(email);
    const here = await signedIn(email);
    const form = formsIn((await here.get('/account')).body).find(({ action }) => action === '/account/password');
    const typed = { 'current-password': PASSWORD, 'new-password': 'a new long password' };
    const cookie = [...here.cookies].map((each) => each.join('=')).join('; ');
    const answers: { location: string; setCookies: readonly string[] }[] = [];
    // Each from the same open page: a browser takes up what a click was answered when it has sent the other.
    await clicks(async () => {
      answers.push(await visitor(site.app).post('/account/password', { ...form?.fields, ...typed }, { cookie }));
    });
    for (const { location, setCookies } of answers) {
      assert.equal(location, '/account?done=password', round);
      const session = setCookies.map((line) => line.split(';', 1)[0]).join('; ');
      assert.equal((await visitor(site.app).get('/account', { cookie: session })).status, 200, round);
    }
    const { rows } = await site.database.pool.query(
      "SELECT event FROM audit_events WHERE user_id = $1 AND event IN ('password.changed', 'sign_in.failed')",
      [id],
    );
    if (round !== 'at once') assert.deepEqual(rows, [{ event: 'password.changed' }]);
    await signedIn(email, { password: 'a new long password' });
  }
});

test('S115 a person sees where they are signed in, and ends one session or all others', async () => {
  await site.person('sessions@openfield.example');
  const here = await signedIn('sessions@openfield.example', { agent: FIREFOX });
  const phone = await signedIn('sessions@openfield.example', { agent: 'curl/8 <script>' });
  const tablet = await signedIn('sessions@openfield.example');
  const page = await here.get('/account/sessions');
  assert.equal(page.body.match(/<th scope="row">/g)?.length, 3);
  assert.ok(page.body.includes('Firefox on macOS <span class="badge">This one</span>'));
  assert.ok(page.body.includes('Unknown browser') && !page.body.includes('<script>'));
  await here.submit(page, '/account/sessions/end', {}); // the first that may be ended: the last seen
  assert.deepEqual(
    [(await phone.get('/account')).status, (await tablet.get('/account')).status].sort(),
    [200, 303],
    'one of the two ended',
  );
  const ended = await here.submit(await here.get('/account/sessions'), '/account/sessions/end-others', {});
  assert.equal((await phone.get('/account')).status, 303);
  assert.equal((await tablet.get('/account')).status, 303);
  assert.equal(ended.location, '/account/sessions?done=others');
  const alone = await here.get(ended.location);
  assert.ok(alone.body.includes('You are signed out everywhere else.'));
  assert.ok(!formsIn(alone.body).some((form) => form.action.startsWith('/account/sessions')));
});

test('S140 nobody ends a session that is not theirs', async () => {
  await site.person('victim@openfield.example');
  await site.person('mallory@openfield.example');
  const victim = await signedIn('victim@openfield.example');
  await signedIn('victim@openfield.example');
  const handle = formsIn((await victim.get('/account/sessions')).body).find(
    (form) => form.action === '/account/sessions/end',
  )?.fields['handle'];
  const mallory = await signedIn('mallory@openfield.example');
  await signedIn('mallory@openfield.example');
  const page = await mallory.get('/account/sessions');
  for (const other of [handle ?? '', 'not-a-uuid', '']) {
    assert.equal((await mallory.submit(page, '/account/sessions/end', { handle: other })).status, 303);
  }
  assert.equal((await victim.get('/account/sessions')).body.match(/<th scope="row">/g)?.length, 2);
});

test('S130 an account form cannot make its sender an administrator, or somebody else', async () => {
  await site.person('plain@openfield.example');
  const person = await signedIn('plain@openfield.example');
  const answer = await person.submit(await person.get('/account'), '/account/name', {
    name: 'Plain',
    isAdmin: 'true',
    is_admin: 'true',
    id: '00000000-0000-0000-0000-000000000000',
    email: 'other@openfield.example',
  });
  assert.equal(answer.status, 303);
  const account = await person.get('/account');
  assert.ok(account.body.includes('plain@openfield.example') && !account.body.includes('Administration'));
});

test('S125 hostile text in a name, an address or a browser stays text', async () => {
  const payloads = [
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    '<%= 7*7000021 %>',
    '</script><script>',
  ];
  for (const [i, name] of payloads.entries()) {
    const email = `${['a', 'b', 'c', 'd'][i]}"><b>x</b>@openfield.example`;
    await site.person(email, { name });
    const person = await signedIn(email, { agent: name });
    for (const url of ['/account', '/nowhere', '/sign-in/again']) {
      const { body } = await person.get(url);
      assert.doesNotMatch(body, /<img|<svg\/|<b>x|49000147|<script(?! src="\/public\/)/, `${url} ${name}`);
    }
  }
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PASSWORD, pagesApp } from '../../support/pages.ts';
import { type Visitor, visitor } from '../../support/visitor.ts';

let site: Awaited<ReturnType<typeof pagesApp>>;
before(async () => {
  site = await pagesApp();
});
after(() => site.close());

async function signIn(person: Visitor, email: string, password: string, query = '') {
  const page = await person.get(`/sign-in${query}`);
  assert.equal(page.status, 200);
  return person.submit(page, '/sign-in', { email, password });
}

test('a person signs in, goes where they wanted to go, and sees who they are', async () => {
  await site.person('ines@openfield.example');
  const ines = visitor(site.app);
  const answer = await signIn(ines, 'ines@openfield.example', PASSWORD, '?return_to=%2Faccount');
  assert.equal(answer.status, 303);
  assert.equal(answer.location, '/account');
  const account = await ines.get('/account');
  assert.equal(account.status, 200);
  for (const words of ['Ines Moreau', 'ines@openfield.example', 'Applications', 'Authorized', 'Sign out', 'Sessions']) {
    assert.ok(account.body.includes(words), words);
  }
  assert.ok(!account.body.includes('Administration'));
  assert.equal((await ines.get('/sign-in?return_to=%2Faccount')).location, '/account');
  assert.equal((await ines.get('/')).location, '/oauth2/applications');
});

test('a wrong password is told beside the form, keeps the address and says nothing else', async () => {
  await site.person('known@openfield.example');
  const person = visitor(site.app);
  const wrong = await signIn(person, 'known@openfield.example', 'not the password');
  const unknown = await signIn(visitor(site.app), 'unknown@openfield.example', 'not the password');
  assert.equal(wrong.status, 422);
  assert.ok(wrong.body.includes('value="known@openfield.example"'));
  assert.ok(wrong.body.includes('aria-invalid="true"'));
  assert.ok(!wrong.body.includes('not the password'));
  assert.ok(!person.cookies.has('latchkey-session'));
  const plain = (body: string, email: string) =>
    body.replaceAll(email, '').replace(/name="_(?:csrf|once)" value="[^"]*"|data-options="[^"]*"/g, '');
  assert.equal(
    plain(wrong.body, 'known@openfield.example'),
    plain(unknown.body, 'unknown@openfield.example'),
    'S108 an account that does not exist looks the same',
  );
  assert.equal(unknown.status, 422);
});

test('too many guesses are answered 429 with Retry-After and a plain sentence', async () => {
  await site.person('guessed@openfield.example');
  const person = visitor(site.app);
  let answer = await signIn(person, 'guessed@openfield.example', 'guess');
  for (let i = 0; i < 10 && answer.status === 422; i += 1) {
    answer = await person.submit(answer, '/sign-in', { password: `guess ${i}` });
  }
  assert.equal(answer.status, 429);
  assert.ok(Number(answer.headers['retry-after']) > 0);
  assert.ok(answer.body.includes('too many attempts'));
});

test('S114 signing in gives a new session id and makes the one before worthless', async () => {
  await site.person('fixed@openfield.example');
  const person = visitor(site.app);
  person.cookies.set('latchkey-session', 'chosen-by-an-attacker');
  await signIn(person, 'fixed@openfield.example', PASSWORD);
  const first = person.cookies.get('latchkey-session') ?? '';
  assert.notEqual(first, 'chosen-by-an-attacker');
  const again = await person.submit(await person.get('/sign-in/again?return_to=%2Faccount'), '/sign-in/again', {
    password: PASSWORD,
  });
  assert.equal(again.location, '/account');
  const second = person.cookies.get('latchkey-session') ?? '';
  assert.notEqual(second, first);
  const thief = visitor(site.app);
  for (const id of ['chosen-by-an-attacker', first]) {
    thief.cookies.set('latchkey-session', id);
    assert.equal((await thief.get('/account')).status, 303);
  }
  assert.equal((await person.get('/account')).status, 200);
});

test('S115 signing out ends the session on the server', async () => {
  await site.person('leaving@openfield.example');
  const person = visitor(site.app);
  await signIn(person, 'leaving@openfield.example', PASSWORD);
  const id = person.cookies.get('latchkey-session') ?? '';
  const out = await person.submit(await person.get('/account'), '/sign-out', {});
  assert.equal(out.status, 303);
  assert.ok(!person.cookies.has('latchkey-session'));
  person.cookies.set('latchkey-session', id);
  assert.equal((await person.get('/account')).location, '/sign-in?return_to=%2Faccount');
});

test('S117 the page that asks again does not accept a wrong password and keeps the session as it was', async () => {
  await site.person('again@openfield.example');
  const person = visitor(site.app);
  await signIn(person, 'again@openfield.example', PASSWORD);
  const id = person.cookies.get('latchkey-session');
  const page = await person.get('/sign-in/again?return_to=%2Faccount');
  const wrong = await person.submit(page, '/sign-in/again', { password: 'wrong', email: 'other@openfield.example' });
  assert.equal(wrong.status, 422);
  assert.ok(wrong.body.includes('not the password'));
  assert.equal(person.cookies.get('latchkey-session'), id);
});

test('S113 a crowd is refused: a few with the form in hand, the rest before it is looked at; other forms are not', async () => {
  const person = visitor(site.app);
  const page = await person.get('/sign-in');
  const { places } = site.deps.passwords;
  const crowd = Array.from({ length: places + 60 }, () =>
    person.submit(page, '/sign-in', { email: 'nobody@openfield.example', password: 'not the password' }),
  );
  const others = Array.from({ length: places + 60 }, () => person.post('/device', { user_code: 'BCDF-GHJK' }));
  const answers = await Promise.all(crowd);
  const refused = answers.filter(({ status }) => status === 503);
  for (const { headers } of refused) assert.equal(headers['retry-after'], '2');
  const brief = refused.filter(({ body }) => body.includes('Too many people at this door'));
  const drawn = refused.filter(({ body }) => body.includes('value="nobody@openfield.example"'));
  assert.equal(brief.length + drawn.length, refused.length);
  assert.ok(brief.length >= 20, `${brief.length} of ${refused.length}`);
  assert.ok(
    brief.every(({ body }) => body.includes('your browser sends the form again') && !body.includes('undefined')),
  );
  for (const { status } of await Promise.all(others)) assert.notEqual(status, 503);
  const later = await person.submit(page, '/sign-in', { email: 'nobody@openfield.example', password: 'wrong' });
  assert.ok(later.status === 422 || later.status === 429, `${later.status}`);
});

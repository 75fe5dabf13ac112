import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ISSUER, PASSWORD, pagesApp } from '../../support/pages.ts';
import { formsIn, visitor } from '../../support/visitor.ts';

let site: Awaited<ReturnType<typeof pagesApp>>;
before(async () => {
  site = await pagesApp();
  await site.person('ines@openfield.example');
});
after(() => site.close());

const credentials = { email: 'ines@openfield.example', password: PASSWORD };

async function signedIn() {
  const ines = visitor(site.app);
  await ines.submit(await ines.get('/sign-in'), '/sign-in', credentials);
  return ines;
}

/** Every form of the pages, with what would change if it went through. */
const FORMS: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['/sign-in', credentials],
  ['/sign-in/again', { password: PASSWORD }],
  ['/sign-out', {}],
  ['/account/name', { name: 'Mallory' }],
  ['/account/password', { 'current-password': PASSWORD, 'new-password': 'mallory was here' }],
  ['/account/sessions/end', { handle: 'x' }],
  ['/account/sessions/end-others', {}],
];

async function isUntouched(person: Awaited<ReturnType<typeof signedIn>>, id: string | undefined) {
  assert.equal(person.cookies.get('latchkey-session'), id);
  const account = await person.get('/account');
  assert.equal(account.status, 200);
  assert.ok(account.body.includes('value="Ines Moreau"'));
}

test('S119 a form without a token, or with another browser’s token, changes nothing', async () => {
  const ines = await signedIn();
  const id = ines.cookies.get('latchkey-session');
  const mallory = await signedIn();
  const foreign = formsIn((await mallory.get('/account')).body)[0]?.fields['_csrf'] ?? '';
  await ines.get('/account'); // so that the cookie is there
  for (const [path, fields] of FORMS) {
    for (const token of [{}, { _csrf: '' }, { _csrf: 'x' }, { _csrf: foreign }] as Record<string, string>[]) {
      const answer = await ines.post(path, { ...fields, ...token });
      assert.equal(answer.status, 403, `${path} ${JSON.stringify(token)}`);
    }
  }
  await isUntouched(ines, id);
});

test('every form of a page works in a browser that had lost its cookie', async () => {
  const ines = await signedIn();
  ines.cookies.delete('latchkey-csrf');
  const page = await ines.get('/account');
  const renamed = await ines.submit(page, '/account/name', { name: 'Ines Moreau' });
  assert.notEqual(renamed.status, 403);
  const out = await ines.submit(page, '/sign-out', {});
  assert.equal(out.status, 303);
});

test('S119 a token is refused in another session of the same browser', async () => {
  const ines = await signedIn();
  const old = formsIn((await ines.get('/account')).body).find((form) => form.action === '/account/name');
  ines.cookies.delete('latchkey-session');
  await ines.submit(await ines.get('/sign-in'), '/sign-in', credentials);
  const answer = await ines.post('/account/name', { ...old?.fields, name: 'Mallory' });
  assert.equal(answer.status, 403);
  assert.ok(answer.body.includes('<h1>Account</h1>'), 'the same page is shown again');
  assert.ok(answer.body.includes('Nothing was changed.'), 'with a sentence');
  const again = await ines.submit(answer, '/account/name', { name: 'Ines M.' });
  assert.equal(again.location, '/account?done=name', 'and its form works');
  await ines.submit(await ines.get('/account'), '/account/name', { name: 'Ines Moreau' });
});

test('S119 two sign-in tabs of one browser both work', async () => {
  const ines = visitor(site.app);
  const one = await ines.get('/sign-in');
  const two = await ines.get('/sign-in');
  assert.equal((await ines.submit(one, '/sign-in', credentials)).status, 303);
  assert.equal((await ines.submit(two, '/sign-in', credentials)).status, 303);
});

test('S119 a form from elsewhere is refused, whatever its token', async () => {
  const ines = await signedIn();
  const id = ines.cookies.get('latchkey-session');
  const form = formsIn((await ines.get('/account')).body).find((each) => each.action === '/account/name');
  const fields = { ...form?.fields, name: 'Mallory' };
  const payload = new URLSearchParams(fields).toString();
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  const refused: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { 'sec-fetch-site': 'cross-site', origin: ISSUER },
    { origin: 'null' },
    { origin: 'https://evil.example' },
    { origin: `${ISSUER}.evil.example` },
    {},
  ];
  for (const headers of refused) {
    const answer = await ines.send({ method: 'POST', url: '/account/name', payload, headers: { ...type, ...headers } });
    assert.equal(answer.status, 403, JSON.stringify(headers));
  }
  await isUntouched(ines, id);
  const old = await ines.send({ method: 'POST', url: '/account/name', payload, headers: { ...type, origin: ISSUER } });
  assert.equal(old.location, '/account?done=name', 'a browser without Sec-Fetch-Site is known by its Origin');
  await ines.submit(await ines.get('/account'), '/account/name', { name: 'Ines Moreau' });
});

test('S119 asking for an action with GET changes nothing', async () => {
  const ines = await signedIn();
  const id = ines.cookies.get('latchkey-session');
  for (const [path, fields] of FORMS) {
    const answer = await ines.get(`${path}?${new URLSearchParams(fields)}`);
    assert.ok([200, 303, 405].includes(answer.status), path);
    if (answer.status === 405) assert.equal(answer.headers['allow'], 'POST');
  }
  await isUntouched(ines, id);
});

const LED_BACK = new Map([
  ['/sign-in/factor', '/'],
  ['/sign-in/passkey', '/sign-in/again?notice=passkey-old&return_to=%2F'],
  ['/sign-in/keep', '/'],
  ['/sign-in/set-up', '/'],
  ['/sign-in/set-up/passkey', '/'],
]);

test('S119 no page anywhere takes a form without a token, but those that only repeat themselves as GET', async () => {
  await site.person('admin@openfield.example', { isAdmin: true });
  const admin = visitor(site.app);
  await admin.submit(await admin.get('/sign-in'), '/sign-in', { ...credentials, email: 'admin@openfield.example' });
  const open: string[] = [];
  let checked = 0;
  for (const { method, url, config } of site.routes) {
    if (![method].flat().includes('POST')) continue;
    if ((config as { form?: string } | undefined)?.form === 'open') open.push(url);
    else {
      const answer = await admin.post(url.replace(/:\w+/g, 'x'), { _csrf: 'x' });
      // The ways of signing in that begin with something else show nothing again: they lead back, and nobody is signed in by it.
      const ledTo = LED_BACK.get(url);
      if (ledTo !== undefined) {
        assert.deepEqual([answer.status, answer.location], [303, ledTo], url);
        assert.doesNotMatch(answer.setCookies.join(), /session=[^;]/, url);
      } else assert.ok(answer.status >= 400 && answer.status < 500, `${url} ${answer.status}`);
      if (answer.status === 403) checked += 1;
    }
  }
  assert.deepEqual(open, ['/oauth2/logout', '/oauth2/authorize', '/oauth2/authorize/']);
  assert.ok(checked >= FORMS.length);
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { disableUser, makeAdministrator } from '../../src/accounts/administer-user.ts';
import { issuePasswordLink } from '../../src/accounts/one-time-link.ts';
import { PASSWORD, type TestApp, testApp } from '../support/app.ts';
import { codesOn, setUpApp, typePassword } from '../support/factors.ts';
import { mailServer } from '../support/mail-server.ts';
import { visitor } from '../support/visitor.ts';

let server: Awaited<ReturnType<typeof mailServer>>;
let site: TestApp;
before(async () => {
  server = await mailServer();
  site = await testApp({ env: { SMTP_URL: server.url, MAIL_FROM: 'no-reply@latchkey.example' } });
  await site.scope('read');
});
after(async () => {
  await site?.close();
  await server?.close();
});

const newest = async (count: number) => (await server.received(count, 15_000)).at(-1);

test('who changes a password is told so by mail, and what to do if it was not them', async () => {
  const user = await site.person('ada@example.org', { name: 'Ada' });
  const browser = await site.signedIn(user);
  const page = await browser.get('/account');
  const changed = await browser.submit(page, '/account/password', {
    'current-password': PASSWORD,
    'new-password': 'a quiet harbour wall',
  });
  assert.equal(changed.status, 303);
  const mail = await newest(1);
  assert.deepEqual(mail?.to, ['ada@example.org']);
  assert.match(mail?.headers ?? '', /^Subject: Your password was changed\r?$/m);
  assert.match(mail?.text ?? '', /^Hello Ada,\n\nThe password of your account was changed on /);
  assert.match(mail?.text ?? '', /http:\/\/localhost:3000\/recover/);
});

test('who never chose a language is told in the one that they read when they did it', async () => {
  const user = await site.person('carla@example.org', { name: 'Carla' });
  const browser = await site.signedIn(user);
  browser.cookies.set('latchkey-language', 'de');
  const before = server.mails.length;
  const typed = { 'current-password': PASSWORD, 'new-password': 'a quiet harbour wall' };
  await browser.submit(await browser.get('/account'), '/account/password', typed);
  const mail = await newest(before + 1);
  assert.match(mail?.text ?? '', /^Guten Tag Carla,\n\ndas Passwort Ihres Kontos wurde am /);
});

test('people are told what administrators do to their accounts, also by the command line', async () => {
  const user = await site.person('ben@example.org', { name: 'Ben' });
  const before = server.mails.length;
  await issuePasswordLink(user.id, 'administrator', site.deps);
  await makeAdministrator(user.id, 'administrator', site.deps);
  await site.person('other@example.org', { isAdmin: true });
  await disableUser(user.id, 'administrator', site.deps);
  const mails = (await server.received(before + 3, 20_000)).slice(before);
  assert.ok(mails.every(({ to }) => to[0] === 'ben@example.org'));
  assert.deepEqual(mails.map(({ headers }) => /^Subject: ([^\r\n]+)/m.exec(headers)?.[1]).toSorted(), [
    'A link for a new password was made',
    'You are now an administrator',
    'Your account was disabled',
  ]);
});

test('S146 people are told of second factors, recovery codes, personal access tokens, and of a browser that is new to their account', async () => {
  const user = await site.person('cai@example.org', { name: 'Cai' });
  const browser = await site.signedIn(user);
  const { phone, codes } = await setUpApp(browser);
  const made = { name: 'Laptop', scope: 'read' };
  await browser.submit(await browser.get('/account/tokens'), '/account/tokens', made);
  const tokens = await browser.get('/account/tokens');
  await browser.submit(tokens, '/account/tokens/revoke', {});
  await browser.submit(await browser.get('/account/factors'), '/account/factors/recovery-codes', {});
  const [code = ''] = codesOn((await browser.get('/account/factors/recovery-codes')).body);
  assert.ok(code && !codes.includes(code));
  // A browser that signed in before is none, and the first one of all neither.
  const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
  const strange = visitor(site.app, { headers: { 'user-agent': agent } });
  for (const [who, shown] of [
    [browser, phone.next()],
    [strange, code],
  ] as const) {
    who.cookies.delete('latchkey-session');
    const { answer } = await typePassword(site, user.email, '/sign-in', who);
    const done = await who.submit(await who.get(answer.location), '/sign-in/factor', { code: shown });
    assert.equal(done.status, 303, done.body);
  }
  await browser.submit(await browser.get('/account/factors'), '/account/factors/app/remove', {});
  const told = () => server.mails.filter(({ to }) => to[0] === user.email);
  while (told().length < 7) await server.received(server.mails.length + 1, 15_000);
  assert.deepEqual(
    told()
      .map(({ headers }) => /^Subject: ([^\r\n]+)/m.exec(headers)?.[1])
      .toSorted(),
    [
      'A new browser signed in to your account',
      'A personal access token was created',
      'A personal access token was revoked',
      'A recovery code was used',
      'A second factor was added',
      'A second factor was removed',
      'New recovery codes were made',
    ],
  );
  const letter = told().find(({ headers }) => /new browser/.test(headers))?.text ?? '';
  assert.match(letter.replaceAll('\n', ' '), /Firefox on Linux, from the address 127\.0\.0\.1/);
});

test('where no mail is sent none is written down', async () => {
  const plain = await testApp();
  const user = await plain.person();
  await makeAdministrator(user.id, 'administrator', plain.deps);
  assert.equal((await plain.database.pool.query('SELECT FROM mails')).rowCount, 0);
  await plain.close();
});

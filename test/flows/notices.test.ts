import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { disableUser, makeAdministrator } from '../../src/accounts/administer-user.ts';
import { issuePasswordLink } from '../../src/accounts/one-time-link.ts';
import { PASSWORD, type TestApp, testApp } from '../support/app.ts';
import { mailServer } from '../support/mail-server.ts';

let server: Awaited<ReturnType<typeof mailServer>>;
let site: TestApp;
before(async () => {
  server = await mailServer();
  site = await testApp({ env: { SMTP_URL: server.url, MAIL_FROM: 'no-reply@latchkey.example' } });
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
  assert.match(mail?.text ?? '', /^Hello Ada,\n\nthe password of your account was changed, on /);
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
    'You are an administrator now',
    'Your account was disabled',
  ]);
});

test('where no mail is sent none is written down', async () => {
  const plain = await testApp();
  const user = await plain.person();
  await makeAdministrator(user.id, 'administrator', plain.deps);
  assert.equal((await plain.database.pool.query('SELECT FROM mails')).rowCount, 0);
  await plain.close();
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../support/app.ts';
import { textOf } from '../../support/console.ts';
import { mailServer } from '../../support/mail-server.ts';
import { type Visitor, visitor } from '../../support/visitor.ts';

let server: Awaited<ReturnType<typeof mailServer>>;
let site: TestApp;
let admin: Visitor;
before(async () => {
  server = await mailServer();
  site = await testApp({ env: { SMTP_URL: server.url, MAIL_FROM: 'no-reply@latchkey.example' } });
  admin = await site.signedIn(await site.person('root@example.org', { name: 'Root', isAdmin: true }));
});
after(async () => {
  await site?.close();
  await server?.close();
});

const NEW = '/admin/people/new';

/** Adds this person by the administrator's form, with an invitation, and follows the mail to its path. */
async function invite(email: string, name = 'Ada Lovelace') {
  const before = server.mails.length;
  const added = await admin.submit(await admin.get(NEW), NEW, { name, email, administrator: '', invite: 'yes' });
  assert.equal(added.status, 303, textOf(added.body));
  const mail = (await server.received(before + 1)).at(-1);
  assert.deepEqual(mail?.to, [email]);
  const path = /http:\/\/localhost:3000(\/invitation\?token=[\w-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
  return { path, mail, added };
}
const choose = async (path: string, typed: Readonly<Record<string, string>>, browser = visitor(site.app)) =>
  browser.submit(await browser.get(path), '/invitation', typed);

test('S118 an invited person gets a mail, says what they are called, chooses a password, and signs in with a verified address', async () => {
  const { path, mail, added } = await invite('ada@example.org');
  assert.match(mail?.text ?? '', /^Hello Ada Lovelace,/);
  const shown = await admin.get(added.location);
  assert.doesNotMatch(shown.body, /token=/, 'the administrator sees no link');
  assert.match(textOf(shown.body), /An invitation is on its way to them/);
  const browser = visitor(site.app);
  const page = await browser.get(path);
  assert.equal(page.status, 200);
  assert.match(page.body, /value="Ada Lovelace"/);
  const weak = await choose(path, { name: 'Ada', 'new-password': 'short' });
  assert.equal(weak.status, 422);
  assert.match(textOf(weak.body), /at least 8 characters/i);
  const done = await browser.submit(page, '/invitation', { name: 'Ada Byron', 'new-password': 'a quiet harbour wall' });
  assert.deepEqual([done.status, done.location], [303, '/sign-in?notice=account']);
  assert.match(textOf((await browser.get(done.location)).body), /Your account is ready/);
  const signedIn = await browser.submit(await browser.get('/sign-in'), '/sign-in', {
    email: 'ada@example.org',
    password: 'a quiet harbour wall',
  });
  assert.equal(signedIn.status, 303);
  const { rows } = await site.database.pool.query(
    "SELECT name, email_verified_at IS NOT NULL AS verified FROM users WHERE email = 'ada@example.org'",
  );
  assert.deepEqual(rows, [{ name: 'Ada Byron', verified: true }]);
  assert.equal((await visitor(site.app).get(path)).status, 404, 'it works once');
});

test('S118 of two who take up one invitation at once one wins, and an old or replaced one is dead', async () => {
  const { path } = await invite('race@example.org');
  const answers = await Promise.all(
    ['a quiet harbour wall', 'another quiet harbour'].map((password) =>
      choose(path, { name: 'Racer', 'new-password': password }),
    ),
  );
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [303, 404]);

  const old = await invite('old@example.org');
  await site.database.pool.query("UPDATE one_time_links SET expires_at = now() - interval '1 second'");
  assert.equal((await visitor(site.app).get(old.path)).status, 404);
});

test('S144 an invitation of a disabled account does not work, and none is sent to it', async () => {
  const { path } = await invite('off@example.org');
  const user = await site.deps.users.findByEmail('off@example.org');
  await site.deps.users.disable(user?.id ?? '', 'administrator');
  assert.equal((await visitor(site.app).get(path)).status, 404);
  const before = server.mails.length;
  await site.deps.mailbox?.add({ kind: 'invitation', userId: user?.id ?? '' });
  const waiting = async () => (await site.database.pool.query('SELECT FROM mails')).rowCount;
  for (let i = 0; i < 200 && (await waiting()) !== 0; i += 1) await new Promise((done) => setTimeout(done, 20));
  assert.ok(server.mails.slice(before).every(({ text }) => !text.includes('/invitation?')));
});

test('S118 an administrator sends another invitation while no password is chosen, and the old link dies', async () => {
  const email = 'twice@example.org';
  const { path: first, added } = await invite(email, 'Twice');
  const own = added.location.split('?')[0] ?? '';
  const before = server.mails.length;
  const again = await admin.submit(await admin.get(own), `${own}/invite`, {});
  assert.equal(again.location, `${own}?done=invited`);
  const mail = (await server.received(before + 1)).at(-1);
  const second = /http:\/\/localhost:3000(\/invitation\?token=[\w-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
  assert.equal((await visitor(site.app).get(first)).status, 404);
  assert.equal((await choose(second, { name: 'Twice', 'new-password': 'a quiet harbour wall' })).status, 303);
  assert.ok(!(await admin.get(own)).body.includes(`${own}/invite`));
  const refused = await admin.post(`${own}/invite`, {
    _csrf: /name="_csrf" value="([^"]+)"/.exec((await admin.get(own)).body)?.[1] ?? '',
  });
  assert.equal(refused.status, 409);
});

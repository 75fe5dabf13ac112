import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PASSWORD, type TestApp, testApp } from '../../support/app.ts';
import { textOf } from '../../support/console.ts';
import { mailServer } from '../../support/mail-server.ts';
import { visitor } from '../../support/visitor.ts';

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

const PATH = '/account/email';
const CONFIRM = `${PATH}/confirm`;
const waiting = async () => (await site.database.pool.query('SELECT FROM mails')).rowCount;
const untilSent = async () => {
  for (let i = 0; i < 400 && (await waiting()) !== 0; i += 1) await new Promise((done) => setTimeout(done, 20));
};

/** Asks for this address, and follows the mail that goes there. */
async function askFor(browser: Awaited<ReturnType<TestApp['signedIn']>>, email: string) {
  const before = server.mails.length;
  const asked = await browser.submit(await browser.get(PATH), PATH, { email });
  assert.deepEqual([asked.status, asked.location], [303, `${PATH}?done=sent`], textOf(asked.body));
  await untilSent();
  const mail = server.mails.slice(before).find(({ headers }) => /Subject: Your new address/.test(headers));
  return {
    mail,
    path: /http:\/\/localhost:3000(\/account\/email\/confirm\?token=[\w-]+)/.exec(mail?.text ?? '')?.[1] ?? '',
  };
}

test('S117 a new address counts when the mail to it was answered, and the old one is told', async () => {
  const user = await site.person('old@example.org', { name: 'Ada' });
  const browser = await site.signedIn(user);
  const { mail, path } = await askFor(browser, 'New@Example.org');
  assert.deepEqual(mail?.to, ['New@example.org']); // domains have no capitals on the way
  assert.equal((await site.deps.users.find(user.id))?.email, 'old@example.org');

  const reader = visitor(site.app);
  const page = await reader.get(path);
  assert.match(textOf(page.body), /The account old@example\.org will be New@Example\.org/);
  assert.equal((await site.deps.users.find(user.id))?.email, 'old@example.org', 'a look changes nothing');
  const before = server.mails.length;
  const done = await reader.submit(page, CONFIRM, {});
  assert.deepEqual([done.status, done.location], [303, '/sign-in?notice=email']);
  assert.equal((await site.deps.users.find(user.id))?.email, 'New@Example.org');
  assert.equal((await reader.submit(page, CONFIRM, {})).status, 404, 'it works once');
  const told = (await server.received(before + 1)).at(-1);
  assert.deepEqual(told?.to, ['old@example.org']);
  assert.match(told?.text ?? '', /changed to New@Example\.org/);
  const { rows } = await site.database.pool.query(
    'SELECT email_verified_at IS NOT NULL AS verified FROM users WHERE id = $1',
    [user.id],
  );
  assert.deepEqual(rows, [{ verified: true }]);
  const again = await reader.submit(await reader.get('/sign-in'), '/sign-in', {
    email: 'new@example.org',
    password: PASSWORD,
  });
  assert.equal(again.status, 303);
});

test('S110 nobody takes the address of another, and nobody learns whether it is one', async () => {
  const [user, other] = [await site.person('mine@example.org'), await site.person('theirs@example.org')];
  const { mail } = await askFor(await site.signedIn(user), 'THEIRS@example.org');
  assert.equal(mail, undefined);
  // Nor one that somebody got meanwhile.
  const { path } = await askFor(await site.signedIn(other), 'soon@example.org');
  await site.person('soon@example.org');
  const reader = visitor(site.app);
  assert.equal((await reader.submit(await reader.get(path), CONFIRM, {})).status, 404);
  assert.equal((await site.deps.users.find(other.id))?.email, 'theirs@example.org');
});

test('S118 a link for a lost password that went to the old address ends with it', async () => {
  const user = await site.person('left@example.org');
  const before = server.mails.length;
  const stranger = visitor(site.app);
  await stranger.submit(await stranger.get('/recover'), '/recover', { email: 'left@example.org' });
  await untilSent();
  const mail = server.mails.slice(before).find(({ to }) => to.includes('left@example.org'));
  const link = /http:\/\/localhost:3000(\/new-password\?token=[\w-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
  const { path } = await askFor(await site.signedIn(user), 'moved@example.org');
  assert.equal((await stranger.get(link)).status, 200, 'it works until then');
  const reader = visitor(site.app);
  assert.equal((await reader.submit(await reader.get(path), CONFIRM, {})).location, '/sign-in?notice=email');
  assert.equal((await stranger.get(link)).status, 404);
  await untilSent();
});

test('S117 who signed in too long ago is asked for the password before a mail is sent', async () => {
  const user = await site.person('stale@example.org');
  const browser = await site.signedIn(user);
  await site.database.pool.query(
    "UPDATE sessions SET authenticated_at = now() - interval '6 minutes' WHERE user_id = $1",
    [user.id],
  );
  const before = server.mails.length;
  const asked = await browser.submit(await browser.get(PATH), PATH, { email: 'other@example.org' });
  assert.notEqual(asked.location, `${PATH}?done=sent`);
  await untilSent();
  assert.equal(server.mails.length, before);
});

test('what is no address is said beside the field', async () => {
  const browser = await site.signedIn(await site.person());
  const answer = await browser.submit(await browser.get(PATH), PATH, { email: 'no address' });
  assert.equal(answer.status, 422);
  assert.match(textOf(answer.body), /looks like name@example\.org/);
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { PASSWORD, type TestApp, testApp } from '../../support/app.ts';
import { textOf } from '../../support/console.ts';
import { mailServer } from '../../support/mail-server.ts';
import { visitor } from '../../support/visitor.ts';

let server: Awaited<ReturnType<typeof mailServer>>;
let site: TestApp;
let other: TestApp;
before(async () => {
  server = await mailServer();
  const env = { SMTP_URL: server.url, MAIL_FROM: 'Latchkey <no-reply@latchkey.example>' };
  site = await testApp({ env });
  other = await testApp({ env, on: { url: site.url, drop: async () => {} } });
});
after(async () => {
  await other?.close();
  await site?.close();
  await server?.close();
});

const askFor = async (email: string, app = site) => {
  const browser = visitor(app.app);
  return browser.submit(await browser.get('/recover'), '/recover', { email });
};
/** Mails with a link for a new password; what happened to an account is told by others. */
const linked = (email?: string) =>
  server.mails.filter(({ to, text }) => linkIn(text) !== '' && (email === undefined || to.includes(email)));
/** The mail with the `count`th link to this address. */
async function mailTo(email: string, count = 1) {
  for (;;) {
    const found = linked(email)[count - 1];
    if (found) return found;
    await server.received(server.mails.length + 1);
  }
}
const linkIn = (text = '') => /^(http:\/\/localhost:3000\/new-password\?token=[\w-]+)$/m.exec(text)?.[1] ?? '';
const pathOf = (link: string) => link.replace('http://localhost:3000', '');

test('S118 who lost their password gets a mail with a link of the configured origin, which sets a new one once', async () => {
  const user = await site.person('ada@example.org', { name: 'Ada <L>' });
  const browser = visitor(site.app, { headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' } });
  const sent = await browser.submit(await browser.get('/recover'), '/recover', { email: 'ADA@example.org' });
  assert.deepEqual([sent.status, sent.location], [303, '/recover?sent=yes']);
  assert.match(textOf((await browser.get(sent.location)).body), /If there is an account with this address, a mail/);
  const mail = await mailTo(user.email);
  assert.deepEqual(mail?.to, [user.email]);
  assert.match(mail?.text ?? '', /^Hello Ada <L>,/);
  assert.match(mail?.html ?? '', /Hello Ada &lt;L&gt;,/);
  assert.doesNotMatch(mail?.text ?? '', /evil/);
  const link = linkIn(mail?.text);
  assert.ok(mail?.html.includes(`href="${link}"`));

  const page = await visitor(site.app).get(pathOf(link));
  assert.equal(page.status, 200);
  const open = async (app: TestApp) => {
    const chooser = visitor(app.app);
    const shown = await chooser.get(pathOf(link));
    return (password: string) => chooser.submit(shown, '/new-password', { 'new-password': password });
  };
  const [here, there] = await Promise.all([open(site), open(other)]);
  const answers = await Promise.all([here('a quiet harbour wall'), there('another quiet harbour')]);
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [303, 404]);
  assert.equal((await visitor(other.app).get(pathOf(link))).status, 404);
  const { rows } = await site.database.pool.query('SELECT event FROM audit_events WHERE user_id = $1 ORDER BY at', [
    user.id,
  ]);
  assert.deepEqual(
    rows.map(({ event }) => event),
    ['user.added', 'password.link_mailed', 'password.changed'],
  );
  // Who changed it may have been somebody else.
  const notice = (await server.received(2)).find((each) => each !== mail);
  assert.deepEqual([notice?.to, linkIn(notice?.text)], [[user.email], '']);
});

test('S118 the answer is the same where there is no account, or a disabled one, and nobody is written to', async () => {
  const before = linked().length;
  const disabled = await site.person('disabled@example.org');
  await site.deps.users.disable(disabled.id, 'administrator');
  const known = await site.person('known@example.org');
  const answers = [];
  for (const email of ['nobody@example.org', disabled.email, known.email]) answers.push(await askFor(email));
  const [first, ...rest] = answers.map(({ status, location, body }) => ({ status, location, body }));
  for (const each of rest) assert.deepEqual(each, first);
  await mailTo(known.email);
  assert.deepEqual(
    linked()
      .slice(before)
      .flatMap(({ to }) => to),
    [known.email],
  );
  // A mail leaves the queue once its server has taken it.
  const waiting = async () => (await site.database.pool.query('SELECT FROM mails')).rowCount;
  const deadline = Date.now() + 10_000;
  while ((await waiting()) !== 0 && Date.now() < deadline) await sleep(50);
  assert.equal(await waiting(), 0);
});

test('S118 S148 the queue and the database hold no link: it is made when the mail is', async () => {
  const user = await site.person('dump@example.org');
  await askFor(user.email);
  const mail = await mailTo(user.email);
  const token = /token=([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
  assert.ok(token.length > 20);
  const { rows } = await site.database.pool.query(`SELECT encode(hash, 'hex') AS hash, expires_at - created_at AS life
    FROM one_time_links WHERE user_id = '${user.id}'`);
  assert.equal(rows.length, 1);
  assert.ok(!JSON.stringify(rows).includes(token));
  assert.equal(rows[0].life.minutes, 30);
});

test('S118 a second link ends the first', async () => {
  const user = await site.person('twice@example.org');
  await askFor(user.email);
  const first = linkIn((await mailTo(user.email)).text);
  await askFor(user.email, other);
  const second = linkIn((await mailTo(user.email, 2)).text);
  assert.equal((await visitor(site.app).get(pathOf(first))).status, 404);
  assert.equal((await visitor(site.app).get(pathOf(second))).status, 200);
});

test('S158 nobody is flooded: of many requests for one address the later ones are refused, whether it has an account or not', async () => {
  for (const email of ['flooded@example.org', (await site.person('flooded-too@example.org')).email]) {
    const statuses = [];
    for (let i = 0; i < 6; i += 1) statuses.push((await askFor(email, i % 2 ? site : other)).status);
    assert.deepEqual(statuses, [303, 303, 303, 303, 303, 429]);
  }
});

test('what is no address is said beside the field, and typed again', async () => {
  const answer = await askFor('not <an> address');
  assert.equal(answer.status, 422);
  assert.match(textOf(answer.body), /looks like name@example\.org/);
  assert.match(answer.body, /value="not &lt;an&gt; address"/);
});

test('the sign-in page leads there, and to an administrator where the server sends no mail', async () => {
  assert.match((await visitor(site.app).get('/sign-in')).body, /<a href="\/recover">/);
  const plain = await testApp();
  const browser = visitor(plain.app);
  assert.doesNotMatch((await browser.get('/sign-in')).body, /\/recover/);
  const page = await browser.get('/recover');
  assert.match(textOf(page.body), /This server sends no mail/);
  assert.doesNotMatch(page.body, /Send link/);
  await plain.close();
  assert.ok(PASSWORD);
});

test('administrators read in the words of the mail server why a mail was not taken', async () => {
  const busy = await mailServer({ refuse: () => ({ code: 451, text: 'Try again <later>' }) });
  const waiting = await testApp({ env: { SMTP_URL: busy.url, MAIL_FROM: 'no-reply@latchkey.example' } });
  const admin = await waiting.signedIn(await waiting.person('root@example.org', { isAdmin: true }));
  await askFor('root@example.org', waiting);
  const page = async () => textOf((await admin.get('/admin')).body);
  for (let i = 0; i < 200 && !(await page()).includes('Try again'); i += 1)
    await new Promise((done) => setTimeout(done, 20));
  assert.match(await page(), /A link for a new password, .* It is tried again\. It said: .*Try again <later>/);
  await waiting.close();
  await busy.close();
});

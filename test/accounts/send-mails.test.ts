import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { type ClaimedMail, type ComposeMail, MailRefused, type MailTransport } from '../../src/accounts/mail.ts';
import { sendMails } from '../../src/accounts/send-mails.ts';
import { smtpTransport } from '../../src/accounts/smtp.ts';
import { mailQueue } from '../../src/storage/mail.ts';
import { openAccounts, rows } from '../support/accounts.ts';
import { testDatabase } from '../support/database.ts';
import { mailServer } from '../support/mail-server.ts';

const { url, drop } = await testDatabase();
const here = openAccounts(url);
const there = openAccounts(url);
const later = openAccounts(url, { offsetMs: 3 * 86_400_000 });
after(async () => {
  await Promise.all([here, there, later].map(({ database }) => database.close()));
  await drop();
});

const FROM = 'Latchkey <no-reply@latchkey.example>';
const compose: ComposeMail = async (job) => mailTo(job.kind === 'recovery' ? job.email : job.kind);
const mailTo = (email: string) => ({
  to: email,
  subject: `For ${email} — “news”`,
  text: `Grüße an ${email}\n`,
  html: `<p>${email}</p>`,
});
const parts = (accounts: typeof here, transport: MailTransport) => ({
  queue: mailQueue(accounts.database),
  compose,
  transport,
  onRefused: () => {},
  onError: (error: unknown) => assert.fail(String(error)),
  now: () => accounts.database.now(),
  lookEveryMs: 20,
});
const waiting = async () => rows(here, 'SELECT attempts, failed_at, last_error FROM mails ORDER BY created_at');
const untilEmpty = async () => {
  for (const end = Date.now() + 10_000; (await waiting()).length > 0 && Date.now() < end; ) await wait(20);
  assert.deepEqual(await waiting(), []);
};

test('of many mails two servers send each once, over SMTP, in both forms', async () => {
  const server = await mailServer();
  const queue = mailQueue(here.database);
  const addresses = Array.from({ length: 20 }, (_, i) => `person${i}@example.org`);
  for (const email of addresses) await queue.add({ kind: 'recovery', email });
  const senders = [here, there].map((each) => sendMails(parts(each, smtpTransport({ url: server.url, from: FROM }))));
  await server.received(addresses.length);
  await untilEmpty();
  await Promise.all(senders.map((sender) => sender.stop()));
  assert.deepEqual(server.mails.flatMap(({ to }) => to).toSorted(), addresses.toSorted());
  const [mail] = server.mails;
  assert.ok(mail);
  assert.match(mail.text, /^Grüße an person\d+@example\.org/);
  assert.match(mail.html, /^<p>person/);
  assert.match(mail.headers, /^Message-ID: <[0-9a-f-]{36}@latchkey\.example>$/m);
  assert.match(mail.headers, /^Auto-Submitted: auto-generated\r?$/m);
  assert.match(mail.headers, /^From: Latchkey <no-reply@latchkey\.example>\r?$/m);
  await server.close();
});

test('while the mail server is away mails wait, and then they are sent', async () => {
  const server = await mailServer();
  const { port } = server;
  await server.close();
  const queue = mailQueue(here.database);
  await queue.add({ kind: 'recovery', email: 'patient@example.org' });
  const refused: unknown[] = [];
  const transport = smtpTransport({ url: server.url, from: FROM });
  const sender = sendMails({ ...parts(here, transport), onRefused: (about) => void refused.push(about.givenUp) });
  for (const end = Date.now() + 10_000; refused.length === 0 && Date.now() < end; ) await wait(20);
  assert.deepEqual(refused, [false]);
  const [unsent] = await queue.listUnsent(10);
  assert.match(unsent?.error ?? '', /ECONNREFUSED/);
  assert.equal(unsent?.failedAt, undefined);
  const again = await mailServer({ port });
  await here.database.pool.query('UPDATE mails SET due_at = now()'); // ten seconds later
  sender.nudge();
  await again.received(1);
  await untilEmpty();
  await sender.stop();
  await again.close();
});

test('what the mail server will never take is given up at once, anything else after two days, in its own words', async () => {
  const server = await mailServer({
    refuse: (address) =>
      address.startsWith('nobody')
        ? { code: 550, text: 'No such mailbox here' }
        : { code: 451, text: 'Try again later' },
  });
  const transport = smtpTransport({ url: server.url, from: FROM });
  const queue = mailQueue(here.database);
  for (const name of ['nobody', 'greylisted']) await queue.add({ kind: 'recovery', email: `${name}@example.org` });
  const sender = sendMails(parts(here, transport));
  for (const end = Date.now() + 10_000; (await queue.listUnsent(10)).length < 2 && Date.now() < end; ) await wait(20);
  await sender.stop();
  const said = (await queue.listUnsent(10)).map(({ error, failedAt }) => [
    /[A-Z][a-z ]+\w+ .*$/.exec(error)?.[0],
    !!failedAt,
  ]);
  assert.deepEqual(said.toSorted(), [
    ['No such mailbox here', true],
    ['Try again later', false],
  ]);
  const two = sendMails(parts(later, transport));
  for (
    const end = Date.now() + 10_000;
    (await queue.listUnsent(10)).some((each) => !each.failedAt) && Date.now() < end;
  )
    await wait(20);
  await two.stop();
  assert.ok((await queue.listUnsent(10)).every((each) => each.failedAt));
  await here.database.pool.query('DELETE FROM mails');
  await server.close();
});

test('a mail whose sender died is sent by the next when its lease is over, and the dead one has no say in it', async () => {
  const queue = mailQueue(here.database);
  await queue.add({ kind: 'recovery', email: 'left@example.org' });
  let dead: ClaimedMail | undefined;
  // Not at once where the clock has just been set back a little.
  for (const end = Date.now() + 10_000; !dead && Date.now() < end; await wait(20)) dead = await queue.claim(120);
  assert.ok(dead);
  assert.equal(await queue.claim(120), undefined);
  await here.database.pool.query("UPDATE mails SET due_at = due_at - interval '2 minutes'");
  const next = await mailQueue(there.database).claim(120);
  assert.deepEqual([next?.id, next?.attempts], [dead.id, 2]);
  await queue.done(dead);
  await queue.postpone(dead, { seconds: 0, error: 'late' });
  assert.equal((await waiting()).length, 1);
  assert.ok(next);
  await mailQueue(there.database).done(next);
  await untilEmpty();
});

test('a job that has nobody to go to is done without a mail, and a fault of ours is tried again', async () => {
  const queue = mailQueue(here.database);
  const sent: string[] = [];
  const transport: MailTransport = async ({ to }) => void sent.push(to);
  await queue.add({ kind: 'recovery', email: 'gone@example.org' });
  const nobody = sendMails({ ...parts(here, transport), compose: async () => undefined });
  await untilEmpty();
  await nobody.stop();
  await queue.add({ kind: 'recovery', email: 'fault@example.org' });
  const broken = sendMails({ ...parts(here, transport), compose: () => Promise.reject(new Error('a secret detail')) });
  for (const end = Date.now() + 10_000; (await queue.listUnsent(10)).length === 0 && Date.now() < end; ) await wait(20);
  await broken.stop();
  assert.deepEqual(
    (await queue.listUnsent(10)).map(({ error }) => error),
    ['could not be written'],
  );
  assert.deepEqual(sent, []);
  await here.database.pool.query('DELETE FROM mails');
  assert.equal(new MailRefused('x', { forGood: true, cause: undefined }).forGood, true);
});

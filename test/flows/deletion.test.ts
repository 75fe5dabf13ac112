import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { issuePasswordLink } from '../../src/accounts/one-time-link.ts';
import { purge } from '../../src/storage/engine/purge.ts';
import { PASSWORD, type TestApp, testApp } from '../support/app.ts';
import { behindLock } from '../support/barrier.ts';
import { textOf } from '../support/console.ts';
import { setUpApp, typePassword } from '../support/factors.ts';
import { authorizeUrl, codeOf, isActive, redeem } from '../support/flow.ts';
import { mailServer } from '../support/mail-server.ts';
import { consumerOf } from '../support/oauth1.ts';
import { rotate, tokensOf } from '../support/tokens.ts';
import { type Visitor, visitor } from '../support/visitor.ts';

const DAYS = 14;

// Two servers on one database.
let server: Awaited<ReturnType<typeof mailServer>>;
let site: TestApp;
let other: TestApp;
before(async () => {
  server = await mailServer();
  const env = { OAUTH1: 'on', SMTP_URL: server.url, MAIL_FROM: 'Latchkey <no-reply@latchkey.example>' };
  site = await testApp({ env });
  other = await testApp({ env, on: { url: site.url, drop: async () => {} } });
  for (const name of ['read', 'write']) await site.scope(name);
});
after(async () => {
  await other?.close();
  await site?.close();
  await server?.close();
});

async function deleteOwn(browser: Visitor) {
  return browser.submit(await browser.get('/account/delete'), '/account/delete', {});
}

/** Days pass for everybody who is to be deleted, and the purge comes by; how many it deleted. */
async function purgeAfter(days: number) {
  await site.database.pool.query('UPDATE users SET deletes_at = deletes_at - make_interval(days => $1)', [days]);
  return (await purge(site.database))['users'];
}
const longAgo = (email: string) =>
  site.database.pool.query(
    `UPDATE sessions SET authenticated_at = now() - interval '10 minutes' WHERE user_id = (SELECT id FROM users WHERE email = $1)`,
    [email],
  );
const state = async (id: string) =>
  (await site.database.pool.query('SELECT owner_id, disabled_at, disabled_reason FROM clients WHERE id = $1', [id]))
    .rows[0];
/** The mail of this subject that this person got. */
async function mailTo(email: string, subject: RegExp): Promise<string> {
  // Whatever is added by a page has the sender look.
  await site.deps.mailbox?.add({ kind: 'invitation', userId: randomUUID() });
  for (;;) {
    const found = server.mails.find(({ to, headers }) => to.includes(email) && subject.test(headers));
    if (found) return found.text;
    await server.received(server.mails.length + 1);
  }
}
/** Every row of every table that has this in it, but for tables named here. */
async function tablesWith(text: string, except: readonly string[] = []) {
  const tables = await site.database.pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname`,
  );
  const found: string[] = [];
  for (const { name } of tables.rows.filter((table) => !except.includes(table.name))) {
    const { rowCount } = await site.database.pool.query(
      `SELECT FROM "${name}" t WHERE strpos(lower(t::text), lower($1)) > 0 LIMIT 1`,
      [text],
    );
    if (rowCount) found.push(name);
  }
  return found;
}

test('S145 S117 who deletes their account proves again who they are, and reads before what ends, by name', async () => {
  const user = await site.person('ada@deleted.example', { name: 'Ada Lovelace' });
  const browser = await site.signedIn(user);
  await site.application(user, { name: 'Analytical <Engine>' });
  const group = await site.deps.groups.add(
    { name: 'Mathematicians', description: '', ownerId: undefined },
    'administrator',
  );
  assert.ok(group !== 'taken');
  await site.deps.groups.addPerson(group.id, user.id, 'administrator');
  await tokensOf(site, browser, await site.application(await site.person(), { name: 'Fieldnotes' }));
  const page = await browser.get('/account/delete');
  const shown = textOf(page.body);
  for (const name of ['Analytical <Engine>', 'Mathematicians', 'Fieldnotes', 'After 14 days']) {
    assert.ok(shown.includes(name), name);
  }
  await longAgo(user.email);
  const asked = await browser.submit(page, '/account/delete', {});
  assert.deepEqual([asked.status, /Confirm that it is you/.test(asked.body)], [403, true]);
  assert.equal((await browser.get('/account')).status, 200, 'nothing has ended');
  const done = await browser.submit(asked, '/account/delete', { _password: PASSWORD });
  assert.deepEqual([done.status, done.location], [303, '/sign-in?notice=deletion']);
  assert.match(textOf((await browser.get(done.location)).body), /To keep it, sign in before then/);
  assert.equal((await browser.get('/account')).status, 303);
});

test('S144 S145 from that moment on every session, code, token and link is dead, and nothing but signing in or an administrator undoes it', async () => {
  const user = await site.person('grace@deleted.example');
  const [client, owner] = [await site.application(await site.person()), user];
  const own = await site.application(owner);
  const browser = await site.signedIn(user);
  const elsewhere = await site.signedIn(user);
  const { access_token: access, refresh_token: refresh } = await tokensOf(site, browser, client);
  const code = await codeOf(browser, authorizeUrl(client));
  await deleteOwn(browser);
  assert.equal((await elsewhere.get('/account')).status, 303);
  assert.equal(await isActive(other, client, access), false);
  assert.equal((await rotate(other, client, refresh)).body.error, 'invalid_grant');
  assert.equal((await redeem(other, client, code)).body.error, 'invalid_grant');
  assert.equal((await state(own.id)).disabled_at, null, 'their application goes on meanwhile');
  assert.equal(await issuePasswordLink(user.id, 'administrator', other.deps), undefined, 'no link for a new password');
  // Signing in is asked first whether the account is kept: there is no session before.
  const { browser: back, answer } = await typePassword(other, user.email, '/sign-in?return_to=/start');
  assert.equal(answer.location, '/sign-in/keep?return_to=%2Fstart');
  const asked = await back.get(answer.location);
  assert.match(textOf(asked.body), /You asked us to delete grace@deleted\.example/);
  assert.equal((await back.get('/account')).status, 303);
  const kept = await back.submit(asked, '/sign-in/keep', {});
  assert.equal(kept.location, '/start');
  assert.equal((await back.get('/account')).status, 200);
  assert.equal(await isActive(site, client, access), false, 'what had ended stays ended');
  assert.equal(await purgeAfter(DAYS), 1, 'somebody else, whose account was not kept');
  assert.ok(await site.deps.users.find(user.id));
});

test('S145 after its days nothing personal is left in any table, the audit trail knows the id alone, and applications wait for an administrator', async () => {
  const email = 'mary@deleted.example';
  const user = await site.person(email, { name: 'Mary Somerville' });
  const [client, mine] = [await site.application(await site.person()), await site.application(user)];
  const consumer = await consumerOf(site, user);
  const browser = await site.signedIn(user);
  await tokensOf(site, browser, client);
  await browser.submit(await browser.get('/account/tokens'), '/account/tokens', {
    name: 'Marys laptop',
    scope: 'read',
  });
  assert.deepEqual((await tablesWith('Marys laptop')).length, 1);
  await setUpApp(browser);
  await site.deps.users.describe(user.id, { attributes: { nickname: 'Queen of science' } }, 'administrator');
  const giver = await site.person();
  const offered = await site.application(giver);
  const to = { kind: 'person', email, emailCanonical: email } as const;
  assert.equal(await site.deps.clientOffers.offer(offered.id, to, { ownerId: giver.id }), 'offered');
  await deleteOwn(browser);
  assert.match(await mailTo(email, /will be deleted/), /Until then you can keep it: sign in/);
  assert.equal(await purgeAfter(DAYS - 1), 0);
  assert.equal(await purgeAfter(1), 1);
  assert.match(await mailTo(email, /was deleted/), /was deleted on \d/);
  for (const personal of [email, 'Mary Somerville', 'Marys laptop', 'Queen of science']) {
    // The mail that says so is gone from the queue in a moment.
    assert.deepEqual(await tablesWith(personal, ['mails']), [], personal);
  }
  const audit = await site.database.pool.query('SELECT event FROM audit_events WHERE user_id = $1 ORDER BY at', [
    user.id,
  ]);
  assert.deepEqual(audit.rows.map(({ event }) => event).slice(-2), ['user.deletion_asked', 'user.deleted']);
  const { owner_id, disabled_at, disabled_reason } = await state(mine.id);
  assert.deepEqual([owner_id, disabled_at !== null, disabled_reason], [null, true, 'owner-deleted']);
  const admin = await site.signedIn(await site.person(undefined, { isAdmin: true }));
  const page = textOf((await admin.get(`/admin/applications/${mine.id}`)).body);
  assert.match(page, /Its owner deleted their account/);
  assert.match(textOf((await admin.get(`/admin/oauth1-applications/${consumer.key}`)).body), /nobody known/);
  // It goes on with another owner.
  const heir = await site.person('heir@deleted.example');
  await admin.submit(
    await admin.get(`/admin/applications/${mine.id}/transfer`),
    `/admin/applications/${mine.id}/transfer`,
    {
      email: heir.email,
    },
  );
  await admin.submit(await admin.get(`/admin/applications/${mine.id}`), `/admin/applications/${mine.id}/enable`, {});
  assert.deepEqual(await state(mine.id), { owner_id: heir.id, disabled_at: null, disabled_reason: null });
});

test('S145 whoever signs up with the same address is somebody else: another sub, pairwise too, and no old grant', async () => {
  const email = 'emmy@deleted.example';
  await site.deps.scopes.save(
    { name: 'openid', description: 'Sign in', detail: undefined, privileged: false },
    'administrator',
  );
  const client = await site.application(await site.person());
  const first = await site.person(email);
  const browser = await site.signedIn(first);
  const { access_token: access, refresh_token: refresh } = await tokensOf(site, browser, client);
  await site.deps.deletions.order(first.id, 0, 'administrator');
  assert.equal(await site.deps.users.find(first.id), undefined);
  const second = await site.person(email);
  assert.notEqual(second.id, first.id);
  const subject = (id: string) => site.deps.persons.subjectOf(id, 'app.example');
  assert.notEqual(await subject(second.id), await subject(first.id));
  assert.equal((await site.deps.consents.list(second.id)).length, 0);
  assert.equal(await isActive(other, client, access), false);
  assert.equal((await rotate(other, client, refresh)).body.error, 'invalid_grant');
  const again = await (await site.signedIn(second)).get(authorizeUrl(client));
  assert.match(again.location, /^\/consent/);
});

test('S145 S144 deleting somebody at the very moment of a sign-in, a refresh or an exchange leaves nothing alive', async () => {
  const client = await site.application(await site.person());
  for (const days of [DAYS, 0]) {
    const user = await site.person();
    const browser = await site.signedIn(user);
    const { refresh_token: refresh } = await tokensOf(site, browser, client);
    const code = await codeOf(browser, authorizeUrl(client));
    const signingIn = visitor(other.app);
    const page = await signingIn.get('/sign-in');
    const lock = { text: 'SELECT FROM users WHERE id = $1 FOR UPDATE', values: [user.id] };
    const [outcome, , refreshed, redeemed] = await behindLock(site.database.pool, lock, 1, () =>
      Promise.all([
        site.deps.deletions.order(user.id, days, 'administrator'),
        signingIn.submit(page, '/sign-in', { email: user.email, password: PASSWORD }),
        rotate(other, client, refresh),
        redeem(site, client, code),
      ]),
    );
    assert.equal(outcome, days === 0 ? 'deleted' : 'asked');
    assert.equal((await signingIn.get('/account')).status, 303);
    for (const { status, body } of [refreshed, redeemed]) {
      if (status === 200) {
        assert.equal(await isActive(site, client, body.access_token), false);
        assert.equal((await rotate(site, client, body.refresh_token)).body.error, 'invalid_grant');
      } else assert.equal(body.error, 'invalid_grant');
    }
  }
});

test('S145 who has a second factor shows it before they keep their account, and what an administrator deletes only administrators keep', async () => {
  const user = await site.person('lise@deleted.example');
  const browser = await site.signedIn(user);
  const { phone } = await setUpApp(browser);
  await deleteOwn(browser);
  const { browser: back, answer } = await typePassword(site, user.email);
  assert.match(answer.location, /^\/sign-in\/factor/);
  assert.equal(
    (await back.get('/sign-in/keep')).location,
    '/sign-in?return_to=%2F',
    'the password alone is not enough',
  );
  const proved = await back.submit(await back.get(answer.location), '/sign-in/factor', { code: phone.next() });
  assert.match(proved.location, /^\/sign-in\/keep/);
  const kept = await back.submit(await back.get(proved.location), '/sign-in/keep', {});
  assert.equal(kept.location, '/account?done=kept');
  assert.match(textOf((await back.get(kept.location)).body), /Your account is kept/);

  const admin = await site.signedIn(await site.person(undefined, { isAdmin: true }));
  const path = `/admin/people/${user.id}`;
  const ordered = await admin.submit(await admin.get(path), `${path}/delete`, {});
  assert.equal(ordered.location, `${path}?done=to-be-deleted`);
  const refused = await typePassword(site, user.email);
  assert.equal(refused.answer.status, 422);
  assert.match(textOf((await admin.get(path)).body), /An administrator is deleting this account/);
  await admin.submit(await admin.get(path), `${path}/enable`, {});
  assert.deepEqual(
    [(await site.deps.users.find(user.id))?.deletesAt, (await typePassword(site, user.email)).answer.status],
    [undefined, 303],
  );
  await admin.submit(await admin.get(path), `${path}/delete`, {});
  const now = await admin.submit(await admin.get(path), `${path}/delete-now`, {});
  assert.match(textOf((await admin.get(now.location)).body), /The account was deleted, with everything personal/);
});

test('S143 S145 the last administrator is not deleted, by nobody', async () => {
  const alone = await testApp();
  const root = await alone.person('root@deleted.example', { isAdmin: true });
  const browser = await alone.signedIn(root);
  const answer = await deleteOwn(browser);
  assert.deepEqual([answer.status, /you are the only administrator/.test(answer.body)], [409, true]);
  assert.equal(await alone.deps.deletions.order(root.id, 0, 'administrator'), 'last-administrator');
  assert.equal((await browser.get('/account')).status, 200);
  await alone.close();
});

test('S117 S141 a person downloads what is known of them, after proving again who they are: no secret, no digest, nobody else', async () => {
  const root = await site.person(undefined, { name: 'Some Administrator', isAdmin: true });
  const user = await site.person('hedy@deleted.example', { name: 'Hedy Lamarr' });
  const browser = await site.signedIn(user);
  const mine = await site.application(user, { name: 'Frequency hopper' });
  await tokensOf(site, browser, await site.application(await site.person(), { name: 'Fieldnotes' }));
  await consumerOf(site, user);
  const { phone, codes } = await setUpApp(browser);
  const made = await browser.submit(await browser.get('/account/tokens'), '/account/tokens', {
    name: 'Laptop',
    scope: 'read',
  });
  const token = /lk_at_\w+/.exec((await browser.get(made.location)).body)?.[0] ?? '';
  assert.ok(token);
  await site.deps.teams.add({ name: 'Radio', description: '', managerId: user.id }, { ownerId: user.id });
  await site.deps.users.describe(user.id, { attributes: { nickname: 'Hedy' } }, { administratorId: root.id });
  const giver = await site.person(undefined, { name: 'Giver of things' });
  const other = await site.application(giver, { name: 'Longwave' });
  const { email, emailCanonical } = user;
  for (const role of ['editor', 'tuner', 'nobody']) await site.deps.roles.add(other.id, role, 'administrator');
  await site.deps.roles.give(other.id, 'editor', { kind: 'person', email, emailCanonical }, 'administrator');
  const crew = await site.deps.groups.add({ name: 'Tuners', description: '', ownerId: undefined }, 'administrator');
  assert.ok(crew !== 'taken');
  await site.deps.groups.addPerson(crew.id, user.id, 'administrator');
  await site.deps.roles.give(other.id, 'tuner', { kind: 'group', id: crew.id }, 'administrator');
  await site.deps.clientOffers.offer(other.id, { kind: 'person', email, emailCanonical }, { ownerId: giver.id });
  await longAgo(user.email);
  const page = await browser.get('/account');
  const asked = await browser.submit(page, '/account/export', {});
  assert.equal(asked.status, 403);
  const answer = await browser.submit(asked, '/account/export', { _password: PASSWORD });
  assert.equal(answer.status, 200);
  assert.match(String(answer.headers['content-disposition']), /^attachment; filename="account\.json"$/);
  const data = JSON.parse(answer.body);
  assert.deepEqual(
    [data.profile.email, data.attributes.nickname, data.groups, data.factors.recovery_codes_left],
    ['hedy@deleted.example', 'Hedy', ['Tuners'], 10],
  );
  assert.deepEqual(data.teams, [{ name: 'Radio', role: 'manager' }]);
  assert.deepEqual(
    data.authorizations.map(({ name }: { name: string }) => name),
    ['Fieldnotes'],
  );
  assert.deepEqual(
    data.applications.map(({ protocol, name }: { protocol: string; name: string }) => [protocol, name])[0],
    ['oauth2', 'Frequency hopper'],
  );
  assert.deepEqual(
    data.personal_access_tokens.map(({ name }: { name: string }) => name),
    ['Laptop'],
  );
  assert.ok(
    data.activity.some(
      (each: { event: string; by: string }) => each.event === 'user.changed' && each.by === 'somebody else',
    ),
  );
  assert.deepEqual(data.roles, [
    { client_id: other.id, name: 'Longwave', role: 'editor' },
    { client_id: other.id, name: 'Longwave', role: 'tuner' },
  ]);
  assert.deepEqual(
    data.applications_offered.map((each: { name: string; to_team: string | null }) => [each.name, each.to_team]),
    [['Longwave', null]],
  );
  assert.ok(!answer.body.includes('Giver of things'));
  const digests = await site.database.pool.query<{ text: string }>(
    `SELECT encode(id_hash, 'hex') AS text FROM sessions WHERE user_id = $1 UNION SELECT password_hash FROM users WHERE id = $1
     UNION SELECT encode(hash, 'hex') FROM client_secrets WHERE client_id = $2 UNION SELECT encode(secret, 'hex') FROM totp_factors WHERE user_id = $1`,
    [user.id, mine.id],
  );
  const never = [
    token,
    mine.secret,
    phone.secret,
    ...codes,
    'Some Administrator',
    browser.cookies.get('latchkey-session') ?? '',
  ];
  for (const secret of [...never, ...digests.rows.map(({ text }) => text)]) {
    assert.ok(secret.length > 5 && !answer.body.includes(secret), secret);
  }
});

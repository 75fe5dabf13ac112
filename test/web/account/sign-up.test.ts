import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PASSWORD, REDIRECT, type TestApp, testApp } from '../../support/app.ts';
import { textOf } from '../../support/console.ts';
import { authorizeUrl, post } from '../../support/flow.ts';
import { mailServer } from '../../support/mail-server.ts';
import { visitor } from '../../support/visitor.ts';

let server: Awaited<ReturnType<typeof mailServer>>;
let site: TestApp;
let invites: TestApp;
before(async () => {
  server = await mailServer();
  const mail = { SMTP_URL: server.url, MAIL_FROM: 'no-reply@latchkey.example' };
  site = await testApp({ env: { ...mail, SIGN_UP: 'open', SIGN_UP_DOMAINS: 'example.org, bücher.example' } });
  const on = { url: site.url, drop: async () => {} };
  invites = await testApp({ env: { ...mail, SIGN_UP: 'invite' }, on });
});
after(async () => {
  await invites?.close();
  await site?.close();
  await server?.close();
});

const TYPED = { name: 'Ada Lovelace', 'new-password': 'a quiet harbour wall' };
const signUp = async (typed: Readonly<Record<string, string>>, browser = visitor(site.app)) => {
  return browser.submit(await browser.get('/sign-up'), '/sign-up', { ...TYPED, ...typed });
};
const pathIn = (text = '') => /http:\/\/localhost:3000(\/sign-up\/confirm\?token=[\w-]+)/.exec(text)?.[1] ?? '';
const newest = async (count: number) => (await server.received(count)).at(-1);

test('an account that somebody makes is there once the mail to its address was answered', async () => {
  const before = server.mails.length;
  const browser = visitor(site.app);
  const sent = await signUp({ email: 'ada@example.org' }, browser);
  assert.deepEqual([sent.status, sent.location], [303, '/sign-up?sent=yes'], textOf(sent.body));
  const mail = await newest(before + 1);
  assert.deepEqual(mail?.to, ['ada@example.org']);
  assert.equal(await site.deps.users.findByEmail('ada@example.org'), undefined);
  const signIn = async () =>
    browser.submit(await browser.get('/sign-in'), '/sign-in', {
      email: 'ada@example.org',
      password: TYPED['new-password'],
    });
  assert.equal((await signIn()).status, 422);
  const path = pathIn(mail?.text);
  const page = await browser.get(path);
  assert.match(textOf(page.body), /You will sign in with ada@example\.org and the password that you chose/);
  assert.doesNotMatch(page.body, /type="password"/);
  assert.equal(await site.deps.users.findByEmail('ada@example.org'), undefined, 'a look changes nothing');
  const answers = await Promise.all([1, 2].map(() => browser.submit(page, '/sign-up/confirm', {})));
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [303, 404]);
  assert.equal((await signIn()).status, 303);
  const user = await site.deps.users.findByEmail('ada@example.org');
  assert.equal(user?.isAdmin, false);
  const { rows } = await site.database.pool.query('SELECT event FROM audit_events WHERE user_id = $1 ORDER BY at', [
    user?.id,
  ]);
  assert.equal(rows[0]?.event, 'user.signed_up');
});

test('S118 the password that a stranger chose for an address is worth nothing: in another browser its owner chooses theirs', async () => {
  const email = 'owner@example.org';
  const stranger = visitor(site.app);
  await signUp({ email, name: 'Strange Name' }, stranger);
  const path = pathIn((await mailTo(email)).text);
  const phone = visitor(site.app);
  const page = await phone.get(path);
  assert.equal(page.status, 200);
  assert.match(textOf(page.body), /This browser is not the one/);
  assert.match(page.body, /name="name"[^>]*value="Strange Name"/);
  const bare = await phone.submit(page, '/sign-up/confirm', {});
  assert.equal(bare.status, 422, 'a button alone makes no account there');
  const short = await phone.submit(page, '/sign-up/confirm', { name: 'Owner', 'new-password': 'short' });
  assert.match(textOf(short.body), /at least 8 characters/i);
  assert.match(short.body, /value="Owner"/);
  assert.equal(await site.deps.users.findByEmail(email), undefined);
  const chosen = { name: 'Owner', 'new-password': 'a password of my own' };
  const answers = await Promise.all([1, 2].map(() => phone.submit(page, '/sign-up/confirm', chosen)));
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [303, 404]);
  assert.equal((await site.deps.users.findByEmail(email))?.name, 'Owner');
  const signIn = async (password: string, browser = visitor(site.app)) =>
    (await browser.submit(await browser.get('/sign-in'), '/sign-in', { email, password })).status;
  assert.equal(await signIn(TYPED['new-password'], stranger), 422);
  assert.equal(await signIn(chosen['new-password']), 303);
});

test('S118 who asked for one account in a browser chose no password for another, and a mail of the release before asks for one', async () => {
  const email = 'twice@example.org';
  const stranger = visitor(site.app);
  await signUp({ email }, stranger);
  const own = visitor(site.app);
  await signUp({ email: 'other@example.org' }, own);
  await mailTo('other@example.org');
  const path = pathIn((await mailTo(email)).text);
  assert.match((await own.get(path)).body, /type="password"/);
  assert.doesNotMatch(
    (await stranger.get(path)).body,
    /type="password"/,
    'without the mail this address is unknown there',
  );
  await site.database.pool.query(
    `UPDATE one_time_links SET payload = payload - 'browser' WHERE purpose = 'sign-up' AND payload->>'email' = $1`,
    [email],
  );
  for (const browser of [stranger, visitor(site.app)]) assert.match((await browser.get(path)).body, /type="password"/);
});

test('S124 an application may send people to make an account, who come back to it from the mail, and by the page to sign in', async () => {
  const client = await site.application(await site.person(), { scopes: [] });
  const url = authorizeUrl(client, { scope: undefined, prompt: 'create', login_hint: 'grace@example.org' });
  const browser = visitor(site.app);
  const { location } = await browser.get(url);
  assert.match(location, /^\/sign-up\?return_to=/);
  const page = await browser.get(location);
  assert.match(textOf(page.body), /Then you go on to Trailmark/);
  assert.match(page.body, /value="grace@example\.org"/);
  assert.match(page.body, /href="\/sign-in\?return_to=/);
  const before = server.mails.length;
  await browser.submit(page, '/sign-up', { ...TYPED, email: 'grace@example.org' });
  const { rows } = await site.database.pool.query(
    `SELECT payload::text FROM one_time_links UNION ALL SELECT job::text FROM mails`,
  );
  assert.doesNotMatch(JSON.stringify(rows), /oauth2|login_hint/);
  const path = pathIn((await newest(before + 1))?.text);
  const elsewhere = visitor(site.app);
  const confirmed = await elsewhere.submit(await elsewhere.get(path), '/sign-up/confirm', TYPED);
  assert.match(confirmed.location, /^\/sign-in\?notice=account&return_to=/);
  const signIn = await elsewhere.get(confirmed.location);
  assert.match(textOf(signIn.body), /Your account is ready/);
  const typed = { email: 'grace@example.org', password: TYPED['new-password'] };
  const signedIn = await elsewhere.submit(signIn, '/sign-in', typed);
  assert.match((await elsewhere.get(signedIn.location)).location, /^\/consent\?/);
  assert.match(
    (await elsewhere.get(url)).location,
    /^\/sign-in\/choose\?/,
    'who is signed in may mean another account',
  );
  for (const [at, known] of [
    [site, true],
    [invites, false],
  ] as const) {
    const metadata = (await at.app.inject('/.well-known/openid-configuration')).json();
    assert.equal(metadata.prompt_values_supported.includes('create'), known);
  }
  const refused = new URL((await visitor(invites.app).get(url)).location);
  assert.equal(refused.searchParams.get('error_uri')?.split('/').at(-1), 'prompt-unsupported');
  const silent = new URL((await visitor(site.app).get(url.replace('prompt=create', 'prompt=create+none'))).location);
  assert.equal(silent.searchParams.get('error_uri')?.split('/').at(-1), 'prompt-none-not-alone');
});

test('a request that was pushed waits until the mail to a new account was answered, and one that is gone leads back to its application', async () => {
  const owner = await site.person();
  const client = await site.application(owner, { scopes: [], homepage: 'https://trailmark.example/' });
  const asked = { response_type: 'code', redirect_uri: REDIRECT, state: 'pushed', prompt: 'create' };
  const { body } = await post(site, '/oauth2/par', asked, client);
  const url = `/oauth2/authorize?${new URLSearchParams({ client_id: client.id, request_uri: String(body['request_uri']) })}`;
  const hoursLeft = async () => {
    const found = await site.database.pool.query(
      'SELECT round(extract(epoch FROM expires_at - now()) / 3600)::int AS hours FROM pushed_requests WHERE client_id = $1',
      [client.id],
    );
    return found.rows[0]?.hours;
  };
  const browser = visitor(site.app);
  const page = await browser.get((await browser.get(url)).location);
  assert.equal(await hoursLeft(), 1);
  const before = server.mails.length;
  await browser.submit(page, '/sign-up', { ...TYPED, email: 'pushed@example.org' });
  assert.equal(await hoursLeft(), 25);
  const path = pathIn((await newest(before + 1))?.text);
  const confirmed = await browser.submit(await browser.get(path), '/sign-up/confirm', {});
  const typed = { email: 'pushed@example.org', password: TYPED['new-password'] };
  const signedIn = await browser.submit(await browser.get(confirmed.location), '/sign-in', typed);
  assert.match((await browser.get(signedIn.location)).location, /^\/consent\?/);

  await site.database.pool.query('UPDATE pushed_requests SET expires_at = now() WHERE client_id = $1', [client.id]);
  const gone = await browser.get(signedIn.location);
  assert.equal(gone.status, 400);
  assert.match(textOf(gone.body), /What Trailmark asked of you no longer waits here/);
  assert.match(textOf(gone.body), /An account that you made on the way is there/);
  assert.match(gone.body, /href="https:\/\/trailmark\.example\/"/);
});

test('S118 who has an account is told so by mail, and nobody else learns it', async () => {
  const user = await site.person('known@example.org');
  const before = server.mails.length;
  const [known, fresh] = [await signUp({ email: user.email }), await signUp({ email: 'fresh@example.org' })];
  assert.deepEqual([known.status, known.location, known.body], [fresh.status, fresh.location, fresh.body]);
  const cookies = [known, fresh].map(({ setCookies }) => setCookies.map((line) => line.replace(/=[^;]*/, '')));
  assert.deepEqual(cookies[0], cookies[1]);
  const mails = (await server.received(before + 2)).slice(before);
  const toKnown = mails.find(({ to }) => to[0] === user.email);
  assert.match(toKnown?.text ?? '', /you\s+already\s+have\s+an\s+account\s+here/);
  assert.equal(pathIn(toKnown?.text), '');
});

test('what is wrong stands beside its field, and an address of another domain is refused', async () => {
  const wrong = await signUp({ name: ' ', email: 'no address', 'new-password': 'short' });
  assert.equal(wrong.status, 422);
  for (const sentence of [/looks like name@example\.org/, /at least 8 characters/i]) {
    assert.match(textOf(wrong.body), sentence);
  }
  const elsewhere = await signUp({ email: 'ada@elsewhere.example' });
  assert.equal(elsewhere.status, 422);
  assert.match(textOf(elsewhere.body), /An address here is one of example\.org, xn--bcher-kva\.example/);
  assert.match(elsewhere.body, /value="Ada Lovelace"/);
  assert.doesNotMatch(elsewhere.body, /quiet harbour/);
  assert.equal((await signUp({ email: 'ada@BÜCHER.example' })).status, 303);
});

/** The first mail to this address; mails of other tests may still be on their way. */
async function mailTo(email: string) {
  for (;;) {
    const found = server.mails.find(({ to }) => to.includes(email));
    if (found) return found;
    await server.received(server.mails.length + 1);
  }
}

test('where it is not open there is no such page, and with SIGN_UP=invite people invite each other', async () => {
  assert.equal((await visitor(invites.app).get('/sign-up')).status, 404);
  assert.doesNotMatch((await visitor(invites.app).get('/sign-in')).body, /\/sign-up/);
  assert.match((await visitor(site.app).get('/sign-in')).body, /<a href="\/sign-up">/);
  assert.match((await visitor(invites.app).get('/invite')).location, /^\/sign-in/);
  const host = await invites.person('host@example.org');
  const browser = await invites.signedIn(host);
  assert.match((await browser.get('/start')).body, /href="\/invite"/);
  const typed = { name: 'Guest', email: 'guest@example.org' };
  const sent = await browser.submit(await browser.get('/invite'), '/invite', typed);
  assert.deepEqual([sent.status, sent.location], [303, '/invite?done=sent']);
  const mail = await mailTo(typed.email);
  assert.match(mail.text, /\/invitation\?token=/);
  const again = await browser.submit(await browser.get('/invite'), '/invite', { ...typed, email: host.email });
  assert.deepEqual([again.status, again.location], [sent.status, sent.location], 'nobody learns who has an account');
  const trail = (await browser.get('/account/activity')).body;
  assert.equal(trail.match(/The account was made/g)?.length, 1, 'their own, and not that of whom they invited');
  const guest = await invites.deps.users.findByEmail('guest@example.org');
  const { rows } = await invites.database.pool.query(
    `SELECT actor_id FROM audit_events WHERE event = 'user.added' AND user_id = $1`,
    [guest?.id],
  );
  assert.deepEqual(rows, [{ actor_id: host.id }]);
  assert.equal((await (await site.signedIn(host)).get('/invite')).status, 404);
  assert.ok(PASSWORD);
});

test('where no mail server is set, nothing says that a mail is on its way, but where it stands', async () => {
  const printed = /Nothing is sent: no mail server is set here \(SMTP_URL\)/;
  const silent = await testApp({ development: true, env: { SIGN_UP: 'open' } });
  const invited = await testApp({ development: true, env: { SIGN_UP: 'invite' } });
  try {
    const guest = visitor(silent.app);
    for (const path of ['/sign-up?sent=yes', '/recover?sent=yes']) {
      assert.match(textOf((await guest.get(path)).body), printed, path);
      assert.doesNotMatch(textOf((await visitor(site.app).get(path)).body), printed, path);
    }
    const root = await invited.signedIn(await invited.person(undefined, { isAdmin: true }));
    const sent = await root.submit(await root.get('/invite'), '/invite', { name: 'Guest', email: 'guest@example.org' });
    const shown = textOf((await root.get(sent.location)).body);
    assert.match(shown, printed);
    assert.doesNotMatch(shown, /on its way/);
    const guestId = (await invited.deps.users.findByEmail('guest@example.org'))?.id;
    const again = await root.submit(await root.get(`/admin/people/${guestId}`), `/admin/people/${guestId}/invite`, {});
    assert.match(textOf((await root.get(again.location)).body), printed);
    const changed = await root.submit(await root.get('/account/email'), '/account/email', { email: 'new@example.org' });
    assert.match(textOf((await root.get(changed.location)).body), printed);
  } finally {
    await silent.close();
    await invited.close();
  }
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { decodeJwt } from 'jose';
import { type TestApp, testApp } from '../support/app.ts';
import { authenticator } from '../support/authenticator.ts';
import { testDatabase } from '../support/database.ts';
import { codesOn, typePassword } from '../support/factors.ts';
import { authorizeUrl, codeOf, redeem } from '../support/flow.ts';
import { unescaped, type Visitor, visitor } from '../support/visitor.ts';

let here: TestApp;
let there: TestApp;
let database: Awaited<ReturnType<typeof testDatabase>>;
before(async () => {
  database = await testDatabase();
  here = await testApp({ on: database });
  there = await testApp({ on: database });
  await here.scope('openid');
});
after(async () => {
  await here.close();
  await there.close();
  await database.drop();
});

const PASSKEYS = '/account/factors/passkeys';
const key = () => authenticator({ rpId: 'localhost', origin: here.deps.issuer });

/** What a page asks of the browser. */
function askedOn(body: string) {
  const [, options = ''] = /data-options="([^"]+)"/.exec(body) ?? [];
  return JSON.parse(unescaped(options)) as { readonly challenge: string; readonly allowCredentials?: unknown };
}

async function add(browser: Visitor, made = key()) {
  const page = await browser.get('/account/factors');
  const answer = await browser.submit(page, PASSKEYS, { credential: made.create(askedOn(page.body)) });
  return { made, answer };
}

/** A person with a passkey. */
async function given() {
  const ines = await here.person();
  const browser = await here.signedIn(ines);
  const { made, answer } = await add(browser);
  assert.equal(answer.location, '/account/factors/recovery-codes');
  return { ines, browser, made, codes: codesOn((await browser.get(answer.location)).body) };
}

async function signIn(made: ReturnType<typeof key>, more: object = {}, site = here, path = '/sign-in') {
  const browser = visitor(site.app);
  const page = await browser.get(path);
  const credential = made.get({ ...askedOn(page.body), ...more });
  return { browser, page, credential, answer: await browser.submit(page, '/sign-in/passkey', { credential }) };
}

test('a passkey is added, with recovery codes the first time, and signs in without a password', async () => {
  const { ines, browser, made, codes } = await given();
  assert.equal(codes.length, 10);
  assert.match((await browser.get('/account/factors')).body, /Unknown browser/);
  const second = await add(browser);
  assert.equal(second.answer.location, '/account/factors?done=passkey');
  const client = await here.application(ines, { scopes: ['openid'] });
  const url = authorizeUrl(client, { scope: 'openid', nonce: 'n', acr_values: 'aal2' });
  const start = (await visitor(here.app).get(url)).location;
  const { browser: other, answer } = await signIn(made, { userHandle: ines.id }, there, start);
  assert.equal(answer.location, url);
  const { body } = await redeem(here, client, await codeOf(other, url));
  const { acr, amr, sub } = decodeJwt(String(body['id_token']));
  assert.deepEqual({ acr, amr, sub }, { acr: 'aal2', amr: ['pop', 'user', 'mfa'], sub: ines.id });
});

test('S007 whoever has a passkey gets no session by the password alone; the passkey, or a recovery code, is the second step', async () => {
  const { ines, made, codes } = await given();
  const { browser, answer } = await typePassword(here, ines.email);
  assert.match(answer.location, /^\/sign-in\/factor/);
  const page = await browser.get(answer.location);
  assert.equal(JSON.stringify(askedOn(page.body).allowCredentials).includes(made.id), true);
  const shown = await browser.submit(page, '/sign-in/passkey', { credential: made.get(askedOn(page.body)) });
  assert.equal(shown.location, '/');
  assert.equal((await browser.get('/account')).status, 200);
  const again = await typePassword(here, ines.email);
  const code = { code: codes[0] ?? '' };
  const second = await again.browser.submit(await again.browser.get(again.answer.location), '/sign-in/factor', code);
  assert.equal(second.status, 303);
});

test('a signature for another origin or challenge, by nobody, of another key or person is refused', async () => {
  const { made } = await given();
  const refused = /^\/sign-in\?notice=passkey/;
  const wrong: readonly object[] = [
    { origin: 'https://localhost.evil.example' },
    { challenge: Buffer.from('another').toString('base64url') },
    { verified: false },
    { userHandle: '00000000-0000-4000-8000-000000000000' },
  ];
  for (const more of wrong) {
    const { browser, answer } = await signIn(made, more);
    assert.match(answer.location, refused, JSON.stringify(more));
    assert.match((await browser.get('/account')).location, /^\/sign-in/);
  }
  const stranger = key();
  const unknown = await signIn(stranger);
  assert.match(unknown.answer.location, new RegExp(`unknown=${stranger.id}`));
  assert.match((await unknown.browser.get(unknown.answer.location)).body, /signalUnknownCredential/);
  const page = await visitor(here.app).get('/sign-in');
  const forged = JSON.parse(stranger.get(askedOn(page.body)));
  const browser = visitor(here.app);
  const own = await browser.get('/sign-in');
  for (const credential of [
    JSON.stringify({ ...forged, id: made.id, rawId: made.id }),
    '',
    '{}',
    'null',
    '[]',
    '{"id":1}',
  ]) {
    const answer = await browser.submit(own, '/sign-in/passkey', { credential });
    assert.match(answer.location, refused, credential.slice(0, 40));
  }
});

test('S151 a challenge counts once on all instances, also of several answers at once', async () => {
  const { made } = await given();
  const ready = await Promise.all(
    [here, there, here, there].map(async (site) => {
      const browser = visitor(site.app);
      return { browser, page: await browser.get('/sign-in') };
    }),
  );
  const asked = askedOn(ready[0]?.page.body ?? '');
  const answers = await Promise.all(
    ready.map(({ browser, page }) => browser.submit(page, '/sign-in/passkey', { credential: made.get(asked) })),
  );
  assert.equal(answers.filter(({ location }) => location === '/').length, 1);
  assert.match((await signIn(made)).answer.location, /^\/$/, 'a fresh one counts');
});

test('a copy that counts behind the original is refused', async () => {
  const { made } = await given();
  assert.equal((await signIn(made)).answer.location, '/');
  assert.match((await signIn(made, { counts: false })).answer.location, /notice=passkey/);
  assert.equal((await signIn(made)).answer.location, '/');
});

test('S117 passkeys change only after a fresh proof, which a passkey is; other sessions end', async () => {
  const { ines, browser, made } = await given();
  const other = (await signIn(made)).browser;
  await here.database.pool.query(
    "UPDATE sessions SET authenticated_at = authenticated_at - interval '6 minutes' WHERE user_id = $1",
    [ines.id],
  );
  const page = await browser.get('/account/factors');
  const asked = await browser.submit(page, `${PASSKEYS}/remove`, {});
  assert.equal(asked.status, 403);
  const again = await browser.get('/sign-in/again?return_to=/account/factors');
  const proved = await browser.submit(again, '/sign-in/passkey', { credential: made.get(askedOn(again.body)) });
  assert.equal(proved.location, '/account/factors');
  const list = await browser.get('/account/factors');
  const renamed = await browser.submit(list, `${PASSKEYS}/rename`, { name: ' Blue \n key ' });
  assert.equal(renamed.location, '/account/factors?done=passkey-renamed');
  assert.deepEqual(
    (await here.deps.factors.of(ines.id)).passkeys.map(({ name }) => name),
    ['Blue key'],
  );
  assert.equal(
    (await browser.submit(list, `${PASSKEYS}/remove`, {})).location,
    '/account/factors?done=passkey-removed',
  );
  assert.match((await other.get('/account')).location, /^\/sign-in/);
  assert.equal((await browser.get('/account')).status, 200);
  assert.deepEqual(await here.deps.factors.of(ines.id), { app: undefined, passkeys: [], recoveryCodes: 0 });
  assert.match((await signIn(made)).answer.location, /unknown=/);
  assert.equal((await typePassword(here, ines.email)).answer.location, '/');
});

test('S140 nobody changes another person’s passkey, and none is added twice', async () => {
  const { ines, made, browser } = await given();
  const eve = await here.signedIn(await here.person());
  const own = key();
  await add(eve, own);
  const page = await eve.get('/account/factors');
  for (const act of ['rename', 'remove']) await eve.submit(page, `${PASSKEYS}/${act}`, { id: made.id, name: 'Mine' });
  const [kept] = (await here.deps.factors.of(ines.id)).passkeys;
  assert.deepEqual([kept?.id, kept?.name], [made.id, 'Unknown browser']);
  assert.equal((await add(eve, made)).answer.location, '/account/factors?done=passkey-taken');
  const asked = askedOn((await browser.get('/account/factors')).body);
  const foreign = await eve.submit(page, PASSKEYS, { credential: key().create(asked) });
  assert.equal(foreign.location, '/account/factors?done=passkey-refused', 'a challenge is for one session');
});

test('a disabled person’s passkey signs nobody in', async () => {
  const { ines, made } = await given();
  await here.deps.users.disable(ines.id, 'administrator');
  assert.match((await signIn(made)).answer.location, /notice=passkey/);
});

test('password managers find where passwords and passkeys are changed', async () => {
  const manage = `${here.deps.issuer}/account/factors`;
  assert.deepEqual((await here.app.inject('/.well-known/passkey-endpoints')).json(), { enroll: manage, manage });
  assert.equal((await here.app.inject('/.well-known/change-password')).headers.location, '/account#password');
});

test('there are no passkeys where the issuer is a number', async () => {
  const numbered = await testApp({ on: database, env: { ISSUER: 'http://127.0.0.1:3000' } });
  const browser = visitor(numbered.app, { headers: { origin: 'http://127.0.0.1:3000' } });
  const page = await browser.get('/sign-in');
  assert.doesNotMatch(page.body, /passkey/);
  assert.equal((await numbered.app.inject('/.well-known/passkey-endpoints')).statusCode, 404);
  await numbered.close();
});

test('whoever must have a second factor and has none may make a passkey right after the password', async () => {
  const ines = await here.person();
  await here.deps.users.requireFactor(ines.id, true, 'administrator');
  const { browser, answer } = await typePassword(here, ines.email, '/sign-in?return_to=/account');
  assert.equal(answer.location, '/sign-in/set-up?return_to=%2Faccount');
  const page = await browser.get(answer.location);
  const made = key();
  const path = '/sign-in/set-up/passkey';
  const refused = await browser.submit(page, path, { credential: made.create({ challenge: 'x' }) });
  assert.equal(refused.status, 422);
  // What another sign-in was asked for does not count here.
  const other = await typePassword(there, ines.email);
  const foreign = askedOn((await other.browser.get(other.answer.location)).body);
  assert.equal((await browser.submit(page, path, { credential: key().create(foreign) })).status, 422);
  const done = await browser.submit(page, path, { credential: made.create(askedOn(page.body)) });
  assert.match(done.location, /^\/account\/factors\/recovery-codes\?return_to=/);
  assert.equal(codesOn((await browser.get(done.location)).body).length, 10);
  assert.equal((await browser.get('/account')).status, 200);
  const { rows } = await here.database.pool.query('SELECT amr FROM sessions WHERE user_id = $1', [ines.id]);
  assert.deepEqual(rows, [{ amr: ['pwd', 'pop', 'user', 'mfa'] }]);
  assert.equal((await signIn(made)).answer.status, 303);
});

test('S007 whom an application asks for more than a password may make a passkey on the way, and goes on', async () => {
  const ines = await here.person();
  const browser = await here.signedIn(ines);
  const client = await here.application(await here.person(), { scopes: ['openid'], trusted: true });
  const url = authorizeUrl(client, { scope: 'openid', acr_values: 'aal2' });
  const asked = (await browser.get(url)).location;
  assert.match(asked, /^\/account\/factors\/app\?return_to=/);
  const page = await browser.get(asked);
  const done = await browser.submit(page, PASSKEYS, { credential: key().create(askedOn(page.body)) });
  assert.match(done.location, /^\/account\/factors\/recovery-codes\?return_to=/);
  const codes = await browser.get(done.location);
  assert.equal(codesOn(codes.body).length, 10);
  const [, on = ''] = /<a class="button primary" href="([^"]+)"/.exec(codes.body) ?? [];
  assert.match(on, /^\/oauth2\/authorize\?/);
  const code = new URL((await browser.get(unescaped(on))).location).searchParams.get('code') ?? '';
  const { body } = await redeem(here, client, code);
  const { acr, amr } = decodeJwt(String(body['id_token']));
  assert.deepEqual([acr, amr], ['aal2', ['pwd', 'pop', 'user', 'mfa']]);
  // On one's own page, and not on the way to an application, there is the list of passkeys for it.
  const other = await here.signedIn(await here.person());
  assert.doesNotMatch((await other.get('/account/factors/app')).body, /data-options/);
});

test('a passkey whose page stood open for too long is told so, and does not count as a failure', async () => {
  const { made } = await given();
  const later = await testApp({ on: database, offsetMs: 31 * 60_000 });
  const { credential, page, browser } = await signIn(made);
  const late = visitor(later.app);
  for (const [name, value] of browser.cookies) if (name !== 'latchkey-session') late.cookies.set(name, value);
  const answer = await late.submit(page, '/sign-in/passkey', { credential });
  assert.match(answer.location, /notice=passkey-old/);
  assert.match((await late.get(answer.location)).body, /had stood open for too long/);
  await later.close();
});

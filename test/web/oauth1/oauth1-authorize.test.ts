import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../../src/accounts/user.ts';
import { digest } from '../../../src/secrets.ts';
import { PASSWORD, type TestApp, testApp } from '../../support/app.ts';
import { behindLock } from '../../support/barrier.ts';
import { CALLBACK, type Credentials, call, consumerOf, oauth1Of, requestTokenOf } from '../../support/oauth1.ts';
import { formsIn, type Visitor, visitor } from '../../support/visitor.ts';

const PAGE = '/oauth/authorize';
let site: TestApp;
let owner: User;
let by: Credentials;
before(async () => {
  site = await testApp({ env: { OAUTH1: 'on' } });
  await site.scope('read', 'Read your preferences');
  await site.scope('write', 'Change your preferences');
  owner = await site.person(undefined, { name: 'Mapwright Makers' });
  by = await consumerOf(site, owner);
});
after(async () => {
  await site.close();
});

const url = (token: Credentials) => `${PAGE}?oauth_token=${token.key}`;
const signedIn = async () => site.signedIn(await site.person());
const settingsOf = (more = {}) => ({
  name: 'Mapwright',
  homepage: 'https://mapwright.example/',
  callbackUrl: CALLBACK,
  supportUrl: undefined,
  scopes: ['read', 'write'],
  rsaPublicKey: undefined,
  ...more,
});

async function formFor(browser: Visitor, token: Credentials) {
  const page = await browser.get(url(token));
  const form = formsIn(page.body).find(({ action }) => action.startsWith(PAGE));
  assert.ok(form, `${page.status} ${page.body.slice(0, 500)}`);
  const fields: Readonly<Record<string, string>> = { ...form.fields, decision: 'authorize' };
  return { page, form, fields };
}

function exchange(token: Credentials, verifier: string, consumer = by) {
  const data = { oauth_verifier: verifier };
  return call(site, { by: consumer, token, path: '/oauth/access_token', data });
}

test('a person comes with a request token, signs in, agrees, and the consumer gets its tokens', async () => {
  const token = await requestTokenOf(site, by, CALLBACK);
  const user = await site.person();
  const browser = visitor(site.app);
  const first = await browser.get(`${url(token)}&oauth_callback=https%3A%2F%2Fevil.example%2F`);
  assert.equal(first.status, 303);
  const signIn = await browser.get(first.location);
  assert.match(signIn.body, /Mapwright/, 'the sign-in page says for whom');
  const back = await browser.submit(signIn, '/sign-in', { email: user.email, password: PASSWORD });
  assert.equal(back.location, url(token));
  const page = await browser.get(back.location);
  assert.equal(page.status, 200);
  assert.match(
    page.body,
    /<h1><a href="https:\/\/mapwright.example\/" rel="noopener noreferrer"><bdi>Mapwright<\/bdi><\/a> wants to use your account<\/h1>/,
  );
  for (const said of [
    'Mapwright Makers',
    'mapwright.example',
    user.email,
    'Read your preferences',
    'Use another account',
  ]) {
    assert.ok(page.body.includes(said), said);
  }
  assert.match(String(page.headers['content-security-policy']), /frame-ancestors 'none'$/);
  assert.equal(page.headers['cross-origin-opener-policy'], 'unsafe-none');
  const decided = await browser.submit(page, PAGE, { decision: 'authorize' });
  assert.equal(decided.status, 303);
  assert.ok(decided.location.startsWith(`${CALLBACK}&oauth_token=${token.key}&oauth_verifier=`), decided.location);
  const verifier = new URL(decided.location).searchParams.get('oauth_verifier') ?? '';
  assert.equal((await exchange(token, verifier)).status, 200);
  const { rows } = await site.database.pool.query(
    "SELECT client_id, detail FROM audit_events WHERE event = 'consent.approved' AND user_id = $1",
    [user.id],
  );
  assert.deepEqual(rows, [{ client_id: by.key, detail: 'read write' }]);
});

test('where no callback is registered, the person copies the verifier', async () => {
  const desktop = await consumerOf(site, owner, { name: 'Fieldbook', callbackUrl: undefined });
  const token = await requestTokenOf(site, desktop);
  const browser = await signedIn();
  const { page, form, fields } = await formFor(browser, token);
  assert.match(page.body, /Nowhere: you will be given a code to copy/);
  assert.match(String(page.headers['content-security-policy']), /form-action 'self'$/);
  const shown = await browser.post(form.action, fields);
  assert.equal(shown.status, 200);
  assert.match(shown.body, /Your code for Fieldbook/);
  const [, verifier = ''] = /id="code">([0-9a-f]{16})</.exec(shown.body) ?? [];
  assert.equal((await exchange(token, verifier, desktop)).status, 200);

  const other = await requestTokenOf(site, desktop);
  const asked = await formFor(browser, other);
  const denied = await browser.post(asked.form.action, { ...asked.fields, decision: 'deny' });
  assert.equal(denied.status, 200);
  assert.match(denied.body, /You did not authorize Fieldbook/);
  const again = await browser.post(asked.form.action, { ...asked.fields, decision: 'deny' });
  assert.deepEqual([again.status, /You did not authorize Fieldbook/.test(again.body)], [200, true], 'a second click');
});

test('S063 a person who denies is sent back without a verifier, and nothing is left to approve', async () => {
  const browser = await signedIn();
  const token = await requestTokenOf(site, by);
  const { form, fields } = await formFor(browser, token);
  const denied = await browser.post(form.action, { ...fields, decision: 'deny' });
  assert.equal(denied.location, `${CALLBACK}&oauth_token=${token.key}&oauth_problem=permission_denied`);
  const second = await browser.post(form.action, { ...fields, decision: 'deny' });
  assert.equal(second.location, denied.location, 'a second click on Deny');
  const { rows } = await site.database.pool.query(
    "SELECT FROM audit_events WHERE event = 'consent.denied' AND client_id = $1",
    [by.key],
  );
  assert.equal(rows.length, 1, 'denied once');
  const again = await browser.post(form.action, fields);
  assert.equal(again.status, 404);
  assert.match(again.body, /nothing left to decide here/);
});

test('a denial after the answer was yes changes nothing', async () => {
  const browser = await signedIn();
  const token = await requestTokenOf(site, by);
  const { form, fields } = await formFor(browser, token);
  const approved = await browser.post(form.action, fields);
  assert.equal((await browser.post(form.action, { ...fields, decision: 'deny' })).status, 404);
  const verifier = new URL(approved.location).searchParams.get('oauth_verifier') ?? '';
  assert.equal((await exchange(token, verifier)).status, 200);
  assert.equal((await browser.post(form.action, { ...fields, decision: 'deny' })).status, 404, 'nor when it was used');
});

test('whose session ends at the moment of the decision signs in and is asked the same again', async () => {
  const person = await site.person();
  for (const decision of ['authorize', 'deny']) {
    const browser = await site.signedIn(person);
    const token = await requestTokenOf(site, by);
    const { form, fields } = await formFor(browser, token);
    const lock = { text: 'DELETE FROM sessions WHERE user_id = $1', values: [person.id] };
    const decide = () => browser.post(form.action, { ...fields, decision });
    const { status, location } = await behindLock(site.database.pool, lock, 1, decide);
    assert.deepEqual([status, location], [303, `/sign-in?${new URLSearchParams({ return_to: form.action })}`]);
    assert.equal((await (await site.signedIn(person)).get(form.action)).status, 200, 'it still waits');
  }
});

test('S063 two clicks at once and one later lead to one verifier, which is exchanged once', async () => {
  const browser = await signedIn();
  const token = await requestTokenOf(site, by);
  const { form, fields } = await formFor(browser, token);
  const twice = await Promise.all([browser.post(form.action, fields), browser.post(form.action, fields)]);
  const places = new Set([...twice, await browser.post(form.action, fields)].map(({ location }) => location));
  assert.equal(places.size, 1);
  const verifier = new URL([...places][0] ?? '').searchParams.get('oauth_verifier') ?? '';
  const tokens = await Promise.all([exchange(token, verifier), exchange(token, verifier)]);
  assert.deepEqual(tokens.map(({ status }) => status).sort(), [200, 401]);
  assert.equal((await browser.post(form.action, fields)).status, 404, 'it was used');
});

test('S005 what is approved is what was shown: no field and no change of the consumer widens it', async () => {
  const browser = await signedIn();
  const own = await consumerOf(site, owner);
  const { consumers, requestTokens } = oauth1Of(site);
  const token = await requestTokenOf(site, own);
  const other = await requestTokenOf(site, by);
  await consumers.change(own.key, settingsOf({ scopes: ['read'] }), 'administrator');
  const { page, form, fields } = await formFor(browser, token);
  assert.doesNotMatch(page.body, /<strong>Change your preferences/);
  const shown = fields['shown'] ?? '';
  const [random = '', issued = '', mac = '', about = ''] = shown.split('.');
  const wider = Buffer.from(about, 'base64url').toString().replace('["read"]', '["read","write"]');
  const edits: readonly (readonly [string, string])[] = [
    [url(other), shown],
    [form.action, ''],
    [form.action, `${random}.${issued}.${mac}`],
    [form.action, `${random}.${Number(issued) + 1}.${mac}.${about}`],
    [form.action, `${random}.${issued}.${mac}.${Buffer.from(wider).toString('base64url')}`],
  ];
  for (const [address, value] of edits) {
    const answer = await browser.post(address, { ...fields, shown: value });
    assert.equal(answer.status, 403, value);
    assert.match(answer.body, /read it again and decide/);
  }
  for (const changed of [{ scopes: ['read', 'write'] }, { name: 'Another' }, { homepage: 'https://other.example/' }]) {
    await consumers.change(own.key, settingsOf({ scopes: ['read'], ...changed }), 'administrator');
    const answer = await browser.post(form.action, fields);
    assert.equal(answer.status, 403, JSON.stringify(changed));
    assert.match(answer.body, /changed while you read/);
  }
  // The same between looking and storing, and again between that and the exchange.
  await consumers.change(own.key, settingsOf(), 'administrator');
  const sessionHash = digest(browser.cookies.get('latchkey-session') ?? '');
  const stored = await requestTokens.approve(digest(token.key), digest('x'), { sessionHash, scopes: ['read'] });
  assert.equal(stored.outcome, 'refused');
  await consumers.change(own.key, settingsOf({ scopes: ['read'] }), 'administrator');
  const decided = await browser.post(form.action, { ...fields, scope: 'read write' });
  assert.equal(decided.status, 303);
  await consumers.change(own.key, settingsOf(), 'administrator');
  const verifier = new URL(decided.location).searchParams.get('oauth_verifier') ?? '';
  const { body } = await exchange(token, verifier, own);
  const { rows } = await site.database.pool.query('SELECT scope FROM oauth1_access_tokens WHERE hash = $1', [
    digest(body['oauth_token'] ?? ''),
  ]);
  assert.deepEqual(rows, [{ scope: 'read' }]);
});

test('S006 S119 a decision counts only in the session that was shown it, with the token of its form', async () => {
  const token = await requestTokenOf(site, by);
  const browser = await signedIn();
  const { form, fields } = await formFor(browser, token);
  assert.match((await visitor(site.app).post(form.action, fields)).location, /^\/sign-in\?/);
  const other = await signedIn();
  assert.equal((await other.post(form.action, fields)).status, 403);
  const _csrf = (await formFor(other, token)).fields['_csrf'] ?? '';
  assert.equal((await other.post(form.action, { ...fields, _csrf })).status, 403, 'shown to another session');
  const foreign = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
  assert.equal((await browser.post(form.action, fields, foreign)).status, 403);
  assert.equal((await browser.get(`${form.action}&decision=authorize&shown=${fields['shown']}`)).status, 200);
  assert.equal((await browser.post(form.action, { ...fields, decision: 'maybe' })).status, 422);
  assert.equal((await browser.post(form.action, fields)).status, 303);
});

test('unknown, repeated, expired, answered and ended request tokens are a page, never a redirect', async () => {
  const browser = await signedIn();
  const own = await consumerOf(site, owner);
  const ended = await requestTokenOf(site, own);
  await oauth1Of(site).consumers.disable(own.key, 'administrator');
  const token = await requestTokenOf(site, by);
  const old = await requestTokenOf(site, by);
  await site.database.pool.query(
    "UPDATE oauth1_request_tokens SET expires_at = now() - interval '1 second' WHERE hash = $1",
    [digest(old.key)],
  );
  for (const query of [
    '',
    '?oauth_token=',
    `?oauth_token=${by.key}`,
    `?oauth_token=${token.key.slice(0, -1)}`,
    `?oauth_token=${token.key}&oauth_token=${token.key}`,
    `?oauth_token=${ended.key}`,
    `?oauth_token=${old.key}`,
    '?oauth_token=x&oauth_callback=https://evil.example/',
  ]) {
    for (const who of [browser, visitor(site.app)]) {
      const page = await who.get(PAGE + query);
      assert.equal(page.status, 404, query);
      assert.equal(page.location, '');
      assert.match(page.body, /nothing left to decide here/);
    }
  }
  assert.equal((await browser.get(url(token))).status, 200);
});

test('where OAuth 1.0a is off there is no such page, and no word of it on the others', async () => {
  const off = await testApp({ on: { url: site.url, drop: async () => {} } });
  try {
    const browser = await off.signedIn(await off.person(undefined, { isAdmin: true }));
    const token = await requestTokenOf(site, by);
    for (const path of [url(token), '/oauth1/applications', '/oauth1/applications/new', '/admin/oauth1-applications']) {
      assert.equal((await browser.get(path)).status, 404, path);
    }
    assert.doesNotMatch(
      (await visitor(off.app).get(`/sign-in?return_to=${encodeURIComponent(url(token))}`)).body,
      /Mapwright/,
    );
    for (const path of ['/oauth2/applications', '/oauth2/authorized_applications', '/admin', '/admin/applications']) {
      const { body } = await browser.get(path);
      const told = /<table class="table events">[\s\S]*<\/table>/; // what happened while it was on
      assert.doesNotMatch(body.replace(told, ''), /oauth ?1/i, path);
    }
  } finally {
    await off.close();
  }
});

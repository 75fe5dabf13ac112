import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../../src/accounts/user.ts';
import { PASSWORD, REDIRECT, type TestClient, testApp } from '../../support/app.ts';
import { authorizeUrl, codeOf, pkce } from '../../support/flow.ts';
import { type Visitor, visitor } from '../../support/visitor.ts';

let site: Awaited<ReturnType<typeof testApp>>;
let soon: Awaited<ReturnType<typeof testApp>>;
let owner: User;
let ines: User;
let client: TestClient;
before(async () => {
  site = await testApp();
  const on = { url: site.url, drop: async () => {} };
  soon = await testApp({ on, offsetMs: 6 * 60_000 });
  for (const name of ['read', 'write']) await site.scope(name);
  owner = await site.person();
  ines = await site.person(undefined, { name: 'Ines Moreau' });
  client = await site.application(owner);
  await codeOf(await site.signedIn(ines), authorizeUrl(client)); // consent is remembered from here on
});
after(async () => {
  await soon.close();
  await site.close();
});

const S256 = { code_challenge: pkce().challenge, code_challenge_method: 'S256' };
type Answer = Awaited<ReturnType<Visitor['get']>>;

function home({ status, location, body }: Answer): URLSearchParams {
  assert.equal(status, 303, body.slice(0, 300));
  assert.ok(location.startsWith(`${REDIRECT}?`) || location.startsWith(`${REDIRECT}#`), location);
  return new URLSearchParams(location.slice(REDIRECT.length + 1));
}
const errorOf = (answer: Answer) => home(answer).get('error');
const isSent = ({ location }: Answer, to: string) => assert.ok(location.startsWith(to), `${location}, not ${to}`);

/** Follows redirects of ours until a page is shown or the person is sent home. */
async function follow(browser: Visitor, answer: Answer): Promise<Answer> {
  return answer.location.startsWith('/') ? follow(browser, await browser.get(answer.location)) : answer;
}

/** Types the password on the page that asks for it again. */
async function proveAgain(browser: Visitor, asked: Answer): Promise<Answer> {
  return browser.submit(await browser.get(asked.location), '/sign-in/again', { password: PASSWORD });
}

test('S008 prompt=none shows no page: it answers at once, or says what is missing', async () => {
  const signedIn = await site.signedIn(ines);
  const stranger = visitor(site.app);
  const open = await site.application(owner, { confidential: false });
  const trusted = await site.application(owner, { trusted: true });
  const url = (of: TestClient, more = {}) => authorizeUrl(of, { prompt: 'none', ...S256, ...more });
  const cases: readonly (readonly [string, Visitor, string, string])[] = [
    ['signed out', stranger, url(client), 'login_required'],
    ['signed out, first party', stranger, url(trusted), 'login_required'],
    ['signed out, posted', stranger, (await stranger.post(url(client), {})).location, 'login_required'],
    ['never allowed', await site.signedIn(owner), url(client), 'consent_required'],
    ['a scope more', signedIn, url(client, { scope: 'read write' }), 'consent_required'],
    ['a public application', signedIn, url(open), 'consent_required'],
    ['with another value', signedIn, url(client, { prompt: 'none login' }), 'invalid_request'],
    ['on the page that asks', signedIn, url(client).replace('/oauth2/authorize', '/consent'), 'consent_required'],
    ['a page that asks, signed out', stranger, url(client).replace('/oauth2/authorize', '/consent'), 'login_required'],
  ];
  for (const [what, browser, at, error] of cases) {
    const answer = home(await browser.get(at));
    assert.equal(answer.get('error'), error, what);
    assert.equal(answer.get('state'), 'some state', what);
    assert.equal(answer.get('iss'), 'http://localhost:3000', what);
    assert.match(answer.get('error_uri') ?? '', /\/docs\/errors\/[a-z-]+$/, what);
  }
  for (const of of [client, trusted]) assert.match(home(await signedIn.get(url(of))).get('code') ?? '', /^lk_ac_/);
  const recorded = await site.database.pool.query('SELECT rule FROM refusals WHERE client_id = $1', [open.id]);
  assert.deepEqual(recorded.rows, [], 'a question with the answer no is no mistake of the application');
});

test('S008 what is not known of prompt and max_age is refused, not overlooked', async () => {
  const browser = await site.signedIn(ines);
  for (const more of [
    { prompt: 'create' },
    { prompt: 'LOGIN' },
    { prompt: 'consent,login' },
    { max_age: '-1' },
    { max_age: '1e3' },
    { max_age: 'soon' },
  ]) {
    assert.equal(errorOf(await browser.get(authorizeUrl(client, more))), 'invalid_request', JSON.stringify(more));
  }
  for (const more of [{ prompt: '' }, { prompt: ' ' }, { max_age: '' }, { max_age: '3600' }]) {
    assert.ok(home(await browser.get(authorizeUrl(client, more))).has('code'), JSON.stringify(more));
  }
  const { body } = await browser.get('/.well-known/oauth-authorization-server');
  assert.deepEqual(JSON.parse(body).prompt_values_supported, ['none', 'login', 'consent', 'select_account']);
});

test('S008 a code that is to be copied cannot be had without a page', async () => {
  const oob = 'urn:ietf:wg:oauth:2.0:oob';
  const own = await site.application(owner, { redirectUris: [oob] });
  const answer = await (await site.signedIn(ines)).get(authorizeUrl(own, { redirect_uri: oob, prompt: 'none' }));
  assert.equal(answer.status, 400);
  assert.match(answer.body, /\/docs\/errors\/interaction-required/);
});

test('S009 prompt=login asks for the password, and neither going back, reloading nor the address behind it avoids it', async () => {
  const browser = await site.signedIn(ines);
  const url = authorizeUrl(client, { prompt: 'login' });
  const asked = await browser.get(url);
  isSent(asked, '/sign-in/again?return_to=');
  const returnTo = asked.location.split('return_to=')[1] ?? '';
  for (const [what, at] of [
    ['the address that signing in leads to', returnTo],
    ['once more', returnTo],
    ['reloaded', url],
    ['the page that asks for consent', url.replace('/oauth2/authorize', '/consent')],
    ['a proof that somebody made up', `${url}&interaction_proof=signed-in.x`],
  ] as const) {
    isSent(await browser.get(at), '/sign-in/again?return_to=');
    assert.ok(what);
  }
  const page = await browser.get(asked.location);
  assert.match(page.body, /Trailmark wants to be sure that it is you/);
  const wrong = await browser.submit(page, '/sign-in/again', { password: 'not this one' });
  assert.equal(wrong.status, 422);
  isSent(await browser.get(returnTo), '/sign-in/again');
  const back = await proveAgain(browser, asked);
  isSent(back, '/oauth2/authorize?');
  const answer = await browser.get(back.location);
  assert.match(home(answer).get('code') ?? '', /^lk_ac_/);
  assert.doesNotMatch(answer.location, /interaction_proof/);

  isSent(await browser.get(url), '/sign-in/again'); // who goes back
  isSent(await browser.get(returnTo), '/sign-in/again');
  const proof = new URLSearchParams(back.location.split('?')[1]).get('interaction_proof') ?? '';
  assert.notEqual(proof, '');
  const withProof = (more: object) =>
    `${authorizeUrl(client, { prompt: 'login', ...more })}&interaction_proof=${proof}`;
  for (const more of [{ state: 'another' }, { scope: undefined }, { prompt: 'login consent' }, S256]) {
    isSent(await browser.get(withProof(more)), '/sign-in/again');
  }
  isSent(await (await site.signedIn(ines)).get(back.location), '/sign-in/again'); // another session
  const later = visitor(soon.app);
  for (const [name, value] of browser.cookies) later.cookies.set(name, value);
  isSent(await later.get(back.location), '/sign-in/again'); // after six minutes
  await proveAgain(browser, asked);
  isSent(await browser.get(back.location), '/sign-in/again'); // the session has another id since
});

test('S009 who signs in for the request is not asked twice, and decides on its page', async () => {
  const browser = visitor(site.app);
  const url = authorizeUrl(client, { prompt: 'consent login' });
  const page = await browser.get((await browser.get(url)).location);
  const back = await browser.submit(page, '/sign-in', { email: ines.email, password: PASSWORD });
  const consent = await browser.get(back.location);
  isSent(consent, '/consent?');
  const shown = await browser.get(consent.location);
  assert.equal(shown.status, 200);
  assert.match(home(await browser.submit(shown, '/consent', { decision: 'authorize' })).get('code') ?? '', /^lk_ac_/);
});

test('S009 max_age asks for the password where it was given too long ago', async () => {
  const browser = await site.signedIn(ines);
  const later = visitor(soon.app);
  for (const [name, value] of browser.cookies) later.cookies.set(name, value);
  assert.ok(home(await later.get(authorizeUrl(client, { max_age: '600' }))).has('code'));
  const url = authorizeUrl(client, { max_age: '300' });
  assert.ok(home(await browser.get(url)).has('code'));
  isSent(await later.get(url), '/sign-in/again');
  assert.equal(errorOf(await later.get(authorizeUrl(client, { max_age: '300', prompt: 'none' }))), 'login_required');
  const always = authorizeUrl(client, { max_age: '0' });
  const asked = await browser.get(always);
  isSent(asked, '/sign-in/again');
  assert.ok(home(await browser.get((await proveAgain(browser, asked)).location)).has('code'));
  isSent(await browser.get(always), '/sign-in/again');
});

test('prompt=consent asks again, whatever was allowed before and whoever asks', async () => {
  const trusted = await site.application(owner, { trusted: true });
  const browser = await site.signedIn(ines);
  for (const of of [client, trusted]) isSent(await browser.get(authorizeUrl(of, { prompt: 'consent' })), '/consent?');
  assert.ok(home(await browser.get(authorizeUrl(client))).has('code'));
});

test('prompt=select_account asks with which account to go on', async () => {
  const browser = await site.signedIn(ines);
  const url = authorizeUrl(client, { prompt: 'select_account' });
  const asked = await browser.get(url);
  isSent(asked, '/sign-in/choose?return_to=');
  const page = await browser.get(asked.location);
  assert.match(page.body, /Continue as Ines Moreau/);
  const stayed = await browser.submit(page, '/sign-in/choose', {});
  assert.ok(home(await browser.get(stayed.location)).has('code'));
  isSent(await browser.get(url), '/sign-in/choose'); // and again, at every request
  isSent(await browser.get(stayed.location.replace('some+state', 'another')), '/sign-in/choose');

  const both = await browser.get(authorizeUrl(client, { prompt: 'select_account login' }));
  const chosen = await browser.submit(await browser.get(both.location), '/sign-in/choose', {});
  const proving = await browser.get(chosen.location);
  isSent(proving, '/sign-in/again');
  assert.ok(home(await browser.get((await proveAgain(browser, proving)).location)).has('code'));

  const out = await browser.submit(await browser.get(asked.location), '/sign-out', {});
  const signIn = await follow(browser, out);
  const other = await browser.submit(signIn, '/sign-in', { email: owner.email, password: PASSWORD });
  const consent = await follow(browser, other);
  assert.ok(consent.body.includes(owner.email), 'the other account is asked');
});

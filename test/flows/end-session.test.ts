import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../support/app.ts';
import { authorizeUrl, codeOf, redeem } from '../support/flow.ts';

let here: TestApp;
before(async () => {
  here = await testApp();
  await here.scope('openid');
});
after(() => here.close());

/** Ines, an application, and what it got for her. */
async function given() {
  const ines = await here.person();
  const client = await here.application(ines, { scopes: ['openid'] });
  const code = await codeOf(await here.signedIn(ines), authorizeUrl(client, { scope: 'openid' }));
  return { ines, client, tokens: (await redeem(here, client, code)).body };
}

const AFTER = 'https://app.example/signed-out?from=here';

function logoutUrl(more: Readonly<Record<string, string | undefined>>): string {
  const pairs = Object.entries(more).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return `/oauth2/logout?${new URLSearchParams(pairs)}`;
}

test('S017 after signing out people go where the application registered, with its state, and nowhere else', async () => {
  const { ines, client, tokens } = await given();
  await here.deps.clients.administer(client.id, { metadata: { postLogoutRedirectUris: [AFTER] } }, 'administrator');
  const hint = String(tokens['id_token']);
  const browser = await here.signedIn(ines);
  const right = { id_token_hint: hint, post_logout_redirect_uri: AFTER, state: 'a b&c' };
  const page = await browser.get(logoutUrl(right));
  assert.equal(page.status, 200);
  assert.match(page.body, /Trailmark asks to sign you out/);
  assert.doesNotMatch((await browser.get('/oauth2/logout')).body, /undefined/);
  assert.equal((await browser.get('/account')).status, 200, 'following a link ends nothing');
  const over = await browser.submit(page, '/oauth2/logout/confirm', {});
  assert.deepEqual([over.status, over.location], [303, `${AFTER}&state=a+b%26c`]);
  assert.equal((await browser.get('/account')).status, 303);
  assert.equal((await browser.get(logoutUrl(right))).location, `${AFTER}&state=a+b%26c`, 'nothing is left to ask');
  const other = await given();
  const wrong = {
    'another address': { ...right, post_logout_redirect_uri: 'https://app.example/signed-out' },
    'with a port': { ...right, post_logout_redirect_uri: AFTER.replace('example', 'example:443') },
    'in capitals': { ...right, post_logout_redirect_uri: AFTER.replace('https', 'HTTPS') },
    'another application’s hint': { ...right, id_token_hint: String(other.tokens['id_token']) },
    'another client_id': { ...right, client_id: other.client.id },
  };
  for (const [why, query] of Object.entries(wrong)) {
    const answer = await (await here.signedIn(ines)).get(logoutUrl(query));
    assert.deepEqual([answer.status, answer.location], [400, ''], why);
  }
  const plain = await (await here.signedIn(ines)).get(
    logoutUrl({ client_id: client.id, post_logout_redirect_uri: AFTER }),
  );
  assert.equal(plain.status, 200, 'an id is enough to be asked');
});

test('S017 without a hint of ours or an application that is known people are asked, and led nowhere', async () => {
  const { ines, client, tokens } = await given();
  await here.deps.clients.administer(client.id, { metadata: { postLogoutRedirectUris: [AFTER] } }, 'administrator');
  const hint = String(tokens['id_token']);
  const right = { id_token_hint: hint, client_id: client.id, post_logout_redirect_uri: AFTER };
  const strangers = {
    'nobody asks': { post_logout_redirect_uri: AFTER },
    'an unknown application': { client_id: 'nobody', post_logout_redirect_uri: AFTER },
    'a changed hint': { ...right, id_token_hint: `${hint.slice(0, -6)}AAAAAA` },
    'an access token': { ...right, id_token_hint: tokens.access_token },
    'no token at all': { ...right, id_token_hint: 'x' },
  };
  for (const [why, query] of Object.entries(strangers)) {
    const browser = await here.signedIn(ines);
    const page = await browser.get(logoutUrl(query));
    assert.equal(page.status, 200, why);
    assert.match(page.body, /did not show who they are/, why);
    assert.doesNotMatch(page.body, /Trailmark asks/, why);
    assert.equal((await browser.get('/account')).status, 200, why);
    const over = await browser.submit(page, '/oauth2/logout/confirm', {});
    assert.deepEqual([over.status, over.location], [200, ''], why);
    assert.match(over.body, /You are signed out/, why);
    assert.equal((await browser.get('/account')).status, 303, why);
    assert.deepEqual([(await browser.get(logoutUrl(query))).location], [''], why);
  }
});

test('S119 signing out needs the form of this session, whichever way the request came', async () => {
  const { ines, tokens } = await given();
  const browser = await here.signedIn(ines);
  const hint = { id_token_hint: String(tokens['id_token']) };
  const posted = await here.app.inject({
    method: 'POST',
    url: '/oauth2/logout',
    payload: new URLSearchParams(hint).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' },
  });
  assert.deepEqual([posted.statusCode, posted.headers.location], [303, logoutUrl(hint)]);
  const forged = await browser.submit({ body: '' }, '/oauth2/logout/confirm', {}).catch(() => undefined);
  assert.ok(forged === undefined || forged.status >= 400);
  assert.equal((await browser.get('/account')).status, 200);
});

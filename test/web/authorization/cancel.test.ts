import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { decodeJwt } from 'jose';
import { REDIRECT, type TestClient, testApp } from '../../support/app.ts';
import { authorizeUrl, post } from '../../support/flow.ts';
import { formsIn, textOf, type Visitor, visitor } from '../../support/visitor.ts';

const CANCEL = '/sign-in/cancel';

let site: Awaited<ReturnType<typeof testApp>>;
let client: TestClient;
before(async () => {
  site = await testApp();
  await site.scope('read');
  client = await site.application(await site.person());
});
after(() => site.close());

const cancels = ({ body }: { readonly body: string }) =>
  formsIn(body).some(({ action }) => action.startsWith(`${CANCEL}?`));

/** The page to sign in to which this request leads somebody. */
async function signInFor(url: string, browser: Visitor = visitor(site.app)) {
  const { location } = await browser.get(url);
  assert.match(location, /^\/sign-in\?/);
  return { browser, page: await browser.get(location) };
}

test('S003 S031 S063 who does not want to sign in goes back with access_denied, the state and the issuer, and nothing is stored', async () => {
  for (const more of [{}, { prompt: 'login' }, { max_age: '0' }, { prompt: 'consent select_account' }]) {
    const state = 'some ü%20&state="';
    const { browser, page } = await signInFor(authorizeUrl(client, { ...more, state }));
    assert.match(page.body, /<button[^>]*>Cancel<\/button>/);
    const typed = { email: 'nobody@example.org', password: 'not the right one' };
    const wrong = await browser.submit(page, '/sign-in', typed);
    assert.equal(wrong.status, 422);
    for (const from of [page, wrong]) {
      const back = await browser.submit(from, CANCEL, {});
      assert.equal(back.status, 303, textOf(back.body));
      const at = new URL(back.location);
      assert.equal(`${at.origin}${at.pathname}`, REDIRECT);
      const { error_description: _, ...said } = Object.fromEntries(at.searchParams);
      const error_uri = 'http://localhost:3000/docs/errors/access-denied';
      assert.deepEqual(said, { error: 'access_denied', error_uri, state, iss: 'http://localhost:3000' });
    }
  }
  const { rows } = await site.database.pool.query('SELECT 1 FROM authorizations WHERE client_id = $1', [client.id]);
  assert.deepEqual(rows, []);
});

test('S003 the refusal travels in the response mode that was asked for', async () => {
  const fragment = await signInFor(authorizeUrl(client, { response_mode: 'fragment.jwt' }));
  const { hash, search } = new URL((await fragment.browser.submit(fragment.page, CANCEL, {})).location);
  assert.equal(search, '');
  const { error, state } = decodeJwt(new URLSearchParams(hash.slice(1)).get('response') ?? '');
  assert.deepEqual([error, state], ['access_denied', 'some state']);
  const posted = await signInFor(authorizeUrl(client, { response_mode: 'form_post' }));
  assert.doesNotMatch(String(posted.page.headers['content-security-policy']), /form-action/);
  const form = formsIn((await posted.browser.submit(posted.page, CANCEL, {})).body)[0];
  assert.deepEqual(
    [form?.action, form?.fields['error'], form?.fields['state']],
    [REDIRECT, 'access_denied', 'some state'],
  );
});

test('S090 a request that was pushed is used up by it, and the second click is answered as the first', async () => {
  const pushed = { response_type: 'code', redirect_uri: REDIRECT, scope: 'read', state: 'pushed' };
  const { body } = await post(site, '/oauth2/par', pushed, client);
  const uri = String(body['request_uri']);
  const { browser, page } = await signInFor(
    `/oauth2/authorize?${new URLSearchParams({ client_id: client.id, request_uri: uri })}`,
  );
  for (const _ of [1, 2]) {
    assert.match((await browser.submit(page, CANCEL, {})).location, /error=access_denied.*state=pushed/);
  }
  const ines = await site.person();
  const signedIn = await site.signedIn(ines);
  const { location } = await signedIn.get(
    `/oauth2/authorize?${new URLSearchParams({ client_id: client.id, request_uri: uri })}`,
  );
  assert.match(location, /error=invalid_request_uri/);
});

test('S002 S012 S018 nobody is led to an address that is not registered when the button is pressed', async () => {
  const other = await site.application(await site.person());
  const { browser, page } = await signInFor(authorizeUrl(other));
  await site.database.pool.query(`UPDATE clients SET redirect_uris = '{https://new.example/cb}' WHERE id = $1`, [
    other.id,
  ]);
  const removed = await browser.submit(page, CANCEL, {});
  assert.deepEqual([removed.status, removed.location], [400, '']);
  const own = formsIn(page.body).find(({ action }) => action.startsWith(CANCEL));
  for (const more of [{ redirect_uri: 'https://evil.example/' }, { client_id: 'nobody' }]) {
    const returnTo = authorizeUrl(client, more);
    const action = `${CANCEL}?${new URLSearchParams({ return_to: returnTo })}`;
    assert.ok(!cancels(await browser.get(`/sign-in?${new URLSearchParams({ return_to: returnTo })}`)));
    const refused = await browser.post(action, own?.fields ?? {});
    assert.deepEqual([refused.status, refused.location], [400, ''], returnTo);
  }
});

test('there is nothing to cancel where no application asks, and no link that does it', async () => {
  const browser = visitor(site.app);
  for (const place of ['/', '/device', '/oauth2/applications', 'https://evil.example/']) {
    const page = await browser.get(`/sign-in?${new URLSearchParams({ return_to: place })}`);
    assert.ok(!cancels(page), place);
    const { fields = {} } = formsIn(page.body)[0] ?? {};
    const sent = await browser.post(`${CANCEL}?${new URLSearchParams({ return_to: place })}`, fields);
    assert.deepEqual([sent.status, sent.location.split('?')[0]], [303, '/sign-in'], place);
  }
  const { page } = await signInFor(authorizeUrl(client));
  const action = formsIn(page.body).find((each) => each.action.startsWith(CANCEL))?.action ?? '';
  assert.equal((await visitor(site.app).get(action)).status, 405);
  const bare = await visitor(site.app).post(action, {});
  assert.equal(bare.status, 403, 'S119: without the token of its form');
  assert.ok(cancels(bare));
});

test('who copies a code reads that nothing was given', async () => {
  const redirectUri = 'urn:ietf:wg:oauth:2.0:oob';
  const copied = await site.application(await site.person(), { redirectUris: [redirectUri] });
  const { browser, page } = await signInFor(authorizeUrl(copied, { redirect_uri: redirectUri }));
  const said = await browser.submit(page, CANCEL, {});
  assert.equal(said.location, '');
  assert.match(textOf(said.body), /Trailmark/);
});

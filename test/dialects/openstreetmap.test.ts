import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { digestBase64url, randomId, randomUUID } from '../../src/secrets.ts';
import { REDIRECT, type TestApp, type TestClient, testApp } from '../support/app.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { withDialect } from '../support/dialects.ts';
import { authorizeUrl, codeOf, type TokenAnswer } from '../support/flow.ts';
import { form, raw } from '../support/raw.ts';
import { formsIn, type Visitor, visitor } from '../support/visitor.ts';

const DAY = 86_400_000;
const PUBLIC = { confidential: false, grants: ['authorization_code', 'refresh_token'] };

let on: TestDatabase;
let site: TestApp;
let ines: User;
let browser: Visitor;
let editor: TestClient;
let plain: TestClient;
before(async () => {
  on = await testDatabase();
  site = await testApp({ on });
  await site.scope('read');
  ines = await site.person();
  browser = await site.signedIn(ines);
  editor = await withDialect(site, ines, 'openstreetmap', { ...PUBLIC, scopes: ['read'] });
  plain = await site.application(ines, { ...PUBLIC, scopes: ['read'] });
});
after(async () => {
  await site.close();
  await on.drop();
});

/** A code for this client, with what its exchange needs. */
async function codeFor(client: TestClient, code_verifier = randomId(43), by = browser) {
  const challenge = { code_challenge: digestBase64url(code_verifier), code_challenge_method: 'S256' };
  const code = await codeOf(by, authorizeUrl(client, challenge));
  return { grant_type: 'authorization_code', client_id: client.id, redirect_uri: REDIRECT, code, code_verifier };
}

/** POST with everything in the address, as osm-auth does: its body is empty. */
const inAddress = (fields: Record<string, string>, payload = '', headers = {}, at: Pick<TestApp, 'app'> = site) =>
  raw(at, payload, headers, { url: `/oauth2/token?${form(fields)}` });
const inBody = (fields: Record<string, string>, at: Pick<TestApp, 'app'> = site) => raw(at, form(fields), {});

function refused({ status, text }: Awaited<ReturnType<typeof raw>>, rule: string) {
  const body = JSON.parse(text) as TokenAnswer['body'];
  assert.equal(status, 400, text);
  assert.match(String(body['error_uri']), new RegExp(`/docs/errors/${rule}$`));
}

test('row 21: a client that sends all in the address of the request, as osm-auth does, gets its tokens', async () => {
  const answer = await inAddress(await codeFor(editor));
  assert.equal(answer.status, 200, answer.text);
  assert.match(answer.text, /"access_token":"lk_at_/);
  assert.equal((await inBody(await codeFor(editor))).status, 200, 'in the body as ever');
  await site.deps.activity.flush();
  assert.equal((await site.deps.activity.summary(editor.id, 30)).dialect, 1, 'the one that needed it');
});

test('row 21: the same client without the dialect fails, and its owner is told why', async () => {
  const fields = await codeFor(plain);
  refused(await inAddress(fields), 'parameters-in-query');
  assert.equal((await inBody(fields)).status, 200, 'nothing was consumed');
  await site.deps.refusals.flush();
  assert.match((await browser.get(`/oauth2/applications/${plain.id}`)).body, /parameters-in-query/);
  assert.match((await browser.get('/docs/errors/parameters-in-query')).body, /openstreetmap/);
});

test('S033 row 21: never a secret, a refresh token or a password, and nothing of an application that has a secret', async () => {
  const confidential = await withDialect(site, ines, 'openstreetmap', { scopes: ['read'] });
  const fields = await codeFor(editor);
  const { client_id } = fields;
  const wrong: readonly (readonly [Record<string, string>, string, Record<string, string>])[] = [
    [{ ...fields, client_secret: 'x' }, '', {}],
    [{ ...fields, client_secret: '' }, '', {}],
    [{ grant_type: 'refresh_token', client_id, refresh_token: 'lk_rt_x' }, '', {}],
    [{ grant_type: 'password', client_id, username: 'a', password: 'b' }, '', {}],
    [{ ...fields, scope: 'read' }, '', {}],
    [{ ...fields, x: 'y' }, '', {}],
    [{ ...fields, 'code[]': 'y' }, '', {}],
    [fields, '', { authorization: confidential.basic }],
    [fields, 'client_secret=x', {}],
    [{ ...fields, client_id: confidential.id }, form({ client_secret: confidential.secret }), {}],
    [{ ...fields, client_id: confidential.id }, '', { authorization: confidential.basic }],
    [{ ...fields, client_id: confidential.id }, '', {}],
    [{ ...fields, client_id: 'lk_ci_nobody' }, '', {}],
    [{ grant_type: 'authorization_code' }, form({ code: fields.code }), {}],
  ];
  for (const [query, payload, headers] of wrong) {
    refused(await inAddress(query, payload, headers), 'parameters-in-query');
  }
  for (const url of ['/oauth2/revoke', '/oauth2/introspect', '/oauth2/device_authorization', '/auth/v2/accesstoken']) {
    refused(await raw(site, '', {}, { url: `${url}?${form(fields)}` }), 'parameters-in-query');
  }
  refused(await inAddress(fields, form({ code: fields.code })), 'parameter-repeated');
  assert.equal((await inAddress(fields)).status, 200, 'nothing was consumed');
});

test('S021 S022 row 22: a verifier of 32 characters is enough in the dialect, and must be the right one', async () => {
  for (const verifier of [randomUUID(), randomId(32), randomId(42), randomId(128)]) {
    assert.equal((await inBody(await codeFor(editor, verifier))).status, 200, verifier);
  }
  for (const verifier of [randomId(31), randomId(129), `${randomId(34)}=`, `${randomId(34)} `]) {
    refused(await inBody(await codeFor(editor, verifier)), 'verifier-malformed');
  }
  const fields = await codeFor(editor, randomUUID());
  refused(await inBody({ ...fields, code_verifier: randomUUID() }), 'code-not-accepted');
  const { code_verifier: _, ...without } = fields;
  refused(await inBody(without), 'code-not-accepted');
  assert.equal((await inBody(fields)).status, 200);
  for (const length of [32, 36, 42]) {
    refused(await inBody(await codeFor(plain, randomId(length))), 'verifier-malformed');
  }
});

test('a standards client sees no trace of any dialect', async () => {
  const metadata = (await browser.get('/.well-known/oauth-authorization-server')).body;
  assert.doesNotMatch(metadata, /dialect|openstreetmap/);
  const { text } = await inBody(await codeFor(editor));
  assert.deepEqual(Object.keys(JSON.parse(text)).sort(), [
    ...['access_token', 'created_at', 'expires_in', 'refresh_token', 'scope', 'token_type'],
  ]);
});

test('after its last day the dialect is as if there were none, and the owner reads why', async () => {
  const until = await withDialect(site, ines, 'openstreetmap', {
    ...PUBLIC,
    scopes: ['read'],
    expiresAt: new Date(Date.now() + DAY),
  });
  assert.equal((await inAddress(await codeFor(until))).status, 200);
  const later = await testApp({ on, offsetMs: 2 * DAY });
  try {
    const there = await later.signedIn(ines);
    const fields = await codeFor(until, randomId(43), there);
    refused(await inAddress(fields, '', {}, later), 'dialect-ended');
    refused(await inBody(await codeFor(until, randomUUID(), there), later), 'dialect-ended');
    assert.equal((await inBody(fields, later)).status, 200, 'the standard request works');
    await later.deps.refusals.flush();
    assert.match((await there.get(`/oauth2/applications/${until.id}`)).body, /dialect-ended/);
  } finally {
    await later.close();
  }
});

test('a change of the application counts at once, whatever is cached', async () => {
  const given = await site.application(ines, { ...PUBLIC, scopes: ['read'] });
  const fields = await codeFor(given);
  refused(await inAddress(fields), 'parameters-in-query');
  await site.deps.clients.administer(
    given.id,
    { dialect: { name: 'openstreetmap', expiresAt: undefined } },
    'administrator',
  );
  assert.equal((await inAddress(fields)).status, 200);
  const next = await codeFor(given);
  await site.deps.clients.administer(given.id, { dialect: 'none' }, 'administrator');
  refused(await inAddress(next), 'parameters-in-query');
});

test('row 23: the page says that its tokens should not expire, until an administrator decided so', async () => {
  const page = `/oauth2/applications/${editor.id}`;
  assert.match((await browser.get(page)).body, /cannot renew a token/);
  await site.deps.clients.administer(
    editor.id,
    {
      privileges: {
        ...{ trusted: false, resourceServer: false, requirePkce: false },
        accessTokenSeconds: 'never',
      },
    },
    'administrator',
  );
  assert.doesNotMatch((await browser.get(page)).body, /cannot renew a token/);
  const { text } = await inAddress(await codeFor(editor));
  assert.equal(JSON.parse(text).expires_in, undefined);
});

/** Presses the button of the page, not the one in the menu above it. */
function leave(person: Visitor, { body }: { readonly body: string }) {
  const own = formsIn(body).find(({ action }) => action.startsWith('/sign-out?'));
  assert.ok(own);
  return person.post(own.action, own.fields);
}

test('row 23: /logout leads to signing out, and on to the account that is wanted', async () => {
  const person = await site.signedIn(ines);
  const asked = authorizeUrl(editor, { code_challenge: digestBase64url('x'), code_challenge_method: 'S256' });
  const page = await person.get(`/logout?${form({ referer: `/login?${form({ referer: asked })}` })}`);
  assert.equal(page.status, 200, 'a GET signs nobody out');
  assert.match(page.body, new RegExp(`signed in as ${ines.email}`));
  const left = await leave(person, page);
  const login = await person.get(left.location);
  assert.match(login.location, /^\/sign-in\?return_to=\/oauth2\/authorize/);
  assert.match((await person.get(login.location)).body, /Trailmark/);
  assert.match((await person.get('/oauth2/applications')).location, /^\/sign-in/, 'it is signed out');
});

test('S124 row 23: /logout and /login lead nowhere but to us, and by a link to a registered origin', async () => {
  const here = 'https://app.example/map?x=1';
  const guest = visitor(site.app);
  const shown = await guest.get(`/logout?${form({ referer: here })}`);
  assert.match(shown.body, /href="https:\/\/app\.example\/map\?x=1"/);
  const person = await site.signedIn(ines);
  const left = await leave(person, await person.get(`/logout?${form({ referer: here })}`));
  assert.match((await person.get(left.location)).body, /Go back to app\.example/);
  for (const referer of [
    ...['https://evil.example/', '//evil.example/', '/\\evil.example', 'javascript:alert(1)', 'com.example.app:/cb'],
    ...[
      'https://app.example@evil.example/',
      'https://x:y@app.example/',
      'https://app.example.evil.example/',
      'http://app.example/',
    ],
  ]) {
    const query = form({ referer });
    assert.equal((await guest.get(`/logout?${query}`)).location, '/', referer);
    assert.equal((await guest.get(`/login?${query}`)).location, '/sign-in?return_to=%2F', referer);
    const page = await browser.get(`/logout?${query}`);
    assert.match(page.body, /action="\/sign-out\?return_to=%2F"/, referer);
    assert.ok(!page.body.includes('evil'), referer);
  }
});

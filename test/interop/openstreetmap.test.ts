import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { authorize, isActive, pkce } from '../support/flow.ts';
import { liveApp } from '../support/live.ts';
import { formsIn, type Visitor } from '../support/visitor.ts';

// A client written to what OpenStreetMap documents of its OAuth 2: the rows are those of the list of systems that
// Latchkey stands in for. Everything here is what every application gets; nothing is switched on for it.

const SCOPES: Readonly<Record<string, string>> = {
  read_prefs: 'read their user preferences',
  write_prefs: 'modify their user preferences',
  write_diary: 'create diary entries, comments and make friends',
  write_api: 'modify the map',
  read_gpx: 'read their private GPS traces',
  write_gpx: 'upload GPS traces',
  write_notes: 'modify notes',
};
const OOB = 'urn:ietf:wg:oauth:2.0:oob';
const CALLBACK = 'https://osmcha.example/oauth/callback';

type Registered = { readonly client_id: string; readonly client_secret: string };
type Tokens = { readonly access_token: string; readonly refresh_token?: string } & Readonly<Record<string, unknown>>;

let site: Awaited<ReturnType<typeof liveApp>>;
let mapper: User;
let browser: Visitor;

before(async () => {
  site = await liveApp();
  for (const [name, description] of Object.entries(SCOPES)) await site.scope(name, description);
  mapper = await site.person('mapper@example.org', { name: 'Mapper' });
  browser = await site.signedIn(mapper);
});
after(() => site?.close());

/** Fills in "Register an application", and reads client ID and secret from the page that follows. */
async function register(typed: {
  readonly uris: readonly string[];
  readonly confidential?: boolean;
  readonly scopes?: readonly string[];
}) {
  const form = formsIn((await browser.get('/oauth2/applications/new')).body).find(({ action }) =>
    action.startsWith('/oauth2/applications'),
  );
  assert.ok(form);
  const fields = new URLSearchParams({ _csrf: form.fields['_csrf'] ?? '', name: 'OSMCha', homepage: '' });
  fields.set('redirect_uris', typed.uris.join('\r\n'));
  if (typed.confidential ?? true) fields.set('confidential', 'yes');
  for (const scope of typed.scopes ?? ['read_prefs', 'write_api']) fields.append('scope', scope);
  fields.append('grant', 'authorization_code');
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
  const answer = await browser.send({ method: 'POST', url: form.action, payload: fields.toString(), headers });
  const page = answer.status === 303 ? await browser.get(answer.location) : answer;
  const [client_id = ''] = /lk_ci_\w+/.exec(page.body) ?? [];
  const [client_secret = ''] = /lk_cs_\w{20,}/.exec(page.body) ?? [];
  return { client_id, client_secret, page };
}

/** What the client sends people to: the "Auth URL". */
function authUrl({ client_id }: Pick<Registered, 'client_id'>, more: Readonly<Record<string, string>> = {}): string {
  const scope = 'read_prefs write_api';
  const asked = { response_type: 'code', client_id, redirect_uri: CALLBACK, scope, ...more };
  return `/oauth2/authorize?${new URLSearchParams(asked)}`;
}

/** What the client sends to the "Access Token URL": "the authorization code along with authentication details". */
async function accessToken(
  details: Registered | Pick<Registered, 'client_id'>,
  more: Readonly<Record<string, string>>,
) {
  const { client_id } = details;
  const secret = 'client_secret' in details ? { client_secret: details.client_secret } : {};
  const answer = await fetch(`${site.issuer}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      redirect_uri: CALLBACK,
      client_id,
      ...secret,
      ...more,
    }),
  });
  return { status: answer.status, body: (await answer.json()) as Tokens };
}

async function codeFor(client: Registered, more: Readonly<Record<string, string>> = {}): Promise<string> {
  return (await authorize(browser, authUrl(client, more))).searchParams.get('code') ?? '';
}

test('row 1: every person registers applications, with several redirect URIs and a check box for each scope', async () => {
  assert.match((await browser.get('/oauth2/applications')).body, /href="\/oauth2\/applications\/new"/);
  const form = (await browser.get('/oauth2/applications/new')).body;
  for (const [name, description] of Object.entries(SCOPES)) {
    assert.ok(form.includes(`type="checkbox" name="scope" value="${name}"`), name);
    assert.ok(form.includes(description), name);
  }
  const uris = [CALLBACK, 'http://127.0.0.1/callback', 'http://[::1]:8111/', 'http://localhost:8111/oauth', OOB];
  const { page, client_id, client_secret } = await register({ uris, scopes: Object.keys(SCOPES) });
  assert.ok(client_id && client_secret);
  for (const shown of [...uris, ...Object.keys(SCOPES)]) assert.ok(page.body.includes(shown), shown);
  assert.match(page.body, /localhost:8111\/oauth: On some computers localhost leads elsewhere/);
  assert.match((await browser.get('/oauth2/applications')).body, new RegExp(client_id));
});

test('row 1: an address that only looks like this computer is refused, as http is elsewhere', async () => {
  for (const uri of [
    'http://127.0.0.1.evil.example/',
    'http://localhost.evil.example/',
    'http://127.0.0.1@evil.example/',
    'http://[::2]/callback',
    'http://osmcha.example/callback',
  ]) {
    const { page, client_id } = await register({ uris: [uri] });
    assert.deepEqual([page.status, client_id], [422, ''], uri);
    assert.match(page.body, /value="OSMCha"/, 'nothing typed is lost');
  }
});

test('row 1: an application that keeps no secret gets none', async () => {
  const { client_id, client_secret } = await register({ uris: [CALLBACK], confidential: false });
  assert.ok(client_id);
  assert.equal(client_secret, '');
});

test('row 2: authorization code without PKCE, for an application with a secret', async () => {
  const client = await register({ uris: [CALLBACK] });
  const { status, body } = await accessToken(client, { code: await codeFor(client) });
  assert.deepEqual([status, body['scope']], [200, 'read_prefs write_api']);
});

for (const confidential of [true, false]) {
  const kind = confidential ? 'with' : 'without';
  test(`row 2: authorization code with PKCE, for an application ${kind} a secret, and no code is taken without it`, async () => {
    const registered = await register({ uris: [CALLBACK], confidential });
    const client = confidential ? registered : { client_id: registered.client_id };
    const { verifier, challenge } = pkce();
    const S256 = { code_challenge: challenge, code_challenge_method: 'S256' };
    const [first, second] = [await codeFor(registered, S256), await codeFor(registered, S256)];
    assert.equal((await accessToken(client, { code: first })).body['error'], 'invalid_grant');
    const answer = await accessToken(client, { code: second, code_verifier: verifier });
    assert.equal(answer.body['scope'], 'read_prefs write_api');
  });
}

test('row 2: without a secret there is no way around PKCE', async () => {
  const { client_id } = await register({ uris: [CALLBACK], confidential: false });
  const back = await authorize(browser, authUrl({ client_id }));
  assert.equal(back.searchParams.get('error'), 'invalid_request');
  assert.match(back.searchParams.get('error_uri') ?? '', /\/docs\/errors\/pkce-missing$/);
});

test('row 4: where nobody can be sent to, the code is shown to be copied', async () => {
  const client = await register({ uris: [OOB] });
  const consent = await browser.get((await browser.get(authUrl(client, { redirect_uri: OOB }))).location);
  const shown = await browser.submit(consent, '/consent', { decision: 'authorize' });
  assert.equal(shown.status, 200, 'a page, no redirect');
  assert.match(shown.body, /It works once, for 2 minutes/);
  const [code = ''] = /lk_ac_\w+/.exec(shown.body) ?? [];
  assert.equal((await accessToken(client, { code, redirect_uri: OOB })).status, 200);
});

test('row 4: it has to be registered as it is written', async () => {
  const client = await register({ uris: [CALLBACK] });
  for (const redirect_uri of [OOB, `${OOB}:auto`, OOB.toUpperCase()]) {
    const answer = await browser.get(authUrl(client, { redirect_uri }));
    assert.equal(answer.status, 400, redirect_uri);
  }
});

test('row 5: the answer is the one that is printed, of a token that does not expire', async () => {
  const client = await register({ uris: [CALLBACK] });
  const rights = { trusted: false, resourceServer: false, requirePkce: false };
  const privileges = { ...rights, accessTokenSeconds: 'never' } as const; // an administrator's, for this application
  await site.deps.clients.administer(client.client_id, { privileges }, 'administrator');
  const { body } = await accessToken(client, { code: await codeFor(client) });
  const { access_token, created_at, ...rest } = body;
  assert.deepEqual(rest, { token_type: 'Bearer', scope: 'read_prefs write_api' });
  assert.match(access_token, /^lk_at_/);
  assert.ok(Number.isInteger(created_at) && Math.abs(Date.now() / 1000 - Number(created_at)) < 60);
});

test('row 5: elsewhere the answer says besides when it expires', async () => {
  const client = await register({ uris: [CALLBACK] });
  const { body } = await accessToken(client, { code: await codeFor(client) });
  assert.deepEqual(Object.keys(body).sort(), ['access_token', 'created_at', 'expires_in', 'scope', 'token_type']);
});

test('row 6: metadata that a page of any origin may read', async () => {
  const answer = await fetch(`${site.issuer}/.well-known/oauth-authorization-server`, {
    headers: { origin: 'https://editor.example' },
  });
  assert.equal(answer.headers.get('access-control-allow-origin'), '*');
  const { issuer, authorization_endpoint, token_endpoint, scopes_supported } = (await answer.json()) as Tokens;
  assert.deepEqual(
    { issuer, authorization_endpoint, token_endpoint, scopes_supported },
    {
      issuer: site.issuer,
      authorization_endpoint: `${site.issuer}/oauth2/authorize`,
      token_endpoint: `${site.issuer}/oauth2/token`,
      scopes_supported: Object.keys(SCOPES).sort(),
    },
  );
});

test('row 8: a token works until the person revokes it', async () => {
  const api = await site.application(mapper, { resourceServer: true });
  const client = await register({ uris: [CALLBACK] });
  const { body } = await accessToken(client, { code: await codeFor(client) });
  assert.equal(await isActive(site, api, body.access_token), true);
  const page = await browser.get('/oauth2/authorized_applications');
  const revoking = formsIn(page.body).find(({ fields }) => Object.values(fields).includes(client.client_id));
  assert.ok(revoking, 'it is among the authorized applications');
  assert.equal((await browser.post(revoking.action, revoking.fields)).status, 303);
  assert.equal(await isActive(site, api, body.access_token), false);
});

test('row 8: a token works until the application gives it back, or it expires', async () => {
  const api = await site.application(mapper, { resourceServer: true });
  const client = await register({ uris: [CALLBACK] });
  const { body: first } = await accessToken(client, { code: await codeFor(client) });
  const revoked = await fetch(`${site.issuer}/oauth2/revoke`, {
    method: 'POST',
    body: new URLSearchParams({
      token: first.access_token,
      client_id: client.client_id,
      client_secret: client.client_secret,
    }),
  });
  assert.equal(revoked.status, 200);
  assert.equal(await isActive(site, api, first.access_token), false);
  const { body: second } = await accessToken(client, { code: await codeFor(client) });
  await site.database.pool.query(
    `UPDATE access_tokens SET expires_at = now() - interval '1 second' WHERE client_id = $1`,
    [client.client_id],
  );
  assert.equal(await isActive(site, api, second.access_token), false);
});

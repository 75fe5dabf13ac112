import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isDocumentAddress } from '../../src/oauth/document-address.ts';
import { purge } from '../../src/storage/engine/purge.ts';
import { REDIRECT, type TestApp, type TestClient, testApp } from '../support/app.ts';
import { keyPair, signed } from '../support/confusions.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { type DocumentHost, startDocumentHost } from '../support/document-host.ts';
import { authorize, authorizeUrl, isActive, pkce, post } from '../support/flow.ts';
import { noHttps } from '../support/https-before.ts';
import type { Visitor } from '../support/visitor.ts';

const options = { skip: noHttps };
const LOOPBACK = 'http://127.0.0.1/callback';
const MINUTE = 60_000;
const DAY = 86_400_000;

let host: DocumentHost;
let database: TestDatabase;
let here: TestApp;
let there: TestApp;
let count = 0;

before(async () => {
  if (noHttps) return;
  host = await startDocumentHost();
  database = await testDatabase();
  here = await at(0);
  there = await at(0);
  for (const name of ['openid', 'profile', 'read']) await here.scope(name);
});
after(async () => {
  host?.close();
  await here?.close();
  await there?.close();
  await database?.drop();
});

/** The server, so many milliseconds from now. */
function at(offsetMs: number): Promise<TestApp> {
  return testApp({
    on: database,
    env: { CLIENT_METADATA_DOCUMENTS: 'on', ...host.env },
    reach: host.reach,
    offsetMs,
  });
}

/** Publishes a document at an address of its own; undefined leaves a member out. */
function publish(
  more: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): { readonly id: string; readonly path: string } {
  count += 1;
  const path = `/oauth/client-${count}.json`;
  const id = `${host.origin}${path}`;
  const usual = {
    client_id: id,
    client_name: 'Trailmark',
    redirect_uris: [REDIRECT, LOOPBACK],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
    scope: 'openid read',
  };
  host.hosted.set(path, { document: { ...usual, ...more }, headers });
  return { id, path };
}

const asClient = (id: string): TestClient => ({ id, secret: '', basic: '' });

/** From authorize to tokens, with PKCE. */
async function tokensFor(site: TestApp, browser: Visitor, id: string, more: Readonly<Record<string, string>> = {}) {
  const { verifier, challenge } = pkce();
  const asked = { scope: 'openid read', ...more, code_challenge: challenge, code_challenge_method: 'S256' };
  const back = await authorize(browser, authorizeUrl(asClient(id), asked));
  const code = back.searchParams.get('code') ?? assert.fail(String(back));
  const redirect_uri = more['redirect_uri'] ?? REDIRECT;
  return post(site, '/oauth2/token', {
    ...{ grant_type: 'authorization_code', code, redirect_uri, code_verifier: verifier, client_id: id },
  });
}

async function refused(browser: Visitor, id: string, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const answer = await browser.get(
    authorizeUrl(asClient(id), { code_challenge: pkce().challenge, code_challenge_method: 'S256', ...more }),
  );
  assert.equal(answer.status, 400, answer.location);
  return /\/docs\/errors\/([a-z-]+)/.exec(answer.body)?.[1] ?? answer.body;
}

test('S100 a client_id is the address of a document only as every parser writes it', () => {
  const good = [
    'https://app.example/client.json',
    'https://app.example:8443/a/b',
    'https://app.example/c?v=1',
    'https://a.b/c/',
  ];
  for (const id of good) assert.equal(isDocumentAddress(id), true, id);
  const wrong = [
    ...['', 'lk_ci_x', 'http://app.example/c', 'https://app.example', 'https://app.example/', 'https:app.example/c'],
    ...['https://app.example/c#', 'https://app.example/c#a', 'https://me@app.example/c', 'https://me:pw@app.example/c'],
    ...[
      'https://app.example/a/../c',
      'https://app.example/./c',
      'https://app.example/%2e%2e/c',
      'https://app.example/a/.%2E/c',
    ],
    ...[
      'https://APP.example/c',
      'HTTPS://app.example/c',
      'https://app.example:443/c',
      'https://app.example\\c',
      'https:///c',
    ],
    ...[
      'https://app.example/ c',
      'https://app.example/\u00e4',
      ' https://app.example/c',
      `https://app.example/${'c'.repeat(1000)}`,
    ],
  ];
  for (const id of wrong) assert.equal(isDocumentAddress(id), false, id);
});

test(
  'S100 S095 a document describes its client: people see whose word it is, and nothing is stored until they agree',
  options,
  async () => {
    const { id, path } = publish();
    const browser = await here.signedIn(await here.person());
    const { challenge } = pkce();
    const url = authorizeUrl(asClient(id), { code_challenge: challenge, code_challenge_method: 'S256' });
    const { location } = await browser.get(url);
    assert.match(location, /^\/consent/);
    const page = (await browser.get(location)).body.replaceAll('<wbr>', '');
    assert.match(page, /Nobody has checked this application/);
    assert.match(page, /Nobody known: it says itself what it is/);
    assert.ok(page.includes(new URL(host.origin).host));
    assert.equal(await here.deps.clients.find(id), undefined, 'nobody has allowed it anything');
    const { status, body } = await tokensFor(here, browser, id);
    assert.equal(status, 200);
    assert.equal(body['scope'], 'openid read');
    const kept = await here.deps.clients.find(id);
    assert.deepEqual([kept?.owner, kept?.metadata.origin, kept?.verified], [{ kind: 'none' }, 'document', false]);
    assert.equal(host.asked(path), 1, 'it is read once while it counts');
  },
);

test('S100 sign-in names the client of a document, too', options, async () => {
  const { id } = publish({ client_name: 'Named Before' });
  const asked = { code_challenge: pkce().challenge, code_challenge_method: 'S256' };
  const { headers } = await here.app.inject(authorizeUrl(asClient(id), asked));
  assert.match(String(headers.location), /^\/sign-in/);
  assert.match((await here.app.inject(String(headers.location))).body, /Named Before/);
});

test('S100 what is not a document of that client is refused, on one page, and not remembered', options, async () => {
  const browser = await here.signedIn(await here.person());
  const wrong: readonly [string, { id: string; path: string }][] = [
    ['another client_id', publish({ client_id: `${host.origin}/another.json` })],
    ['no client_id', publish({ client_id: undefined })],
    ['a secret', publish({ client_secret: 'shared' })],
    ['a method with a secret', publish({ token_endpoint_auth_method: 'client_secret_basic' })],
    [
      'a private key',
      publish({ token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [{ kty: 'oct', k: 'AAAA' }] } }),
    ],
    ['no redirect URI', publish({ redirect_uris: [] })],
    ['another type', publish({ redirect_uris: null })],
    ['only unknown grants', publish({ grant_types: ['urn:x:unheard-of'] })],
  ];
  for (const [what, { id }] of wrong) assert.equal(await refused(browser, id), 'client-document-refused', what);
  const { id, path } = publish();
  const whole = host.hosted.get(path) ?? assert.fail();
  const answers = [
    { status: 404 },
    { status: 500 },
    { ...whole, status: 302, headers: { location: `${host.origin}/elsewhere.json` } },
    { document: 'no json' },
    { document: [] },
    { document: { ...(whole.document as object), filler: 'x'.repeat(11_000) } },
  ];
  for (const answer of answers) {
    host.hosted.set(path, answer);
    assert.equal(await refused(browser, id), 'client-document-refused', JSON.stringify(answer).slice(0, 80));
  }
  assert.equal(host.asked('/elsewhere.json'), 0);
  host.hosted.set(path, whole);
  assert.equal((await tokensFor(here, browser, id)).status, 200, 'a failure is not kept');
  assert.equal(await refused(browser, 'https://127.0.0.1:1/client.json'), 'client-document-refused');
  const off = await testApp({ on: database, reach: host.reach, env: host.env });
  try {
    assert.equal(await refused(await off.signedIn(await off.person()), publish().id), 'client-document-refused');
  } finally {
    await off.close();
  }
});

test('S100 of many requests at once one asks for the document', options, async () => {
  const { id, path } = publish();
  const browser = await here.signedIn(await here.person());
  const asked = { code_challenge: pkce().challenge, code_challenge_method: 'S256' };
  const answers = await Promise.all(Array.from({ length: 20 }, () => browser.get(authorizeUrl(asClient(id), asked))));
  assert.ok(answers.every(({ status }) => status === 303));
  assert.equal(host.asked(path), 1);
});

test('S100 one document serves many installations and instances: no approval ends another’s', options, async () => {
  const { id } = publish();
  const [ines, noor] = [await here.person(), await here.person()];
  const [first, second, other] = [await here.signedIn(ines), await there.signedIn(ines), await there.signedIn(noor)];
  const native = { redirect_uri: 'http://127.0.0.1:49152/callback' };
  const all = await Promise.all([
    tokensFor(here, first, id),
    tokensFor(there, second, id, native),
    tokensFor(there, other, id, { redirect_uri: 'http://127.0.0.1:49153/callback' }),
  ]);
  assert.deepEqual(
    all.map(({ status }) => status),
    [200, 200, 200],
  );
  const resource = await here.application(await here.person(), { resourceServer: true });
  for (const { body } of all) assert.equal(await isActive(here, resource, body.access_token), true);
  const again = await first.get(
    authorizeUrl(asClient(id), { code_challenge: pkce().challenge, code_challenge_method: 'S256' }),
  );
  assert.match(again.location, /^\/consent/, 'a public client is never remembered');
});

test('S100 a redirect URI that is not for this server is kept, and refused when it is used', options, async () => {
  const { id } = publish({
    redirect_uris: ['trailmark://callback', 'https://app.example/#x', 'urn:ietf:wg:oauth:2.0:oob', LOOPBACK],
  });
  const browser = await here.signedIn(await here.person());
  assert.equal((await tokensFor(here, browser, id, { redirect_uri: 'http://127.0.0.1:49154/callback' })).status, 200);
  for (const redirect_uri of ['trailmark://callback', 'https://app.example/#x', 'urn:ietf:wg:oauth:2.0:oob']) {
    assert.equal(await refused(browser, id, { redirect_uri }), 'redirect-uri-refused', redirect_uri);
  }
  assert.equal(await refused(browser, id, { redirect_uri: REDIRECT }), 'redirect-uri-mismatch');
  await here.deps.clients.approve(id, 'administrator');
  const at = await authorize(
    browser,
    authorizeUrl(asClient(id), {
      redirect_uri: 'trailmark://callback',
      code_challenge: pkce().challenge,
      code_challenge_method: 'S256',
    }),
  );
  assert.equal(at.protocol, 'trailmark:', 'an administrator stands for it');
});

test(
  'a document that offers none and private_key_jwt may be used with either, and a wrong assertion is not the other',
  options,
  async () => {
    const pair = keyPair('one');
    const { id } = publish({
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_methods_supported: ['none', 'private_key_jwt', 'client_secret_post'],
      jwks: { keys: [pair.jwk] },
      grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
      response_types: ['code', 'unheard-of'],
    });
    const browser = await here.signedIn(await here.person());
    const first = await tokensFor(here, browser, id, { scope: 'read' });
    assert.equal(first.status, 200);
    const refresh = { grant_type: 'refresh_token', refresh_token: first.body.refresh_token };
    const claims = { iss: id, sub: id, aud: here.deps.issuer, exp: Math.floor(Date.now() / 1000) + 60 };
    const type = { client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' };
    const bad = await post(here, '/oauth2/token', {
      ...refresh,
      ...type,
      client_assertion: signed(keyPair('one'), { ...claims, jti: 'a' }),
    });
    assert.deepEqual([bad.status, bad.body.error], [401, 'invalid_client']);
    const assertion = signed(pair, { ...claims, jti: 'b' });
    assert.equal((await post(here, '/oauth2/token', { ...refresh, ...type, client_assertion: assertion })).status, 200);
    assert.deepEqual((await here.deps.clients.find(id))?.grants, ['authorization_code', 'refresh_token']);
  },
);

test('S100 the documents of well-known clients, in their shapes, lead to tokens', options, async () => {
  const usual = { scope: undefined, response_types: ['code'] };
  const shapes: Readonly<Record<string, readonly [Readonly<Record<string, unknown>>, string]>> = {
    'an assistant in the browser': [
      {
        ...{
          client_uri: 'https://assistant.example',
          redirect_uris: ['https://assistant.example/api/mcp/auth_callback'],
        },
        ...{ grant_types: ['authorization_code', 'refresh_token'], token_endpoint_auth_method: 'none' },
      },
      'https://assistant.example/api/mcp/auth_callback',
    ],
    'one that signs where it may': [
      {
        ...{
          redirect_uris: ['https://chat.example/connector_platform_oauth_redirect'],
          logo_uri: 'https://chat.example/logo.png',
        },
        ...{
          token_endpoint_auth_method: 'private_key_jwt',
          token_endpoint_auth_methods_supported: ['none', 'private_key_jwt'],
        },
        ...{ token_endpoint_auth_signing_alg: 'RS256', jwks_uri: `${host.origin}/jwks.json` },
        ...{ grant_types: ['authorization_code', 'refresh_token'] },
      },
      'https://chat.example/connector_platform_oauth_redirect',
    ],
    'an editor on the desktop, with devices': [
      {
        ...{
          application_type: 'native',
          token_endpoint_auth_method: 'none',
          client_uri: 'https://editor.example/product',
        },
        ...{ grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'] },
        redirect_uris: [
          'https://editor.example/redirect',
          'http://127.0.0.1:33418/',
          'http://127.0.0.1/',
          'http://localhost/',
        ],
      },
      'http://127.0.0.1:50123/',
    ],
    'an editor with a scheme of its own': [
      {
        ...{ token_endpoint_auth_method: 'none', grant_types: ['authorization_code', 'refresh_token'] },
        redirect_uris: [
          'editor://anywhere.editor-mcp/oauth/callback',
          'https://www.editor.example/agents/mcp/oauth/callback',
          'http://localhost:8787/callback',
        ],
      },
      'http://localhost:8787/callback',
    ],
  };
  const browser = await here.signedIn(await here.person());
  for (const [what, [shape, redirect_uri]] of Object.entries(shapes)) {
    const { id } = publish({ ...usual, ...shape });
    const { status } = await tokensFor(here, browser, id, { scope: 'openid', redirect_uri });
    assert.equal(status, 200, what);
  }
});

test(
  'S100 a document that changed, is gone or wrong counts once its time is over; one out of reach for a day more',
  options,
  async () => {
    const { id, path } = publish({ scope: 'read' }, { 'cache-control': 'max-age=600' });
    const browser = await here.signedIn(await here.person());
    const { body } = await tokensFor(here, browser, id, { scope: 'read' });
    const whole = host.hosted.get(path) ?? assert.fail();
    const rotate = async (offset: number, token: string) => {
      const later = await at(offset);
      try {
        return await post(later, '/oauth2/token', { grant_type: 'refresh_token', refresh_token: token, client_id: id });
      } finally {
        await later.close();
      }
    };
    host.hosted.set(path, {
      document: { ...(whole.document as object), client_name: 'Trailmark Two' },
      headers: { 'cache-control': 'max-age=9999999' },
    });
    const soon = await rotate(9 * MINUTE, body.refresh_token);
    assert.equal(soon.status, 200);
    assert.equal((await here.deps.clients.find(id))?.name, 'Trailmark');
    const after = await rotate(11 * MINUTE, soon.body.refresh_token);
    assert.equal(after.status, 200);
    const changed = await here.deps.clients.find(id);
    assert.equal(changed?.name, 'Trailmark Two');
    assert.equal(changed?.verified, false);
    host.hosted.set(path, { status: 410 });
    const nextDay = await rotate(DAY, after.body.refresh_token);
    assert.equal(nextDay.status, 200, 'a year is a day at most');
    const gone = await rotate(DAY + 12 * MINUTE, nextDay.body.refresh_token);
    assert.deepEqual([gone.status, gone.body.error], [401, 'invalid_client']);
    host.hosted.set(path, whole);
    const back = await rotate(DAY + 13 * MINUTE, nextDay.body.refresh_token);
    assert.equal(back.status, 200);
    const unreachable = await testApp({
      on: database,
      env: { CLIENT_METADATA_DOCUMENTS: 'on', ...host.env },
      reach: { ...host.reach, resolve: async () => [{ address: '127.0.0.2', family: 4 }] },
      offsetMs: DAY + 40 * MINUTE,
    });
    try {
      const fields = { grant_type: 'refresh_token', refresh_token: back.body.refresh_token, client_id: id };
      const { status } = await post(unreachable, '/oauth2/token', fields);
      assert.equal(status, 200);
    } finally {
      await unreachable.close();
    }
  },
);

test(
  'S144 what an administrator set stays when the document changes, and a disabled client stays disabled',
  options,
  async () => {
    const { id, path } = publish({}, { 'cache-control': 'no-store' });
    const browser = await here.signedIn(await here.person());
    await tokensFor(here, browser, id);
    const privileges = { trusted: true, resourceServer: false, accessTokenSeconds: 300, requirePkce: true };
    await here.deps.clients.administer(id, { privileges, metadata: { accessTokenFormat: 'jwt' } }, 'administrator');
    const whole = host.hosted.get(path)?.document as object;
    host.hosted.set(path, { document: { ...whole, client_uri: 'https://trailmark.example/' } });
    const later = await at(2 * MINUTE);
    try {
      const visitor = await later.signedIn(await later.person());
      await visitor.get(
        authorizeUrl(asClient(id), { code_challenge: pkce().challenge, code_challenge_method: 'S256' }),
      );
      const client = await later.deps.clients.find(id);
      assert.equal(client?.homepage, 'https://trailmark.example/');
      assert.deepEqual(
        [client?.trusted, client?.accessTokenSeconds, client?.requirePkce, client?.metadata.accessTokenFormat],
        [true, 300, true, 'jwt'],
      );
      await later.deps.clients.disable(id, 'administrator');
      assert.match(await refused(visitor, id), /client-unknown/);
    } finally {
      await later.close();
    }
  },
);

test('administrators see the client of a document like others, and whose word it is', options, async () => {
  const { id } = publish({ client_name: 'Seen By Admins' });
  await tokensFor(here, await here.signedIn(await here.person()), id);
  const admin = await here.signedIn(await here.person(undefined, { isAdmin: true }));
  assert.match((await admin.get('/admin/applications')).body, /Seen By Admins/);
  const page = await admin.get(`/admin/applications/${encodeURIComponent(id)}`);
  assert.equal(page.status, 200);
  assert.match(page.body, /its own document describes it/);
});

test('the client of a document that nobody uses is purged', options, async () => {
  const { id } = publish();
  const ines = await here.person();
  await tokensFor(here, await here.signedIn(ines), id);
  await purge({ pool: here.database.pool, offsetMs: 31 * DAY });
  assert.ok(await here.deps.clients.find(id), 'somebody has allowed it something');
  await here.deps.consents.revoke(ines.id, id, {});
  await here.deps.activity.flush();
  await here.database.pool.query('DELETE FROM client_activity WHERE client_id = $1', [id]);
  await purge({ pool: here.database.pool, offsetMs: 31 * DAY });
  assert.equal(await here.deps.clients.find(id), undefined);
});

test('metadata says that documents are read where they are', options, async () => {
  const on = (await here.app.inject('/.well-known/oauth-authorization-server')).json();
  assert.equal(on['client_id_metadata_document_supported'], true);
  const off = await testApp({ on: database });
  try {
    const metadata = (await off.app.inject('/.well-known/oauth-authorization-server')).json();
    assert.equal('client_id_metadata_document_supported' in metadata, false);
  } finally {
    await off.close();
  }
});

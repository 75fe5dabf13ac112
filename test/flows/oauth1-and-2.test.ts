import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { type TestApp, type TestClient, testApp } from '../support/app.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { authorizeUrl, isActive, post } from '../support/flow.ts';
import {
  accessTokenOf,
  type Credentials,
  call,
  consumerOf,
  oauth1Of,
  signature,
  type ToSign,
} from '../support/oauth1.ts';
import { recordStatements } from '../support/statements.ts';
import { ask, rotate, tokensOf } from '../support/tokens.ts';
import type { Visitor } from '../support/visitor.ts';

const API = 'https://api.example/notes';
const CHECK = '/oauth1/check';
const EXCHANGE = '/oauth1/exchange';

let on: TestDatabase;
let site: TestApp;
let ines: User;
let browser: Visitor;
let by: Credentials;
let token: Credentials;
let client: TestClient;
let api: TestClient;
before(async () => {
  on = await testDatabase();
  site = await testApp({ on, env: { OAUTH1: 'on' } });
  for (const name of ['read', 'write']) await site.scope(name);
  ines = await site.person();
  browser = await site.signedIn(ines);
  by = await consumerOf(site, ines);
  token = await accessTokenOf(site, browser, by);
  client = await site.application(ines);
  api = await site.application(ines, { resourceServer: true });
});
after(async () => {
  await site?.close();
  await on?.drop();
});

type Given = Partial<ToSign> & { readonly sent?: Readonly<Record<string, string>>; readonly as?: TestClient };

/** What a resource server is told of a request that was signed like this, and handed on with `sent` instead. */
async function check({ sent = {}, as = api, ...more }: Given = {}, at: TestApp = site) {
  const { method = 'GET', url = API, data, ...rest } = { by, token, ...more };
  const authorization = signature({ ...rest, method, url, ...(data ? { data } : {}) });
  const parameters = data ? { parameters: new URLSearchParams(data).toString() } : {};
  return post(at, CHECK, { method, url, authorization, ...parameters, ...sent }, as);
}

test('an API hands on a signed request and learns who may do what; everything else is inactive and no more', async () => {
  const { status, body, headers } = await check();
  assert.equal(status, 200);
  assert.equal(headers['cache-control'], 'no-store');
  const { iat, ...rest } = body;
  assert.ok(Math.abs(Number(iat) - Date.now() / 1000) < 60);
  assert.deepEqual(rest, {
    active: true,
    scope: 'read write',
    sub: ines.id,
    consumer_key: by.key,
    iss: 'http://localhost:3000',
  });
  const right: readonly Given[] = [
    { url: `${API}?page=2&sort=a%20b&sort=a` },
    { method: 'POST', data: { text: 'a b+c&d=e', more: 'ü' } },
    { method: 'PUT', url: `${API}?x=1`, data: { y: '' } },
    {
      url: `${API.toUpperCase().replace('NOTES', 'notes').replace('HTTPS', 'https')}`.replace(
        'API.EXAMPLE',
        'api.example',
      ),
    },
    { sent: { url: API.replace('https://api.example', 'HTTPS://API.example:443') } },
    { signatureMethod: 'HMAC-SHA256' },
  ];
  for (const given of right) assert.equal((await check(given)).body['active'], true, JSON.stringify(given));

  const stranger = await consumerOf(site, ines);
  const wrong: Readonly<Record<string, Given>> = {
    'another method': { sent: { method: 'DELETE' } },
    'another path': { sent: { url: `${API}/1` } },
    'another host': { sent: { url: API.replace('api', 'other') } },
    'another scheme': { sent: { url: API.replace('https', 'http') } },
    'a parameter more': { sent: { url: `${API}?admin=1` } },
    'a body more': { sent: { parameters: 'admin=1' } },
    'another body': { method: 'POST', data: { a: '1' }, sent: { parameters: 'a=2' } },
    'no header': { sent: { authorization: '' } },
    'a bearer': { sent: { authorization: `Bearer ${token.key}` } },
    'a wrong secret': { by: { ...by, secret: `${by.secret}x` } },
    'a wrong token secret': { token: { ...token, secret: `${token.secret}x` } },
    'another consumer': { by: stranger },
    'no token': { token: undefined },
    'an old timestamp': { timestamp: Math.floor(Date.now() / 1000) - 400 },
    'plain secrets': { signatureMethod: 'PLAINTEXT' },
    'a broken body': { sent: { parameters: 'a=%' } },
  };
  for (const [what, given] of Object.entries(wrong)) {
    const answer = await check(given);
    assert.equal(answer.status, 200, what);
    assert.deepEqual(answer.body, { active: false }, what);
  }
});

test('S138 a checked signature is used up, on every instance, and only by whoever may ask', async () => {
  const there = await testApp({ on, env: { OAUTH1: 'on' } });
  try {
    const given = { nonce: 'once', timestamp: Math.floor(Date.now() / 1000) };
    const refused = await check({ ...given, as: client });
    assert.equal(refused.body.error, 'unauthorized_client');
    assert.equal((await check({ ...given, as: { ...api, basic: client.basic } })).body.error, 'unauthorized_client');
    assert.equal((await check({ ...given, as: { ...api, basic: 'Basic eDp5' } })).body.error, 'invalid_client');
    assert.equal((await check({ ...given, sent: { url: '/notes' } })).body.error, 'invalid_request');
    assert.equal((await check({ ...given, sent: { method: '' } })).body.error, 'invalid_request');
    assert.equal((await check(given, there)).body['active'], true);
    for (const at of [site, there]) assert.deepEqual((await check(given, at)).body, { active: false });

    // Of twenty at once, on two instances, one is told.
    const same = { nonce: 'at-once', timestamp: given.timestamp };
    const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => check(same, at % 2 ? site : there)));
    assert.equal(answers.filter(({ body }) => body['active']).length, 1);
    assert.ok(answers.every(({ status }) => status === 200));
  } finally {
    await there.close();
  }
});

test('S136 PLAINTEXT counts for a consumer that an administrator allowed it, for an https address alone', async () => {
  const own = await consumerOf(site, ines);
  const given = { by: own, token: await accessTokenOf(site, browser, own), signatureMethod: 'PLAINTEXT' } as const;
  assert.equal((await check(given)).body['active'], false);
  assert.ok(await oauth1Of(site).consumers.allowPlaintext(own.key, true, 'administrator'));
  assert.equal((await check(given)).body['active'], true);
  assert.equal((await check({ ...given, url: API.replace('https', 'http') })).body['active'], false);
  // In the address, the secrets would be in every log on the way.
  const header = signature({ ...given, method: 'GET', url: API });
  const query = [...header.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => `${name}=${value}`).join('&');
  const inAddress = await check({ ...given, sent: { url: `${API}?${query}`, authorization: '' } });
  assert.deepEqual(inAddress.body, { active: false });
  const inBody = await check({ ...given, method: 'GET', sent: { parameters: query, authorization: '' } });
  assert.equal(inBody.body['active'], true);
});

test('S058 a scope that the consumer lost, or that OAuth 1 may not carry, is gone from its tokens; a renamed one stays', async () => {
  for (const name of ['extra', 'strict', 'older']) await site.scope(name);
  const own = await consumerOf(site, ines, { scopes: ['read', 'extra', 'strict', 'older'] });
  const given = { by: own, token: await accessTokenOf(site, browser, own) };
  const scope = async () => (await check(given)).body['scope'];
  assert.equal(await scope(), 'read extra strict older');
  await site.deps.scopes.rename('older', 'newer', 'administrator');
  assert.equal(await scope(), 'read extra strict newer');
  assert.deepEqual((await oauth1Of(site).consumers.find(own.key))?.scopes, ['read', 'extra', 'strict', 'newer']);
  const strict = { name: 'strict', description: 'Strict', detail: undefined, privileged: false };
  await site.deps.scopes.save({ ...strict, grants: ['authorization_code'] }, 'administrator');
  assert.equal(await scope(), 'read extra newer');
  await site.deps.scopes.save({ ...strict, grants: ['authorization_code', 'oauth1'] }, 'administrator');
  const held = await oauth1Of(site).consumers.find(own.key);
  assert.ok(held);
  await oauth1Of(site).consumers.change(own.key, { ...held, scopes: ['read', 'strict'] }, 'administrator');
  assert.equal(await scope(), 'read strict');
  assert.equal(await site.deps.scopes.delete('strict', 'administrator'), 'used');
});

test('a check takes two statements: who may have signed, and the nonce with all the rest', async () => {
  await check();
  await site.deps.clientCache.refresh(api.id);
  const sent = recordStatements(site.database);
  try {
    assert.equal((await check()).body['active'], true);
    assert.deepEqual(sent.names(), ['oauth1-find-signer', 'oauth1-use-access-token']);
  } finally {
    sent.stop();
  }
});

test('S067 what ends with the person or the consumer is inactive at once', async () => {
  const endings: Readonly<Record<string, (person: User, consumer: Credentials) => Promise<unknown>>> = {
    'person disabled': ({ id }) => site.deps.users.disable(id, 'administrator'),
    'consumer disabled': (_, { key }) => oauth1Of(site).consumers.disable(key, 'administrator'),
    'consumer deleted': (_, { key }) => oauth1Of(site).consumers.delete(key, 'administrator'),
    revoked: ({ id }, { key }) => oauth1Of(site).accessTokens.revoke(id, key, {}),
    'the mark alone': ({ id }) => site.database.pool.query('UPDATE users SET disabled_at = now() WHERE id = $1', [id]),
  };
  for (const [what, end] of Object.entries(endings)) {
    const [person, own] = [await site.person(), await consumerOf(site, ines)];
    const given = { by: own, token: await accessTokenOf(site, await site.signedIn(person), own) };
    assert.equal((await check(given)).body['active'], true, what);
    await end(person, own);
    assert.deepEqual((await check(given)).body, { active: false }, what);
  }
});

test('S136 nothing of one protocol works in the other', async () => {
  const oauth2 = await tokensOf(site, browser, client);
  // OAuth 1 values at the endpoints of OAuth 2.
  for (const value of [token.key, token.secret, by.key, by.secret]) {
    assert.equal(await isActive(site, api, value), false);
    assert.equal((await rotate(site, client, value)).body.error, 'invalid_grant');
    const redeemed = await ask(site, client, { grant_type: 'authorization_code', code: value });
    assert.equal(redeemed.body.error, 'invalid_grant');
    assert.equal((await ask(site, client, { token: value }, '/oauth2/revoke')).status, 200);
  }
  assert.equal((await check()).body['active'], true, 'revoked it was not');
  const basic = `Basic ${Buffer.from(`${by.key}:${by.secret}`).toString('base64')}`;
  const asClient = { id: by.key, secret: by.secret, basic };
  assert.equal((await ask(site, asClient, { grant_type: 'client_credentials' })).body.error, 'invalid_client');
  const page = await browser.get(authorizeUrl(asClient));
  assert.equal(page.status, 400);
  // OAuth 2 values at those of OAuth 1.
  const pairs: readonly Credentials[] = [
    { key: oauth2.access_token, secret: '' },
    { key: oauth2.access_token, secret: token.secret },
    { key: oauth2.refresh_token, secret: token.secret },
  ];
  for (const pair of pairs) assert.deepEqual((await check({ token: pair })).body, { active: false });
  const consumer = { key: client.id, secret: client.secret };
  assert.deepEqual((await check({ by: consumer })).body, { active: false });
  const initiated = await call(site, { by: consumer, path: '/oauth/request_token', data: { oauth_callback: 'oob' } });
  assert.equal(initiated.body['oauth_problem'], 'signature_invalid');
});

type ExchangeAnswer = {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>> & { readonly access_token: string; readonly refresh_token: string };
  readonly text: string;
};

/** A signed exchange for this client, which authenticates in the body. */
async function exchange(
  signed: { readonly by?: Credentials; readonly token: Credentials },
  as: TestClient,
  fields: Readonly<Record<string, string>> = { client_secret: as.secret },
  at: TestApp = site,
): Promise<ExchangeAnswer> {
  const data = { client_id: as.id, ...fields };
  const authorization = signature({ by, ...signed, url: `http://localhost:3000${EXCHANGE}`, data });
  const { statusCode, body } = await at.app.inject({
    method: 'POST',
    url: EXCHANGE,
    headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(data).toString(),
  });
  const parsed = body.startsWith('{') ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body));
  return { status: statusCode, body: parsed, text: body };
}

test('a token of OAuth 1 is exchanged for tokens of OAuth 2 once, as far as the person allowed both', async () => {
  const own = await consumerOf(site, ines, { scopes: ['read'] });
  const mine = { by: own, token: await accessTokenOf(site, browser, own) };
  const { status, body } = await exchange(mine, client);
  assert.equal(status, 200, JSON.stringify(body));
  assert.equal(body['scope'], 'read');
  assert.equal(body['token_type'], 'Bearer');
  assert.ok(await isActive(site, api, body.access_token));
  const next = await rotate(site, client, body.refresh_token);
  assert.equal(next.status, 200);
  assert.deepEqual((await check(mine)).body, { active: false }, 'it was consumed');
  assert.match((await exchange(mine, client)).text, /signature_invalid/);

  // It is the person's to see and to end, and nobody asks less because of it.
  const listed = (await site.deps.consents.list(ines.id)).find((consent) => consent.client.id === client.id);
  assert.ok(listed?.directly.includes('oauth1'));
  const fresh = await site.application(ines, { scopes: ['read'] });
  const person = await site.person();
  const here = await site.signedIn(person);
  const given = await exchange({ by: own, token: await accessTokenOf(site, here, own) }, fresh);
  assert.equal(given.status, 200);
  assert.match((await here.get(authorizeUrl(fresh))).location, /^\/consent/);
  assert.ok(await site.deps.consents.revoke(person.id, fresh.id, {}));
  assert.equal(await isActive(site, api, given.body.access_token), false);
  assert.equal((await rotate(site, fresh, given.body.refresh_token)).body.error, 'invalid_grant');
  const { rows } = await site.database.pool.query("SELECT detail FROM audit_events WHERE event = 'oauth1.exchanged'");
  assert.deepEqual(new Set(rows.map(({ detail }) => detail)), new Set([own.key]));
});

test('an exchange that is refused consumes nothing', async () => {
  const mine = { token: await accessTokenOf(site, browser, by) };
  const other = await site.person();
  const foreign = await site.application(other);
  const unrelated = await site.application(ines, { scopes: [] });
  const open = await site.application(ines, { confidential: false });
  const twoFactors = await site.application(ines, { scopes: ['read'] });
  assert.equal(
    (await site.deps.clients.administer(twoFactors.id, { metadata: { requireFactor: true } }, 'administrator')).outcome,
    'changed',
  );
  const refusals: readonly (readonly [string, Promise<ExchangeAnswer>])[] = [
    ['unauthorized_client', exchange(mine, twoFactors)],
    ['invalid_grant', exchange(mine, foreign)],
    ['invalid_grant', exchange(mine, unrelated)],
    ['invalid_client', exchange(mine, client, {})],
    ['invalid_client', exchange(mine, client, { client_secret: foreign.secret })],
    ['invalid_client', exchange(mine, { ...client, id: 'lk_ci_none' })],
    ['invalid_scope', exchange(mine, client, { client_secret: client.secret, scope: 'admin' })],
    ['signature_invalid', exchange({ token: { ...mine.token, secret: 'x' } }, client)],
    ['signature_invalid', exchange({ ...mine, by: await consumerOf(site, ines) }, client)],
  ];
  for (const [error, answer] of refusals) {
    const { body, status, text } = await answer;
    assert.equal(body['error'] ?? body['oauth_problem'], error, text);
    assert.ok(status === 400 || status === 401);
  }
  assert.equal((await check(mine)).body['active'], true);
  // One that can keep no secret has none to show, and may ask for less.
  const { body } = await exchange(mine, open, { scope: 'write' });
  assert.equal(body['scope'], 'write');
});

test('S027 of twenty exchanges of one token at the same time, on two instances, exactly one succeeds', async () => {
  const there = await testApp({ on, env: { OAUTH1: 'on' } });
  try {
    const mine = { token: await accessTokenOf(site, browser, by) };
    const fields = { client_secret: client.secret };
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) => exchange(mine, client, fields, at % 2 ? site : there)),
    );
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    assert.ok(
      answers.every(({ status }) => status === 200 || status === 401),
      JSON.stringify(answers),
    );
  } finally {
    await there.close();
  }
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { type TestApp, type TestClient, testApp } from '../support/app.ts';
import { withDialect } from '../support/dialects.ts';
import { post, type TokenAnswer } from '../support/flow.ts';
import { basic, form, raw } from '../support/raw.ts';
import { recordStatements } from '../support/statements.ts';
import { ask, tokensOf } from '../support/tokens.ts';
import type { Visitor } from '../support/visitor.ts';

const ALIAS = '/auth/v2/accesstoken';
const PRINTED = `${ALIAS}?grant_type=client_credentials`;
const KEYS = [
  ...['token_type', 'access_token', 'scope', 'status', 'refresh_token', 'refresh_token_expires_in'],
  ...['refresh_token_issued_at', 'expires_in', 'refresh_count'],
];

let site: TestApp;
let ines: User;
let browser: Visitor;
let bank: TestClient;
let plain: TestClient;
let api: TestClient;
before(async () => {
  site = await testApp({ env: { REFRESH_TOKEN_IDLE_SECONDS: '1799' } });
  for (const name of ['read', 'write']) await site.scope(name);
  ines = await site.person();
  browser = await site.signedIn(ines);
  const settings = { scopes: [], grants: ['client_credentials'], accessTokenSeconds: 86399 };
  bank = await withDialect(site, ines, 'op-api', settings);
  plain = await site.application(ines, settings);
  api = await site.application(ines, { resourceServer: true });
});
after(() => site.close());

/** The request as the document prints it: grant_type in the query, credentials in the body. */
const asPrinted = (client: TestClient, more: Record<string, string> = {}, url = PRINTED) =>
  post(site, url, { client_id: client.id, client_secret: client.secret, ...more });

function refused(answer: TokenAnswer, error: string, rule?: string) {
  assert.deepEqual([answer.status, answer.body.error], [400, error], JSON.stringify(answer.body));
  if (rule) assert.match(String(answer.body['error_uri']), new RegExp(`/docs/errors/${rule}$`));
  assert.equal(answer.body.access_token, undefined);
}

test('a client that does exactly what the document prints gets the answer that it prints', async () => {
  const headers = { 'cache-control': 'no-cache' };
  const fields = { client_id: bank.id, client_secret: bank.secret };
  const { status, body, headers: answered } = await post(site, PRINTED, fields, undefined, headers);
  assert.equal(status, 200);
  assert.deepEqual(Object.keys(body), KEYS);
  const { access_token: token, refresh_token: refresh, refresh_token_issued_at: issuedAt, ...rest } = body;
  assert.deepEqual(rest, {
    token_type: 'BearerToken',
    scope: '',
    status: 'approved',
    refresh_token_expires_in: '1799',
    expires_in: '86399',
    refresh_count: '0',
  });
  assert.match(String(issuedAt), /^\d{13}$/);
  assert.ok(Math.abs(Number(issuedAt) - Date.now()) < 60_000);
  assert.match(refresh, /^lk_cr_/);
  assert.equal(answered['cache-control'], 'no-store');
  const told = await post(site, '/oauth2/introspect', { token }, api);
  assert.deepEqual([told.body['active'], told.body['sub'], told.body['token_type']], [true, bank.id, 'Bearer']);

  const next = await asPrinted(bank, { refresh_token: refresh }, `${ALIAS}?grant_type=refresh_token`);
  assert.deepEqual([next.status, Object.keys(next.body)], [200, KEYS]);
  assert.equal(next.body['refresh_count'], '1');
  assert.notEqual(next.body.refresh_token, refresh);
});

test('the same client without the dialect fails, and is told why', async () => {
  refused(await asPrinted(plain), 'unauthorized_client', 'dialect-not-set');
  await site.deps.refusals.flush();
  assert.match((await browser.get(`/oauth2/applications/${plain.id}`)).body, /dialect-not-set/);
  const maps = await withDialect(site, ines, 'community-maps');
  refused(await asPrinted(maps), 'unauthorized_client', 'dialect-not-set');
  const wrong = await asPrinted({ ...plain, secret: 'lk_cs_wrong' });
  assert.deepEqual([wrong.status, wrong.body.error], [401, 'invalid_client']);
});

test('a standards client sees no trace of any dialect', async () => {
  const { body } = await ask(site, api, { grant_type: 'client_credentials', scope: 'read' });
  assert.deepEqual(Object.keys(body).sort(), ['access_token', 'created_at', 'expires_in', 'scope', 'token_type']);
  assert.equal(typeof body['expires_in'], 'number');
  assert.equal(body['token_type'], 'Bearer');
  const none = await ask(site, plain, { grant_type: 'client_credentials' });
  assert.equal('scope' in none.body, false);
});

test('S033 grant_type, and nothing else, may come from the query there', async () => {
  const who = { client_id: bank.id, client_secret: bank.secret };
  for (const [name, value] of Object.entries({ ...who, scope: '', code: 'x', refresh_token: 'x', unknown: 'x' })) {
    refused(
      await asPrinted(bank, {}, `${PRINTED}&${form({ [name]: value })}`),
      'invalid_request',
      'parameters-in-query',
    );
  }
  refused(await asPrinted(bank, {}, `${ALIAS}?grant_type%5B%5D=client_credentials`), 'invalid_request');
  refused(await asPrinted(bank, {}, '/oauth2/token?grant_type=client_credentials'), 'invalid_request');
  refused(await asPrinted(bank, {}, '/oauth2/access_token?grant_type=client_credentials'), 'invalid_request');
  assert.equal((await asPrinted(bank, { grant_type: 'client_credentials' }, ALIAS)).status, 200);
  assert.equal((await asPrinted(bank, { grant_type: 'client_credentials' }, `${ALIAS}?`)).status, 200);
});

test('S129 grant_type in the query and in the body is there twice', async () => {
  refused(await asPrinted(bank, { grant_type: 'client_credentials' }), 'invalid_request', 'parameter-repeated');
  refused(
    await asPrinted(bank, {}, `${PRINTED}&grant_type=client_credentials`),
    'invalid_request',
    'parameter-repeated',
  );
});

test('both paths of the token endpoint do the same', async () => {
  const canonical = await ask(site, bank, { grant_type: 'client_credentials' });
  assert.deepEqual([canonical.status, Object.keys(canonical.body)], [200, KEYS]);
  const requests: readonly (readonly [string, Record<string, string>])[] = [
    [form({ grant_type: 'client_credentials' }), {}],
    [form({ grant_type: 'client_credentials' }), { authorization: basic(bank.id, 'wrong') }],
    [form({ grant_type: 'client_credentials', scope: 'read' }), { authorization: bank.basic }],
    [form({ grant_type: 'refresh_token', refresh_token: 'x' }), { authorization: bank.basic }],
    [form({ grant_type: 'x' }), { authorization: bank.basic }],
    [form({}), { authorization: bank.basic }],
    ['{}', { 'content-type': 'application/json' }],
  ];
  for (const [payload, headers] of requests) {
    const one = await raw(site, payload, headers, { url: ALIAS });
    const other = await raw(site, payload, headers, { url: '/oauth2/token' });
    assert.ok(one.status >= 400, payload);
    assert.deepEqual([one.status, one.text], [other.status, other.text], payload);
  }
});

test('extra attributes in a token request are ignored', async () => {
  const extra = { environment: 'test', api_product: 'accounts v2', 'x-custom': '', ünïcode: '€' };
  assert.equal((await asPrinted(bank, extra)).status, 200);
  assert.equal((await ask(site, plain, { grant_type: 'client_credentials', ...extra })).status, 200);
});

test('where people are involved the answer is in the dialect too, and the tokens are theirs', async () => {
  const client = await withDialect(site, ines, 'op-api', { accessTokenSeconds: 3599 });
  const first = await tokensOf(site, browser, client, 'read');
  assert.deepEqual(Object.keys(first), KEYS);
  assert.deepEqual([first['scope'], first['expires_in'], first['refresh_count']], ['read', '3599', '0']);
  assert.ok(['1798', '1799', '1800'].includes(String(first['refresh_token_expires_in'])));
  assert.match(first.refresh_token, /^lk_rt_/);
  const next = await ask(site, client, { grant_type: 'refresh_token', refresh_token: first.refresh_token });
  assert.deepEqual([next.status, next.body['status'], next.body['token_type']], [200, 'approved', 'BearerToken']);
  assert.equal('refresh_count' in next.body, false, 'nobody counts how often a person’s token was refreshed');
});

test('client credentials cost one statement in the dialect too, and their refresh as well', async () => {
  const sent = recordStatements(site.database);
  try {
    await site.deps.clientCache.refresh(bank.id);
    sent.clear();
    const { body } = await asPrinted(bank);
    assert.deepEqual(sent.names(), ['begin-client-chain']);
    sent.clear();
    await ask(site, bank, { grant_type: 'refresh_token', refresh_token: body.refresh_token });
    assert.deepEqual(sent.names(), ['rotate-client-chain']);
  } finally {
    sent.stop();
  }
});

test('an access token without an end ends after 30 days where it can be refreshed', async () => {
  const endless = await withDialect(site, ines, 'op-api', { accessTokenSeconds: 'never' });
  assert.equal((await asPrinted(endless)).body['expires_in'], String(30 * 86_400));
});

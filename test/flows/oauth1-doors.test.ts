import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { digest } from '../../src/secrets.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { untilWaiting } from '../support/barrier.ts';
import { post } from '../support/flow.ts';
import {
  accessTokenOf,
  type Credentials,
  call,
  consumerOf,
  oauth1Of,
  requestTokenOf,
  send,
  signature,
} from '../support/oauth1.ts';
import { ISSUER } from '../support/pair.ts';
import { ask } from '../support/tokens.ts';
import { formsIn, type Visitor } from '../support/visitor.ts';

const API = 'https://api.example/notes';
const logLines: string[] = [];
let site: TestApp;
let ines: User;
let browser: Visitor;
before(async () => {
  site = await testApp({ logLines, env: { OAUTH1: 'on' } });
  await site.scope('read');
  await site.scope('write');
  ines = await site.person('ines@example.org');
  browser = await site.signedIn(ines);
});
after(() => site?.close());

/** A person's decision on the page: the verifier that the callback was sent. */
async function decided(token: Credentials): Promise<string> {
  const page = await browser.get(`/oauth/authorize?oauth_token=${token.key}`);
  const [form] = formsIn(page.body).filter(({ action }) => action.startsWith('/oauth/authorize'));
  assert.ok(form, page.body.slice(0, 300));
  const answer = await browser.post(form.action, { ...form.fields, decision: 'authorize' });
  return new URL(answer.location).searchParams.get('oauth_verifier') ?? '';
}

test('S147 S072 neither the log nor the database holds what opens something in OAuth 1.0a', async () => {
  const canaries = new Set<string>();
  const canary = (value: string) => {
    assert.ok(value.length >= 16, value);
    canaries.add(value);
    return value;
  };
  const pair = ({ key, secret }: Credentials) => [key, secret].map(canary);
  const by = await consumerOf(site, ines);
  const client = await site.application(ines);
  const api = await site.application(ines, { resourceServer: true });
  for (const value of [by.secret, client.secret, api.secret]) canary(value);
  const token = await requestTokenOf(site, by);
  pair(token);
  const verifier = canary(await decided(token));
  const path = '/oauth/access_token';
  const wrong = { oauth_verifier: canary('wrong-verifier-0123') };
  assert.equal((await call(site, { by, token, path, data: wrong })).status, 401);
  const forged = { by: { ...by, secret: canary('another-secret-0123') }, token };
  assert.equal((await call(site, { ...forged, path, data: { oauth_verifier: verifier } })).status, 401);
  const plain = { by, token, path, data: { oauth_verifier: verifier } };
  assert.equal((await call(site, { ...plain, signatureMethod: 'PLAINTEXT' })).status, 400);
  for (const method of ['GET', 'DELETE']) {
    const url = `${path}?oauth_token=${token.key}&oauth_token=${token.key}&oauth_verifier=${verifier}`;
    assert.ok((await send(site, { method, path: url })).status >= 400);
  }
  // What Postgres says when a statement is cancelled.
  const holder = await site.database.pool.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT FROM oauth1_request_tokens WHERE hash = $1 FOR UPDATE', [digest(token.key)]);
  const cancelled = call(site, plain);
  await untilWaiting(site.database.pool, 1);
  assert.equal((await cancelled).status, 503);
  await holder.query('COMMIT');
  holder.release();
  const got = await call(site, plain);
  assert.equal(got.status, 200);
  const access = { key: got.body['oauth_token'] ?? '', secret: got.body['oauth_token_secret'] ?? '' };
  pair(access);

  const authorization = canary(signature({ by, token: access, method: 'GET', url: API }));
  const given = { method: 'GET', url: `${API}?canary=${canary('address-of-the-api-0')}`, authorization };
  assert.equal(
    (await post(site, '/oauth1/check', { method: 'GET', url: API, authorization }, api)).body['active'],
    true,
  );
  assert.equal((await post(site, '/oauth1/check', given, api)).body['active'], false);
  assert.equal((await post(site, '/oauth1/check', given, client)).status, 400);
  const exchange = async (fields: Readonly<Record<string, string>>) => {
    const header = canary(signature({ by, token: access, url: `${ISSUER}/oauth1/exchange`, data: fields }));
    return post(site, '/oauth1/exchange', fields, undefined, { authorization: header });
  };
  const own = { client_id: client.id, client_secret: client.secret };
  assert.equal((await exchange({ ...own, client_secret: canary('not-the-clients-secret') })).status, 401);
  const exchanged = await exchange(own);
  assert.equal(exchanged.status, 200, JSON.stringify(exchanged.body));
  for (const value of [exchanged.body.access_token, exchanged.body.refresh_token]) canary(value);
  assert.equal((await call(site, { by, token: access, path: '/oauth1/exchange', data: own })).status, 401);

  const { consumers } = oauth1Of(site);
  assert.ok(await consumers.allowPlaintext(by.key, true, 'administrator'));
  pair(await accessTokenOf(site, browser, by));
  const rotated = await browser.submit(
    await browser.get(`/oauth1/applications/${by.key}/rotate-secret`),
    `/oauth1/applications/${by.key}/rotate-secret`,
    {},
  );
  canary(/lk_1s_\w{49}/.exec((await browser.get(rotated.location)).body)?.[0] ?? '');
  await ask(site, client, { grant_type: 'refresh_token', refresh_token: access.key, scope: access.secret });
  await ask(site, client, { grant_type: 'authorization_code', code: token.secret, scope: access.key });
  for (const value of browser.cookies.values()) canary(value);
  await Promise.all([site.deps.activity.flush(), site.deps.refusals.flush(), oauth1Of(site).refusals.flush()]);

  const log = logLines.join('\n');
  for (const event of ['request.refused', 'request.failed', 'oauth1.inactive']) assert.ok(log.includes(event), event);
  const { pool } = site.database;
  const { rows } = await pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
  );
  let dump = '';
  for (const { name } of rows) {
    const { rows: stored } = await pool.query<{ row: string }>(`SELECT row_to_json(t)::text AS row FROM "${name}" t`);
    dump += stored.map(({ row }) => row).join('\n');
  }
  assert.ok(dump.includes(by.key));
  for (const value of canaries) {
    for (const form of [value, encodeURIComponent(value), Buffer.from(value).toString('hex')]) {
      const at = log.indexOf(form);
      assert.equal(at, -1, `${value} in the log: ${log.slice(Math.max(0, at - 300), at + 200)}`);
      assert.equal(dump.includes(form), false, `${value} in the database`);
    }
  }
});

test('S033 S129 who exchanges a token says once, and in the body, who they are and what they want', async () => {
  const by = await consumerOf(site, ines);
  const token = await accessTokenOf(site, browser, by);
  const client = await site.application(ines);
  const own = { client_id: client.id, client_secret: client.secret };
  const exchange = async (fields: Readonly<Record<string, string | readonly string[]>>, query = '') => {
    const path = `/oauth1/exchange${query}`;
    const authorization = signature({ by, token, url: ISSUER + path, data: fields as typeof own });
    const pairs = Object.entries(fields).flatMap(([name, values]) =>
      [values].flat().map((value): [string, string] => [name, value]),
    );
    const answer = await site.app.inject({
      method: 'POST',
      url: path,
      payload: new URLSearchParams(pairs).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', authorization },
    });
    return answer.json<Readonly<Record<string, string>>>();
  };
  const rule = async (...given: Parameters<typeof exchange>) =>
    (await exchange(...given))['error_uri']?.split('/').at(-1);
  assert.equal(await rule({ ...own, client_id: [client.id, client.id] }), 'parameter-repeated');
  assert.equal(await rule({ ...own, client_secret: [client.secret, 'x'] }), 'parameter-repeated');
  assert.equal(await rule({ ...own, scope: ['read', 'read'] }), 'parameter-repeated');
  assert.equal(await rule({ ...own, 'scope[]': 'read' }), 'parameter-malformed');
  assert.equal(await rule(own, '?scope=read'), 'parameters-in-query');
  assert.equal(await rule(own, `?client_id=${client.id}`), 'parameters-in-query');
  assert.equal((await exchange({ ...own, scope: 'read' }))['scope'], 'read', 'nothing was consumed on the way');
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { randomToken } from '../../src/secrets.ts';
import { type TestApp, type TestClient, testApp } from '../support/app.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { authorizeUrl, codeOf, isActive, redeem } from '../support/flow.ts';
import { basic, form, raw } from '../support/raw.ts';
import { ask, rotate, tokensOf, withoutSecret } from '../support/tokens.ts';
import type { Visitor } from '../support/visitor.ts';

let on: TestDatabase;
let site: TestApp;
let ines: User;
let browser: Visitor;
let api: TestClient;
let client: TestClient;
before(async () => {
  on = await testDatabase();
  site = await testApp({ on });
  for (const name of ['read', 'write']) await site.scope(name);
  ines = await site.person();
  browser = await site.signedIn(ines);
  api = await site.application(ines, { resourceServer: true });
  client = await site.application(ines);
});
after(async () => {
  await site.close();
  await on.drop();
});

const url = '/oauth2/revoke';
const revoke = (by: TestClient, token: string, hint?: string, at = site) =>
  ask(at, by, { token, token_type_hint: hint }, url);

test('S068 revocation authenticates as the token endpoint does', async () => {
  const { access_token: token } = await tokensOf(site, browser, client);
  const attempts: readonly [Readonly<Record<string, string>>, string | undefined][] = [
    [{}, undefined],
    [{ client_id: client.id }, undefined],
    [{ client_id: client.id, client_secret: 'wrong' }, undefined],
    [{}, basic(client.id, 'wrong')],
    [{}, basic('nobody', client.secret)],
    [{}, `Bearer ${token}`],
    [{ client_id: client.id, client_secret: client.secret }, client.basic],
  ];
  for (const [fields, authorization] of attempts) {
    const answer = await raw(site, form({ token, ...fields }), authorization ? { authorization } : {}, { url });
    assert.match(`${answer.status} ${answer.error}`, /^40[01] invalid_(client|request)$/);
  }
  assert.ok(await isActive(site, api, token));
  assert.equal((await raw(site, '', { authorization: client.basic }, { url })).error, 'invalid_request');
  const byBody = form({ token, client_id: client.id, client_secret: client.secret });
  assert.equal((await raw(site, byBody, {}, { url })).status, 200);
  assert.equal(await isActive(site, api, token), false);
});

test('S068 a public application revokes its own tokens by its name', async () => {
  const open = withoutSecret(await site.application(ines, { confidential: false }));
  const one = await tokensOf(site, browser, open);
  const two = await tokensOf(site, browser, open);
  assert.equal((await revoke(open, one.access_token)).status, 200);
  assert.equal((await revoke(open, two.refresh_token)).status, 200);
  for (const { access_token: token } of [one, two]) assert.equal(await isActive(site, api, token), false);
  assert.equal((await rotate(site, open, two.refresh_token)).body.error, 'invalid_grant');
  assert.equal((await rotate(site, open, one.refresh_token)).status, 200);
});

test('S068 another application’s token is neither touched nor told apart from one that does not exist', async () => {
  const other = await site.application(ines);
  const open = withoutSecret(await site.application(ines, { confidential: false }));
  const tokens = await tokensOf(site, browser, client);
  const own = (await ask(site, client, { grant_type: 'client_credentials' })).body.access_token;
  for (const thief of [other, open, api]) {
    const seen = new Set<string>();
    for (const token of [tokens.access_token, tokens.refresh_token, own, randomToken('at'), randomToken('rt'), 'x']) {
      const { status, headers, body } = await revoke(thief, token);
      const { date: _, ...rest } = headers;
      seen.add(JSON.stringify({ status, rest, body }));
    }
    assert.equal(seen.size, 1);
  }
  for (const token of [tokens.access_token, own]) assert.ok(await isActive(site, api, token));
  assert.equal((await rotate(site, client, tokens.refresh_token)).status, 200);
});

test('S068 what is unknown, used up, or badly hinted is no error', async () => {
  const consumed = await tokensOf(site, browser, client);
  await revoke(client, consumed.refresh_token);
  for (const token of [
    randomToken('at'),
    randomToken('rt'),
    'x',
    client.id,
    consumed.refresh_token,
    consumed.access_token,
  ]) {
    for (const hint of [undefined, 'access_token', 'refresh_token', 'urn:x:unknown']) {
      const { status, body } = await revoke(client, token, hint);
      assert.deepEqual([status, body], [200, {}]);
    }
  }
  for (const hint of ['access_token', 'refresh_token', 'nonsense']) {
    const live = await tokensOf(site, browser, client);
    await revoke(client, live.access_token, hint);
    assert.equal(await isActive(site, api, live.access_token), false);
    await revoke(client, live.refresh_token, hint);
    assert.equal((await rotate(site, client, live.refresh_token)).body.error, 'invalid_grant');
  }
});

test('S069 a refresh token takes its family with it, an access token goes alone', async () => {
  const first = await tokensOf(site, browser, client);
  const sibling = await tokensOf(site, browser, client);
  const second = (await rotate(site, client, first.refresh_token)).body;
  await revoke(client, first.access_token);
  assert.equal(await isActive(site, api, first.access_token), false);
  assert.ok(await isActive(site, api, second.access_token));
  const third = (await rotate(site, client, second.refresh_token)).body;
  // One that was rotated already is still a token of its family.
  await revoke(client, second.refresh_token);
  for (const token of [second.access_token, third.access_token]) assert.equal(await isActive(site, api, token), false);
  assert.equal((await rotate(site, client, third.refresh_token)).body.error, 'invalid_grant');
  assert.ok(await isActive(site, api, sibling.access_token), 'another family lives');
  const remembered = await browser.get(authorizeUrl(client));
  assert.match(remembered.location, /code=/, 'the consent is the person’s to end');
});

test('S069 a code is no token: revocation leaves it alone', async () => {
  const code = await codeOf(browser, authorizeUrl(client));
  assert.equal((await revoke(client, code)).status, 200);
  const tokens = await redeem(site, client, code);
  assert.equal(tokens.status, 200);
});

test('S069 revocations are recorded, those of nothing are not', async () => {
  const by = await site.application(ines);
  const one = await tokensOf(site, browser, by);
  for (const token of [one.access_token, one.access_token, randomToken('at'), randomToken('rt')])
    await revoke(by, token);
  for (const token of [one.refresh_token, one.refresh_token]) await revoke(by, token);
  const { rows } = await site.database.pool.query(
    `SELECT event, user_id, authorization_id IS NOT NULL AS family FROM audit_events
     WHERE client_id = $1 AND event = 'token.revoked'`,
    [by.id],
  );
  assert.deepEqual(rows, Array(2).fill({ event: 'token.revoked', user_id: ines.id, family: true }));
});

test('S070 a revocation that the database does not take is never answered 200', async () => {
  const { access_token: access, refresh_token: refresh } = await tokensOf(site, browser, client);
  const gone = await testApp({ on });
  assert.equal((await revoke(client, randomToken('at'), undefined, gone)).status, 200); // the client is cached now
  await gone.database.pool.end();
  for (const token of [access, refresh]) {
    const { status, headers, body } = await revoke(client, token, undefined, gone);
    assert.deepEqual([status, body.error], [503, 'temporarily_unavailable']);
    assert.ok(Number(headers['retry-after']) > 0);
  }
  await gone.app.close();
  assert.ok(await isActive(site, api, access));

  await site.database.pool.query(`
    CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '57014'; END $$;
    CREATE TRIGGER fail BEFORE INSERT ON audit_events FOR EACH ROW EXECUTE FUNCTION fail();`);
  for (const token of [access, refresh]) assert.equal((await revoke(client, token)).status, 503);
  await site.database.pool.query('DROP TRIGGER fail ON audit_events');
  assert.ok(await isActive(site, api, access), 'all or nothing');
  assert.equal((await rotate(site, client, refresh)).status, 200);
});

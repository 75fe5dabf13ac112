import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { randomToken } from '../../src/secrets.ts';
import { type TestApp, type TestClient, testApp } from '../support/app.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { authorizeUrl, codeOf, isActive, redeem } from '../support/flow.ts';
import { basic, form, raw } from '../support/raw.ts';
import { recordStatements } from '../support/statements.ts';
import { ask, rotate, tokensOf, withoutSecret } from '../support/tokens.ts';
import type { Visitor } from '../support/visitor.ts';

const INACTIVE = '{"active":false}';
const HOUR = 3600; // the life of an access token, in seconds
let on: TestDatabase;
let site: TestApp;
/** Another instance on the same database, and one for which an access token's life is over. */
let there: TestApp;
let late: TestApp;
let ines: User;
let browser: Visitor;
let api: TestClient;
let client: TestClient;
before(async () => {
  on = await testDatabase();
  site = await testApp({ on });
  there = await testApp({ on });
  late = await testApp({ on, offsetMs: (HOUR + 2) * 1000 });
  for (const name of ['read', 'write']) await site.scope(name);
  ines = await site.person();
  browser = await site.signedIn(ines);
  api = await site.application(ines, { resourceServer: true });
  client = await site.application(ines);
});
after(async () => {
  await Promise.all([site, there, late].map((each) => each.close()));
  await on.drop();
});

const url = '/oauth2/introspect';
const asked = (by: TestClient, token: string, at = site, more: Record<string, string> = {}) =>
  raw(at, form({ token, ...more }), { authorization: by.basic }, { url });

test('an active token says what it is, and no more', async () => {
  const before = Math.floor(Date.now() / 1000);
  const tokens = await tokensOf(site, browser, client, 'read write');
  const { exp, iat, ...rest } = JSON.parse((await asked(api, tokens.access_token)).text);
  assert.deepEqual(rest, {
    active: true,
    scope: 'read write',
    client_id: client.id,
    token_type: 'Bearer',
    sub: ines.id,
    iss: 'http://localhost:3000',
  });
  assert.equal(exp - iat, HOUR);
  assert.ok(Math.abs(iat - before) < 30);
  const refresh = JSON.parse((await asked(client, tokens.refresh_token)).text);
  assert.equal(refresh.active, true);
  assert.equal(refresh.token_type, undefined);
  assert.ok(Math.abs(refresh.exp - before - 14 * 86_400) < 30);
});

test('S065 only an application with a secret may ask', async () => {
  const open = await site.application(ines, { confidential: false });
  const disabled = await site.application(ines);
  await site.deps.clients.disable(disabled.id, 'administrator');
  const { access_token: token } = await tokensOf(site, browser, client);
  const own = await tokensOf(site, browser, withoutSecret(open));
  const attempts: readonly [Readonly<Record<string, string>>, string | undefined][] = [
    [{}, undefined],
    [{ client_id: client.id }, undefined],
    [{ client_id: open.id }, undefined],
    [{ client_id: open.id, token: own.access_token }, undefined],
    [{}, basic(open.id, '')],
    [{}, basic(client.id, 'wrong')],
    [{}, basic(disabled.id, disabled.secret)],
    [{}, `Bearer ${token}`],
    [{ access_token: token }, undefined],
  ];
  for (const [fields, authorization] of attempts) {
    const answer = await raw(site, form({ token, ...fields }), authorization ? { authorization } : {}, { url });
    assert.deepEqual([answer.status, answer.error], [401, 'invalid_client'], JSON.stringify([fields, authorization]));
    assert.doesNotMatch(answer.text, /active/);
  }
  assert.equal((await raw(site, '', { authorization: client.basic }, { url })).error, 'invalid_request');
});

test('S066 a caller learns of its own tokens, a resource server of every access token, nobody of more', async () => {
  const other = await site.application(ines);
  const api2 = await site.application(ines, { resourceServer: true });
  const mine = await tokensOf(site, browser, client);
  const theirs = await tokensOf(site, browser, other);
  const forItself = (await ask(site, client, { grant_type: 'client_credentials' })).body.access_token;
  const callers = [client, other, api, api2];
  const knows = async (token: string) => {
    const answers = await Promise.all(callers.map((caller) => asked(caller, token)));
    return answers.map(({ text }) => {
      const active = JSON.parse(text).active;
      if (!active) assert.equal(text, INACTIVE);
      return active;
    });
  };
  assert.deepEqual(await knows(mine.access_token), [true, false, true, true]);
  assert.deepEqual(await knows(theirs.access_token), [false, true, true, true]);
  assert.deepEqual(await knows(forItself), [true, false, true, true]);
  // A refresh token is nobody's business but its client's.
  assert.deepEqual(await knows(mine.refresh_token), [true, false, false, false]);
  assert.deepEqual(await knows(theirs.refresh_token), [false, true, false, false]);
});

test('S066 what is unknown, foreign, expired, used, revoked or malformed is one answer with one statement', async () => {
  const other = await site.application(ines);
  const foreign = await tokensOf(site, browser, other);
  const revoked = await tokensOf(site, browser, client);
  const used = await tokensOf(site, browser, client);
  const live = await tokensOf(site, browser, client);
  await rotate(site, client, used.refresh_token);
  await ask(site, client, { token: revoked.refresh_token }, '/oauth2/revoke');
  const code = await codeOf(browser, authorizeUrl(client));
  const real = [
    randomToken('at'),
    randomToken('rt'),
    foreign.access_token,
    foreign.refresh_token,
    revoked.access_token,
    revoked.refresh_token,
    used.refresh_token,
  ];
  const malformed = [
    code,
    client.secret,
    client.id,
    'x',
    '\u{1f600}',
    live.access_token.slice(0, -1),
    '.',
    'null',
    '0',
  ];
  const statements = recordStatements(site.database);
  await asked(client, live.access_token); // so that the caller is cached
  for (const token of real) {
    for (const hint of [undefined, 'access_token', 'refresh_token', 'nonsense']) {
      statements.clear();
      const answer = await asked(client, token, site, hint === undefined ? {} : { token_type_hint: hint });
      assert.deepEqual([answer.status, answer.text], [200, INACTIVE]);
      // What a timer writes meanwhile is not this request's.
      const names = statements
        .names()
        .filter((name) => !/(INSERT INTO|DELETE FROM) (client_activity|refusals)/.test(name));
      assert.match(names.join(), /^(find-client,)?introspect-(own-access|refresh)-token$/);
    }
  }
  statements.stop();
  for (const token of malformed) assert.equal((await asked(client, token)).text, INACTIVE, token);
  assert.equal((await asked(client, live.access_token, late)).text, INACTIVE, 'expired');
  assert.equal((await asked(api, live.access_token, late)).text, INACTIVE, 'expired, to a resource server');
  assert.ok(await isActive(site, client, live.access_token));
});

test('S067 what ended on one instance has ended on the other at its next answer', async () => {
  type Family = { readonly first: string; readonly second: string; readonly refresh: string };
  type Ending = (family: Family, by: TestClient, person: User) => Promise<unknown>;
  const endings: Readonly<Record<string, Ending>> = {
    'refresh token revoked': ({ refresh }, by) => ask(site, by, { token: refresh }, '/oauth2/revoke'),
    'consent revoked': (_, by, person) => site.deps.consents.revoke(person.id, by.id, {}),
    'refresh token reused': ({ refresh }, by) => rotate(late, by, refresh),
    'person disabled': (_, _by, person) => site.deps.users.disable(person.id, 'administrator'),
    'person deleted': (_, _by, person) => site.database.pool.query('DELETE FROM users WHERE id = $1', [person.id]),
    'password changed': (_, _by, person) =>
      site.deps.users.setPassword({ userId: person.id, passwordHash: 'another' }, {}),
    'application disabled': (_, by) => site.deps.clients.disable(by.id, 'administrator'),
    'application deleted': (_, by) => site.deps.clients.delete(by.id, 'administrator'),
  };
  for (const [what, end] of Object.entries(endings)) {
    const person = await site.person();
    const by = await site.application(ines);
    const first = await tokensOf(site, await site.signedIn(person), by);
    const second = (await rotate(site, by, first.refresh_token)).body;
    const tokens = [first.access_token, second.access_token];
    for (const token of tokens) assert.ok(await isActive(there, api, token), what);
    await end({ first: first.access_token, second: second.access_token, refresh: first.refresh_token }, by, person);
    for (const token of tokens) assert.equal(await isActive(there, api, token), false, what);
  }
});

test('S067 the mark on a person or an application is enough: nothing else has to be ended with it', async () => {
  const own = (by: TestClient) => ask(site, by, { grant_type: 'client_credentials' });
  for (const mark of ['disabled_at = now()', 'in_review = true']) {
    const by = await site.application(ines);
    const tokens = [(await tokensOf(site, browser, by)).access_token, (await own(by)).body.access_token];
    for (const token of tokens) assert.ok(await isActive(there, api, token));
    await site.database.pool.query(`UPDATE clients SET ${mark} WHERE id = $1`, [by.id]);
    for (const token of tokens) assert.equal(await isActive(there, api, token), false, mark);
  }
  const person = await site.person();
  const tokens = await tokensOf(site, await site.signedIn(person), client);
  await site.database.pool.query('UPDATE users SET disabled_at = now() WHERE id = $1', [person.id]);
  assert.equal(await isActive(there, api, tokens.access_token), false);
  assert.equal(await isActive(there, client, tokens.refresh_token), false);
  assert.equal((await rotate(there, client, tokens.refresh_token)).body.error, 'invalid_grant');
});

test('S067 a replayed code ends its family on the other instance too, a revoked access token only itself', async () => {
  const code = await codeOf(browser, authorizeUrl(client));
  const { access_token: token } = (await redeem(site, client, code)).body;
  const other = await tokensOf(site, browser, client);
  assert.ok(await isActive(there, api, token));
  assert.equal((await redeem(late, client, code)).status, 400);
  assert.equal(await isActive(there, api, token), false);
  const next = (await rotate(site, client, other.refresh_token)).body;
  await ask(site, client, { token: other.access_token }, '/oauth2/revoke');
  assert.equal(await isActive(there, api, other.access_token), false);
  assert.ok(await isActive(there, api, next.access_token));
});

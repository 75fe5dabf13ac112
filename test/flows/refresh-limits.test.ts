import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { type TestApp, type TestClient, testApp } from '../support/app.ts';
import { SETTINGS } from '../support/applications.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { isActive, post, type TokenAnswer } from '../support/flow.ts';
import { rotate, tokensOf } from '../support/tokens.ts';
import type { Visitor } from '../support/visitor.ts';

const IDLE = 60; // seconds
const ABSOLUTE = 150;
const env = { REFRESH_TOKEN_IDLE_SECONDS: String(IDLE), REFRESH_TOKEN_SECONDS: String(ABSOLUTE) };
let on: TestDatabase;
let site: TestApp;
let ines: User;
let browser: Visitor;
let api: TestClient;
before(async () => {
  on = await testDatabase();
  site = await testApp({ on, env });
  for (const name of ['read', 'write', 'erase']) await site.scope(name);
  ines = await site.person();
  browser = await site.signedIn(ines);
  api = await site.application(ines, { resourceServer: true });
});
after(async () => {
  await site.close();
  await on.drop();
});

function refused(answer: TokenAnswer, error: string, status = 400) {
  assert.deepEqual([answer.status, answer.body.error], [status, error]);
  assert.equal(answer.body.access_token, undefined);
}

function rotated(answer: TokenAnswer): TokenAnswer['body'] {
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body;
}

/** Runs with the same server, its clock this many seconds ahead. */
async function ahead<T>(seconds: number, run: (later: TestApp) => Promise<T>): Promise<T> {
  const later = await testApp({ on, env, offsetMs: seconds * 1000 });
  try {
    return await run(later);
  } finally {
    await later.close();
  }
}

async function scopeOf(token: string) {
  return (await post(site, '/oauth2/introspect', { token }, api)).body['scope'];
}

test('S053 a token that lay idle too long is refused, to the second', async () => {
  const client = await site.application(ines);
  const [one, two] = [await tokensOf(site, browser, client), await tokensOf(site, browser, client)];
  await ahead(IDLE - 2, async (later) => rotated(await rotate(later, client, one.refresh_token)));
  await ahead(IDLE + 1, async (later) => refused(await rotate(later, client, two.refresh_token), 'invalid_grant'));
});

test('S053 no rotation moves the absolute end', async () => {
  const client = await site.application(ines);
  let tokens = await tokensOf(site, browser, client);
  for (const seconds of [50, 100, ABSOLUTE - 4]) {
    tokens = await ahead(seconds, async (later) => rotated(await rotate(later, client, tokens.refresh_token)));
  }
  await ahead(ABSOLUTE + 1, async (later) =>
    refused(await rotate(later, client, tokens.refresh_token), 'invalid_grant'),
  );
  const { rows } = await site.database.pool.query(
    `SELECT count(*)::int AS tokens, count(DISTINCT r.ends_at)::int AS ends, bool_and(r.expires_at <= r.ends_at) AS within
     FROM refresh_tokens r JOIN authorizations a ON a.id = r.authorization_id WHERE a.client_id = $1`,
    [client.id],
  );
  assert.deepEqual(rows[0], { tokens: 4, ends: 1, within: true });
});

test('S053 an application’s own longer life does not move the end of a family that began before', async () => {
  const client = await site.application(ines);
  const { refresh_token: token } = await tokensOf(site, browser, client);
  await site.database.pool.query('UPDATE clients SET refresh_token_seconds = 86400 WHERE id = $1', [client.id]);
  const next = rotated(await rotate(site, client, token));
  await ahead(ABSOLUTE + 1, async (later) => refused(await rotate(later, client, next.refresh_token), 'invalid_grant'));
});

test('S054 a refresh asks again whether person, application, consent and grant are there', async () => {
  const ends: readonly [string, number, (clientId: string, userId: string) => Promise<unknown>][] = [
    ['invalid_grant', 400, (_, userId) => site.deps.users.disable(userId, 'administrator')],
    ['invalid_grant', 400, (_, userId) => site.database.pool.query('DELETE FROM users WHERE id = $1', [userId])],
    ['invalid_grant', 400, (clientId, userId) => site.deps.consents.revoke(userId, clientId, {})],
    ['invalid_client', 401, (clientId) => site.deps.clients.disable(clientId, 'administrator')],
    ['invalid_client', 401, (clientId) => site.deps.clients.delete(clientId, 'administrator')],
    [
      'unauthorized_client',
      400,
      (clientId) => {
        const settings = { ...SETTINGS, scopes: ['read', 'write'], grants: ['authorization_code'] };
        return site.deps.clients.change(clientId, settings, 'administrator');
      },
    ],
  ];
  for (const [error, status, end] of ends) {
    const person = await site.person();
    const client = await site.application(ines);
    const { refresh_token: token } = await tokensOf(site, await site.signedIn(person), client);
    await end(client.id, person.id);
    refused(await rotate(site, client, token), error, status);
  }
});

test('S054 a scope that was taken from the application is in no token any more', async () => {
  const client = await site.application(ines);
  const first = await tokensOf(site, browser, client, 'read write');
  const settings = { ...SETTINGS, grants: ['authorization_code', 'refresh_token'] };
  await site.deps.clients.change(client.id, { ...settings, scopes: ['write', 'erase'] }, 'administrator');
  refused(await rotate(site, client, first.refresh_token, 'read'), 'invalid_scope');
  const second = rotated(await rotate(site, client, first.refresh_token));
  assert.equal(second['scope'], 'write');
  assert.equal(await scopeOf(second.access_token), 'write');
  // Given back, it counts again: the person allowed it, and was never asked to take it back.
  await site.deps.clients.change(client.id, { ...settings, scopes: ['read', 'write'] }, 'administrator');
  assert.equal(rotated(await rotate(site, client, second.refresh_token))['scope'], 'read write');
});

test('S055 scope may only narrow, for that access token alone, and the answer says what was granted', async () => {
  const client = await site.application(ines, { scopes: ['read', 'write', 'erase'] });
  const first = await tokensOf(site, browser, client, 'read write');
  const narrow = rotated(await rotate(site, client, first.refresh_token, 'write'));
  assert.equal(narrow['scope'], 'write');
  assert.equal(await scopeOf(narrow.access_token), 'write');
  assert.equal(await scopeOf(first.access_token), 'read write');
  const whole = rotated(await rotate(site, client, narrow.refresh_token, 'write read'));
  assert.equal(whole['scope'], 'read write');
  assert.equal(await scopeOf(whole.access_token), 'read write');
});

test('S055 asking for more is refused, formerly consented or not, and consumes nothing', async () => {
  const client = await site.application(ines, { scopes: ['read', 'write', 'erase'] });
  await tokensOf(site, browser, client, 'read write erase');
  const narrow = await tokensOf(site, browser, client, 'read');
  for (const scope of ['read write', 'erase', 'read unknown', 'rea', 'read:all', 'READ']) {
    refused(await rotate(site, client, narrow.refresh_token, scope), 'invalid_scope');
  }
  for (const scope of ['read  read', ' read', 'read\twrite', 'read"']) {
    refused(await rotate(site, client, narrow.refresh_token, scope), 'invalid_scope');
  }
  assert.ok(await isActive(site, api, narrow.access_token));
  assert.equal(rotated(await rotate(site, client, narrow.refresh_token, 'read'))['scope'], 'read');
});

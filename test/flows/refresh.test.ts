import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { type TestApp, type TestClient, testApp } from '../support/app.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { isActive, post, type TokenAnswer } from '../support/flow.ts';
import { rotate, tokensOf, withoutSecret } from '../support/tokens.ts';
import type { Visitor } from '../support/visitor.ts';

const GRACE = 20; // seconds
let on: TestDatabase;
let site: TestApp;
/** The same server when the grace window has passed. */
let late: TestApp;
let ines: User;
let browser: Visitor;
let api: TestClient;
before(async () => {
  on = await testDatabase();
  site = await testApp({ on });
  late = await testApp({ on, offsetMs: (GRACE + 2) * 1000 });
  for (const name of ['read', 'write', 'erase']) await site.scope(name);
  ines = await site.person();
  browser = await site.signedIn(ines);
  api = await site.application(ines, { resourceServer: true });
});
after(async () => {
  await Promise.all([site.close(), late.close()]);
  await on.drop();
});

const application = (settings = {}) => site.application(ines, settings);
const publicApplication = async () => withoutSecret(await application({ confidential: false }));

function refused(answer: TokenAnswer, error: string, status = 400) {
  assert.deepEqual([answer.status, answer.body.error], [status, error]);
  assert.equal(answer.body.access_token, undefined);
  assert.equal(answer.body.refresh_token, undefined);
}

function rotated(answer: TokenAnswer): TokenAnswer['body'] {
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body;
}

test('S045 a confidential client that does not authenticate refreshes nothing, and the token lives on', async () => {
  const client = await application();
  const { refresh_token: token } = await tokensOf(site, browser, client);
  const wrong = { ...client, basic: `Basic ${Buffer.from(`${client.id}:${api.secret}`).toString('base64')}` };
  refused(await rotate(site, withoutSecret(client), token), 'invalid_client', 401);
  refused(await rotate(site, wrong, token), 'invalid_client', 401);
  refused(
    await post(site, '/oauth2/token', { grant_type: 'refresh_token', refresh_token: token }),
    'invalid_client',
    401,
  );
  rotated(await rotate(site, client, token));
});

test('S045 a refresh token in the hands of another client is not accepted and does its family no harm', async () => {
  const client = await application();
  const thief = await application();
  const open = await publicApplication();
  const first = await tokensOf(site, browser, client);
  for (const other of [thief, open]) refused(await rotate(site, other, first.refresh_token), 'invalid_grant');
  const second = rotated(await rotate(site, client, first.refresh_token));
  for (const other of [thief, open]) refused(await rotate(late, other, first.refresh_token), 'invalid_grant');
  assert.ok(await isActive(site, api, first.access_token));
  rotated(await rotate(site, client, second.refresh_token));
});

test('S045 a refresh token of a public client works with its name alone, not with another’s', async () => {
  const client = await publicApplication();
  const other = await publicApplication();
  const { refresh_token: token } = await tokensOf(site, browser, client);
  refused(await rotate(site, other, token), 'invalid_grant');
  rotated(await rotate(site, client, token));
});

test('S046 every use gives another refresh token, and the one before it is refused after the grace window', async () => {
  for (const client of [await publicApplication(), await application()]) {
    const first = await tokensOf(site, browser, client);
    const second = rotated(await rotate(site, client, first.refresh_token));
    const third = rotated(await rotate(site, client, second.refresh_token));
    assert.equal(new Set([first, second, third].map((each) => each.refresh_token)).size, 3);
    assert.equal(new Set([first, second, third].map((each) => each.access_token)).size, 3);
    refused(await rotate(late, client, second.refresh_token), 'invalid_grant');
  }
});

test('S047 reuse of a rotated token ends the whole family and is recorded', async () => {
  const client = await application();
  const first = await tokensOf(site, browser, client);
  const bystander = await tokensOf(site, browser, client);
  const second = rotated(await rotate(site, client, first.refresh_token));
  const third = rotated(await rotate(site, client, second.refresh_token));
  refused(await rotate(late, client, first.refresh_token), 'invalid_grant');
  for (const { access_token: token } of [first, second, third]) assert.equal(await isActive(site, api, token), false);
  refused(await rotate(site, client, third.refresh_token), 'invalid_grant');
  assert.ok(await isActive(site, api, bystander.access_token), 'another family of the same person and client lives');
  const { rows } = await site.database.pool.query(
    `SELECT user_id, authorization_id FROM audit_events WHERE event = 'refresh.reused' AND client_id = $1`,
    [client.id],
  );
  assert.equal(rows.length, 1);
  assert.equal(rows[0].user_id, ines.id);
  assert.ok(rows[0].authorization_id);
});

test('S047 reuse is noticed whatever else the request asks for', async () => {
  for (const scope of ['read write', 'read erase', 'read nothing-like-it']) {
    const client = await application();
    const first = await tokensOf(site, browser, client);
    const second = rotated(await rotate(site, client, first.refresh_token));
    refused(await rotate(late, client, first.refresh_token, scope), 'invalid_grant');
    assert.equal(await isActive(site, api, second.access_token), false);
  }
});

test('S047 reuse is noticed after the family could no longer be refreshed, while an access token lives', async () => {
  const client = await application();
  const first = await tokensOf(site, browser, client);
  const second = rotated(await rotate(site, client, first.refresh_token));
  const ended = `UPDATE refresh_tokens r SET ends_at = now() - interval '1 second', expires_at = now() - interval '1 second'
    FROM authorizations a WHERE a.id = r.authorization_id AND a.client_id = $1`;
  await site.database.pool.query(ended, [client.id]);
  assert.ok(await isActive(site, api, second.access_token));
  refused(await rotate(late, client, first.refresh_token), 'invalid_grant');
  assert.equal(await isActive(site, api, second.access_token), false);
});

test('S051 a refresh that the database fails is no use and no reuse', async () => {
  const client = await application();
  const first = await tokensOf(site, browser, client);
  const breakWith = (code: string) =>
    site.database.pool.query(`
      CREATE OR REPLACE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'broken' USING ERRCODE = '${code}'; END $$;
      CREATE OR REPLACE TRIGGER fail BEFORE INSERT ON access_tokens FOR EACH ROW EXECUTE FUNCTION fail();`);
  const mend = () => site.database.pool.query('DROP TRIGGER fail ON access_tokens');
  // Cancelled, out of room, handed to a standby; and something nobody thought of.
  for (const [code, status] of [
    ['57014', 503],
    ['53100', 503],
    ['25006', 503],
    ['XX000', 500],
  ] as const) {
    await breakWith(code);
    const answer = await rotate(site, client, first.refresh_token);
    assert.equal(answer.status, status, code);
    assert.equal(answer.headers['retry-after'] !== undefined, status === 503);
    await mend();
  }
  const second = rotated(await rotate(late, client, first.refresh_token));
  await breakWith('57014');
  assert.equal((await rotate(late, client, first.refresh_token)).status, 503);
  await mend();
  assert.ok(await isActive(site, api, second.access_token), 'a retry that failed ended nothing');
  rotated(await rotate(late, client, second.refresh_token));
});

test('S056 a refresh token is issued only to an application that has the refresh grant', async () => {
  const client = await application({ grants: ['authorization_code'] });
  const tokens = await tokensOf(site, browser, client);
  assert.equal(tokens.refresh_token, undefined);
  const more = await tokensOf(site, browser, await application());
  assert.ok(more.refresh_token);
});

test('S056 another password ends every refresh token; signing out ends none', async () => {
  const person = await site.person();
  const theirs = await site.signedIn(person);
  const client = await application();
  const first = await tokensOf(site, theirs, client);
  const account = await theirs.get('/account');
  assert.equal((await theirs.submit(account, '/sign-out', {})).status, 303);
  const second = rotated(await rotate(site, client, first.refresh_token));
  await site.deps.users.setPassword({ userId: person.id, passwordHash: 'another' }, {});
  refused(await rotate(site, client, second.refresh_token), 'invalid_grant');
  assert.equal(await isActive(site, api, second.access_token), false);
});

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { purge } from '../../src/storage/engine/purge.ts';
import { type TestApp, type TestClient, testApp } from '../support/app.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { authorizeUrl, codeOf, isActive, redeem } from '../support/flow.ts';
import { recordStatements } from '../support/statements.ts';
import { ask, rotate, tokensOf } from '../support/tokens.ts';
import type { Visitor } from '../support/visitor.ts';

const DAY = 86_400; // seconds
const MONTH = 30 * DAY;
const env = {
  REFRESH_TOKEN_IDLE_SECONDS: String(MONTH),
  REFRESH_TOKEN_SECONDS: String(MONTH),
  ACCESS_TOKEN_SECONDS: String(MONTH), // the longest that an access token may live
};
let on: TestDatabase;
let site: TestApp;
let ines: User;
let browser: Visitor;
let client: TestClient;
before(async () => {
  on = await testDatabase();
  site = await testApp({ on, env });
  await site.scope('read');
  ines = await site.person();
  client = await site.application(ines, { resourceServer: true });
});
beforeEach(async () => {
  browser = await site.signedIn(ines); // a purge takes sessions too
});
after(async () => {
  await site.close();
  await on.drop();
});

/** The same server so many seconds from now, after a purge. */
async function purgedAt<T>(seconds: number, run: (later: TestApp) => Promise<T>): Promise<T> {
  const later = await testApp({ on, env, offsetMs: seconds * 1000 });
  try {
    await purge(later.database);
    return await run(later);
  } finally {
    await later.close();
  }
}

test('S075 a consumed code is evidence for as long as anything that came of it lives', async () => {
  for (const when of [61, DAY, MONTH - 5]) {
    browser = await site.signedIn(ines);
    const code = await codeOf(browser, authorizeUrl(client));
    const first = (await redeem(site, client, code)).body;
    await purgedAt(when, async (later) => {
      const second = (await rotate(later, client, first.refresh_token)).body;
      assert.ok(await isActive(later, client, second.access_token));
      assert.equal((await redeem(later, client, code)).body.error, 'invalid_grant');
      assert.equal(await isActive(later, client, second.access_token), false, `${when} seconds later`);
      assert.equal((await rotate(later, client, second.refresh_token)).body.error, 'invalid_grant');
    });
  }
  browser = await site.signedIn(ines);
  // Issued in the last moment of the family, an access token outlives all else.
  const code = await codeOf(browser, authorizeUrl(client));
  const first = (await redeem(site, client, code)).body;
  const last = await purgedAt(MONTH - 5, async (later) => (await rotate(later, client, first.refresh_token)).body);
  await purgedAt(2 * MONTH - 60, async (later) => {
    assert.ok(await isActive(later, client, last.access_token));
    assert.equal((await redeem(later, client, code)).body.error, 'invalid_grant');
    assert.equal(await isActive(later, client, last.access_token), false);
  });
});

test('S075 a rotated refresh token is evidence for as long as an access token of its family lives', async () => {
  const first = await tokensOf(site, browser, client);
  const last = await purgedAt(MONTH - 5, async (later) => (await rotate(later, client, first.refresh_token)).body);
  await purgedAt(2 * MONTH - 60, async (later) => {
    assert.ok(await isActive(later, client, last.access_token));
    assert.equal((await rotate(later, client, first.refresh_token)).body.error, 'invalid_grant');
    assert.equal(await isActive(later, client, last.access_token), false);
  });
});

test('S075 evidence stays for as long as an access token that does not expire, and goes with its family', async () => {
  const privileges = { trusted: false, resourceServer: true, requirePkce: false };
  const YEARS = 5 * 365 * DAY;
  for (const replay of ['code', 'refresh token'] as const) {
    const by = await site.application(ines, { resourceServer: true });
    const code = await codeOf(browser, authorizeUrl(by));
    const first = (await redeem(site, by, code)).body;
    await site.deps.clients.administer(
      by.id,
      { privileges: { ...privileges, accessTokenSeconds: 'never' } },
      'administrator',
    );
    const last = (await rotate(site, by, first.refresh_token)).body;
    assert.equal(last['expires_in'], undefined);
    await purgedAt(YEARS, async (later) => {
      assert.ok(await isActive(later, by, last.access_token));
      const again = replay === 'code' ? redeem(later, by, code) : rotate(later, by, first.refresh_token);
      assert.equal((await again).body.error, 'invalid_grant');
      assert.equal(await isActive(later, by, last.access_token), false, replay);
    });
    await purgedAt(YEARS + MONTH + DAY, async (later) => {
      await purge(later.database); // the family went with the first
      for (const table of ['authorization_codes', 'refresh_tokens', 'access_tokens']) {
        const { rows } = await later.database.pool.query(`SELECT count(*)::int AS count FROM ${table}`);
        assert.equal(rows[0].count, 0, table);
      }
    });
    browser = await site.signedIn(ines);
  }
});

test('S075 nothing that was purged comes back, whatever the clock does', async () => {
  const first = await tokensOf(site, browser, client);
  const code = await codeOf(browser, authorizeUrl(client));
  const own = (await ask(site, client, { grant_type: 'client_credentials' })).body.access_token;
  await purgedAt(5 * MONTH, async () => {});
  for (const token of [first.access_token, own]) assert.equal(await isActive(site, client, token), false);
  assert.equal((await rotate(site, client, first.refresh_token)).body.error, 'invalid_grant');
  assert.equal((await redeem(site, client, code)).body.error, 'invalid_grant');
  const left = ['authorizations', 'authorization_codes', 'refresh_tokens', 'access_tokens', 'sessions'];
  for (const table of left) {
    const { rows } = await site.database.pool.query(`SELECT count(*)::int AS count FROM ${table}`);
    assert.equal(rows[0].count, 0, table);
  }
});

test('S075 a purge takes a thousand rows at a time from every table, and none that lives', async () => {
  const count = 2300;
  const person = await site.person();
  const at = (seconds: number) => `now() + ${seconds} * interval '1 second'`;
  const fill = (sign: string, expires: string, long: string) => `
    INSERT INTO access_tokens (hash, client_id, scope, issued_at, expires_at)
      SELECT sha256(('${sign}a' || i)::bytea), 'c', '', now(), ${expires} FROM generate_series(1, ${count}) i;
    INSERT INTO authorizations (id, user_id, client_id, scope, expires_at)
      SELECT gen_random_uuid(), '${person.id}', '${sign}', '', ${long} FROM generate_series(1, ${count}) i;
    INSERT INTO authorization_codes (hash, authorization_id, client_id, registered_uri, expires_at, purge_at)
      SELECT sha256(('${sign}b' || i)::bytea), id, '${sign}', '', now(), ${long}
      FROM (SELECT id, row_number() OVER () AS i FROM authorizations WHERE client_id = '${sign}') x;
    INSERT INTO refresh_tokens (hash, authorization_id, expires_at, ends_at)
      SELECT sha256(('${sign}c' || i)::bytea), id, now(), ${long}
      FROM (SELECT id, row_number() OVER () AS i FROM authorizations WHERE client_id = '${sign}') x;
    INSERT INTO sessions (id_hash, user_id, authenticated_at, amr, expires_at, address, agent)
      SELECT sha256(('${sign}d' || i)::bytea), '${person.id}', now(), '{}', ${expires}, '', '' FROM generate_series(1, ${count}) i;
    INSERT INTO throttles (key, count, expires_at)
      SELECT sha256(('${sign}e' || i)::bytea), 1, ${expires} FROM generate_series(1, ${count}) i;
    INSERT INTO one_time_links (hash, purpose, expires_at)
      SELECT sha256(('${sign}f' || i)::bytea), 'setup', ${expires} FROM generate_series(1, ${count}) i;`;
  await site.database.pool.query(fill('old', at(-1), at(-2 * MONTH)));
  await site.database.pool.query(fill('live', at(60), at(60)));
  const tables = ['access_tokens', 'authorizations', 'authorization_codes', 'refresh_tokens', 'sessions', 'throttles'];
  const counts = async () => {
    const all = [...tables, 'one_time_links'].map((table) => `(SELECT count(*)::int FROM ${table})`);
    return Object.values(
      (await site.database.pool.query(`SELECT ${all.map((each, i) => `${each} AS c${i}`)}`)).rows[0],
    );
  };
  const before = await counts();
  const sent = recordStatements(site.database);
  const purged = await purge(site.database);
  const deletes = sent.names().filter((text) => text.startsWith('DELETE FROM access_tokens'));
  sent.stop();
  assert.equal(deletes.length, 3, 'batches of a thousand');
  assert.ok(deletes.every((text) => text.includes('LIMIT 1000')));
  for (const table of [...tables, 'one_time_links']) assert.equal(purged[table], count, table);
  assert.deepEqual(
    await counts(),
    before.map((each) => Number(each) - count),
  );
  // A purge in the middle of the day's work holds nobody up and takes nothing from them.
  const tokens = await tokensOf(site, browser, client);
  assert.ok(await isActive(site, client, tokens.access_token));
});

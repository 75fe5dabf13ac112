import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Database, openDatabase } from '../../../src/storage/engine/database.ts';
import { purge } from '../../../src/storage/engine/purge.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';

let own: TestDatabase;
let database: Database;
before(async () => {
  own = await testDatabase();
  database = openDatabase({ url: own.url, max: 4, onIdleError: () => {} });
});
after(async () => {
  await database.close();
  await own.drop();
});

test('what has expired goes, in batches and from instances that purge at once, and what lives stays', async () => {
  const insert = `
    INSERT INTO access_tokens (hash, client_id, scope, issued_at, expires_at)
    SELECT sha256(($1 || i)::bytea), 'c', '', now(), now() + $2::interval FROM generate_series(1, $3) AS i`;
  await database.pool.query(insert, ['old', '-1 second', 2500]);
  await database.pool.query(insert, ['live', '1 hour', 3]);
  const counts = await Promise.all([purge(database), purge(database)]);
  assert.equal(
    counts.reduce((sum, { access_tokens: count = 0 }) => sum + count, 0),
    2500,
  );
  const { rows } = await database.pool.query('SELECT count(*)::int AS count FROM access_tokens');
  assert.deepEqual(rows, [{ count: 3 }]);
});

test('S107 the code of a device is kept for an hour after its end, so that the device hears of it', async () => {
  await database.pool.query(`
    WITH person AS (
      INSERT INTO users (email, email_canonical, name) VALUES ('d@b.example', 'd@b.example', 'Dee') RETURNING id
    ), client AS (
      INSERT INTO clients (id, name, owner_id, confidential) SELECT 'device', 'x', id, false FROM person RETURNING id
    )
    INSERT INTO device_codes (hash, user_code_hash, client_id, scope, expires_at)
    SELECT sha256(minutes::text::bytea), sha256(minutes::text::bytea), client.id, '', now() - minutes * interval '1 minute'
    FROM client, unnest(ARRAY[-5, 59, 61]) AS minutes`);
  assert.equal((await purge(database))['device_codes'], 1);
});

test('an authorization stays for 30 days after its last token died', async () => {
  await database.pool.query(`
    INSERT INTO authorizations (id, user_id, client_id, scope, expires_at)
    SELECT gen_random_uuid(), gen_random_uuid(), 'c', '', now() - days * interval '1 day' FROM unnest(ARRAY[29, 31]) AS days`);
  assert.equal((await purge(database))['authorizations'], 1);
});

test('what does not expire goes with what it came from, in batches, and stays while that lives', async () => {
  await database.pool.query(`
    WITH person AS (
      INSERT INTO users (email, email_canonical, name) VALUES ('a@b.example', 'a@b.example', 'Ada') RETURNING id
    )
    INSERT INTO clients (id, name, owner_id, confidential, disabled_at)
    SELECT client.id, 'x', person.id, true, disabled_at
    FROM person, (VALUES ('on', NULL::timestamptz), ('off', now())) AS client (id, disabled_at)`);
  await database.pool.query(`
    WITH wanted (client, days, number) AS (
      VALUES ('on', NULL::int, 2), ('on', 29, 3), ('on', 31, 1500), ('gone', NULL, 4), ('off', NULL, 5)
    ), families AS (
      INSERT INTO authorizations (id, user_id, client_id, scope, expires_at, revoked_at, revoked_reason)
      SELECT gen_random_uuid(), gen_random_uuid(), client, '', 'infinity', now() - days * interval '1 day', 'x' || days
      FROM wanted, generate_series(1, number) RETURNING id, client_id
    ), codes AS (
      INSERT INTO authorization_codes (hash, authorization_id, client_id, registered_uri, expires_at, purge_at)
      SELECT sha256(id::text::bytea), id, client_id, '', now(), 'infinity' FROM families
    )
    INSERT INTO access_tokens (hash, authorization_id, client_id, scope, issued_at, expires_at)
    SELECT sha256(id::text::bytea), id, client_id, '', now(), 'infinity'::timestamptz FROM families UNION ALL
    SELECT sha256((client || i)::bytea), NULL, client, 'own', now(), 'infinity'
    FROM (VALUES ('on'), ('off'), ('gone')) AS its (client), generate_series(1, 7) AS i`);
  const both = await Promise.all([purge(database), purge(database)]);
  assert.equal(
    both.reduce((sum, { authorizations = 0 }) => sum + authorizations, 0),
    1504,
  );
  await purge(database); // what one passed over while the other still had its family
  const { rows } = await database.pool.query(`
    SELECT client_id AS client, scope, count(*)::int AS tokens FROM access_tokens WHERE expires_at = 'infinity'
    GROUP BY 1, 2 ORDER BY 1, 2`);
  assert.deepEqual(rows, [
    { client: 'off', scope: '', tokens: 5 },
    { client: 'on', scope: '', tokens: 5 },
    { client: 'on', scope: 'own', tokens: 7 },
  ]);
  const codes = await database.pool.query("SELECT FROM authorization_codes WHERE purge_at = 'infinity'");
  assert.equal(codes.rowCount, 10);
});

test('every table whose rows expire is purged', async () => {
  const { rows } = await database.pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND column_name IN ('expires_at', 'purge_at', 'ends_at')`,
  );
  const purged = Object.keys(await purge(database));
  assert.deepEqual(
    rows.map(({ name }) => name).filter((name) => !purged.includes(name)),
    [],
  );
});

test('the audit trail is not purged by the server', async () => {
  await database.pool.query("INSERT INTO audit_events (at, event) VALUES (now() - interval '10 years', 'x')");
  await purge(database);
  const { rowCount } = await database.pool.query("SELECT FROM audit_events WHERE event = 'x'");
  assert.equal(rowCount, 1);
});

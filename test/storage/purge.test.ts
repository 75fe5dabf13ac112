import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Database, openDatabase } from '../../src/storage/database.ts';
import { purge } from '../../src/storage/purge.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

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

test('an authorization stays for 30 days after its last token died', async () => {
  await database.pool.query(`
    INSERT INTO authorizations (id, user_id, client_id, scope, expires_at)
    SELECT gen_random_uuid(), gen_random_uuid(), 'c', '', now() - days * interval '1 day' FROM unnest(ARRAY[29, 31]) AS days`);
  assert.equal((await purge(database))['authorizations'], 1);
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

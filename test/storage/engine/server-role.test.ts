import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { ownMigrations } from '../../../src/attach.ts';
import { randomUUID } from '../../../src/secrets.ts';
import { migrate } from '../../../src/storage/engine/migrate.ts';
import { peopleList } from '../../../src/storage/list-people.ts';
import { testApp } from '../../support/app.ts';
import { asSuperuser, emptyDatabase, type TestDatabase, testDatabase } from '../../support/database.ts';
import { startServer } from '../../support/server.ts';

const role = `server_${randomUUID().slice(0, 8)}`;
let database: TestDatabase;
let roleUrl: string;
before(async () => {
  database = await testDatabase();
  await asSuperuser(`CREATE ROLE ${role} LOGIN PASSWORD 'server'`);
  // As it is where somebody has hardened the database: ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC.
  await asSuperuser('REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC', database.url);
  await migrate(database.url, await ownMigrations(), { serverRole: role });
  const url = new URL(database.url);
  [url.username, url.password] = [role, 'server'];
  roleUrl = url.href;
});
after(async () => {
  await database.drop();
  await asSuperuser(`DROP ROLE ${role}`);
});

test('S146 S149 the role of the server can change no schema, and of the audit trail nothing that is written', async () => {
  const client = new pg.Client(roleUrl);
  await client.connect();
  try {
    await client.query("INSERT INTO audit_events (event) VALUES ('x')");
    for (const sql of [
      'CREATE TABLE t (id int)',
      'ALTER TABLE users ADD COLUMN t int',
      'DROP TABLE scopes',
      "UPDATE audit_events SET event = 'y'",
      'DELETE FROM audit_events',
      'TRUNCATE audit_events',
      'DELETE FROM _prisma_migrations',
    ]) {
      await assert.rejects(client.query(sql), { code: '42501' }, sql);
    }
  } finally {
    await client.end();
  }
});

test('S149 S160 what a migration makes may be used from its end on, also by the release before, and where the next one fails', async () => {
  // A trigger of the new release writes to a table of the new release, for whoever changes a scope.
  const noting = `
    CREATE TABLE noted (name text);
    CREATE FUNCTION note_scope() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN INSERT INTO noted VALUES (said(NEW.name)); RETURN NEW; END $$;
    CREATE FUNCTION said(name text) RETURNS text LANGUAGE sql AS 'SELECT lower($1)';
    REVOKE EXECUTE ON FUNCTION said FROM PUBLIC;
    CREATE TRIGGER noting AFTER INSERT ON scopes FOR EACH ROW EXECUTE FUNCTION note_scope();`;
  const more = [
    { name: '9_note', sql: noting, checksum: '' },
    { name: '9_stop', sql: 'SELECT 1 / 0', checksum: '' },
  ];
  const on = await testDatabase();
  try {
    await migrate(on.url, await ownMigrations(), { serverRole: role });
    await assert.rejects(migrate(on.url, [...(await ownMigrations()), ...more], { serverRole: role }), /9_stop failed/);
    const client = new pg.Client(Object.assign(new URL(on.url), { username: role, password: 'server' }).href);
    await client.connect();
    const save = "INSERT INTO scopes (name, description) VALUES ('Read', 'Use it')";
    const failure = await client.query(save).catch((error: Error) => error.message);
    const { rows } = await client.query('SELECT name FROM noted').catch(() => ({ rows: failure }));
    await client.end();
    assert.deepEqual(rows, [{ name: 'read' }]);
  } finally {
    await on.drop();
  }
});

test('S149 S160 what others keep in the same schema is theirs: a migration grants nothing on it, and does not stop at it', async () => {
  const on = await emptyDatabase();
  const owner = `owner_${randomUUID().slice(0, 8)}`;
  const url = Object.assign(new URL(on.url), { username: owner, password: 'owner' }).href;
  try {
    await asSuperuser(`CREATE ROLE ${owner} LOGIN PASSWORD 'owner'`);
    await asSuperuser(`GRANT ALL ON SCHEMA public TO ${owner}; CREATE TABLE theirs (id int)`, on.url);
    await migrate(url, await ownMigrations(), { serverRole: role });
    const client = new pg.Client(on.url);
    await client.connect();
    const may =
      "SELECT has_table_privilege($1, 'theirs', 'SELECT') AS theirs, has_table_privilege($1, 'users', 'SELECT') AS ours";
    assert.deepEqual((await client.query(may, [role])).rows, [{ theirs: false, ours: true }]);
    await client.end();
  } finally {
    await on.drop();
    await asSuperuser(`DROP ROLE ${owner}`);
  }
});

test('S149 S159 a server that runs with this role works, looks at the clock before it serves, has no metrics on its listener, and its health says only yes or no', async () => {
  const here = await testApp({ on: { url: roleUrl, drop: async () => {} } });
  const application = await here.application(await here.person(), { scopes: [] });
  await here.database.pool.query("INSERT INTO clock_marks (id, seen_at) VALUES (1, now() + interval '1 hour')");
  await here.close();
  const server = await startServer({ databaseUrl: roleUrl });
  try {
    const body = new URLSearchParams({ grant_type: 'client_credentials' });
    const headers = { authorization: application.basic };
    assert.equal((await fetch(`${server.url}/oauth2/token`, { method: 'POST', body, headers })).status, 200);
    assert.equal((await fetch(`${server.url}/metrics`)).status, 404);
    assert.match(server.output(), /"event":"clock\.set_back","seconds":3[56]\d\d,/);
    for (const path of ['/healthz', '/readyz']) {
      const response = await fetch(`${server.url}${path}`);
      assert.equal(response.status, 200);
      assert.ok((await response.text()).length < 40);
    }
  } finally {
    await server.stop();
  }
});

test('a pg_trgm that the owner of the tables cannot reach stops no migration: there is no index of it, and searches find the same', async () => {
  const on = await emptyDatabase();
  const owner = `owner_${randomUUID().slice(0, 8)}`;
  const url = Object.assign(new URL(on.url), { username: owner, password: 'owner' }).href;
  try {
    await asSuperuser(`CREATE ROLE ${owner} LOGIN PASSWORD 'owner'`);
    await asSuperuser(
      `GRANT ALL ON SCHEMA public TO ${owner}; CREATE SCHEMA closed; CREATE EXTENSION pg_trgm SCHEMA closed`,
      on.url,
    );
    await migrate(url, await ownMigrations());
    const client = new pg.Client(on.url);
    await client.connect();
    const indexes = "SELECT indexname FROM pg_indexes WHERE schemaname = 'public' AND indexdef LIKE '%trgm%'";
    assert.deepEqual((await client.query(indexes)).rows, []);
    await client.end();
    const here = await testApp({ on: { url, drop: async () => {} } });
    try {
      await here.person('lucy.liddell@openfield.example');
      const { people } = await peopleList(here.database).list({ size: 10, search: 'liddell' });
      assert.deepEqual(
        people.map(({ email }) => email),
        ['lucy.liddell@openfield.example'],
      );
    } finally {
      await here.close();
    }
  } finally {
    await on.drop();
    await asSuperuser(`DROP ROLE ${owner}`);
  }
});

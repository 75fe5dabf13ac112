import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { ownMigrations } from '../../../src/attach.ts';
import { randomUUID } from '../../../src/secrets.ts';
import { migrate } from '../../../src/storage/engine/migrate.ts';
import { testApp } from '../../support/app.ts';
import { asSuperuser, type TestDatabase, testDatabase } from '../../support/database.ts';
import { startServer } from '../../support/server.ts';

const role = `server_${randomUUID().slice(0, 8)}`;
let database: TestDatabase;
let roleUrl: string;
before(async () => {
  database = await testDatabase();
  await asSuperuser(`CREATE ROLE ${role} LOGIN PASSWORD 'server'`);
  await migrate(database.url, await ownMigrations(), { serverRole: role });
  const url = new URL(database.url);
  [url.username, url.password] = [role, 'server'];
  roleUrl = url.href;
});
after(async () => {
  await database.drop();
  await asSuperuser(`DROP ROLE ${role}`);
});

test('S149 the role of the server can change no schema, and of the audit trail nothing that is written', async () => {
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

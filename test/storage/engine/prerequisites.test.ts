import assert from 'node:assert/strict';
import { after, before, mock, test } from 'node:test';
import { attach, ownMigrations } from '../../../src/attach.ts';
import { randomUUID } from '../../../src/secrets.ts';
import { migrate } from '../../../src/storage/engine/migrate.ts';
import { inspectDatabase, requireFit } from '../../../src/storage/engine/prerequisites.ts';
import { testApp } from '../../support/app.ts';
import { testConfig } from '../../support/config.ts';
import { asSuperuser, databaseUrl, type TestDatabase, testDatabase } from '../../support/database.ts';
import { isActive } from '../../support/flow.ts';
import { NO_PGBOUNCER, pgbouncer } from '../../support/pgbouncer.ts';
import { TEST_SECRET } from '../../support/server.ts';
import { rotate, tokensOf } from '../../support/tokens.ts';

let own: TestDatabase;
before(async () => {
  own = await testDatabase();
});
after(() => own.drop());

/** What a start is told, with this database. */
async function refusal(url: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  const config = testConfig({ DATABASE_URL: url, SECRET: TEST_SECRET, ...env });
  const attached = await attach(config, { onIdleError: () => {} }).catch((error: Error) => error.message);
  if (typeof attached === 'string') return attached;
  await attached.release();
  return '';
}

async function roleOf(url: string): Promise<{ readonly name: string; readonly url: string; drop(): Promise<void> }> {
  const name = `server_${randomUUID().slice(0, 8)}`;
  await asSuperuser(`CREATE ROLE ${name} LOGIN PASSWORD 'server'`);
  const drop = async () => {
    await asSuperuser(`DROP OWNED BY ${name}`, url);
    await asSuperuser(`DROP ROLE ${name}`);
  };
  return { name, url: Object.assign(new URL(url), { username: name, password: 'server' }).href, drop };
}

test('S160 a database that fits is served, and what is looked at is named', async () => {
  assert.equal(await refusal(own.url), '');
  const { needed, privileges, advised } = await inspectDatabase(own.url);
  const all = [...needed, privileges, ...advised].map((finding) => `${finding?.check} ${finding?.ok}`);
  assert.deepEqual(all, [
    'database true',
    'encoding true',
    'pooler true',
    'privileges true',
    'clock true',
    'database role false', // the tests' own is a superuser
  ]);
});

test('S160 a database that cannot hold every name is refused, for serving and for migrating', async () => {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asSuperuser(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'`);
  try {
    const sentence = new RegExp(`^The database ${name} at 127.0.0.1:\\d+ is in LATIN1, .* CREATE DATABASE .* 'UTF8'`);
    assert.match(await refusal(databaseUrl(name)), sentence);
    await assert.rejects(requireFit(databaseUrl(name), { toServe: false }), { message: sentence });
  } finally {
    await asSuperuser(`DROP DATABASE ${name}`);
  }
});

test('S160 a database in which no trigger runs is refused', async () => {
  const { url, drop } = await testDatabase();
  try {
    await asSuperuser(`ALTER DATABASE ${new URL(url).pathname.slice(1)} SET session_replication_role = replica`);
    assert.match(await refusal(url), /^session_replication_role is replica, so no trigger runs/);
  } finally {
    await drop();
  }
});

test('S149 S160 a role that lacks something is told what, and who gives it', async () => {
  const role = await roleOf(own.url);
  try {
    const remedy = `Run "latchkey migrate" as the owner of the tables, with SERVER_ROLE=${role.name}\\.$`;
    assert.match(
      await refusal(role.url),
      new RegExp(`^The role ${role.name} lacks DELETE on .* and more\\. ${remedy}`),
    );
    await migrate(own.url, await ownMigrations(), { serverRole: role.name });
    assert.equal(await refusal(role.url), '');
    await asSuperuser(`REVOKE UPDATE ON sessions FROM ${role.name}`, own.url);
    assert.match(await refusal(role.url), new RegExp(`^The role ${role.name} lacks UPDATE on sessions\\. ${remedy}`));
    await asSuperuser(`GRANT UPDATE ON sessions TO ${role.name}`, own.url);
    await asSuperuser(`REVOKE EXECUTE ON FUNCTION present_scopes FROM PUBLIC, ${role.name}`, own.url);
    assert.match(
      await refusal(role.url),
      new RegExp(`^The role ${role.name} lacks EXECUTE on present_scopes\\. ${remedy}`),
    );
    await asSuperuser('GRANT EXECUTE ON FUNCTION present_scopes TO PUBLIC', own.url);
    await asSuperuser(`REVOKE USAGE ON SCHEMA public FROM PUBLIC, ${role.name}`, own.url);
    assert.match(
      await refusal(role.url),
      new RegExp(`^The role ${role.name} may not use the schema public\\. ${remedy}`),
    );
  } finally {
    await asSuperuser('GRANT USAGE ON SCHEMA public TO PUBLIC', own.url);
    await role.drop();
  }
});

test('S160 a role that may not change the schema cannot migrate at the start, and is told how it is done', async () => {
  const { url, drop } = await testDatabase();
  const role = await roleOf(url);
  try {
    await migrate(url, await ownMigrations(), { serverRole: role.name });
    await asSuperuser(
      'DELETE FROM _prisma_migrations WHERE migration_name = (SELECT max(migration_name) FROM _prisma_migrations)',
      url,
    );
    assert.match(
      await refusal(role.url, { MIGRATE: 'auto' }),
      /^MIGRATE=auto, but the role that DATABASE_URL names may not change the schema \(.*permission denied.*\)\. Run "latchkey migrate" with MIGRATE_DATABASE_URL/,
    );
  } finally {
    await role.drop();
    await drop();
  }
});

test('S159 a clock far from that of the database is told at the start and by the doctor, and does not stop it', async () => {
  const config = testConfig({ DATABASE_URL: own.url, SECRET: TEST_SECRET });
  const told: string[] = [];
  mock.timers.enable({ apis: ['Date'], now: Date.now() + 60_000 });
  try {
    const onNotice = ({ event, sentence }: { event: string; sentence: string }) =>
      void told.push(`${event} ${sentence}`);
    const { release } = await attach(config, { onIdleError: () => {}, onNotice });
    await release();
  } finally {
    mock.timers.reset();
  }
  assert.equal(told.length, 1);
  assert.match(
    told[0] ?? '',
    /^database\.clock_apart The clock of this machine is (59|60)\d{3} ms from the database's: let NTP/,
  );
});

for (const [mode, settings] of Object.entries({
  transaction: { pool_mode: 'transaction' },
  'transaction, lent in turn': { pool_mode: 'transaction', server_round_robin: '1' },
  'transaction, one connection': { pool_mode: 'transaction', default_pool_size: '1' },
  statement: { pool_mode: 'statement' },
})) {
  test(`S160 a pooler in the mode ${mode} is refused, for serving and for migrating`, {
    skip: NO_PGBOUNCER,
  }, async () => {
    const pooler = await pgbouncer(own.url, settings);
    try {
      const sentence =
        /^The database test_\w+ at 127.0.0.1:\d+ is reached through a pooler .*: set pool_mode = session/;
      assert.match(await refusal(pooler.url), sentence);
      await assert.rejects(requireFit(pooler.url, { toServe: false }), { message: sentence });
    } finally {
      await pooler.stop();
    }
  });
}

test('through a pooler that lends for a session everything works', { skip: NO_PGBOUNCER }, async () => {
  const pooler = await pgbouncer(own.url, { pool_mode: 'session' });
  const { url } = pooler;
  assert.equal(await refusal(url), '');
  const sites = await Promise.all([1, 2].map(() => testApp({ on: { url, drop: async () => {} } })));
  const [site = assert.fail(), other = assert.fail()] = sites;
  try {
    await migrate(url, await ownMigrations());
    await site.scope('read');
    const ines = await site.person();
    const api = await site.application(ines, { resourceServer: true });
    const client = await site.application(ines);
    const browser = await site.signedIn(ines);
    for (const at of [site, other, site]) {
      const { access_token, refresh_token } = await tokensOf(at, browser, client, 'read');
      assert.equal(await isActive(other, api, access_token), true);
      assert.equal((await rotate(other, client, refresh_token)).status, 200);
    }
  } finally {
    await Promise.all(sites.map((each) => each.close()));
    await pooler.stop();
  }
});

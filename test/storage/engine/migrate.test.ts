import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { root } from '../../../src/root.ts';
import { randomUUID } from '../../../src/secrets.ts';
import { migrate, readMigrations, schemaProblem, schemaState } from '../../../src/storage/engine/migrate.ts';
import { asSuperuser, emptyDatabase, testDatabase } from '../../support/database.ts';

const own = await readMigrations(path.join(root, 'prisma/migrations'));
const folders: string[] = [];
after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

test('of three processes that migrate at once one applies and the others wait', async () => {
  const { url, drop } = await emptyDatabase();
  try {
    const applied = await Promise.all([migrate(url, own), migrate(url, own), migrate(url, own)]);
    assert.deepEqual(applied.map((names) => names.length).sort(), [0, 0, own.length]);
    assert.deepEqual(await stateOf(url, own), { missing: [], breaking: [] });
  } finally {
    await drop();
  }
});

test('a migration that fails changes nothing, says so, and can be applied when it is mended', async () => {
  const { url, drop } = await emptyDatabase();
  try {
    const bad = await migrations({ '1_make': 'CREATE TABLE t (id int); SELECT 1 / 0;' });
    await assert.rejects(migrate(url, bad), /Migration 1_make failed and changed nothing: division by zero/);
    const good = await migrations({ '1_make': 'CREATE TABLE t (id int);' });
    assert.deepEqual(await migrate(url, good), ['1_make']);
  } finally {
    await drop();
  }
});

test('a migration that was edited after it had been applied is refused', async () => {
  const { url, drop } = await emptyDatabase();
  try {
    await migrate(url, await migrations({ '1_make': 'CREATE TABLE t (id int);' }));
    const edited = await migrations({ '1_make': 'CREATE TABLE t (id bigint);' });
    await assert.rejects(migrate(url, edited), /1_make was edited/);
  } finally {
    await drop();
  }
});

test('S160 an empty schema is told as missing migrations, with the command that applies them', async () => {
  const { url, drop } = await emptyDatabase();
  try {
    const state = await stateOf(url, own);
    assert.deepEqual(
      state.missing,
      own.map((migration) => migration.name),
    );
    assert.match(schemaProblem(state) ?? '', /run "latchkey migrate"/);
  } finally {
    await drop();
  }
});

test('S160 a newer schema is fine for an older release unless a migration is marked as breaking', async () => {
  const { url, drop } = await testDatabase();
  try {
    const newer = await migrations({ '3000_add_column': 'ALTER TABLE users ADD COLUMN nick text;' });
    await migrate(url, [...own, ...newer]);
    assert.equal(schemaProblem(await stateOf(url, own)), undefined);
    const breaking = await migrations({ '3001_drop_column_breaking': 'ALTER TABLE users DROP COLUMN nick;' });
    await migrate(url, [...own, ...newer, ...breaking]);
    assert.match(
      schemaProblem(await stateOf(url, own)) ?? '',
      /newer release of Latchkey \(3001_drop_column_breaking\)/,
    );
    await assert.rejects(migrate(url, own), /newer release/);
  } finally {
    await drop();
  }
});

test('processes that migrate and grant at once all end well', async () => {
  const { url, drop } = await emptyDatabase();
  const role = `server_${randomUUID().slice(0, 8)}`;
  await asSuperuser(`CREATE ROLE ${role}`);
  try {
    for (let round = 0; round < 3; round += 1) {
      await Promise.all(Array.from({ length: 6 }, () => migrate(url, own, { serverRole: role })));
    }
  } finally {
    await drop();
    await asSuperuser(`DROP ROLE ${role}`);
  }
});

test('S155 a migration waits for a lock only briefly, so that nobody stands behind it, and tries again', async () => {
  const { url, drop } = await testDatabase();
  const holder = new pg.Client({ connectionString: url, application_name: 'somebody else' });
  const user = new pg.Client({ connectionString: url, statement_timeout: 2000 });
  await Promise.all([holder.connect(), user.connect()]);
  const patience = { lockMillis: 100, pauseMillis: 100, attempts: 3 };
  const told: string[] = [];
  const tell = (sentence: string) => void told.push(sentence);
  const all = [...own, ...(await migrations({ '3000_add': 'ALTER TABLE users ADD COLUMN nick text;' }))];
  try {
    await holder.query('BEGIN; SELECT count(*) FROM users');
    const failing = assert.rejects(
      migrate(url, all, { patience, tell }),
      /3000_add failed and changed nothing: .* The oldest transaction is that of process \d+ \(somebody else\), begun \d+ s/,
    );
    for (let at = 0; at < 5; at += 1) await user.query('SELECT count(*) FROM users');
    await failing;
    assert.equal(told.length, 2);
    const applying = migrate(url, all, {
      patience: { ...patience, attempts: 100 },
      tell: () => void holder.query('END'),
    });
    assert.deepEqual(await applying, ['3000_add']);
  } finally {
    await Promise.all([holder.end(), user.end()]);
    await drop();
  }
});

test('an index is built beside everything, by one of several processes, and anew where one broke off', {
  timeout: 60_000,
}, async () => {
  const { url, drop } = await testDatabase();
  const [holder, watcher] = [new pg.Client(url), new pg.Client(url)];
  await Promise.all([holder.connect(), watcher.connect()]);
  const sql =
    '-- Finds people by name.\n-- no transaction\nCREATE INDEX CONCURRENTLY IF NOT EXISTS by_name ON users (name);\n';
  const all = [...own, ...(await migrations({ '3000_index': sql }))];
  const isValid = async () => {
    const { rows } = await watcher.query("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('by_name')");
    return rows[0]?.indisvalid;
  };
  try {
    // A snapshot that is older than the index: building it does not end before that does.
    await holder.query('BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM users');
    const broken = assert.rejects(migrate(url, all), /3000_index broke off and can be begun again: terminating/);
    while ((await isValid()) === undefined) await setTimeout(10);
    const ending = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'CREATE INDEX%'`;
    await watcher.query(ending);
    await broken;
    await holder.query('END');
    assert.equal(await isValid(), false);
    const applied = await Promise.all([migrate(url, all), migrate(url, all), migrate(url, all)]);
    assert.deepEqual(applied.flat(), ['3000_index']);
    assert.equal(await isValid(), true);
  } finally {
    await Promise.all([holder.end(), watcher.end()]);
    await drop();
  }
});

test('what says "no transaction" may be nothing but an index that can be begun again', async () => {
  const { url, drop } = await emptyDatabase();
  try {
    for (const statement of [
      'CREATE TABLE t (id int);',
      'CREATE INDEX CONCURRENTLY i ON t (id);',
      'CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (id); DROP TABLE t;',
    ]) {
      const bad = await migrations({ '1_bad': `-- no transaction\n${statement}` });
      await assert.rejects(
        migrate(url, bad),
        /1_bad says "no transaction" and must then be one CREATE INDEX/,
        statement,
      );
    }
  } finally {
    await drop();
  }
});

async function stateOf(url: string, known: typeof own) {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await schemaState(client, known);
  } finally {
    await client.end();
  }
}

async function migrations(files: Readonly<Record<string, string>>) {
  const folder = await mkdtemp(path.join(tmpdir(), 'migrations-'));
  folders.push(folder);
  for (const [name, sql] of Object.entries(files)) {
    await mkdir(path.join(folder, name));
    await writeFile(path.join(folder, name, 'migration.sql'), sql);
  }
  return readMigrations(folder);
}

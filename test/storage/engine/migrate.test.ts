import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import pg from 'pg';
import { root } from '../../../src/root.ts';
import { migrate, readMigrations, schemaProblem, schemaState } from '../../../src/storage/engine/migrate.ts';
import { emptyDatabase, testDatabase } from '../../support/database.ts';

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

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { runCommandLine } from '../src/command-line/run.ts';
import { type TestDatabase, testDatabase } from './support/database.ts';
import { TEST_SECRET } from './support/server.ts';

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
  Object.assign(process.env, { DATABASE_URL: database.url, SECRET: TEST_SECRET });
});
after(() => database?.drop());

async function run(...args: readonly string[]): Promise<string> {
  let out = '';
  const code = await runCommandLine(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => assert.fail(text),
  });
  assert.equal(code, 0);
  return out;
}

/** What a rotation says of each key, the key ids aside. */
const saidOf = (printed: string) =>
  printed
    .trim()
    .split('\n')
    .map((line) => line.replace(/Added \S+ /, ''))
    .sort();

test('S082 key rotate alone adds a key of every algorithm, and says that the Ed25519 key is published after the others', async () => {
  assert.deepEqual(saidOf(await run('key', 'rotate')), [
    '(ES256): published now, it signs in 60 minutes.',
    '(EdDSA): published in 60 minutes, it signs in 120 minutes.',
    '(PS256): published now, it signs in 60 minutes.',
    '(RS256): published now, it signs in 60 minutes.',
  ]);
  assert.deepEqual(saidOf(await run('key', 'rotate', '--now')), [
    '(ES256): published now, it signs in 5 seconds.',
    '(EdDSA): published in 60 seconds, it signs in 65 seconds.',
    '(PS256): published now, it signs in 5 seconds.',
    '(RS256): published now, it signs in 5 seconds.',
  ]);
  assert.deepEqual(saidOf(await run('key', 'rotate', '--alg', 'EdDSA')), [
    '(EdDSA): published now, it signs in 60 minutes.',
  ]);
  const listed = JSON.parse(await run('key', 'list', '--json'));
  assert.equal(listed.length, 4 + 4 + 4 + 1);
  for (const { alg, state, published_at: published, signs_at: signs } of listed)
    if (state === 'next') assert.ok(published < signs, alg);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { digest } from '../../src/secrets.ts';
import { tokenUses } from '../../src/storage/last-use.ts';

type Query = (text: string, values: readonly unknown[]) => Promise<unknown>;

/** A pool that is only heard: what is written, and what fails. */
function store(query: Query) {
  const clock = { now: 0 };
  const errors: unknown[] = [];
  const pool = { query } as unknown as Parameters<typeof tokenUses>[0]['pool'];
  const options = { seconds: 3600, clock: () => clock.now, onError: (error: unknown) => errors.push(error) };
  return { uses: tokenUses({ pool, offsetMs: 0 }, options), clock, errors };
}

const hash = (name: number | string) => digest(`${name}`);

test('a use is written once in five minutes', async () => {
  const written: number[] = [];
  const { uses, clock } = store(async (_text, [, hashes]) => written.push((hashes as unknown[]).length));
  for (const minute of [0, 1, 4.9, 5, 9, 10.1]) {
    clock.now = minute * 60_000;
    uses.record(hash('a'));
    await uses.flush();
  }
  assert.deepEqual(written, [1, 1, 1]);
});

test('what could not be written is reported, waits for the next batch, and then is written whole', async () => {
  let down = true;
  let written = 0;
  const { uses, errors } = store(async (_text, [, hashes]) => {
    if (down && written > 0) throw new Error('gone');
    written += (hashes as unknown[]).length;
  });
  for (let at = 0; at < 2500; at += 1) uses.record(hash(at));
  await uses.flush();
  assert.deepEqual([written, errors.length], [1000, 1]);
  down = false;
  await uses.close();
  assert.equal(written, 2500);
});

test('S157 however many tokens there are, memory is bounded and every use is written', async () => {
  let written = 0;
  const { uses } = store(async (_text, [, hashes]) => {
    written += (hashes as unknown[]).length;
  });
  const COUNT = 60_000;
  for (let at = 0; at < COUNT; at += 1) uses.record(hash(at));
  await uses.flush();
  assert.equal(written, COUNT);
});

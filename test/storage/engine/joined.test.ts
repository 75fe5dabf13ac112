import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joined } from '../../../src/storage/engine/joined.ts';

test('who asks at a time shares an answer, and none that was asked for before they came', async () => {
  const asked: { readonly key: string; answer(value: number): void; fail(): void }[] = [];
  const ask = joined(
    (key) =>
      new Promise<number>((answer, fail) => {
        asked.push({ key, answer, fail: () => fail(new Error('gone')) });
      }),
  );
  const first = ask('a');
  const [second, third] = [ask('a'), ask('a')];
  const other = ask('b');
  assert.deepEqual(
    asked.map(({ key }) => key),
    ['a', 'b'],
  );
  asked[0]?.answer(1);
  asked[1]?.answer(10);
  assert.deepEqual([await first, await other], [1, 10]);
  const fourth = ask('a'); // while the next one is being asked
  assert.equal(asked.length, 3);
  asked[2]?.fail();
  await assert.rejects(second);
  await assert.rejects(third);
  await new Promise(setImmediate);
  assert.equal(asked.length, 4);
  asked[3]?.answer(4);
  assert.equal(await fourth, 4);
  const fifth = ask('a');
  assert.equal(asked.length, 5);
  asked[4]?.answer(5);
  assert.equal(await fifth, 5);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashSlots, TooBusy } from '../../src/accounts/hash-slots.ts';

test('S113 so many works run at once, so many wait, and the rest is refused at once', async () => {
  const slots = hashSlots(2, 3);
  const gates: (() => void)[] = [];
  let running = 0;
  let most = 0;
  const work = () =>
    slots(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((open) => gates.push(open));
      running -= 1;
    });
  const all = Array.from({ length: 9 }, work);
  const refused = await Promise.allSettled(all.slice(5));
  for (const one of refused) {
    assert.ok(one.status === 'rejected' && one.reason instanceof TooBusy);
    assert.ok(one.reason.retryAfterSeconds >= 1);
  }
  const admitted = Promise.all(all.slice(0, 5));
  while (running > 0) {
    gates.shift()?.();
    await new Promise(setImmediate);
  }
  await admitted;
  assert.equal(most, 2);
});

test('S113 a work that fails frees its slot', async () => {
  const slots = hashSlots(1, 0);
  await assert.rejects(
    slots(() => Promise.reject(new Error('no'))),
    /no/,
  );
  assert.equal(await slots(() => Promise.resolve('yes')), 'yes');
});

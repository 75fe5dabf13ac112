import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashSlots, TooBusy } from '../../src/accounts/hash-slots.ts';

test('S113 so many works run at once, so many wait, and the rest is refused at once', async () => {
  const slots = hashSlots(2, 3);
  const gates: (() => void)[] = [];
  let running = 0;
  let most = 0;
  const work = () =>
    slots.run(async () => {
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
    slots.run(() => Promise.reject(new Error('no'))),
    /no/,
  );
  assert.equal(await slots.run(() => Promise.resolve('yes')), 'yes');
});

test('S113 an attempt has a place before it does anything, or is refused before it has', async () => {
  const slots = hashSlots(1, 2);
  const begun: number[] = [];
  const gates: (() => void)[] = [];
  const attempt = (at: number) =>
    slots.attempt(async () => {
      begun.push(at);
      await new Promise<void>((open) => gates.push(open));
      return slots.run(() => Promise.resolve(at));
    });
  const all = [0, 1, 2, 3, 4].map(attempt);
  for (const one of await Promise.allSettled(all.slice(3))) {
    assert.ok(one.status === 'rejected' && one.reason instanceof TooBusy);
  }
  assert.deepEqual(begun, [0, 1, 2]);
  for (const open of gates) open();
  assert.deepEqual(await Promise.all(all.slice(0, 3)), [0, 1, 2]);
  await assert.rejects(
    slots.attempt(() => Promise.reject(new Error('no'))),
    /no/,
  );
  assert.equal(await slots.attempt(() => Promise.resolve('yes')), 'yes');
});

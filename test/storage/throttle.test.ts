import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Budget } from '../../src/accounts/throttle.ts';
import { digest, randomId } from '../../src/secrets.ts';
import { openAccounts, rows } from '../support/accounts.ts';
import { testDatabase } from '../support/database.ts';

const MINUTES_15 = 15 * 60;
const { url, drop } = await testDatabase();
const here = openAccounts(url, { max: 10 });
const there = openAccounts(url, { max: 10 });
const later = openAccounts(url, { offsetMs: MINUTES_15 * 1000 });
after(async () => {
  await Promise.all([here, there, later].map(({ database }) => database.close()));
  await drop();
});

test('S109 of 100 parallel guesses on two instances no more than the limit are admitted, round after round', async () => {
  for (let round = 0; round < 5; round += 1) {
    const [account, address, all] = [budget(10), budget(60), budget(1000)];
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, i) => (i % 2 ? here : there).throttle.reserve([account, address, all])),
    );
    assert.equal(answers.filter((answer) => answer.admitted).length, 10);
    for (const answer of answers) {
      if (!answer.admitted) assert.ok(answer.retryAfterSeconds >= 1 && answer.retryAfterSeconds <= MINUTES_15);
    }
    assert.deepEqual(await counts([account, address, all]), [10, 10, 10]);
  }
});

test('S109 parallel guesses at many accounts from one address stop at the limit of the address', async () => {
  const address = budget(20);
  const all = budget(1000);
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, i) => (i % 2 ? here : there).throttle.reserve([budget(10), address, all])),
  );
  assert.equal(answers.filter((answer) => answer.admitted).length, 20);
  assert.deepEqual(await counts([address, all]), [20, 20]);
});

test('S110 a refused attempt is counted nowhere, so that the delay does not grow', async () => {
  const [account, address] = [budget(2), budget(100)];
  for (let i = 0; i < 2; i += 1) assert.equal((await here.throttle.reserve([account, address])).admitted, true);
  const before = await rows(here, 'SELECT * FROM throttles WHERE key = $1', [account.key]);
  for (let i = 0; i < 5; i += 1) assert.equal((await here.throttle.reserve([account, address])).admitted, false);
  assert.deepEqual(await rows(here, 'SELECT * FROM throttles WHERE key = $1', [account.key]), before);
  assert.deepEqual(await counts([account, address]), [2, 2]);
});

test('S110 when the window ends the count begins anew', async () => {
  const account = budget(2);
  for (const admitted of [true, true, false]) {
    assert.equal((await here.throttle.reserve([account])).admitted, admitted);
  }
  for (const admitted of [true, true, false]) {
    assert.equal((await later.throttle.reserve([account])).admitted, admitted);
  }
});

test('what is given back can be taken again, once, and never from another window', async () => {
  const [account, address] = [budget(1), budget(5)];
  const first = await here.throttle.reserve([account, address]);
  assert.ok(first.admitted);
  await there.throttle.giveBack(first.held);
  await there.throttle.giveBack(first.held);
  assert.deepEqual(await counts([account, address]), [0, 0]);
  assert.equal((await later.throttle.reserve([account, address])).admitted, true);
  await later.throttle.giveBack(first.held);
  assert.equal((await later.throttle.reserve([account, address])).admitted, false);
});

test('giving back and reserving at once end without a deadlock and with a true count', async () => {
  const budgets = [budget(1000), budget(1000), budget(1000)];
  await Promise.all(
    Array.from({ length: 40 }, async (_, i) => {
      const server = i % 2 ? here : there;
      const reserved = await server.throttle.reserve(i % 3 ? budgets : [...budgets].reverse());
      assert.ok(reserved.admitted);
      if (i % 4) await server.throttle.giveBack(i % 3 ? reserved.held : [...reserved.held].reverse());
    }),
  );
  assert.deepEqual(await counts(budgets), [10, 10, 10]);
});

function budget(limit: number): Budget {
  return { key: digest(randomId()), limit, seconds: MINUTES_15 };
}

async function counts(budgets: readonly Budget[]): Promise<unknown[]> {
  const found = await rows(here, 'SELECT key, count FROM throttles');
  return budgets.map(({ key }) => found.find((row) => key.equals(row['key'] as Buffer))?.['count']);
}

import { after, before, test } from 'node:test';
import { raceRedemptions } from '../soak/redemption.ts';
import { raceRefreshes } from '../soak/refreshing.ts';
import { type Pair, startPair } from '../support/pair.ts';

// Two processes on one database: what an in-memory lock would keep on one fails here.
let pair: Pair;
before(async () => {
  pair = await startPair({ env: { DATABASE_POOL: '25' } });
});
after(() => pair.close());

test('S027 of twenty parallel redemptions on two instances exactly one succeeds', async () => {
  await raceRedemptions(pair, { rounds: 5, parallel: 20 });
});

test('S050 twenty parallel refreshes on two instances leave exactly one usable lineage', async () => {
  await raceRefreshes(pair, { rounds: 5, parallel: 20, grace: true });
});

test('S050 without a grace window exactly one of twenty parallel refreshes succeeds', async () => {
  const strict = await startPair({ env: { DATABASE_POOL: '25', REFRESH_GRACE_SECONDS: '0' }, on: pair.on });
  try {
    await raceRefreshes(strict, { rounds: 5, parallel: 20, grace: false });
  } finally {
    await strict.close();
  }
});

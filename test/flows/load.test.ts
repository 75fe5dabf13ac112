import { after, before, test } from 'node:test';
import { floodSignIns, floodTokens } from '../soak/flood.ts';
import { mixedRequests } from '../soak/mixed.ts';
import { type Pair, startInstance, startPair } from '../support/pair.ts';

let pair: Pair;
before(async () => {
  pair = await startPair();
});
after(() => pair.close());

test('S157 two thousand requests, half of them spoiled, neither end the process nor grow it', async () => {
  await mixedRequests(pair, { requests: 2000, growthMiB: 100 });
});

test('S158 who floods the token endpoint with wrong secrets is told 429, and nobody else notices', async () => {
  await floodTokens(pair, { requests: 300, parallel: 16 });
});

test('S113 of many sign-ins at once a few are hashed, the others are told when to come again', async () => {
  const one = await startInstance(pair.on, { TRUST_PROXY: '127.0.0.1' });
  try {
    await floodSignIns(pair, one, { parallel: 60, seconds: 0 });
  } finally {
    await one.server.stop();
  }
});

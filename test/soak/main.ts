import { lineTo } from '../support/line.ts';
import { until } from '../support/load.ts';
import { type Pair, type PairOptions, startInstance, startPair } from '../support/pair.ts';
import { ownPostgres } from '../support/postgres.ts';
import { crash, killedInTurn } from './crash.ts';
import { guessCodes, manyDevices, racePolls } from './device.ts';
import { floodSignIns, floodTokens } from './flood.ts';
import { guess } from './guessing.ts';
import { mixedRequests } from './mixed.ts';
import { outage } from './outage.ts';
import { raceRedemptions } from './redemption.ts';
import { raceRefreshes } from './refreshing.ts';
import { rollingRestart } from './rolling.ts';
import { clientTiming, signInTiming } from './timing.ts';
import { randomValues } from './values.ts';

/** A statement of docs/security.md at its full size. */
type Part = { readonly statements: string; readonly what: string; run(): Promise<string> };

const WIDE = { DATABASE_POOL: '26' }; // so that fifty can stand at one row: one connection of each only reads
const ADDRESSES = { TRUST_PROXY: '127.0.0.1' }; // so that each request can have an address of its own

const parts: readonly Part[] = [
  {
    statements: 'S025 S071',
    what: 'codes and access tokens of two instances',
    run: () => withPair({}, (pair) => randomValues(pair, { count: 10_000 })),
  },
  {
    statements: 'S027',
    what: 'parallel redemptions on two instances',
    run: () => withPair({ env: WIDE }, (pair) => raceRedemptions(pair, { rounds: 100, parallel: 50 })),
  },
  {
    statements: 'S036 S037',
    what: 'time of a refused client',
    run: () => withPair({ env: ADDRESSES }, (pair) => clientTiming(pair, { times: 500 })),
  },
  {
    statements: 'S050',
    what: 'parallel refreshes on two instances',
    run: () => withPair({ env: WIDE }, (pair) => raceRefreshes(pair, { rounds: 20, parallel: 50, grace: true })),
  },
  {
    statements: 'S050',
    what: 'the same without a grace window',
    run: () =>
      withPair({ env: { ...WIDE, REFRESH_GRACE_SECONDS: '0' } }, (pair) =>
        raceRefreshes(pair, { rounds: 20, parallel: 50, grace: false }),
      ),
  },
  {
    statements: 'S103',
    what: 'parallel guesses at the codes of devices on two instances',
    run: () => withPair({ env: ADDRESSES }, (pair) => guessCodes(pair, { parallel: 100 })),
  },
  {
    statements: 'S107',
    what: 'parallel polls of one code on two instances',
    run: () => withPair({ env: WIDE }, (pair) => racePolls(pair, { rounds: 60, parallel: 50 })),
  },
  {
    statements: 'S107',
    what: 'devices that ask',
    run: () => withPair({ env: ADDRESSES }, (pair) => manyDevices(pair, { requests: 10_000 })),
  },
  {
    statements: 'S108',
    what: 'time of a refused sign-in',
    run: () => withPair({ env: ADDRESSES }, (pair) => signInTiming(pair, { times: 200 })),
  },
  {
    statements: 'S109',
    what: 'parallel guesses at one account on two instances',
    run: () => withPair({ env: ADDRESSES }, (pair) => guess(pair, { parallel: 100 })),
  },
  {
    statements: 'S113',
    what: 'parallel sign-ins',
    run: () =>
      withPair({ env: ADDRESSES }, async (pair) =>
        quick(await floodSignIns(pair, pair.a, { parallel: 300, seconds: 15 })),
      ),
  },
  {
    statements: 'S152',
    what: 'kill -9 of a server at random moments',
    run: () =>
      withPair({}, async (pair) => {
        const other = await startInstance(pair.on);
        const killing = killedInTurn(pair.a, other);
        const found = await crash(pair, { rounds: 200 }, { ...killing, survivor: pair.b });
        await killing.settled();
        await other.server.stop();
        return found;
      }),
  },
  {
    statements: 'S051 S153',
    what: 'Postgres stopped without a last write at random moments',
    run: () =>
      withOwnPostgres(async (pair, postgres) => {
        const { a, b } = pair;
        const mend = async () => {
          await postgres.start();
          for (const site of [a, b]) await until('ready', () => isReady(site));
        };
        return crash(pair, { rounds: 50 }, { at: [a, b], survivor: b, blow: () => postgres.stop('immediate'), mend });
      }),
  },
  {
    statements: 'S154',
    what: 'Postgres away for 10 s under load',
    run: () =>
      withOwnPostgres((pair, { stop, start }) => outage(pair, { stop: () => stop('fast'), start, away: 10_000 })),
  },
  {
    statements: 'S154',
    what: 'Postgres silent for 10 s under load',
    run: () =>
      withPair({}, async (pair) => {
        const line = await lineTo(pair.on.url);
        const a = await startInstance({ ...pair.on, url: line.url }, { DATABASE_POOL: '3' });
        const held = { stop: async () => line.hold(), start: async () => line.letGo(), away: 10_000 };
        const found = await outage({ ...pair, a }, held);
        await a.server.stop();
        await line.close();
        return found;
      }),
  },
  {
    statements: 'S156',
    what: 'two instances restarted in turn at 50 requests a second',
    run: () => withPair({}, (pair) => rollingRestart(pair, { flowsPerSecond: 17, restarts: 6 })),
  },
  {
    statements: 'S157',
    what: 'right, wrong and nonsensical requests',
    run: () => withPair({}, (pair) => mixedRequests(pair, { requests: 100_000, growthMiB: 40 })),
  },
  {
    statements: 'S158',
    what: 'one address trying secrets',
    run: () => withPair({}, async (pair) => quick(await floodTokens(pair, { requests: 20_000, parallel: 32 }))),
  },
];

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1)); // the servers with us

const names = process.argv.slice(2);
const chosen = parts.filter(
  ({ statements }) => names.length === 0 || statements.split(' ').some((number) => names.includes(number)),
);
if (chosen.length === 0) throw new Error(`No part is called ${names.join(' or ')}.`);

console.log('| statement | what was done | numbers | verdict | seconds |\n|---|---|---|---|---|');
for (const { statements, what, run } of chosen) {
  const from = performance.now();
  const [numbers, verdict] = await run().then(
    (found) => [found, 'holds'] as const,
    (error: Error) => [error.message, 'FAILS'] as const,
  );
  if (verdict === 'FAILS') process.exitCode = 1;
  const seconds = Math.round((performance.now() - from) / 1000);
  const cells = [statements, what, numbers.replaceAll(/\s*\n\s*/g, ' ').replaceAll('|', '\\|'), verdict, seconds];
  console.log(`| ${cells.join(' | ')} |`);
}
process.exit(); // with whatever a part that failed has left running

async function withPair(options: PairOptions, run: (pair: Pair) => Promise<string>): Promise<string> {
  const pair = await startPair(options);
  try {
    return await run(pair);
  } finally {
    await pair.close();
  }
}

async function withOwnPostgres(
  run: (pair: Pair, postgres: Awaited<ReturnType<typeof ownPostgres>>) => Promise<string>,
): Promise<string> {
  const postgres = await ownPostgres();
  try {
    return await withPair({ on: await postgres.database() }, (pair) => run(pair, postgres));
  } finally {
    await postgres.remove();
  }
}

/** S113, S158: the others wait less than a second. */
function quick({ summary, p99 }: { readonly summary: string; readonly p99: number }): string {
  if (p99 >= 1000) throw new Error(summary);
  return summary;
}

async function isReady({ app }: Pair['a']): Promise<boolean> {
  return (await app.inject({ method: 'GET', url: '/readyz' })).statusCode === 200;
}

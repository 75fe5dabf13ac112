import type pg from 'pg';
import type { PrismaClient } from '../../generated/prisma/client.ts';
import { Unknown } from '../../storage-errors.ts';
import { named } from './sqlstate.ts';
import { retried } from './transaction.ts';

const READS = /^(?:find|count|aggregate|groupBy)/;

type Transaction = (work: unknown, options?: unknown) => Promise<unknown>;
type Work = (client: unknown) => Promise<unknown>;

/** Opens Prisma on this pool. What fails has the names that it has elsewhere, and a transaction is run again as elsewhere. */
export async function openPrisma(pool: pg.Pool, schema: string): Promise<PrismaClient> {
  const [{ PrismaClient }, { PrismaPg }] = await Promise.all([
    import('../../generated/prisma/client.ts'),
    import('@prisma/adapter-pg'),
  ]);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { schema }) }).$extends({
    query: {
      $allOperations: ({ operation, args, query }) =>
        query(args).catch((error: unknown) => {
          throw named(error, { mayHaveHappened: !READS.test(operation) });
        }),
    },
  });
  const begin = prisma.$transaction.bind(prisma) as unknown as Transaction;
  const $transaction: Transaction = (work, options) =>
    typeof work === 'function'
      ? retried(() => once(begin, work as Work, options))
      : begin(work, options).catch((error: unknown) => {
          throw named(error, { mayHaveHappened: true });
        });
  return prisma.$extends({ client: { $transaction } }) as unknown as PrismaClient;
}

/** Nothing has happened before `work` is done: the commit comes after it. */
async function once(begin: Transaction, work: Work, options: unknown): Promise<unknown> {
  let committing = false;
  try {
    return await begin(async (client: unknown) => {
      const result = await work(client);
      committing = true;
      return result;
    }, options);
  } catch (error) {
    throw named(error instanceof Unknown ? error.cause : error, { mayHaveHappened: committing });
  }
}

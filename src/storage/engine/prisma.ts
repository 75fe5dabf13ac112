import type pg from 'pg';
import type { Prisma, PrismaClient } from '../../generated/prisma/client.ts';
import { Unknown } from '../../storage-errors.ts';
import { named } from './sqlstate.ts';
import { retried } from './transaction.ts';

const READS = /^(?:find|count|aggregate|groupBy)/;

/** Prisma within a transaction. */
export type Within = Prisma.TransactionClient;

/** Prisma, with transactions of one form: work that is given the transaction. */
export type Client = Omit<PrismaClient, '$transaction'> & {
  /** Runs work in one transaction, again where it met another one; what `work` throws rolls it back. */
  $transaction<T>(work: (within: Within) => Promise<T>): Promise<T>;
};

/**
 * Opens Prisma on this pool. What fails has the names that it has elsewhere, and what met another transaction is run again as
 * elsewhere: the whole transaction, or what is one by itself.
 */
export async function openPrisma(pool: pg.Pool, schema: string): Promise<Client> {
  const [{ PrismaClient }, { PrismaPg }] = await Promise.all([
    import('../../generated/prisma/client.ts'),
    import('@prisma/adapter-pg'),
  ]);
  // Of this one are the clients within transactions: there the one that fails is not run again, but all of them.
  const naming = new PrismaClient({ adapter: new PrismaPg(pool, { schema }) }).$extends({
    query: {
      $allOperations: ({ operation, args, query }) =>
        query(args).catch((error: unknown) => {
          throw named(error, { mayHaveHappened: !READS.test(operation) });
        }),
    },
  });
  const begin = naming.$transaction.bind(naming) as unknown as Client['$transaction'];
  const $transaction: Client['$transaction'] = (work) => retried(() => once(begin, work));
  return naming.$extends({
    query: { $allOperations: ({ args, query }) => retried(() => query(args)) },
    client: { $transaction },
  }) as unknown as Client;
}

/** Nothing has happened before `work` is done: the commit comes after it. */
async function once<T>(begin: Client['$transaction'], work: (within: Within) => Promise<T>): Promise<T> {
  let committing = false;
  try {
    return await begin(async (within) => {
      const result = await work(within);
      committing = true;
      return result;
    });
  } catch (error) {
    throw named(error instanceof Unknown ? error.cause : error, { mayHaveHappened: committing });
  }
}

import pg from 'pg';
import type { PrismaClient } from '../generated/prisma/client.ts';

/** One pool for everything: Prisma through its adapter, the hot path through prepared statements. */
export type Database = {
  readonly pool: pg.Pool;
  /** Prisma on the same pool, loaded at first use: it costs 200 ms and 60 MiB. */
  prisma(): Promise<PrismaClient>;
  /** Runs a named statement: parsed once per connection, one round trip. */
  run<Row extends pg.QueryResultRow>(statement: Statement, values: readonly unknown[]): Promise<Row[]>;
  /** What tests add to the database's clock, in milliseconds; 0 in production. */
  readonly offsetMs: number;
  /** The database's clock as near as this process knows it, for what Prisma compares. */
  now(): Date;
  close(): Promise<void>;
};

/** A statement with a name of its own. `$1` is always the offset of the clock: write `now() + $1::interval`. */
export type Statement = { readonly name: string; readonly text: string };

/** Waits that together stay under the five seconds in which every request must end (S154). */
const LIMITS = {
  connectionTimeoutMillis: 2000,
  query_timeout: 4000,
  statement_timeout: 3000,
  idle_in_transaction_session_timeout: 5000,
};

/**
 * Opens the pool; connects at the first query. `max` is the number of connections of this process;
 * `onIdleError` hears of connections lost while idle, which are replaced by themselves.
 */
export function openDatabase(options: {
  readonly url: string;
  readonly max: number;
  readonly onIdleError: (error: Error) => void;
  readonly offsetMs?: number;
}): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max,
    application_name: 'latchkey',
    ...LIMITS,
  });
  pool.on('error', options.onIdleError);
  const offsetMs = options.offsetMs ?? 0;
  const offset = `${offsetMs} milliseconds`;
  let prisma: Promise<PrismaClient> | undefined;
  return {
    pool,
    offsetMs,
    now: () => new Date(Date.now() + offsetMs),
    prisma() {
      prisma ??= openPrisma(pool);
      return prisma;
    },
    async run<Row extends pg.QueryResultRow>(statement: Statement, values: readonly unknown[]) {
      const result = await pool.query<Row>({ name: statement.name, text: statement.text, values: [offset, ...values] });
      return result.rows;
    },
    async close() {
      await (await prisma)?.$disconnect();
      await pool.end();
    },
  };
}

async function openPrisma(pool: pg.Pool): Promise<PrismaClient> {
  const [{ PrismaClient }, { PrismaPg }] = await Promise.all([
    import('../generated/prisma/client.ts'),
    import('@prisma/adapter-pg'),
  ]);
  return new PrismaClient({ adapter: new PrismaPg(pool) });
}

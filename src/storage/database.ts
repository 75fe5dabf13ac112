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
  statement_timeout: 3000,
  idle_in_transaction_session_timeout: 5000,
  idleTimeoutMillis: 0, // connections are kept: a timer at every return costs more than they do
};
const HELD_MILLIS = 3300; // longer than a statement may take

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
    // The statements have one good plan each, by primary keys; Postgres would plan them anew every time.
    onConnect: async (client) => {
      await client.query("SET plan_cache_mode = 'force_generic_plan'");
    },
  });
  pool.on('error', options.onIdleError);
  const stopWatching = watch(pool);
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
      stopWatching();
      await (await prisma)?.$disconnect();
      await pool.end();
    },
  };
}

/**
 * Cuts connections on which an answer is overdue: a Postgres that neither answers nor goes away. One look at all of
 * them twice a second instead of a timer for every query, which costs a twentieth of a request.
 */
function watch(pool: pg.Pool): () => void {
  const held = new Map<pg.PoolClient, number>();
  pool.on('acquire', (client) => held.set(client, performance.now()));
  pool.on('release', (_error, client) => held.delete(client));
  pool.on('remove', (client) => held.delete(client));
  const timer = setInterval(() => {
    const overdue = performance.now() - HELD_MILLIS;
    for (const [client, since] of held) if (since < overdue) cut(client);
  }, 500);
  timer.unref();
  return () => clearInterval(timer);
}

/** As if the network had: the query fails, the pool replaces the connection. */
function cut(client: pg.PoolClient) {
  const { connection } = client as unknown as { connection: { stream: { destroy(error: Error): void } } };
  connection.stream.destroy(new Error('Connection terminated: Postgres did not answer in time'));
}

async function openPrisma(pool: pg.Pool): Promise<PrismaClient> {
  const [{ PrismaClient }, { PrismaPg }] = await Promise.all([
    import('../generated/prisma/client.ts'),
    import('@prisma/adapter-pg'),
  ]);
  return new PrismaClient({ adapter: new PrismaPg(pool) });
}

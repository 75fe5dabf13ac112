import pg from 'pg';
import { type GroupCommit, groupCommit } from './group-commit.ts';
import { type Pool, poolOf } from './pool.ts';
import { Execution, Prepared, type Statement } from './prepared.ts';
import { type Client, openPrisma } from './prisma.ts';
import { cut, openReader, type Pending, type Reader } from './reader.ts';
import { pinSession, SERVER_PATIENCE, schemaOf } from './session-settings.ts';
import { isStale, metAnother, named, onlyReads } from './sqlstate.ts';
import { ATTEMPTS } from './transaction.ts';

export type { Statement } from './prepared.ts';

/**
 * One pool for everything: Prisma through its adapter, the hot path through prepared statements. What fails for a reason
 * that is not our fault is `Unavailable`, `Unknown` or a `Conflict`, whichever way it was asked for.
 */
export type Database = {
  readonly pool: Pool;
  /** Prisma on the same pool, loaded at first use: it costs 200 ms and 40 MiB (src/accounts/expect-people.ts). */
  prisma(): Promise<Client>;
  /** Runs a named statement: parsed once per connection, one round trip. */
  run<Row extends pg.QueryResultRow>(statement: Statement, values: readonly unknown[]): Promise<Row[]>;
  /** The same for a statement that only reads and waits for no lock: on a connection that such statements share, or any. */
  read<Row extends pg.QueryResultRow>(statement: Statement, values: readonly unknown[]): Promise<Row[]>;
  /** The same for a small statement that writes and is often asked for: in a transaction that such statements share. */
  readonly write: GroupCommit['run'];
  /** Whether mails are sent from it: whoever is to be told something is written to. */
  readonly sendsMail: boolean;
  /** What tests add to the database's clock, in milliseconds; 0 in production. */
  readonly offsetMs: number;
  /** The database's clock as near as this process knows it, for what Prisma compares. */
  now(): Date;
  close(): Promise<void>;
};

/** Waits that together stay under the five seconds in which every request must end (S154). */
const LIMITS = {
  connectionTimeoutMillis: 2000,
  idleTimeoutMillis: 0, // connections are kept: a timer at every return costs more than they do
};
const HELD_MILLIS = 3300; // longer than a statement may take
const SECOND_LOOK_MILLIS = 100;
const FEW = 2; // connections: too few to keep one for reading

/**
 * Opens the pool; connects at the first query. `max` is the number of connections of this process;
 * `onIdleError` hears of connections lost while idle, which are replaced by themselves.
 */
export function openDatabase(options: {
  readonly url: string;
  readonly max: number;
  readonly onIdleError: (error: Error) => void;
  readonly offsetMs?: number;
  readonly sendsMail?: boolean;
}): Database {
  const config = { connectionString: options.url, application_name: 'latchkey', ...LIMITS };
  const prepare = (client: pg.ClientBase) => prepareInTime(client, options.url);
  const pool = new pg.Pool({ ...config, max: options.max > FEW ? options.max - 1 : options.max, onConnect: prepare });
  pool.on('error', options.onIdleError);
  pool.on('connect', (client) => client.on('error', () => undefined)); // its statement hears of it
  const reader = options.max > FEW ? openReader({ config, prepare, onError: options.onIdleError }) : undefined;
  const stopWatching = watch(pool, reader);
  const offsetMs = options.offsetMs ?? 0;
  const offset = `${offsetMs} milliseconds`;
  let prisma: Promise<Client> | undefined;
  const alone = <Row>(statement: Statement, values: readonly unknown[], attempt = 1) =>
    new Promise<Row[]>((done, failed) => {
      pool.connect((unconnected, client, release) => {
        if (!client) return failed(named(unconnected, { mayHaveHappened: false }));
        const execution = new Execution<Row>(statement, values);
        client.query(
          new Prepared([execution], (refused) => {
            const error = refused ?? execution.failure;
            release(error);
            if (!error) done(execution.rows);
            else if (again(error, attempt)) alone<Row>(statement, values, attempt + 1).then(done, failed);
            else failed(named(error, { mayHaveHappened: !onlyReads(statement.text) }));
          }),
        );
      });
    });
  /** Nothing has happened. Each connection that knows a statement no longer as it is goes away with its failure. */
  const again = (error: Error, attempt: number) =>
    (metAnother(error) && attempt < ATTEMPTS) || (isStale(error) && attempt <= options.max);
  const run = <Row>(statement: Statement, values: readonly unknown[]) => alone<Row>(statement, [offset, ...values]);
  const read = async <Row extends pg.QueryResultRow>(statement: Statement, values: readonly unknown[]) => {
    if (!reader?.isOpen()) return alone<Row>(statement, values);
    try {
      return await reader.run<Row>(statement, values);
    } catch (error) {
      if (isStale(error)) return alone<Row>(statement, values);
      throw error;
    }
  };
  const group = groupCommit(pool, alone);
  return {
    pool: poolOf(pool),
    sendsMail: options.sendsMail ?? false,
    offsetMs,
    now: () => new Date(Date.now() + offsetMs),
    prisma() {
      prisma ??= openPrisma(pool, schemaOf(options.url));
      return prisma;
    },
    run,
    read: (statement, values) => read(statement, [offset, ...values]),
    write: (statement, values, consumed) => group.run(statement, [offset, ...values], consumed),
    async close() {
      stopWatching();
      await reader?.close();
      await (await prisma)?.$disconnect();
      await pool.end();
    },
  };
}

/**
 * Cuts connections on which an answer is overdue: a Postgres that neither answers nor goes away. One look at all of
 * them twice a second instead of a timer for every query, which costs a twentieth of a request. It looks twice: where this
 * process was stopped, the answer waits in the socket and is read between the two.
 */
function watch(pool: pg.Pool, reader: Reader | undefined): () => void {
  const held = new Map<pg.PoolClient, Pending>();
  pool.on('acquire', (client) => held.set(client, { client, since: performance.now() }));
  pool.on('release', (_error, client) => held.delete(client));
  pool.on('remove', (client) => held.delete(client));
  const overdue = (before: number) =>
    [...held.values(), ...(reader?.pending() ?? [])].filter(({ since }) => since < before);
  const timer = setInterval(() => {
    const before = performance.now() - HELD_MILLIS;
    const first = overdue(before);
    if (first.length === 0) return;
    setTimeout(() => {
      for (const pending of overdue(before)) if (first.includes(pending)) cut(pending.client);
    }, SECOND_LOOK_MILLIS).unref();
  }, 500);
  timer.unref();
  return () => clearInterval(timer);
}

/** Nobody else looks after a connection that falls silent before it is had. */
async function prepareInTime(client: pg.ClientBase, url: string) {
  const timer = setTimeout(() => cut(client), LIMITS.connectionTimeoutMillis).unref();
  try {
    await pinSession(client, { url, ...SERVER_PATIENCE });
  } finally {
    clearTimeout(timer);
  }
}

import pg from 'pg';
import { Execution, Prepared, type Statement } from './prepared.ts';
import { isStale, named } from './sqlstate.ts';

/**
 * One connection on which statements that only read follow each other without waiting for answers (pipeline mode). No
 * such statement waits for a lock, so none holds up the next; what is asked in one turn of the loop is one write.
 */
export type Reader = {
  /** Whether the connection is there; where it is not, opens it meanwhile. */
  isOpen(): boolean;
  /** Runs a named statement on it. */
  run<Row extends pg.QueryResultRow>(statement: Statement, values: readonly unknown[]): Promise<Row[]>;
  /** The answer that has been awaited longest, on each connection that it has. */
  pending(): readonly Pending[];
  close(): Promise<void>;
};

const RETRY_MILLIS = 1000; // between two attempts to connect

/** An answer that is awaited on a connection, since a moment of `performance.now()`. */
export type Pending = { readonly client: pg.ClientBase; readonly since: number };

type Line = {
  readonly client: pg.Client;
  connected: boolean;
  corked: boolean;
  /** Each statement on the way, the oldest first. */
  readonly sent: Set<Pending>;
};

/** `prepare` runs first on every new connection; `onError` hears of one that was lost. */
export function openReader(options: {
  readonly config: pg.ClientConfig;
  readonly prepare: (client: pg.ClientBase) => Promise<void>;
  readonly onError: (error: Error) => void;
}): Reader {
  let current: Line | undefined;
  const lines = new Set<Line>();
  let failedAt = -RETRY_MILLIS;
  const open = () => {
    const client = new pg.Client({ ...options.config, pipeline: true });
    const line: Line = { client, connected: false, corked: false, sent: new Set() };
    lines.add(line);
    const lost = () => {
      lines.delete(line);
      if (current !== line) return;
      current = undefined;
      failedAt = performance.now();
    };
    client.on('error', (error) => {
      lost();
      options.onError(error);
    });
    client.on('end', lost);
    client
      .connect()
      .then(() => options.prepare(client))
      .then(
        () => {
          line.connected = true;
        },
        () => {
          lost();
          client.end().catch(() => undefined);
        },
      );
    return line;
  };
  const retire = (line: Line) => {
    current = undefined;
    line.client.end().catch(() => undefined);
  };
  return {
    isOpen() {
      if (!current && performance.now() - failedAt >= RETRY_MILLIS) current = open();
      return current?.connected === true;
    },
    async run<Row extends pg.QueryResultRow>(statement: Statement, values: readonly unknown[]) {
      const line = current;
      if (!line?.connected) throw named(new Error('Connection terminated'), { mayHaveHappened: false });
      try {
        return await send<Row>(line, statement, values);
      } catch (error) {
        // What else is on its way is answered yet; the next one opens another.
        if (isStale(error) && current === line) retire(line);
        throw named(error, { mayHaveHappened: false });
      }
    },
    pending: () => [...lines].flatMap(({ sent: [oldest] }) => oldest ?? []),
    async close() {
      await current?.client.end();
    },
  };
}

function send<Row>(line: Line, statement: Statement, values: readonly unknown[]): Promise<Row[]> {
  return new Promise((done, failed) => {
    const sent = { client: line.client, since: performance.now() };
    line.sent.add(sent);
    cork(line);
    const execution = new Execution<Row>(statement, values);
    line.client.query(
      new Prepared([execution], (refused) => {
        line.sent.delete(sent);
        const error = refused ?? execution.failure;
        if (error) failed(error);
        else done(execution.rows);
      }),
    );
  });
}

/** Until the end of this turn of the loop, so that a system call is paid once for all that was asked in it. */
function cork(line: Line) {
  if (line.corked) return;
  const { stream } = connectionOf(line.client);
  line.corked = true;
  stream.cork();
  setImmediate(() => {
    line.corked = false;
    stream.uncork();
  });
}

type Connection = { readonly stream: { destroy(error: Error): void; cork(): void; uncork(): void } };

/** What pg keeps to itself: the socket under a client. */
function connectionOf(client: pg.ClientBase): Connection {
  return (client as unknown as { connection: Connection }).connection;
}

/** Breaks a connection as if the network had: what is on its way fails. */
export function cut(client: pg.ClientBase) {
  connectionOf(client).stream.destroy(new Error('Connection terminated: Postgres did not answer in time'));
}

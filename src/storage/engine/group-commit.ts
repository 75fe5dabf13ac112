import type pg from 'pg';
import { type Attempt, InFlight } from './in-flight.ts';
import { Execution, Prepared, type Statement } from './prepared.ts';
import { isFull, isStale, isUndone, metAnother, named, onlyReads } from './sqlstate.ts';

/** What a statement found. `lostRace`: another one of this process consumed the row of `$2` while this one was under way. */
export type Written<Row> = { readonly rows: Row[]; readonly lostRace: boolean };

/**
 * Group commit: statements that are asked for in the same turn of the loop, or while no connection is free, go to Postgres
 * together and are one transaction, so that a commit, a round trip and the switches between processes are paid once for
 * all of them. Nobody hears of a result before the transaction is durable.
 *
 * What makes it safe: each statement is whole in itself, and locks no row that was there before but the one that `$2` names, a
 * digest. A group locks in the order of the digests, so that no two wait for each other. Where a row is held by somebody, or
 * a statement fails, nothing of the group has happened, and each runs by itself.
 */
export type GroupCommit = {
  /**
   * `consumed` is for a statement that consumes the row of `$2`, one caller only: whether this answer says that it did.
   */
  run<Row>(
    statement: Statement,
    values: readonly unknown[],
    consumed?: (row: Row | undefined) => boolean,
  ): Promise<Written<Row>>;
};

const MOST = 16; // in a group: whatever holds one up holds up so many
/** How long others may join a request for a connection: one that has to be opened may not come about. */
const JOINED_MILLIS = 50;
/** How long to ask again where Postgres takes no more connections: one that is there will come free. */
const PATIENCE_MILLIS = 1000;
/** First in every group, for as long as its transaction: the others in it do not stand at the row that one of them wants. */
const LOCK_TIMEOUT: Statement = { name: 'wait-briefly', text: "SELECT set_config('lock_timeout', '50ms', true)" };

type Waiting = {
  readonly execution: Execution<unknown>;
  readonly attempt: Attempt | undefined;
  readonly done: (rows: unknown[]) => void;
  readonly failed: (error: unknown) => void;
};

/** A request for a connection and those who rely on it: whoever has one sooner takes them along. 0: not yet asked for. */
type Request = { joinedUntil: number; readonly own: Waiting[] };

/** `alone` runs a statement in a transaction of its own; the first value is the offset of the clock. */
export function groupCommit(
  pool: pg.Pool,
  alone: (statement: Statement, values: readonly unknown[]) => Promise<unknown[]>,
): GroupCommit {
  const requests = new Set<Request>();
  const underWay = new InFlight();
  let latest: Request | undefined;

  const wait = (each: Waiting) => {
    if (!latest || latest.own.length === MOST || (latest.joinedUntil && performance.now() > latest.joinedUntil)) {
      latest = { joinedUntil: 0, own: [] };
      requests.add(latest);
      connect(latest);
    }
    latest.own.push(each);
  };
  const connect = (request: Request) =>
    setImmediate(() => {
      request.joinedUntil ||= performance.now() + JOINED_MILLIS;
      pool.connect((unconnected, client, release) => {
        if (latest === request) latest = undefined;
        const group = request.own;
        if (isFull(unconnected) && group.length > 0 && performance.now() < request.joinedUntil + PATIENCE_MILLIS) {
          setTimeout(() => connect(request), JOINED_MILLIS); // others may take them along meanwhile
          return;
        }
        requests.delete(request);
        if (!client) {
          for (const { failed } of group) failed(named(unconnected, { mayHaveHappened: false }));
          return;
        }
        for (const { own } of requests) group.push(...own.splice(0, MOST - group.length));
        if (group.length > 0) send(group.sort(byDigest), client, release);
        else release(); // others have taken them along
      });
    });
  const send = (group: readonly Waiting[], client: pg.PoolClient, release: (error?: Error) => void) => {
    const executions = group.map(({ execution }) => execution);
    if (group.length > 1) executions.unshift(new Execution(LOCK_TIMEOUT, []));
    const answer = new Promise<void>((answered) => {
      client.query(
        new Prepared(executions, (error) => {
          release(error ?? executions.find(({ failure }) => failure)?.failure);
          for (const each of group) settle(each, error, group.length);
          answered();
        }),
      );
    });
    for (const { attempt } of group) if (attempt) attempt.answer = answer;
  };
  const settle = ({ execution, attempt, done, failed }: Waiting, error: Error | undefined, together: number) => {
    const { statement, values, rows, failure } = execution;
    if (error && (isStale(error) || metAnother(error) || (together > 1 && isUndone(error)))) {
      const answer = alone(statement, values);
      answer.then(done, failed);
      if (attempt) attempt.answer = answer;
    } else if (error ?? failure) failed(named(error ?? failure, { mayHaveHappened: !onlyReads(statement.text) }));
    else done(rows);
  };
  const together = (statement: Statement, values: readonly unknown[], attempt?: Attempt) =>
    new Promise<unknown[]>((done, failed) => {
      wait({ execution: new Execution(statement, values), attempt, done, failed });
    });
  return {
    async run<Row>(statement: Statement, values: readonly unknown[], consumed?: (row: Row | undefined) => boolean) {
      if (!consumed) return { rows: (await together(statement, values)) as Row[], lostRace: false };
      const attempt = underWay.enter(values[1] as Buffer);
      try {
        const rows = (await together(statement, values, attempt)) as Row[];
        if (consumed(rows[0])) attempt.win();
        else await attempt.othersAnswered();
        return { rows, lostRace: attempt.lostRace };
      } finally {
        underWay.leave(attempt);
      }
    },
  };
}

function byDigest({ execution: a }: Waiting, { execution: b }: Waiting): number {
  const [one, other] = [a.values[1], b.values[1]];
  if (one instanceof Buffer && other instanceof Buffer) return one.compare(other);
  return Number(one instanceof Buffer) - Number(other instanceof Buffer); // what locks nothing comes first
}

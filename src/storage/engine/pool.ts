import type pg from 'pg';
import { named, onlyReads } from './sqlstate.ts';
import { retried } from './transaction.ts';

/** Connections for statements that are sent with their text. Over one that was had from `connect`, errors have no names. */
export type Pool = Pick<pg.Pool, 'query' | 'connect' | 'end' | 'options'>;

/** The same pool, with names for what fails; a statement that met another transaction is run again. */
export function poolOf(pool: pg.Pool): Pool {
  const connect = () =>
    pool.connect().catch((error: unknown) => {
      throw named(error, { mayHaveHappened: false });
    });
  const query = (statement: string | { readonly text: string }, values?: unknown[]) =>
    retried(async () => {
      const client = await connect();
      let failure: Error | undefined;
      try {
        return await client.query(statement, values);
      } catch (error) {
        failure = error as Error;
        const { text } = typeof statement === 'string' ? { text: statement } : statement;
        throw named(error, { mayHaveHappened: !onlyReads(text) });
      } finally {
        client.release(failure);
      }
    });
  return {
    options: pool.options,
    connect: connect as pg.Pool['connect'],
    query: query as pg.Pool['query'],
    end: pool.end.bind(pool),
  };
}

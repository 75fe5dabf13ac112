import type pg from 'pg';
import { metAnother, named } from './sqlstate.ts';

/** How often something is run before it is given up that was undone because it met another transaction. */
export const ATTEMPTS = 4;

/** How far a transaction is kept from others. */
export type Isolation = 'read committed' | 'serializable';

/**
 * Runs work in one transaction, again where it met another one; what `work` throws rolls it back. Only where the commit was
 * on its way is the outcome `Unknown`.
 */
export function transaction<T>(
  database: { readonly pool: { connect(): Promise<pg.PoolClient> } },
  work: (client: pg.PoolClient) => Promise<T>,
  isolation: Isolation = 'read committed',
): Promise<T> {
  return retried(() => once(database.pool, work, isolation));
}

/** The same for anything that is one transaction. */
export async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || !metAnother(error)) throw error;
    }
  }
}

async function once<T>(
  pool: { connect(): Promise<pg.PoolClient> },
  work: (client: pg.PoolClient) => Promise<T>,
  isolation: Isolation,
): Promise<T> {
  let committing = false;
  let broken: Error | undefined;
  const client = await pool.connect();
  try {
    await client.query(`BEGIN ISOLATION LEVEL ${isolation}`);
    const result = await work(client);
    committing = true;
    const { command } = await client.query('COMMIT');
    // What failed within was not heard of by `work`, or was caught.
    if (command !== 'COMMIT') throw new Error('the transaction was rolled back: a statement in it had failed');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failed: Error) => {
      broken = failed;
    });
    throw named(error, { mayHaveHappened: committing });
  } finally {
    client.release(broken);
  }
}

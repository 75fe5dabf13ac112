// SQL of its own: of those who come at once one is first (ON CONFLICT), in whichever transaction the act is.
import { SentBefore } from '../storage-errors.ts';
import type { Database, Statement } from './engine/database.ts';

/** What names a thing that is done once (src/secrets/made-once.ts); undefined: it is done whenever it is asked for. */
type Intended = { readonly intention?: Buffer | undefined };

/** When what an intention names was done; undefined: it was not. */
export function sentForms(database: Pick<Database, 'run'>) {
  return {
    async sentAt(intention: Buffer): Promise<Date | undefined> {
      const [row] = await database.run<{ sentAt: Date }>(SENT_AT, [intention]);
      return row?.sentAt;
    },
  };
}

/** Runs a statement of a transaction, whoever runs that, and brings its rows. */
export type Ask = <Row>(text: string, values: readonly unknown[]) => Promise<Row[]>;

/**
 * Does within a transaction what an intention names, unless that was done before (SentBefore). Who comes at the same time waits for
 * the first one's end. What came to nothing (false, undefined) was not done, and may be tried again.
 */
export async function once<T>(ask: Ask, offset: string, { intention }: Intended, work: () => Promise<T>): Promise<T> {
  if (!intention) return work();
  const [row] = await ask<{ sentAt: Date; first: boolean }>(SEND, [offset, intention]);
  if (row && !row.first) throw new SentBefore(row.sentAt);
  const done = await work();
  if (done === false || done === undefined) await ask('DELETE FROM sent_forms WHERE hash = $1', [intention]);
  return done;
}

const SENT_AT: Statement = {
  name: 'find-sent-form',
  text: 'SELECT sent_at AS "sentAt" FROM sent_forms WHERE hash = $2 AND $1::interval IS NOT NULL',
};

const SEND = `
  INSERT INTO sent_forms (hash, sent_at) VALUES ($2, now() + $1::interval)
  ON CONFLICT (hash) DO UPDATE SET hash = excluded.hash -- so that there is a row to return
  RETURNING sent_at AS "sentAt", xmax = 0 AS first`;

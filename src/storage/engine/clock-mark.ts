import type { Database } from './database.ts';
import { endAgain } from './end-again.ts';

/** A clock that was set back, in seconds, and how much was ended again. */
export type SetBack = { readonly seconds: number; readonly ended: number };

const EVERY_MILLIS = 10_000;
const TOLERANCE = '10 seconds'; // as far apart as instances and a standby may be (S159)
/** What may have ended after the last mark and before the step. */
const UNMARKED = '30 seconds';

/** Moves the mark along, at most every five seconds however many instances do, and tells whether time has fallen behind it. */
const MARK = `
  WITH moment AS (SELECT clock_timestamp() + $1::interval AS now), marked AS (
    INSERT INTO clock_marks AS m (id, seen_at) SELECT 1, now FROM moment
    ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at WHERE m.seen_at < excluded.seen_at - interval '5 seconds'
  )
  SELECT m.seen_at + interval '${UNMARKED}' AS until, extract(epoch FROM m.seen_at - now)::int AS seconds
  FROM moment JOIN clock_marks m ON m.id = 1 AND m.seen_at > now + interval '${TOLERANCE}'`;

const MARK_ANEW = 'UPDATE clock_marks SET seen_at = clock_timestamp() + $1::interval WHERE id = 1';

type Row = { readonly until: Date; readonly seconds: number };

/**
 * Notes how late it is by the clock of the database. Where that was set back, ends again what had ended before, and what was
 * issued since and ends before the old time; so no statement that runs for a request has to ask (S159).
 */
export async function markClock(
  database: Pick<Database, 'pool' | 'offsetMs'>,
  { idleSeconds }: { readonly idleSeconds: number },
): Promise<SetBack | undefined> {
  const offset = `${database.offsetMs} milliseconds`;
  const [behind]: Row[] = (await database.pool.query<Row>(MARK, [offset])).rows;
  if (!behind) return undefined;
  const ended = await endAgain(database, { until: behind.until, idleSeconds });
  await database.pool.query(MARK_ANEW, [offset]); // not before all is ended: who is interrupted finds it again
  return { seconds: behind.seconds, ended };
}

/** Does so every ten seconds, until the returned function is called. */
export function watchClock(
  database: Database,
  {
    idleSeconds,
    onSetBack,
    onError,
  }: {
    readonly idleSeconds: number;
    readonly onSetBack: (setBack: SetBack) => void;
    readonly onError: (error: unknown) => void;
  },
): () => Promise<void> {
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= markClock(database, { idleSeconds })
      .then((setBack) => setBack && onSetBack(setBack))
      .catch(onError)
      .finally(() => {
        running = undefined;
      });
  }, EVERY_MILLIS).unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}

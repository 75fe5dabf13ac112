// SQL of its own: several limits are checked and counted by one statement, for all instances.
import type { Budget, Held, Reservation, ThrottleStore } from '../accounts/throttle.ts';
import type { Database, Statement } from './engine/database.ts';

const ATTEMPTS = 3;
const RETRY_SECONDS = 60;

/** Guessing limits in Postgres: one count for all instances. */
export function throttleStore(database: Database): ThrottleStore {
  return {
    async reserve(budgets) {
      for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
        const reservation = await reserveOnce(database, budgets);
        if (reservation) return reservation;
      }
      return { admitted: false, retryAfterSeconds: RETRY_SECONDS };
    },
    giveBack: (held) => giveBack(database, held),
  };
}

/** Undefined where others took the last places between this statement's snapshot and its counting: ask again. */
async function reserveOnce(database: Database, budgets: readonly Budget[]): Promise<Reservation | undefined> {
  const rows = await database.run<ReserveRow>(RESERVE, [
    budgets.map((budget) => budget.key),
    budgets.map((budget) => budget.limit),
    budgets.map((budget) => budget.seconds),
  ]);
  const wait = rows[0]?.retryAfterSeconds;
  if (typeof wait === 'number') return { admitted: false, retryAfterSeconds: Math.max(1, wait) };
  const held = rows.flatMap(({ key, windowEnd }) => (key && windowEnd ? [{ key, windowEnd }] : []));
  if (held.length === budgets.length) return { admitted: true, held };
  await giveBack(database, held);
  return undefined;
}

async function giveBack(database: Database, held: Held): Promise<void> {
  if (held.length === 0) return;
  await database.run(GIVE_BACK, [held.map((one) => one.key), held.map((one) => one.windowEnd)]);
}

type ReserveRow = {
  readonly key: Buffer | null;
  readonly windowEnd: Date | null;
  readonly retryAfterSeconds: number | null;
};

// Budgets are counted in the order of their keys, here and below, so that two attempts never wait for each other.
// The limit is checked again on the row as it is when its lock is held: no more are ever admitted.
const RESERVE: Statement = {
  name: 'reserve-attempt',
  text: `
    WITH asked AS (
      SELECT * FROM unnest($2::bytea[], $3::int[], $4::int[]) AS asked (key, attempts, seconds)
    ), spent AS (
      SELECT max(t.expires_at) AS until
      FROM throttles t JOIN asked USING (key)
      WHERE t.count >= asked.attempts AND t.expires_at > now() + $1::interval
    ), held AS (
      INSERT INTO throttles AS t (key, count, expires_at)
      SELECT key, 1, now() + $1::interval + make_interval(secs => seconds)
      FROM asked WHERE (SELECT until FROM spent) IS NULL
      ORDER BY key
      ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN t.expires_at > now() + $1::interval THEN t.count + 1 ELSE 1 END,
        expires_at = CASE WHEN t.expires_at > now() + $1::interval THEN t.expires_at ELSE excluded.expires_at END
      WHERE t.expires_at <= now() + $1::interval
        OR t.count < (SELECT attempts FROM asked WHERE asked.key = excluded.key)
      RETURNING t.key, t.expires_at
    )
    SELECT held.key, held.expires_at AS "windowEnd",
      ceil(extract(epoch FROM spent.until - now() - $1::interval))::int AS "retryAfterSeconds"
    FROM spent LEFT JOIN held ON true`,
};

const GIVE_BACK: Statement = {
  name: 'give-back-attempt',
  text: `
    WITH given AS (
      SELECT t.key FROM throttles t
      JOIN unnest($2::bytea[], $3::timestamptz[]) AS held (key, window_end)
        ON t.key = held.key AND t.expires_at = held.window_end
      WHERE t.expires_at > now() + $1::interval
      ORDER BY t.key FOR UPDATE OF t
    )
    UPDATE throttles SET count = greatest(throttles.count - 1, 0) FROM given WHERE throttles.key = given.key`,
};

import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';

const GATHERING_TAKES = 2000; // statements are cancelled after 3 s

/**
 * Locks the rows of `lock`, starts, waits until `waiting` statements of this database stand at the lock, and lets them
 * all go at once: each of them has looked before any of them has written.
 */
export async function behindLock<T>(
  pool: Pick<pg.Pool, 'connect' | 'query'>,
  lock: { readonly text: string; readonly values: readonly unknown[] },
  waiting: number,
  start: () => Promise<T>,
): Promise<T> {
  const holder = await pool.connect();
  try {
    await holder.query('BEGIN');
    await holder.query(lock.text, [...lock.values]);
    const running = start();
    running.catch(() => {}); // looked at below
    const gathered = await untilWaiting(pool, waiting);
    await holder.query('COMMIT');
    const result = await running;
    if (gathered < waiting) throw new Error(`only ${gathered} of ${waiting} statements stood at the lock`);
    return result;
  } finally {
    await holder.query('ROLLBACK');
    holder.release();
  }
}

/** Waits until so many statements of this database wait for a lock; returns how many do. */
export async function untilWaiting(pool: Pick<pg.Pool, 'connect' | 'query'>, count: number): Promise<number> {
  let found = 0;
  for (const deadline = Date.now() + GATHERING_TAKES; found < count && Date.now() < deadline; await sleep(5)) {
    const { rows } = await pool.query<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    found = rows[0]?.waiting ?? 0;
  }
  return found;
}

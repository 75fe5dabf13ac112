// SQL of its own: a set of rows in one statement, by the clock of the database.
import type { Database } from './database.ts';

/** A day: no clock is set back so far that the key before would have to sign again (S159). */
const FORGET = `
  UPDATE signing_keys k SET private_key = '' FROM signing_keys next
  WHERE next.alg = k.alg AND next.generation = k.generation + 1 AND k.private_key <> ''
    AND next.signs_at < now() + $1::interval - interval '1 day'`;

/** Deletes the private part of each key that signs no more, since the next one does; how many. Its public part still checks what it signed. */
export async function purgeKeys({
  pool,
  offsetMs,
}: Pick<Database, 'pool' | 'offsetMs'>): Promise<{ readonly signing_keys: number }> {
  return { signing_keys: (await pool.query(FORGET, [`${offsetMs} milliseconds`])).rowCount ?? 0 };
}

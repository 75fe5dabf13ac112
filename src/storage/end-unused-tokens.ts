// SQL of its own: sets of rows, a thousand at a time, whose condition is looked at again once they are held.
import type { Database } from './engine/database.ts';

const BATCH = 1000;
/** How much later than its time a token ends: uses are known to some minutes only. */
const MARGIN = "interval '10 minutes'";
/** How long a token that does not expire may go unused: as long as the application's refresh tokens live. 3 the server's. */
const IDLE = 'make_interval(secs => coalesce(c.refresh_token_seconds, $3::int))';

/** 2 the hash behind which to begin. A use that is written meanwhile is seen: the condition is looked at again once the row is held. */
const END = `
  WITH seen AS MATERIALIZED (
    SELECT hash FROM access_tokens WHERE expires_at = 'infinity' AND hash > $2 ORDER BY hash LIMIT ${BATCH}
  ), done AS (
    DELETE FROM access_tokens WHERE hash = ANY (ARRAY(
      SELECT t.hash FROM seen JOIN access_tokens t ON t.hash = seen.hash LEFT JOIN clients c ON c.id = t.client_id
      WHERE coalesce(t.last_used_at, t.issued_at) < now() + $1::interval - ${IDLE} - ${MARGIN}
      FOR UPDATE OF t SKIP LOCKED))
    RETURNING hash
  )
  SELECT (SELECT count(*)::int FROM seen) AS seen, (SELECT count(*)::int FROM done) AS done,
    (SELECT hash FROM seen ORDER BY hash DESC LIMIT 1) AS last`;

/**
 * A family without such a token gets an end again: when its last refresh token, and an access token of that, must be gone.
 * 2 the id behind which to begin.
 */
const SETTLE = `
  WITH seen AS MATERIALIZED (
    SELECT id, client_id FROM authorizations WHERE expires_at = 'infinity' AND id > $2::uuid ORDER BY id LIMIT ${BATCH}
  ), done AS (
    UPDATE authorizations a SET expires_at = now() + $1::interval + ${IDLE} + interval '30 days'
    FROM seen LEFT JOIN clients c ON c.id = seen.client_id
    WHERE a.id = seen.id AND a.revoked_at IS NULL AND NOT EXISTS (
      SELECT FROM access_tokens t WHERE t.authorization_id = seen.id AND t.expires_at = 'infinity')
    RETURNING a.id
  )
  SELECT (SELECT count(*)::int FROM seen) AS seen, (SELECT count(*)::int FROM done) AS done,
    (SELECT id FROM seen ORDER BY id DESC LIMIT 1) AS last`;

/**
 * Ends access tokens that do not expire and went unused for too long, looking at a thousand at a time; how many.
 * `idleSeconds`: for how long they may, where the application has no time of its own. A lost use ends one early; all else
 * that can go wrong ends it late.
 */
export async function endUnusedTokens(
  { pool, offsetMs }: Pick<Database, 'pool' | 'offsetMs'>,
  { idleSeconds }: { readonly idleSeconds: number },
): Promise<number> {
  type Row = { readonly seen: number; readonly done: number; readonly last: unknown };
  const walk = async (text: string, below: unknown) => {
    let total = 0;
    for (let [after, more] = [below, true]; more; ) {
      const { rows } = await pool.query<Row>(text, [`${offsetMs} milliseconds`, after, idleSeconds]);
      const [{ seen, done, last } = { seen: 0, done: 0, last: below }] = rows;
      total += done;
      after = last;
      more = seen === BATCH;
    }
    return total;
  };
  const ended = await walk(END, Buffer.alloc(0));
  await walk(SETTLE, '00000000-0000-0000-0000-000000000000');
  return ended;
}

// SQL of its own: batches that wait for nobody (SKIP LOCKED).
import type { LastUses } from '../oauth/model/last-use.ts';
import { PERSONAL_CLIENT } from '../oauth/model/personal-token.ts';
import { batch } from './engine/batch.ts';
import type { Database } from './engine/database.ts';

const COARSE_MILLIS = 5 * 60_000;
const AT_ONCE = 1000; // digests in one statement
const MOST = 50_000; // digests in memory; beyond them some are written more often, none is forgotten

type Options = {
  readonly seconds?: number;
  readonly clock?: () => number;
  readonly onError: (error: unknown) => void;
};

/** Of access tokens that do not expire, and of personal ones. */
export const tokenUses = (database: Pick<Database, 'pool' | 'offsetMs'>, options: Options) =>
  lastUses(database, WRITE_TOKENS, options);

/** Of client secrets. */
export const secretUses = (database: Pick<Database, 'pool' | 'offsetMs'>, options: Options) =>
  lastUses(database, WRITE_SECRETS, options);

/**
 * The first use is written within seconds, the next ones after five minutes. What could not be written waits for the next
 * batch: lost are the uses of the last seconds before a process is killed.
 */
function lastUses(
  database: Pick<Database, 'pool' | 'offsetMs'>,
  text: string,
  { seconds = 5, clock = () => performance.now(), onError }: Options,
): LastUses {
  const seen = new Map<string, number>();
  let waiting = new Map<string, Buffer>();
  const writer = batch({
    seconds,
    onError,
    async write() {
      const entries = [...waiting];
      waiting = new Map();
      for (let at = 0; at < entries.length; at += AT_ONCE) {
        const hashes = entries.slice(at, at + AT_ONCE).map(([, hash]) => hash);
        try {
          await database.pool.query(text, [`${database.offsetMs} milliseconds`, hashes, COARSE_MILLIS / 1000]);
        } catch (error) {
          waiting = new Map([...entries.slice(at), ...waiting].slice(0, MOST));
          throw error;
        }
      }
    },
  });
  return {
    record(hash) {
      const key = hash.toString('latin1');
      const now = clock();
      const before = seen.get(key);
      if (before !== undefined && now - before < COARSE_MILLIS) return;
      if (seen.size >= MOST) seen.clear();
      seen.set(key, now);
      waiting.set(key, hash);
      if (waiting.size >= MOST) void writer.flush();
      else writer.expect();
    },
    flush: writer.flush,
    close: writer.close,
  };
}

/** Waits for nobody: whoever holds a row writes the same, or ends it. */
const WRITE_TOKENS = `
  WITH used AS MATERIALIZED (
    SELECT t.hash FROM unnest($2::bytea[]) AS given (hash) JOIN access_tokens t ON t.hash = given.hash
    WHERE (t.expires_at = 'infinity' OR t.client_id = '${PERSONAL_CLIENT}')
      AND (t.last_used_at IS NULL OR t.last_used_at < now() + $1::interval - make_interval(secs => $3::float8))
    FOR NO KEY UPDATE OF t SKIP LOCKED
  )
  UPDATE access_tokens t SET last_used_at = now() + $1::interval FROM used WHERE t.hash = used.hash`;

/** No change of the application: the trigger that counts its revisions does not see this column. */
const WRITE_SECRETS = `
  WITH used AS MATERIALIZED (
    SELECT s.hash FROM unnest($2::bytea[]) AS given (hash) JOIN client_secrets s ON s.hash = given.hash
    WHERE s.last_used_at IS NULL OR s.last_used_at < now() + $1::interval - make_interval(secs => $3::float8)
    FOR NO KEY UPDATE OF s SKIP LOCKED
  )
  UPDATE client_secrets s SET last_used_at = now() + $1::interval FROM used WHERE s.hash = used.hash`;

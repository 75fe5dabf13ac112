// SQL of its own: a batch is marked and recorded by one statement, each secret once.
import type { LeakedSecret, LeakedSecretStore } from '../oauth/model/leaked-secret.ts';
import { batch } from './engine/batch.ts';
import type { Database } from './engine/database.ts';

const MOST_WAITING = 10_000; // values; more are not looked up until the next batch

/** One statement a second at most, however many addresses come with something in them. */
export function leakedSecretStore(
  database: Database,
  { seconds = 1, onError }: { readonly seconds?: number; readonly onError: (error: unknown) => void },
): LeakedSecretStore {
  let waiting = new Map<string, LeakedSecret>();
  const writer = batch({
    seconds,
    onError,
    async write() {
      if (waiting.size === 0) return;
      const all = [...waiting.values()];
      waiting = new Map();
      await database.pool.query(MARK, [
        `${database.offsetMs} milliseconds`,
        all.map(({ hash }) => hash),
        all.map(({ address }) => address),
        all.map(({ requestId }) => requestId),
      ]);
    },
  });
  return {
    record(leaked) {
      if (waiting.size < MOST_WAITING) waiting.set(leaked.hash.toString('base64'), leaked);
      writer.expect();
    },
    flush: writer.flush,
    close: writer.close,
  };
}

/** Locked in the order of the key, so that two servers that write at once cannot wait for each other. */
const MARK = `
  WITH live AS MATERIALIZED (
    SELECT s.hash FROM client_secrets s
    WHERE s.hash = ANY ($2::bytea[]) AND s.leaked_at IS NULL
      AND (s.expires_at IS NULL OR s.expires_at > now() + $1::interval)
    ORDER BY s.hash FOR UPDATE
  ), marked AS (
    UPDATE client_secrets s SET leaked_at = now() + $1::interval FROM live WHERE s.hash = live.hash
    RETURNING s.hash, s.client_id
  )
  INSERT INTO audit_events (at, event, client_id, address, request_id)
  SELECT now() + $1::interval, 'client.secret_leaked', marked.client_id, sent.address, sent.request_id
  FROM marked JOIN unnest($2::bytea[], $3::text[], $4::text[]) AS sent (hash, address, request_id) USING (hash)`;

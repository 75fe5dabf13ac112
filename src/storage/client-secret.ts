// SQL of its own: secrets are counted under the lock of their application, which rotation takes too.
import { MOST_NAMED_SECRETS } from '../oauth/model/client-secret.ts';
import type { ClientSecretStore } from '../oauth/model/client-secrets.ts';
import { audited } from './audit-event.ts';
import type { Database } from './engine/database.ts';
import { type Keeper, keepers, mayChange, ownerOf } from './sql/owner.ts';

/** The secrets of applications one by one. Rotation, of the main one, is in the table of the application. */
export function clientSecretStore(database: Database): ClientSecretStore {
  const offset = `${database.offsetMs} milliseconds`;
  return {
    add: async (clientId, { hash, hint, name, seconds }, by) => {
      if (clientId.includes('\0')) return 'unknown';
      return audited(database, by, async (client, record) => {
        const { rowCount } = await client.query(lock(by), [clientId, ...ownerOf(by)]);
        if (rowCount === 0) return 'unknown';
        const added = await client.query(ADD, [offset, clientId, hash, hint, name, seconds ?? null]);
        if (added.rowCount === 0) return 'too-many';
        await record('client.secret_added', { clientId, detail: hint });
        return 'added';
      });
    },
    end: async (clientId, handle, by) =>
      !`${clientId}${handle}`.includes('\0') &&
      audited(database, by, async (client, record) => {
        if ((await client.query(lock(by), [clientId, ...ownerOf(by)])).rowCount === 0) return false;
        const { rows } = await client.query<{ readonly hint: string }>(END, [clientId, handle]);
        const [ended] = rows;
        if (ended) await record('client.secret_ended', { clientId, detail: ended.hint });
        return ended !== undefined;
      }),
    async tellOfEnds() {
      return (await database.pool.query(TELL, [offset])).rowCount ?? 0;
    },
  };
}

function lock(by: Keeper): string {
  return `SELECT id FROM clients WHERE id = $1 AND confidential AND ${mayChange(by, 2)} FOR NO KEY UPDATE`;
}

const ADD = `
  INSERT INTO client_secrets (client_id, hash, hint, name, created_at, expires_at)
  SELECT $2, $3, $4, $5, now() + $1::interval, now() + $1::interval + make_interval(secs => $6::float8)
  WHERE (
    SELECT count(*) FROM client_secrets
    WHERE client_id = $2 AND name IS NOT NULL AND (expires_at IS NULL OR expires_at > now() + $1::interval)
  ) < ${MOST_NAMED_SECRETS}`;

/** As handleOf names it: the digest in hexadecimal, hashed, in base64url. */
const HANDLE = `rtrim(translate(encode(sha256(convert_to(encode(hash, 'hex'), 'UTF8')), 'base64'), '+/', '-_'), '=')`;
const END = `DELETE FROM client_secrets WHERE client_id = $1 AND ${HANDLE} = $2 RETURNING hint`;

/** Two weeks before, or when half of a shorter life is over. Two servers that look at once tell of different ones. */
const TELL = `
  WITH soon AS MATERIALIZED (
    SELECT s.hash FROM client_secrets s
    WHERE s.name IS NOT NULL AND s.warned_at IS NULL AND s.expires_at > now() + $1::interval
      AND s.expires_at < now() + $1::interval + interval '14 days'
      AND s.expires_at - least(interval '14 days', (s.expires_at - s.created_at) / 2) <= now() + $1::interval
    LIMIT 1000 FOR NO KEY UPDATE SKIP LOCKED
  ), told AS (
    UPDATE client_secrets s SET warned_at = now() + $1::interval FROM soon WHERE s.hash = soon.hash
    RETURNING s.client_id, s.name, s.hint, s.expires_at
  )
  INSERT INTO mails (job, created_at, due_at)
  SELECT jsonb_build_object('kind', 'secret-ends', 'userId', keeper.user_id, 'clientId', c.id, 'name', told.name, 'hint', told.hint,
      'at', told.expires_at), now() + $1::interval, now() + $1::interval
  FROM told JOIN clients c ON c.id = told.client_id AND c.disabled_at IS NULL, LATERAL ${keepers('c.owner_id', 'c.owner_team_id')}`;

import type { ExchangeStore } from '../../oauth1/model/exchange.ts';
import type { Database, Statement } from '../engine/database.ts';
import { enabledUser } from '../sql/enabled-user.ts';
import { accessExpiry } from '../sql/issue.ts';
import { ACTIVE, MAY_CARRY, nonceValues, useNonce } from '../sql/nonce.ts';
import { allowedScope } from '../sql/scopes.ts';

/**
 * The DELETE lets one caller through; everything else comes of the row that it returns. The consent is there to be seen
 * and revoked: approved in 1970 and for nothing, it is never taken for one that the person gave to this client.
 *
 * 2 consumer, 3 nonce, 4 timestamp, 5 hash, 6 client, 7 revision, 8 scopes, 9 family, 10 access hash, 11 its seconds or
 * null, 12 refresh hash or null, 13 idle seconds, 14 seconds, 15 address, 16 request id.
 */
const exchange: Statement = {
  name: 'oauth1-exchange-access-token',
  text: `
    WITH client AS MATERIALIZED (
      SELECT id, owner_id FROM clients WHERE id = $6 AND revision = $7 AND disabled_at IS NULL AND NOT in_review
    ), ${useNonce('$3', '$4', 'EXISTS (SELECT FROM client)')}, live AS MATERIALIZED (
      SELECT t.hash, t.scope AS whole, c.owner_id = client.owner_id AS related,
        ${allowedScope('t.scope', MAY_CARRY, '$8::text[]')} AS scope
      FROM fresh, client, oauth1_access_tokens t JOIN oauth1_consumers c ON c.key = t.consumer_key
      WHERE t.hash = $5 AND t.consumer_key = $2 AND ${ACTIVE} AND ${enabledUser('t.user_id')}
    ), fitting AS MATERIALIZED (
      SELECT hash, scope FROM live WHERE related AND (whole = '' OR scope <> '')
    ), consumed AS (
      DELETE FROM oauth1_access_tokens t USING fitting WHERE t.hash = fitting.hash RETURNING t.user_id, fitting.scope
    ), family AS (
      INSERT INTO authorizations (id, user_id, client_id, scope, grant_type, created_at, expires_at)
      SELECT $9::uuid, user_id, $6, scope, 'oauth1', now() + $1::interval,
        coalesce(now() + $1::interval + make_interval(secs => $11::float8 + $14::float8), 'infinity')
      FROM consumed
    ), consent AS (
      INSERT INTO consents (user_id, client_id, scopes, created_at, approved_at, last_used_at)
      SELECT user_id, $6, '{}', now() + $1::interval, 'epoch', now() + $1::interval FROM consumed
      ON CONFLICT (user_id, client_id) DO UPDATE SET last_used_at = excluded.last_used_at
    ), access AS (
      INSERT INTO access_tokens (hash, authorization_id, client_id, scope, issued_at, expires_at)
      SELECT $10, $9::uuid, $6, scope, now() + $1::interval, ${accessExpiry('$11')} FROM consumed
    ), refresh AS (
      INSERT INTO refresh_tokens (hash, authorization_id, expires_at, ends_at)
      SELECT $12::bytea, $9::uuid, now() + $1::interval + make_interval(secs => least($13::float8, $14::float8)),
        now() + $1::interval + make_interval(secs => $14::float8)
      FROM consumed WHERE $12::bytea IS NOT NULL
    ), audit AS (
      INSERT INTO audit_events (at, event, user_id, client_id, authorization_id, address, detail, request_id)
      SELECT now() + $1::interval, 'oauth1.exchanged', user_id, $6, $9::uuid, $15, $2, $16 FROM consumed
    )
    SELECT EXISTS (SELECT FROM client) AS unchanged, EXISTS (SELECT FROM fresh) AS fresh, EXISTS (SELECT FROM live) AS alive,
      EXISTS (SELECT FROM fitting) AS fits, (SELECT scope FROM consumed) AS scope,
      extract(epoch FROM now() + $1::interval)::float8 AS issued_at`,
};

type Row = {
  readonly unchanged: boolean;
  readonly fresh: boolean;
  readonly alive: boolean;
  readonly fits: boolean;
  readonly scope: string | null;
  readonly issued_at: number;
};

export function exchangeStore(database: Database): ExchangeStore {
  return {
    async exchange({ consumerKey, nonce, hash, clientId, revision, scopes, authorizationId, access, refresh, from }) {
      const [row] = await database.run<Row>(exchange, [
        consumerKey,
        ...nonceValues(nonce),
        hash,
        clientId,
        revision,
        scopes,
        authorizationId,
        access.hash,
        access.seconds ?? null,
        refresh?.hash ?? null,
        refresh?.idleSeconds ?? 0,
        refresh?.seconds ?? 0,
        from.address,
        from.requestId ?? null,
      ]);
      if (!row?.unchanged) return { outcome: 'stale' };
      if (!row.fresh) return { outcome: 'replayed' };
      if (row.scope !== null) return { outcome: 'exchanged', scope: row.scope, issuedAt: row.issued_at };
      return { outcome: row.alive && !row.fits ? 'unrelated' : 'refused' };
    },
  };
}

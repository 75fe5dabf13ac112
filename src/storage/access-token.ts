import type { AccessTokenStore, LiveToken } from '../oauth/model/access-token.ts';
import { accessExpiry } from './access-token-sql.ts';
import type { Database, Statement } from './database.ts';

/** A token in the form in which introspection reads it; all null where there is none. */
export type TokenRow = {
  readonly fresh: boolean;
  readonly client_id: string | null;
  readonly subject: string;
  readonly scope: string;
  readonly issued_at: number | null;
  readonly expires_at: number;
};

/** 2 client, 3 revision, 4 scope, 5 hash, 6 seconds or null. */
const issue: Statement = {
  name: 'issue-access-token',
  text: `
    INSERT INTO access_tokens (hash, client_id, scope, issued_at, expires_at)
    SELECT $5, id, $4, now() + $1::interval, ${accessExpiry('$6')}
    FROM clients WHERE id = $2 AND revision = $3
    RETURNING extract(epoch FROM issued_at)::float8 AS issued_at`,
};

/**
 * A token is alive while its family, person and application are. A resource server may ask about any token, for none
 * names a resource; others about their own. 2 hash, 3 caller, 4 its revision, 5 resource server.
 */
const introspect: Statement = {
  name: 'introspect-access-token',
  text: `
    SELECT caller.revision IS NOT NULL AS fresh, t.*
    FROM (SELECT) one
    LEFT JOIN clients caller ON caller.id = $3 AND caller.revision = $4
    LEFT JOIN (
      SELECT t.client_id, coalesce(a.user_id::text, t.client_id) AS subject, t.scope,
        extract(epoch FROM t.issued_at)::float8 AS issued_at, extract(epoch FROM t.expires_at)::float8 AS expires_at
      FROM access_tokens t
      JOIN clients c ON c.id = t.client_id AND c.disabled_at IS NULL AND NOT c.in_review
      LEFT JOIN authorizations a ON a.id = t.authorization_id AND a.revoked_at IS NULL
      LEFT JOIN users u ON u.id = a.user_id AND u.disabled_at IS NULL
      WHERE t.hash = $2 AND t.expires_at > now() + $1::interval AND ($5 OR t.client_id = $3)
        AND (t.authorization_id IS NULL OR u.id IS NOT NULL)
    ) t ON true`,
};

/** 2 hash, 3 client. */
const revoke: Statement = {
  name: 'revoke-access-token',
  text: `
    WITH ended AS (DELETE FROM access_tokens WHERE hash = $2 AND client_id = $3 RETURNING authorization_id)
    INSERT INTO audit_events (at, event, user_id, client_id, authorization_id)
    SELECT now() + $1::interval, 'token.revoked', a.user_id, $3, ended.authorization_id
    FROM ended LEFT JOIN authorizations a ON a.id = ended.authorization_id`,
};

export function accessTokenStore(database: Database): AccessTokenStore {
  return {
    async issue({ clientId, revision, scope, access }) {
      const [row] = await database.run<{ issued_at: number }>(issue, [
        clientId,
        revision,
        scope,
        access.hash,
        access.seconds ?? null,
      ]);
      return row ? row.issued_at : 'stale';
    },
    async introspect(hash, caller) {
      const values = [hash, caller.clientId, caller.revision, caller.resourceServer];
      const [row] = await database.run<TokenRow>(introspect, values);
      return introspected(row);
    },
    async revoke(hash, clientId) {
      await database.run(revoke, [hash, clientId]);
    },
  };
}

export function introspected(row: TokenRow | undefined): LiveToken | 'stale' | undefined {
  if (!row?.fresh) return 'stale';
  if (row.client_id === null) return undefined;
  return {
    clientId: row.client_id,
    subject: row.subject,
    scope: row.scope,
    issuedAt: row.issued_at === null ? undefined : Math.floor(row.issued_at),
    expiresAt: row.expires_at === Infinity ? undefined : Math.floor(row.expires_at),
  };
}

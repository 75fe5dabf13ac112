// SQL of its own: the hot path: one statement, prepared once per connection, finds and ends tokens.
import type { AccessTokenStore, LiveToken } from '../oauth/model/access-token.ts';
import type { FamilyFacts, TokenBinding } from '../oauth/model/issued.ts';
import type { Database, Statement } from './engine/database.ts';
import { beganSince } from './sql/all-ended.ts';
import {
  BEARER_ONLY,
  bindingOf,
  factsOfClient,
  ISSUED_TO_CLIENT,
  type IssuedRow,
  insertAccess,
  toIssued,
} from './sql/issue.ts';
import { FAMILY, isAlive, USABLE } from './sql/live-token.ts';
import { mayUse } from './sql/may-use.ts';
import { presentScopes } from './sql/scopes.ts';

/** A token in the form in which introspection reads it; all null where there is none. */
export type TokenRow = {
  readonly client_id: string | null;
  readonly subject: string;
  readonly scope: string;
  readonly issued_at: number | null;
  readonly expires_at: number;
  readonly binding?: TokenBinding | null;
  readonly facts?: FamilyFacts | null;
};

/** 2 client, 3 revision, 4 scope, 5 hash, 6 seconds or null, 7 binding or null. */
const issue: Statement = {
  name: 'issue-access-token',
  text: `
    ${insertAccess(
      `(SELECT ${factsOfClient('c.id', '$4::text')} FROM clients c WHERE c.id = $2 AND c.revision = $3) own`,
      {
        hash: '$5',
        seconds: '$6',
        binding: '$7',
      },
    )} RETURNING ${ISSUED_TO_CLIENT}`,
};

const COLUMNS = `
  t.client_id, coalesce(a.facts->>'sub', a.user_id::text, t.client_id) AS subject, t.scope,
  extract(epoch FROM t.issued_at)::float8 AS issued_at, extract(epoch FROM t.expires_at)::float8 AS expires_at,
  t.binding, a.facts`;
const ANSWERED = 't.client_id, t.subject, t.scope, t.issued_at, t.expires_at, t.binding, t.facts';
const ALIVE = isAlive('$2');
/** The caller as it was authenticated: no row says that it has changed since. 2 hash, 3 caller, 4 its revision. */
const CALLER = 'FROM clients caller';
const UNCHANGED = 'WHERE caller.id = $3 AND caller.revision = $4';

/** A client about its own token: the caller's row is the application's, and it is alive. */
const introspectOwn: Statement = {
  name: 'introspect-own-access-token',
  text: `SELECT ${ANSWERED} ${CALLER} LEFT JOIN (
      SELECT ${COLUMNS}, a.user_id, coalesce(a.created_at, t.issued_at) AS began_at FROM access_tokens t ${FAMILY} WHERE ${ALIVE}
    ) t ON t.client_id = caller.id AND ${mayUse('caller', 't.user_id')} AND ${beganSince('caller', 't.began_at')} ${UNCHANGED}`,
};

/** A resource server about any token that names no resource, or one of its own. */
const introspectAny: Statement = {
  name: 'introspect-any-access-token',
  text: `SELECT t.* ${CALLER} LEFT JOIN (
      SELECT ${COLUMNS} FROM access_tokens t
      JOIN clients c ON c.id = t.client_id AND c.disabled_at IS NULL AND NOT c.in_review ${FAMILY} WHERE ${ALIVE} AND ${USABLE}
    ) t ON t.binding->'aud' IS NULL OR t.client_id = caller.id
      OR t.binding->'aud' ?| ARRAY(SELECT jsonb_array_elements_text(caller.metadata->'resources')) ${UNCHANGED}`,
};

/** 2 hash, 3 scopes. A token that is bound to a key is none for whoever shows nothing but the token (RFC 9449 §7.2). */
const check: Statement = {
  name: 'check-access-token',
  text: `SELECT t.client_id, coalesce(a.facts->>'sub', a.user_id::text, t.client_id) AS subject, t.expires_at = 'infinity' AS endless, t.binding->'aud' AS aud,
      NOT EXISTS (
        SELECT FROM unnest($3::text[]) AS asked (name) LEFT JOIN scope_names n ON n.name = asked.name
        WHERE NOT coalesce(n.scope, asked.name) = ANY (${presentScopes('t.scope')})) AS covered
    FROM access_tokens t
    JOIN clients c ON c.id = t.client_id AND c.disabled_at IS NULL AND NOT c.in_review ${FAMILY} WHERE ${ALIVE} AND ${USABLE} AND ${BEARER_ONLY}`,
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
      const { rows } = await database.write<IssuedRow>(issue, [
        clientId,
        revision,
        scope,
        access.hash,
        access.seconds ?? null,
        bindingOf(access),
      ]);
      const [row] = rows;
      return row ? toIssued(row) : 'stale';
    },
    async introspect(hash, { clientId, revision, resourceServer }) {
      const statement = resourceServer ? introspectAny : introspectOwn;
      const [row] = await database.read<TokenRow>(statement, [hash, clientId, revision]);
      return introspected(row);
    },
    async check(hash, scopes) {
      type Row = { client_id: string; subject: string; endless: boolean; covered: boolean; aud: string[] | null };
      const [row] = await database.read<Row>(check, [hash, scopes]);
      if (!row) return undefined;
      const { client_id: clientId, subject, endless, covered, aud } = row;
      return { clientId, subject, endless, covered, resources: aud ?? undefined };
    },
    async revoke(hash, clientId) {
      await database.run(revoke, [hash, clientId]);
    },
  };
}

export function introspected(row: TokenRow | undefined): LiveToken | 'stale' | undefined {
  if (!row) return 'stale';
  if (row.client_id === null) return undefined;
  return {
    clientId: row.client_id,
    subject: row.subject,
    scope: row.scope,
    issuedAt: row.issued_at === null ? undefined : Math.floor(row.issued_at),
    expiresAt: row.expires_at === Infinity ? undefined : Math.floor(row.expires_at),
    binding: row.binding ?? undefined,
    facts: row.facts ?? undefined,
  };
}

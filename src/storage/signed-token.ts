// SQL of its own: the hot path: one statement, prepared once per connection, says what is true of a token that is not stored.
import type { SignedToken, SignedTokenStore } from '../oauth/model/signed-token.ts';
import type { Database, Statement } from './engine/database.ts';
import { joined } from './engine/joined.ts';
import { presentScopes } from './sql/scopes.ts';
import { LONGER } from './used-jti.ts';

/** 2 client, 3 revision. It reads one row, and that the row is there is the answer. */
const vouch: Statement = {
  name: 'vouch-for-client',
  text: `SELECT extract(epoch FROM now() + $1::interval)::float8 AS issued_at FROM clients WHERE id = $2 AND revision = $3`,
};

/** The application lives, and what it was signed for has not ended. 2 hash, 3 client, 4 generation, 5 its end. */
const LIVE = `
  FROM clients c WHERE c.id = $3 AND c.token_generation = $4 AND c.disabled_at IS NULL AND NOT c.in_review
    AND to_timestamp($5::float8) > now() + $1::interval AND NOT EXISTS (SELECT FROM used_jtis j WHERE j.hash = $2)`;

/** 6 scope, 7 caller, 8 its revision, 9 resources or null. */
const introspect: Statement = {
  name: 'introspect-signed-token',
  text: `
    SELECT t.* FROM clients caller LEFT JOIN (
      SELECT c.id AS client_id, array_to_string(${presentScopes('$6::text')}, ' ') AS scope ${LIVE}
    ) t ON t.client_id = caller.id OR (caller.resource_server AND ($9::jsonb IS NULL
      OR $9::jsonb ?| ARRAY(SELECT jsonb_array_elements_text(caller.metadata->'resources'))))
    WHERE caller.id = $7 AND caller.revision = $8`,
};

/** 6 scope, 7 scopes. */
const check: Statement = {
  name: 'check-signed-token',
  text: `SELECT NOT EXISTS (
      SELECT FROM unnest($7::text[]) AS asked (name) LEFT JOIN scope_names n ON n.name = asked.name
      WHERE NOT coalesce(n.scope, asked.name) = ANY (${presentScopes('$6::text')})) AS covered ${LIVE}`,
};

/** 2 hash, 3 client, 4 its end. */
const revoke: Statement = {
  name: 'revoke-signed-token',
  text: `
    WITH ended AS (
      INSERT INTO used_jtis (hash, expires_at) VALUES ($2, to_timestamp($4::float8) + ${LONGER})
      ON CONFLICT (hash) DO NOTHING RETURNING hash
    )
    INSERT INTO audit_events (at, event, client_id) SELECT now() + $1::interval, 'token.revoked', $3 FROM ended`,
};

/** Signed tokens of clients for themselves, of which nothing is stored but that one was revoked. */
export function signedTokenStore(database: Database): SignedTokenStore {
  const known = ({ hash, clientId, generation, expiresAt }: SignedToken) => [hash, clientId, generation, expiresAt];
  const vouchOnce = joined(async (key) => {
    const [clientId, revision] = JSON.parse(key) as readonly [string, number];
    const [row] = await database.read<{ issued_at: number }>(vouch, [clientId, revision]);
    return row?.issued_at ?? ('stale' as const);
  });
  return {
    // A program that needs many tokens at once asks for the same client: one answer, asked after all of them came, is for all.
    vouch: ({ clientId, revision }) => vouchOnce(JSON.stringify([clientId, revision])),
    async introspect(token, { clientId, revision }) {
      type Row = { readonly client_id: string | null; readonly scope: string };
      const { binding, issuedAt, expiresAt, scope } = token;
      const aud = binding?.aud === undefined ? null : JSON.stringify(binding.aud);
      const [row] = await database.read<Row>(introspect, [...known(token), scope, clientId, revision, aud]);
      if (!row) return 'stale';
      if (row.client_id === null) return undefined;
      const subject = { clientId: row.client_id, subject: row.client_id, facts: undefined };
      return { ...subject, scope: row.scope, issuedAt, expiresAt, binding };
    },
    async check(token, scopes) {
      if (token.binding?.cnf) return undefined; // RFC 9449 §7.2, RFC 8705 §3
      const [row] = await database.read<{ covered: boolean }>(check, [...known(token), token.scope, scopes]);
      const { clientId, binding } = token;
      return row && { clientId, subject: clientId, endless: false, covered: row.covered, resources: binding?.aud };
    },
    async revoke({ hash, clientId, expiresAt }) {
      await database.run(revoke, [hash, clientId, expiresAt]);
    },
  };
}

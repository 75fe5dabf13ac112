// SQL of its own: families and tokens are issued by one statement, as everywhere, with its conditions.
import {
  MOST_PERSONAL_TOKENS,
  PERSONAL_CLIENT,
  PERSONAL_GRANT,
  type PersonalTokenStore,
} from '../oauth/model/personal-token.ts';
import { audited } from './audit-event.ts';
import type { Database, Statement } from './engine/database.ts';
import { beganSince } from './sql/all-ended.ts';
import { insertFamily } from './sql/family.ts';
import { factsOf, insertAccess } from './sql/issue.ts';
import { isUuid } from './uuid.ts';

/** Tokens that people make for programs of their own: families of one application, which the first one makes. */
export function personalTokenStore(database: Database): PersonalTokenStore {
  const offset = `${database.offsetMs} milliseconds`;
  return {
    create: ({ id, userId, name, scopes, hash, seconds }, from) =>
      audited(database, from, async (client, record) => {
        await client.query(ADD_CLIENT, [offset]);
        await client.query('SELECT FROM users WHERE id = $1::uuid FOR NO KEY UPDATE', [userId]); // two at once are counted in turn
        const facts = JSON.stringify({ personal: { name, hash: hash.toString('hex') } });
        const { rowCount } = await client.query(CREATE, [offset, id, userId, scopes, hash, seconds, facts]);
        if (rowCount !== 1) return false;
        await record('personal_token.created', { userId, clientId: PERSONAL_CLIENT, detail: scopes.join(' ') });
        return true;
      }),
    async list(userId) {
      const rows = await database.run<Row>(LIST, [userId]);
      return rows.map((row) => ({
        id: row.id,
        name: row.name,
        scopes: row.scope.split(' ').filter((scope) => scope !== ''),
        createdAt: row.created_at,
        expiresAt: row.expires_at,
        lastUsedAt: row.last_used_at ?? undefined,
      }));
    },
    revoke: async (userId, id, from) =>
      isUuid(id) &&
      audited(database, from, async (client, record) => {
        const { rowCount } = await client.query(REVOKE, [offset, id, userId]);
        if (rowCount !== 1) return false;
        await record('personal_token.revoked', { userId, clientId: PERSONAL_CLIENT });
        return true;
      }),
  };
}

type Row = {
  readonly id: string;
  readonly name: string;
  readonly scope: string;
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly last_used_at: Date | null;
};

/** It has no secret, no address to come back to and no grant of the token endpoint. */
const ADD_CLIENT = `
  INSERT INTO clients (id, name, confidential, redirect_uris, scopes, grants, created_at)
  SELECT '${PERSONAL_CLIENT}', 'Personal access tokens', true, '{}', '{}', '{}', now() + $1::interval
  ON CONFLICT (id) DO NOTHING`;

/** 2 id, 3 person, 4 scopes, 5 hash, 6 seconds, 7 facts. */
const CREATE = `
  WITH allowed AS MATERIALIZED (
    SELECT u.id AS user_id FROM users u JOIN clients c ON c.id = '${PERSONAL_CLIENT}' AND c.disabled_at IS NULL AND NOT c.in_review
    WHERE u.id = $3::uuid AND u.disabled_at IS NULL AND NOT EXISTS (
      SELECT FROM unnest($4::text[]) AS asked (name) LEFT JOIN scopes s ON s.name = asked.name
      WHERE s.name IS NULL OR s.grants <> '{}' OR ((s.privileged OR NOT s.offered) AND NOT u.is_admin)
    ) AND (
      SELECT count(*) FROM authorizations o WHERE o.user_id = u.id AND o.client_id = '${PERSONAL_CLIENT}'
        AND o.revoked_at IS NULL AND o.expires_at > now() + $1::interval AND ${beganSince('c', 'o.created_at')}
    ) < ${MOST_PERSONAL_TOKENS}
  ), family AS (
    ${insertFamily('allowed', {
      id: '$2',
      user: 'user_id',
      client: `'${PERSONAL_CLIENT}'`,
      scope: "array_to_string($4::text[], ' ')",
      grant: `'${PERSONAL_GRANT}'`,
      seconds: '$6::float8',
      facts: '$7::jsonb',
    })} RETURNING ${factsOf('a.scope')}
  )
  ${insertAccess('family', { hash: '$5', seconds: '$6::float8', binding: 'NULL' })}`;

/** 2 person. */
const LIST: Statement = {
  name: 'list-personal-tokens',
  text: `
    SELECT a.id, a.facts->'personal'->>'name' AS name, a.scope, a.created_at, a.expires_at, t.last_used_at
    FROM authorizations a JOIN clients c ON c.id = a.client_id AND ${beganSince('c', 'a.created_at')}
      LEFT JOIN access_tokens t ON t.hash = decode(a.facts->'personal'->>'hash', 'hex')
    WHERE a.user_id = $2::uuid AND a.client_id = '${PERSONAL_CLIENT}' AND a.revoked_at IS NULL
      AND a.expires_at > now() + $1::interval
    ORDER BY a.created_at DESC, a.id`,
};

/** $1 clock, 2 id, 3 person. */
const REVOKE = `
  UPDATE authorizations SET revoked_at = now() + $1::interval, revoked_reason = 'personal_token.revoked'
  WHERE id = $2::uuid AND user_id = $3::uuid AND client_id = '${PERSONAL_CLIENT}' AND revoked_at IS NULL`;

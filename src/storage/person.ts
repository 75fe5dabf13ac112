// SQL of its own: one statement, prepared once per connection, looks at token, family, person, application and scopes.
import type { FamilyFacts } from '../oauth/model/issued.ts';
import type { Person, PersonStore } from '../oauth/model/person.ts';
import type { Database, Statement } from './engine/database.ts';
import { goodFor } from './sql/issue.ts';
import { mayUse } from './sql/may-use.ts';
import { presentScopes } from './sql/scopes.ts';

/** Those that the application is for, or all where an administrator says so; looked up only where a scope tells them. */
const GROUPS = `CASE WHEN EXISTS (SELECT FROM scopes s WHERE s.name = ANY (held.scopes) AND 'groups' = ANY (s.claims)) THEN ARRAY(
  SELECT g.name FROM groups_of(a.user_id) mine JOIN groups g ON g.id = mine.group_id
  WHERE c.metadata->>'groups_claim' = 'all'
    OR EXISTS (SELECT FROM client_groups own WHERE own.client_id = c.id AND own.group_id = g.id) ORDER BY g.name_key) END`;

/** 2 hash, 3 thumbprint of the key that was proved, or null, 4 that of a certificate, or null. */
const FIND: Statement = {
  name: 'find-person-by-token',
  text: `
    SELECT u.id, u.name, u.email, u.attributes, floor(extract(epoch FROM u.updated_at))::float8 AS updated_at, a.facts, t.client_id, c.metadata->>'userinfo_signed_response_alg' AS alg, 'openid' = ANY (held.scopes) AS openid, ${GROUPS} AS groups,
      ARRAY(SELECT DISTINCT claim FROM scopes s, unnest(s.claims) AS claim WHERE s.name = ANY (held.scopes)) AS claims
    FROM access_tokens t
    JOIN authorizations a ON a.id = t.authorization_id AND a.revoked_at IS NULL
    JOIN users u ON u.id = a.user_id AND u.disabled_at IS NULL
    JOIN clients c ON c.id = t.client_id AND c.disabled_at IS NULL AND NOT c.in_review AND ${mayUse('c', 'a.user_id')},
    LATERAL (SELECT ${presentScopes('t.scope')} AS scopes) held
    WHERE t.hash = $2 AND t.expires_at > now() + $1::interval AND ${goodFor({ jkt: '$3', x5t: '$4' })}`,
};

/** People as applications see them. */
export function personStore(database: Database): PersonStore {
  return {
    async findByToken(hash, proved) {
      type Row = Omit<Person, 'updatedAt' | 'groups'> & {
        readonly updated_at: number;
        readonly facts: FamilyFacts | null;
        readonly client_id: string;
        readonly alg: string | null;
        readonly openid: boolean;
        readonly claims: string[];
        readonly groups: string[] | null;
      };
      const [row] = await database.read<Row>(FIND, [hash, proved.jkt ?? null, proved['x5t#S256'] ?? null]);
      if (!row) return undefined;
      const {
        id,
        name,
        email,
        attributes,
        updated_at: updatedAt,
        facts,
        client_id: clientId,
        alg,
        openid,
        claims,
        groups,
      } = row;
      return {
        person: { id, name, email, attributes, updatedAt, groups: groups ?? undefined },
        facts: facts ?? undefined,
        clientId,
        signedResponseAlg: alg ?? undefined,
        openid,
        claims,
      };
    },
  };
}

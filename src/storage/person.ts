// SQL of its own: one statement, prepared once per connection, looks at token, family, person, application and scopes.
import type { FamilyFacts } from '../oauth/model/issued.ts';
import type { Person, PersonalToken, PersonStore } from '../oauth/model/person.ts';
import type { Database, Statement } from './engine/database.ts';
import { beganSince } from './sql/all-ended.ts';
import { pairwiseSubject } from './sql/family.ts';
import { goodFor } from './sql/issue.ts';
import { PARENTS_LIVE } from './sql/live-token.ts';
import { mayUse } from './sql/may-use.ts';
import { presentScopes } from './sql/scopes.ts';

const PERSON = `u.id, u.name, u.email, u.email_verified_at IS NOT NULL AS verified, u.attributes, floor(extract(epoch FROM u.updated_at))::float8 AS updated_at`;
const RELEASED = `ARRAY(SELECT DISTINCT claim FROM scopes s, unnest(s.claims) AS claim WHERE s.name = ANY (held.scopes)) AS claims`;
/** Those of a person that the application `c` is for, or all where an administrator says so. */
const groupsOf = (user: string) => `ARRAY(
  SELECT g.name FROM groups_of(${user}) mine JOIN groups g ON g.id = mine.group_id
  WHERE c.metadata->>'groups_claim' = 'all'
    OR EXISTS (SELECT FROM client_groups own WHERE own.client_id = c.id AND own.group_id = g.id) ORDER BY g.name_key)`;
/** What they are at the application `c`. */
const rolesOf = (user: string) => `ARRAY(SELECT role FROM roles_of(c.id, ${user}) AS role ORDER BY role)`;
/** Looked up only where a scope tells them, or they were asked for by name. */
const whereTold = (claim: 'groups' | 'roles', found: string) =>
  `CASE WHEN EXISTS (SELECT FROM scopes s WHERE s.name = ANY (held.scopes) AND '${claim}' = ANY (s.claims))
  OR a.facts->'openid'->'claims'->'userinfo' ? '${claim}' THEN ${found} END AS ${claim}`;

/** 2 hash, 3 thumbprint of the key that was proved, or null, 4 that of a certificate, or null. */
const FIND: Statement = {
  name: 'find-person-by-token',
  text: `
    SELECT ${PERSON}, a.facts, t.client_id, c.metadata->>'userinfo_signed_response_alg' AS alg, coalesce(c.metadata->>'profile', 'standard') AS profile, t.binding->'aud' AS aud, 'openid' = ANY (held.scopes) AS openid, ${whereTold('groups', groupsOf('a.user_id'))},
      ${whereTold('roles', rolesOf('a.user_id'))},
      ${RELEASED}
    FROM access_tokens t
    JOIN authorizations a ON a.id = t.authorization_id AND a.revoked_at IS NULL
    JOIN users u ON u.id = a.user_id AND u.disabled_at IS NULL
    JOIN clients c ON c.id = t.client_id AND c.disabled_at IS NULL AND NOT c.in_review AND ${mayUse('c', 'a.user_id')}
      AND ${beganSince('c', 'a.created_at')},
    LATERAL (SELECT ${presentScopes('t.scope')} AS scopes) held
    WHERE t.hash = $2 AND t.expires_at > now() + $1::interval AND ${goodFor({ jkt: '$3', x5t: '$4' })} AND ${PARENTS_LIVE}`,
};

/** 2 id, 3 the scopes with a space between them, 4 client. */
const FIND_RELEASED: Statement = {
  name: 'find-released',
  text: `
    SELECT ${PERSON}, ${groupsOf('u.id')} AS groups, ${rolesOf('u.id')} AS roles, ${RELEASED}
    FROM users u JOIN clients c ON c.id = $4, LATERAL (SELECT ${presentScopes('$3::text')} AS scopes) held
    WHERE u.id = $2::uuid AND u.disabled_at IS NULL AND $1::interval IS NOT NULL`,
};

/** 2 id, 3 sector. */
const SUBJECT: Statement = {
  name: 'find-pairwise-subject',
  text: `SELECT (${pairwiseSubject('$3::text', '$2::uuid')}) AS subject WHERE $1::interval IS NOT NULL`,
};

type PersonRow = Omit<Person, 'updatedAt' | 'groups' | 'roles' | 'emailVerified'> & {
  readonly updated_at: number;
  readonly groups: readonly string[] | null;
  readonly roles: readonly string[] | null;
  readonly verified: boolean;
};

function toPerson({ updated_at: updatedAt, groups, roles, verified, ...row }: PersonRow): Person {
  const { id, name, email, attributes } = row;
  const told = { groups: groups ?? undefined, roles: roles ?? undefined };
  return { id, name, email, attributes, updatedAt, ...told, emailVerified: verified };
}

/** People as applications see them. */
export function personStore(database: Database): PersonStore {
  return {
    async findByToken(hash, proved) {
      type Row = PersonRow & {
        readonly facts: FamilyFacts | null;
        readonly client_id: string;
        readonly alg: string | null;
        readonly profile: PersonalToken['profile'];
        readonly aud: readonly string[] | null;
        readonly openid: boolean;
        readonly claims: string[];
      };
      const [row] = await database.read<Row>(FIND, [hash, proved.jkt ?? null, proved['x5t#S256'] ?? null]);
      if (!row) return undefined;
      const { facts, client_id: clientId, alg, profile, aud, openid, claims } = row;
      return {
        person: toPerson(row),
        facts: facts ?? undefined,
        clientId,
        signedResponseAlg: alg ?? undefined,
        profile,
        resources: aud ?? undefined,
        openid,
        claims,
      };
    },
    async findReleased(id, scope, clientId) {
      const [row] = await database.read<PersonRow & { readonly claims: string[] }>(FIND_RELEASED, [
        id,
        scope,
        clientId,
      ]);
      return row && { person: toPerson(row), claims: row.claims };
    },
    async subjectOf(id, sector) {
      const [row] = await database.read<{ readonly subject: string }>(SUBJECT, [id, sector]);
      if (!row) throw new Error('there is no salt');
      return row.subject;
    },
  };
}

// SQL of its own: one statement looks at person, application and consent again, uses an assertion up, and issues.
import { canonicalEmail } from '../accounts/email.ts';
import type { AssertedAuthorizationStore } from '../oauth/model/asserted-authorization.ts';
import type { Database, Statement } from './engine/database.ts';
import { noteConsent } from './sql/consent.ts';
import { factsWithSubject, insertFamily } from './sql/family.ts';
import { bindingOf, factsOf, type IssuedRow, insertAccess, issuedFrom, toIssued } from './sql/issue.ts';
import { mayUse } from './sql/may-use.ts';
import { LONGER } from './used-jti.ts';

/** An approval on a page, of the application as it is now. */
const CONSENT = 's.user_id = u.id AND s.client_id = c.id AND s.approved_at > c.identity_changed_at';

/** 2 id or null, 3 canonical address or null, 4 client. */
const find: Statement = {
  name: 'find-asserted-person',
  text: `
    SELECT u.id AS user_id, present_scopes(s.scopes) AS scopes
    FROM users u JOIN clients c ON c.id = $4 AND ${mayUse('c', 'u.id')} LEFT JOIN consents s ON ${CONSENT}
    WHERE (u.id = $2::uuid OR (u.email_canonical = $3 AND u.email_verified_at IS NOT NULL)) AND u.disabled_at IS NULL AND $1::interval IS NOT NULL`,
};

/**
 * The locks make a revocation, or a disabling, that runs at the same time come wholly before or wholly after; both lock the person first.
 *
 * 2 person, 3 client, 4 revision, 5 scopes, 6 resources, 7 assertion hash, 8 its end, 9 id, 10 grant, 11 access hash, 12 its seconds,
 * 13 binding or null, 14 facts or null, 15 address, 16 request id.
 */
const issue: Statement = {
  name: 'issue-by-assertion',
  text: `
    WITH person AS MATERIALIZED (
      SELECT u.id AS user_id FROM users u
      JOIN clients c ON c.id = $3 AND c.revision = $4 AND c.disabled_at IS NULL AND NOT c.in_review AND ${mayUse('c', 'u.id')}
      JOIN consents s ON ${CONSENT} AND present_scopes(s.scopes) @> $5::text[] AND s.resources @> $6::text[]
      WHERE u.id = $2::uuid AND u.disabled_at IS NULL FOR SHARE OF u FOR NO KEY UPDATE OF s
    ), used AS (
      INSERT INTO used_jtis (hash, expires_at) SELECT $7::bytea, $8::timestamptz + ${LONGER} FROM person
      ON CONFLICT (hash) DO NOTHING RETURNING hash
    ), family AS (
      ${insertFamily('person JOIN used ON true', {
        id: '$9',
        user: 'person.user_id',
        client: '$3',
        scope: "array_to_string($5::text[], ' ')",
        grant: '$10',
        seconds: '$12',
        facts: factsWithSubject('$14', 'person.user_id'),
      })} RETURNING ${factsOf('a.scope')}
    ), consent AS (${noteConsent('family')}), access AS (${insertAccess('family', { hash: '$11', seconds: '$12', binding: '$13' })}), audit AS (
      INSERT INTO audit_events (at, event, user_id, client_id, authorization_id, address, request_id)
      SELECT now() + $1::interval, 'assertion.accepted', user_id, client_id, authorization_id, $15, $16 FROM family
    )
    SELECT EXISTS (SELECT FROM person) AS allowed, EXISTS (SELECT FROM clients WHERE id = $3 AND revision = $4) AS fresh, ${issuedFrom('family')}
    FROM (SELECT) one LEFT JOIN family ON true`,
};

/** What issuers say of people who are not there. */
export function assertedAuthorizationStore(database: Database): AssertedAuthorizationStore {
  return {
    async find(person, clientId) {
      const read = 'email' in person ? canonicalEmail(person.email) : undefined;
      if (read && 'problem' in read) return undefined;
      type Row = { readonly user_id: string; readonly scopes: readonly string[] | null };
      const id = 'id' in person ? person.id : null;
      const [row] = await database.read<Row>(find, [id, read?.canonical ?? null, clientId]);
      return row && { userId: row.user_id, scopes: row.scopes ?? undefined };
    },
    async issue({ id, grant, clientId, revision, scopes, access, facts, from, assertion }, userId) {
      type Row = IssuedRow & { readonly allowed: boolean; readonly fresh: boolean };
      const [row] = await database.run<Row>(issue, [
        userId,
        clientId,
        revision,
        scopes,
        facts?.resources ?? [],
        assertion.hash,
        assertion.expiresAt,
        id,
        grant,
        access.hash,
        access.seconds,
        bindingOf(access),
        facts === undefined ? null : JSON.stringify(facts),
        from.address,
        from.requestId ?? null,
      ]);
      if (row && row.authorization_id !== null) return { outcome: 'issued', issued: toIssued(row) };
      if (!row?.fresh) return { outcome: 'stale' };
      return { outcome: row.allowed ? 'repeated' : 'refused' };
    },
  };
}

// SQL of its own: one statement proves the person again, notes consent and issues.
import type { Browser } from '../oauth/model/authorization.ts';
import type {
  DirectAuthorization,
  DirectAuthorizationStore,
  IssuedDirectly,
} from '../oauth/model/direct-authorization.ts';
import type { Database, Statement } from './engine/database.ts';
import { insertCode } from './sql/code.ts';
import { noteConsent } from './sql/consent.ts';
import { factsWithSession, factsWithSubject, insertFamily } from './sql/family.ts';
import {
  after,
  bindingOf,
  factsOf,
  type IssuedRow,
  insertAccess,
  insertRefresh,
  issuedFrom,
  toIssued,
} from './sql/issue.ts';
import { mayUse } from './sql/may-use.ts';
import { SIGNED_IN } from './sql/signed-in.ts';

/**
 * One row of `allowed` (user_id) lets a family in with its tokens. What comes after it comes only from a family that is
 * new.
 *
 * 4 id, 5 client, 6 revision, 7 scopes, 8 grant, 9 access hash, 10 its seconds or null, 11 refresh hash or null, 12 idle
 * seconds, 13 seconds, 14 events, 15 address, 16 request id, 17 binding or null, 18 facts or null. `code`: the rest of HYBRID.
 */
function issue(allowed: string, facts: string, code = ''): string {
  return `
    WITH allowed AS MATERIALIZED (${allowed}), family AS (
      ${insertFamily('allowed', {
        id: '$4',
        user: 'user_id',
        client: '$5',
        scope: "array_to_string($7::text[], ' ')",
        grant: code === '' ? '$8' : "'authorization_code'", // what it may carry when the code is redeemed
        seconds: code === '' ? '($10::float8 + $13::float8)' : '$26::float8',
        facts,
      })} ON CONFLICT (id) DO NOTHING RETURNING ${factsOf('a.scope')}
    ), consent AS (${noteConsent('family')}), access AS (${insertAccess('family', { hash: '$9', seconds: '$10', binding: '$17' })}),
    refresh AS (${insertRefresh('family WHERE $11::bytea IS NOT NULL', {
      hash: '$11',
      idleSeconds: '$12',
      endsAt: after('$13'),
    })}), audit AS (
      INSERT INTO audit_events (at, event, user_id, client_id, authorization_id, address, detail, request_id)
      SELECT now() + $1::interval, event, user_id, client_id, family.authorization_id, $15, $8, $16 FROM family, unnest($14::text[]) AS event
    )${code}
    SELECT EXISTS (SELECT FROM allowed) AS allowed,
      EXISTS (SELECT FROM clients WHERE id = $5 AND revision = $6) AS fresh,
      EXISTS (SELECT FROM clients WHERE id = $5 AND restricted) AS restricted, ${issuedFrom('family')}
    FROM (SELECT) one LEFT JOIN family ON true`;
}

const activeClient = (person: string) =>
  `clients c ON c.id = $5 AND c.revision = $6 AND c.disabled_at IS NULL AND NOT c.in_review AND ${mayUse('c', person)}`;

/**
 * 2 person, 3 when their password was set. The lock makes a change of password or a disabling that runs at the same time
 * come wholly before or wholly after, as at sign-in.
 */
const issueToPerson: Statement = {
  name: 'issue-to-person',
  text: issue(
    `
    SELECT u.id AS user_id FROM users u JOIN ${activeClient('u.id')}
    WHERE u.id = $2::uuid AND u.disabled_at IS NULL AND u.password_changed_at IS NOT DISTINCT FROM $3::timestamptz
      AND NOT u.has_factor AND NOT u.requires_factor AND NOT group_requires_factor(u.id)
    FOR SHARE OF u`,
    factsWithSubject('$18', 'allowed.user_id'),
  ),
};

const SIGNED_IN_FOR = `SELECT p.user_id, p.authenticated_at, p.amr, p.handle FROM (${SIGNED_IN}) p JOIN ${activeClient('p.user_id')}`;

/** 2 session, 3 idle seconds. */
const issueToBrowser: Statement = {
  name: 'issue-to-browser',
  text: issue(SIGNED_IN_FOR, factsWithSession('$18', 'allowed')),
};

/**
 * The same with a code beside the tokens: one approval, of one family. 19 code hash, 20 its seconds, 21 redirect URI, 22 registered URI,
 * 23 challenge, 24 the scopes as asked for, or null, 25 key thumbprint or null, 26 the seconds of the family.
 */
const issueHybrid: Statement = {
  name: 'issue-hybrid',
  text: issue(
    SIGNED_IN_FOR,
    factsWithSession('$18', 'allowed'),
    `, code AS (${insertCode('family', {
      hash: '$19',
      id: 'family.authorization_id',
      client: '$5',
      redirectUri: '$21',
      registeredUri: '$22',
      challenge: '$23',
      seconds: '$20',
      familySeconds: '$26',
      asked: '$24',
      keyThumbprint: '$25',
    })})`,
  ),
};

function codeValues({ code, seconds }: NonNullable<DirectAuthorization['hybrid']>): readonly unknown[] {
  const { hash, redirectUri, registeredUri, challenge, wording, keyThumbprint } = code;
  return [
    hash,
    code.seconds,
    redirectUri ?? null,
    registeredUri,
    challenge ?? null,
    wording ?? null,
    keyThumbprint ?? null,
    seconds,
  ];
}

/** `idleSeconds`: how long a session may lie idle. */
export function directAuthorizationStore(
  database: Database,
  { idleSeconds }: { idleSeconds: number },
): DirectAuthorizationStore {
  type Row = IssuedRow & { readonly allowed: boolean; readonly fresh: boolean; readonly restricted: boolean };
  const run = async (
    statement: Statement,
    who: readonly unknown[],
    authorization: DirectAuthorization,
    events: readonly string[],
  ): Promise<IssuedDirectly> => {
    const { access, refresh, from, hybrid } = authorization;
    const [row] = await database.run<Row>(statement, [
      ...who,
      authorization.id,
      authorization.clientId,
      authorization.revision,
      authorization.scopes,
      authorization.grant,
      access.hash,
      access.seconds ?? null,
      refresh?.hash ?? null,
      refresh?.idleSeconds ?? 0,
      refresh?.seconds ?? 0,
      events,
      from.address,
      from.requestId ?? null,
      bindingOf(access),
      authorization.facts === undefined ? null : JSON.stringify(authorization.facts),
      ...(hybrid ? codeValues(hybrid) : []),
    ]);
    if (row && row.authorization_id !== null) return { outcome: 'issued', issued: toIssued(row) };
    if (row?.allowed) return { outcome: 'again' };
    if (!row?.fresh) return { outcome: 'stale' };
    return { outcome: row.restricted ? 'not-admitted' : 'refused' };
  };
  return {
    issueToPerson: (authorization, { userId, passwordChangedAt }) =>
      run(issueToPerson, [userId, passwordChangedAt ?? null], authorization, ['legacy_grant.used']),
    issueToBrowser: (authorization, browser: Browser) =>
      run(authorization.hybrid ? issueHybrid : issueToBrowser, [browser.sessionHash, idleSeconds], authorization, [
        'consent.approved',
        'legacy_grant.used',
      ]),
  };
}

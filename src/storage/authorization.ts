// SQL of its own: the hot path: one statement asks for session, application and consent, and issues a code.
import type { AuthorizationStore, Browser, NewAuthorization } from '../oauth/model/authorization.ts';
import { CONSENT_DAYS } from '../oauth/model/consent.ts';
import type { Database, Statement } from './engine/database.ts';
import { insertCode } from './sql/code.ts';
import { LOCK_CLIENT, rememberConsent } from './sql/consent.ts';
import { enabledUser } from './sql/enabled-user.ts';
import { factsWithSession, insertFamily } from './sql/family.ts';
import { mayUse } from './sql/may-use.ts';
import { useRequest } from './sql/pushed-request.ts';
import { SIGNED_IN } from './sql/signed-in.ts';

/** A family and its code from one row of `from`, which has `allowed` (user_id). */
const code = (from: string) =>
  insertCode(from, {
    hash: '$9',
    id: '$4::uuid',
    client: '$5',
    redirectUri: '$11',
    registeredUri: '$12',
    challenge: '$13',
    seconds: '$10',
    familySeconds: '$8',
    asked: '$14',
    keyThumbprint: '$16',
  });
const store = (from: string) => `${code(from)} ON CONFLICT (hash) DO NOTHING RETURNING authorization_id`;
const family = (from: string) =>
  insertFamily(from, {
    id: '$4',
    user: 'allowed.user_id',
    client: '$5',
    scope: "array_to_string($7::text[], ' ')",
    grant: "'authorization_code'",
    seconds: '$8',
    facts: factsWithSession('$15', 'allowed'),
  });
const FAMILY = family('allowed, code');

/**
 * A request that was pushed ($18) is used up by the code that answers it. Requests that were not pushed have statements of
 * their own, in which there is nothing of this.
 */
const PUSHED = {
  name: '-pushed',
  pushed: `request AS (${useRequest({ hash: '$18', by: '$9', from: 'allowed' })} RETURNING r.hash),`,
  from: 'allowed, request',
};
const SENT = { name: '', pushed: '', from: 'allowed' };
type How = typeof PUSHED;
const forBoth = (statement: (how: How) => Statement) => ({ sent: statement(SENT), pushed: statement(PUSHED) });

/**
 * The code's digest is the key, and the code stands for the decision: however often the decision is sent, one is
 * stored, and whatever comes with it only from the one that stored it.
 *
 * 2 session, 3 idle seconds, 4 id, 5 client, 6 revision, 7 scopes, 8 seconds, 9 code hash, 10 its seconds, 11 redirect
 * URI, 12 registered URI, 13 challenge, 14 the scopes as asked for, or null, 15 facts or null, 16 key thumbprint or null, 17 resources; of
 * `pushed` alone 18 the digest of its reference.
 */
const approve = forBoth(({ name, pushed, from }) => ({
  name: `approve${name}`,
  text: `
    WITH person AS MATERIALIZED (${SIGNED_IN}), allowed AS MATERIALIZED (
      SELECT p.user_id, p.authenticated_at, p.amr, p.handle FROM person p
      JOIN clients c ON c.id = $5 AND c.revision = $6 AND c.disabled_at IS NULL AND NOT c.in_review AND ${mayUse('c', 'p.user_id')} ${LOCK_CLIENT}
    ), ${pushed} code AS (${store(from)}), family AS (${FAMILY}), consent AS (${rememberConsent({ client: '$5', scopes: '$7', resources: '$17' }, 'allowed, code')}), audit AS (
      INSERT INTO audit_events (at, event, actor_id, user_id, client_id, authorization_id, detail)
      SELECT now() + $1::interval, 'consent.approved', allowed.user_id, allowed.user_id, $5, $4::uuid, array_to_string($7::text[], ' ')
      FROM allowed, code
    )
    SELECT EXISTS (SELECT FROM code) AS stored, EXISTS (SELECT FROM allowed) AS allowed,
      EXISTS (SELECT FROM person) AS signed_in`,
}));

/** What became of the code of a decision that was sent before. 2 hash. */
const codeState: Statement = {
  name: 'code-state',
  text: `SELECT redeemed_at IS NULL AND expires_at > now() + $1::interval AS usable FROM authorization_codes WHERE hash = $2`,
};

/**
 * What nearly every return visit is: a session that was seen in the last minute and a consent used in the last hour, so
 * that there is nothing to write but the authorization and its code. The lock is that of SIGNED_IN. The numbers are those of `approve`.
 */
const approveAgain = forBoth(({ name, pushed, from }) => ({
  name: `approve-again${name}`,
  text: `
    WITH allowed AS MATERIALIZED (
      SELECT p.user_id, p.authenticated_at, p.amr, p.handle FROM sessions p
      JOIN clients c ON c.id = $5 AND c.revision = $6 AND c.disabled_at IS NULL AND NOT c.in_review
      WHERE p.id_hash = $2 AND p.expires_at > now() + $1::interval
        AND p.seen_at > now() + $1::interval - make_interval(secs => least($3::float8, 60))
        AND ${enabledUser('p.user_id')} AND ${mayUse('c', 'p.user_id')} AND EXISTS (
          SELECT FROM consents s WHERE s.user_id = p.user_id AND s.client_id = $5
            AND s.scopes @> $7::text[] AND s.resources @> $17::text[] AND s.approved_at > c.identity_changed_at
            AND s.last_used_at > now() + $1::interval - interval '1 hour' OFFSET 0)
      FOR KEY SHARE OF p
    ), ${pushed} family AS (${family(from)})
    ${code(from)} RETURNING authorization_id`,
}));

/** Every return visit, and what is missing where it is none. The numbers are those of `approve`. */
const approveRemembered = forBoth(({ name, pushed, from }) => ({
  name: `approve-remembered${name}`,
  text: `
    WITH person AS MATERIALIZED (${SIGNED_IN}), touched AS (
      UPDATE sessions SET seen_at = now() + $1::interval FROM person
      WHERE sessions.id_hash = person.id_hash AND person.seen_at < now() + $1::interval - interval '1 minute'
    ), allowed AS MATERIALIZED (
      SELECT s.user_id, s.last_used_at, person.authenticated_at, person.amr, person.handle FROM person
      JOIN consents s ON s.user_id = person.user_id AND s.client_id = $5
      JOIN clients c ON c.id = s.client_id AND c.revision = $6 AND c.disabled_at IS NULL AND NOT c.in_review
        AND ${mayUse('c', 'person.user_id')}
      WHERE present_scopes(s.scopes) @> $7::text[] AND s.resources @> $17::text[] AND s.approved_at > c.identity_changed_at
        AND s.last_used_at > now() + $1::interval - interval '${CONSENT_DAYS} days'
    ), used AS (
      UPDATE consents SET last_used_at = now() + $1::interval FROM allowed
      WHERE consents.user_id = allowed.user_id AND consents.client_id = $5
        AND allowed.last_used_at < now() + $1::interval - interval '1 hour'
    ), ${pushed} code AS (${store(from)}), family AS (${FAMILY})
    SELECT (SELECT user_id FROM person) AS user_id, code.authorization_id IS NOT NULL AS stored,
      code.authorization_id IS NULL AND NOT EXISTS (SELECT FROM clients WHERE id = $5 AND revision = $6) AS stale,
      ${pushed === '' ? 'false' : 'EXISTS (SELECT FROM allowed) AND NOT EXISTS (SELECT FROM request)'} AS used
    FROM (SELECT) one LEFT JOIN code ON true`,
}));

/** 2 id, 3 reason. */
const revoke: Statement = {
  name: 'revoke-authorization',
  text: `
    WITH ended AS (
      UPDATE authorizations SET revoked_at = now() + $1::interval, revoked_reason = $3
      WHERE id = $2 AND revoked_at IS NULL RETURNING id, user_id, client_id
    )
    INSERT INTO audit_events (at, event, user_id, client_id, authorization_id)
    SELECT now() + $1::interval, $3, user_id, client_id, id FROM ended`,
};

/** `idleSeconds`: how long a session may lie idle. */
export function authorizationStore(database: Database, { idleSeconds }: { idleSeconds: number }): AuthorizationStore {
  const values = (authorization: NewAuthorization, browser: Browser) => [
    browser.sessionHash,
    idleSeconds,
    authorization.id,
    authorization.clientId,
    authorization.revision,
    authorization.scopes,
    authorization.seconds,
    authorization.code.hash,
    authorization.code.seconds,
    authorization.code.redirectUri ?? null,
    authorization.code.registeredUri,
    authorization.code.challenge ?? null,
    authorization.code.wording ?? null,
    authorization.facts === undefined ? null : JSON.stringify(authorization.facts),
    authorization.code.keyThumbprint ?? null,
    authorization.facts?.resources ?? [],
    ...(authorization.requestHash === undefined ? [] : [authorization.requestHash]),
  ];
  const how = ({ requestHash }: NewAuthorization) => (requestHash === undefined ? 'sent' : 'pushed');
  return {
    async approve(authorization, browser) {
      type Row = { readonly stored: boolean; readonly allowed: boolean; readonly signed_in: boolean };
      const [row] = await database.run<Row>(approve[how(authorization)], values(authorization, browser));
      if (row?.stored) return { outcome: 'approved' };
      if (!row?.allowed) return { outcome: row?.signed_in ? 'stale' : 'signed-out' };
      const [code] = await database.run<{ usable: boolean }>(codeState, [authorization.code.hash]);
      return { outcome: 'again', usable: code?.usable === true };
    },
    async approveRemembered(authorization, browser) {
      type Row = {
        readonly user_id: string | null;
        readonly stored: boolean;
        readonly stale: boolean;
        readonly used: boolean;
      };
      const all = values(authorization, browser);
      if ((await database.write(approveAgain[how(authorization)], all)).rows.length > 0) return 'approved';
      const [row] = await database.run<Row>(approveRemembered[how(authorization)], all);
      if (row?.stored) return 'approved';
      if (row?.used) return 'used';
      if (row?.stale) return 'stale';
      return row?.user_id ? 'not-remembered' : 'signed-out';
    },
    async revoke(id, reason) {
      await database.run(revoke, [id, reason]);
    },
  };
}

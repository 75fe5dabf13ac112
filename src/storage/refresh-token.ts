// SQL of its own: the hot path: one statement proves, rotates and issues, and tells a retry from a theft.
import type { RefreshTokenStore, Retried, Rotated } from '../oauth/model/refresh-token.ts';
import { introspected, type TokenRow } from './access-token.ts';
import type { Database, Statement } from './engine/database.ts';
import type { PlainRow, RetriedRow, RotatedRow } from './refresh-token-row.ts';
import { beganSince } from './sql/all-ended.ts';
import { enabledUser } from './sql/enabled-user.ts';
import {
  after,
  bindFamily,
  bindingOf,
  factsOf,
  insertAccess,
  insertRefresh,
  issuedFrom,
  keepFamily,
  toIssued,
} from './sql/issue.ts';
import { mayUse } from './sql/may-use.ts';
import { recently } from './sql/recently.ts';
import { allowedScope, carriedScopes, presentScopes } from './sql/scopes.ts';
import { keptScopes, namesNone, namesOnly, targetValues } from './sql/target.ts';

/** A token whose family, person and application are all alive, and which the loss of the refresh grant has not ended. */
const ALIVE = `a.client_id = $3 AND a.revoked_at IS NULL AND ${enabledUser('a.user_id')} AND ${mayUse('c', 'a.user_id')}
  AND (c.refresh_tokens_ended_at IS NULL OR a.created_at > c.refresh_tokens_ended_at) AND ${beganSince('c', 'a.created_at')}
  AND r.ends_at > now() + $1::interval AND (r.rotated_at IS NOT NULL OR r.expires_at > now() + $1::interval)`;
/** SQL for: the family is bound to no key, or to the one that was proved, a parameter (RFC 9449 §5). */
const keyOf = (proved: string) => `(a.facts->>'jkt' IS NULL OR a.facts->>'jkt' = ${proved}::text)`;
/** What the client may have now by the grant that the family began with. */
const MAY_CARRY = carriedScopes('c.scopes', 'a.grant_type');
/** No more than was granted, and than the client may have now. */
const COVERED = `($5::text[] IS NULL OR ${presentScopes('a.scope')} @> $5 AND ${MAY_CARRY} @> $5)`;

/** What becomes of the token: it is consumed, or it stays and lies idle anew. */
type Use = 'rotates' | 'stays';

/**
 * One UPDATE proves and consumes; the successor and the access token are inserted from what it returns.
 *
 * 2 hash, 3 client, 4 revision, 5 scopes or null, 6 access hash, 7 its seconds or null, 8 successor hash, or null, 9 idle seconds, 10 binding of the access
 * token or null, 11 thumbprint of the key that was proved, or null. Of the large ones: 12 resources or null, 13 the only scopes that their tokens
 * carry, or null.
 */
function consume(use: Use, more: { readonly where: string; readonly scope: string }): string {
  const set = use === 'stays' ? `expires_at = least(${after('$9')}, r.ends_at)` : 'rotated_at = now() + $1::interval';
  const next = use === 'stays' ? 'consumed WHERE $8::bytea IS NOT NULL' : 'consumed';
  return `
    WITH consumed AS (
      UPDATE refresh_tokens r SET ${set}
      FROM authorizations a, clients c
      WHERE r.hash = $2 AND r.rotated_at IS NULL AND a.id = r.authorization_id AND ${ALIVE} AND ${keyOf('$11')}
        AND c.id = a.client_id AND c.revision = $4 AND ${more.where}
      RETURNING r.ends_at, ${factsOf(more.scope)}
    ), access AS (${insertAccess('consumed', { hash: '$6', seconds: '$7', binding: '$10' })}),
    successor AS (${insertRefresh(next, { hash: '$8', idleSeconds: '$9', endsAt: 'ends_at' })})`;
}

/** What nearly every rotation is: all that was granted, in tokens that end. `before` as in authorization-code.ts. */
const plain = (use: Use, more = '') => `${consume(use, {
  where: `$5::text[] IS NULL AND c.scopes @> string_to_array(a.scope, ' ') AND ${namesNone('a.facts')}${more}`,
  scope: 'a.scope',
})}
    SELECT ${issuedFrom('consumed')},
      CASE WHEN consumed.scope IS NULL THEN (
        SELECT r.rotated_at IS NOT NULL FROM refresh_tokens r JOIN authorizations a ON a.id = r.authorization_id
        WHERE r.hash = $2 AND a.client_id = $3 AND ${keyOf('$11')}
      ) END AS before
    FROM (SELECT) one LEFT JOIN consumed ON true`;
const rotate: Statement = { name: 'rotate-refresh-token', text: plain('rotates') };
/** Of a client whose families are bound, where this one is already. */
const rotateBound: Statement = { name: 'rotate-bound-refresh-token', text: plain('rotates', " AND a.facts ? 'jkt'") };
const use: Statement = { name: 'use-refresh-token', text: plain('stays') };

/** Every rotation, and why there is none. `kept`: what becomes of the family. */
const explained = (kept: string, use: Use = 'rotates') => `${consume(use, {
  where: `${COVERED} AND ${namesOnly('$12', 'a.facts')}`,
  scope: allowedScope('a.scope', keptScopes(MAY_CARRY, '$13'), '$5::text[]'),
})},
    kept AS (${kept})
    SELECT ${issuedFrom('consumed')},
      CASE WHEN consumed.scope IS NULL THEN (
        SELECT json_build_object('fresh', EXISTS (SELECT FROM clients WHERE id = $3 AND revision = $4),
          'own', a.client_id = $3 AND ${keyOf('$11')}, 'rotated', r.rotated_at IS NOT NULL, 'alive', ${ALIVE}, 'covered', ${COVERED},
          'named', ${namesOnly('$12', 'a.facts')}, 'resources', coalesce(a.facts->'resources', '[]'))
        FROM (SELECT) nothing LEFT JOIN refresh_tokens r ON r.hash = $2
        LEFT JOIN authorizations a ON a.id = r.authorization_id
        LEFT JOIN clients c ON c.id = a.client_id
      ) END AS seen
    FROM (SELECT) one LEFT JOIN consumed ON true`;
const rotateOrExplain: Statement = {
  name: 'rotate-refresh-token-or-explain',
  text: explained(keepFamily('consumed', '$7')),
};
const rotateAndBind: Statement = {
  name: 'rotate-refresh-token-and-bind',
  text: explained(bindFamily('consumed', '$7', '$11')),
};

const useOrExplain: Statement = {
  name: 'use-refresh-token-or-explain',
  text: explained(keepFamily('consumed', '$7'), 'stays'),
};

/**
 * The grace rule, or the alarm, in one statement. The successor's row is locked: it cannot be used while another
 * access token is put beside it.
 *
 * 2 hash, 3 client, 4 grace seconds, 5 scopes or null, 6 access hash, 7 its seconds or null, 8 successor hashes, 9 alarm, 10 revision, 11 binding or null, 12 thumbprint of the key that was proved, or null,
 * 13 resources or null, 14 the only scopes that their tokens carry, or null.
 */
const retry: Statement = {
  name: 'retry-refresh-token',
  text: `
    WITH next AS MATERIALIZED (
      SELECT n.hash, ${COVERED} AS covered, ${namesOnly('$13', 'a.facts')} AS named,
        coalesce(a.facts->'resources', '[]') AS resources,
        ${factsOf(allowedScope('a.scope', keptScopes(MAY_CARRY, '$14'), '$5::text[]'))}
      FROM refresh_tokens r JOIN authorizations a ON a.id = r.authorization_id
      JOIN clients c ON c.id = a.client_id AND c.revision = $10
      JOIN refresh_tokens n ON n.hash = ANY ($8::bytea[]) AND n.authorization_id = a.id AND n.rotated_at IS NULL
        AND n.expires_at > now() + $1::interval
      WHERE r.hash = $2 AND $4 > 0 AND ${recently('r.rotated_at', '$4')} AND ${ALIVE} AND ${keyOf('$12')}
      FOR UPDATE OF n
    ), access AS (${insertAccess('next WHERE covered AND named', { hash: '$6', seconds: '$7', binding: '$11' })}),
    kept AS (${keepFamily('(SELECT * FROM next WHERE covered AND named)', '$7')}), ended AS (
      UPDATE authorizations a SET revoked_at = now() + $1::interval, revoked_reason = 'refresh.reused'
      FROM refresh_tokens r
      WHERE $9 AND NOT EXISTS (SELECT FROM next) AND r.hash = $2 AND a.id = r.authorization_id AND a.client_id = $3
        AND a.revoked_at IS NULL AND ${keyOf('$12')} AND EXISTS (SELECT FROM clients WHERE id = $3 AND revision = $10)
      RETURNING a.id, a.user_id
    ), audit AS (
      INSERT INTO audit_events (at, event, user_id, client_id, authorization_id)
      SELECT now() + $1::interval, 'refresh.reused', user_id, $3, id FROM ended
    )
    SELECT next.hash AS successor, next.covered, next.named, next.resources, ${issuedFrom('next')} FROM next`,
};

/** 2 hash, 3 caller, 4 its revision. */
const introspect: Statement = {
  name: 'introspect-refresh-token',
  text: `
    SELECT t.* FROM clients caller LEFT JOIN (
      SELECT a.client_id, coalesce(a.facts->>'sub', a.user_id::text) AS subject, a.scope, NULL::float8 AS issued_at,
        extract(epoch FROM r.expires_at)::float8 AS expires_at
      FROM refresh_tokens r JOIN authorizations a ON a.id = r.authorization_id JOIN clients c ON c.id = a.client_id
      WHERE r.hash = $2 AND r.rotated_at IS NULL AND ${ALIVE}
    ) t ON true
    WHERE caller.id = $3 AND caller.revision = $4`,
};

/** 2 hash, 3 client. */
const revoke: Statement = {
  name: 'revoke-refresh-token',
  text: `
    WITH ended AS (
      UPDATE authorizations a SET revoked_at = now() + $1::interval, revoked_reason = 'token.revoked'
      FROM refresh_tokens r
      WHERE r.hash = $2 AND a.id = r.authorization_id AND a.client_id = $3 AND a.revoked_at IS NULL
      RETURNING a.id, a.user_id
    )
    INSERT INTO audit_events (at, event, user_id, client_id, authorization_id)
    SELECT now() + $1::interval, 'token.revoked', user_id, $3, id FROM ended`,
};

export function refreshTokenStore(database: Database): RefreshTokenStore {
  return {
    async rotate({ hash, clientId, revision, limited, scopes, key, access, target, ...how }): Promise<Rotated> {
      const { successor, idleSeconds } = how;
      const values = [
        hash,
        clientId,
        revision,
        scopes ?? null,
        access.hash,
        access.seconds ?? null,
        successor?.hash ?? null,
        idleSeconds,
        bindingOf(access),
        key?.jkt ?? null,
      ];
      let before: boolean | undefined; // where only the second statement is asked, its own snapshot decides
      if (scopes === undefined && access.seconds !== undefined && !limited && !target) {
        const { rows, lostRace } = await database.write<PlainRow>(
          successor ? (key?.bindsFamily ? rotateBound : rotate) : use,
          values,
          (row) => typeof row?.scope === 'string',
        );
        const [plain] = rows;
        if (plain && plain.scope !== null) return { outcome: 'rotated', issued: toIssued(plain) };
        // Retry or reuse: the grace rule says which. What was given to another client is unknown to this one.
        if (plain?.before && !lostRace) return { outcome: 'consumed', before: true };
        before = false;
      }
      const [row] = await database.run<RotatedRow>(
        successor ? (key?.bindsFamily ? rotateAndBind : rotateOrExplain) : useOrExplain,
        [...values, ...targetValues(target)],
      );
      if (row && row.scope !== null) return { outcome: 'rotated', issued: toIssued(row) };
      const seen = row?.seen;
      if (seen?.fresh === false) return { outcome: 'stale' };
      if (!seen?.own) return { outcome: 'refused' };
      // Reuse comes before everything else that may be wrong with the request: it must not pass unnoticed.
      if (seen.rotated) return { outcome: 'consumed', before: before ?? true };
      if (!seen.alive) return { outcome: 'refused' };
      if (!seen.named) return { outcome: 'targeted', resources: seen.resources ?? [] };
      return seen.covered ? { outcome: 'consumed', before: false } : { outcome: 'wider' };
    },
    async retry({ hash, clientId, revision, scopes, key, access, target, ...how }): Promise<Retried> {
      const [row] = await database.run<RetriedRow>(retry, [
        hash,
        clientId,
        how.graceSeconds,
        scopes ?? null,
        access.hash,
        access.seconds ?? null,
        how.successors,
        how.alarm,
        revision,
        bindingOf(access),
        key?.jkt ?? null,
        ...targetValues(target),
      ]);
      if (!row) return { outcome: 'refused' };
      if (!row.named) return { outcome: 'targeted', resources: row.resources };
      if (!row.covered) return { outcome: 'wider' };
      return { outcome: 'retried', successor: row.successor, issued: toIssued(row) };
    },
    async introspect(hash, caller) {
      const [row] = await database.read<TokenRow>(introspect, [hash, caller.clientId, caller.revision]);
      return introspected(row);
    },
    async revoke(hash, clientId) {
      await database.run(revoke, [hash, clientId]);
    },
  };
}

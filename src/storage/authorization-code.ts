// SQL of its own: the hot path: one statement proves, consumes and issues, and exactly one caller wins.
import {
  type AuthorizationCodeStore,
  MOST_MISSES,
  REPEATED_SECONDS,
  type Redeemed,
} from '../oauth/model/authorization-code.ts';
import type { Database, Statement } from './engine/database.ts';
import { beganSince } from './sql/all-ended.ts';
import { enabledUser } from './sql/enabled-user.ts';
import {
  after,
  bindFamily,
  bindingOf,
  factsOf,
  type IssuedRow,
  insertAccess,
  insertRefresh,
  issuedFrom,
  keepFamily,
  staysConnected,
  toIssued,
} from './sql/issue.ts';
import { mayUse } from './sql/may-use.ts';
import { recently } from './sql/recently.ts';
import { allowedScope, carriedScopes } from './sql/scopes.ts';
import { keptScopes, namesNone, namesOnly, targetValues } from './sql/target.ts';

type PlainRow = IssuedRow & { readonly matched: boolean | null; readonly asked: string | null };
type Row = PlainRow & {
  readonly seen: {
    readonly fresh: boolean;
    readonly replay: string | null;
    readonly resources: readonly string[] | null;
  } | null;
};

/** The bindings that a client proves: each on its own, any failure is a miss. */
const PROVED = `(k.challenge IS NOT DISTINCT FROM $5::bytea
  AND ($6::text IS NOT DISTINCT FROM k.redirect_uri OR k.redirect_uri IS NULL AND $6 = k.registered_uri)
  AND (k.key_thumbprint IS NULL OR k.key_thumbprint IS NOT DISTINCT FROM $13::text))`;

/** The request that consumed it once more: sent twice, or its answer was lost. */
const REPEATED = `(${PROVED} AND ${recently('k.redeemed_at', REPEATED_SECONDS)})`;

/**
 * One UPDATE proves and consumes, or counts the miss: its row lock lets one caller through. The tokens are inserted from
 * what it returns.
 *
 * 2 hash, 3 client, 4 revision, 5 challenge, 6 redirect_uri, 7 access hash, 8 its seconds or null, 9 refresh
 * hash, 10 idle seconds, 11 seconds, 12 binding of the access token or null, 13 thumbprint of the key that was proved, or null. Of
 * the large ones: 14 resources or null, 15 the only scopes that their tokens carry, or null.
 */
function consume(more: { readonly set?: string; readonly where?: string; readonly scope: string }): string {
  return `
    WITH consumed AS (
      UPDATE authorization_codes k
      SET redeemed_at = CASE WHEN ${PROVED} THEN now() + $1::interval END,
          misses = k.misses + CASE WHEN ${PROVED} THEN 0 ELSE 1 END ${more.set ?? ''}
      FROM authorizations a, clients c
      WHERE k.hash = $2 AND k.client_id = $3
        AND k.redeemed_at IS NULL AND k.misses < ${MOST_MISSES} AND k.expires_at > now() + $1::interval
        AND a.id = k.authorization_id AND a.revoked_at IS NULL AND ${enabledUser('a.user_id')}
        AND EXISTS (SELECT FROM consents s WHERE s.user_id = a.user_id AND s.client_id = $3 OFFSET 0)
        AND c.id = k.client_id AND c.revision = $4 AND (k.registered_uri = ANY (c.redirect_uris) OR is_preview(c.id, c.owner_team_id, k.registered_uri, now() + $1::interval)) AND ${mayUse('c', 'a.user_id')}
        AND ${beganSince('c', 'a.created_at')} ${more.where ?? ''}
      RETURNING ${PROVED} AS matched, coalesce(k.asked_scope, a.scope) AS asked, ${factsOf(more.scope)}
    ), access AS (${insertAccess('consumed WHERE matched', { hash: '$7', seconds: '$8', binding: '$12' })}),
    refresh AS (${insertRefresh(`consumed WHERE matched AND $9::bytea IS NOT NULL AND ${staysConnected('consumed')}`, {
      hash: '$9',
      idleSeconds: '$10',
      endsAt: after('$11'),
    })})`;
}

/**
 * What nearly every redemption is: tokens that end, and a client that may still have all that was granted. What it does
 * not carry, a planner need not set up: it costs a third less than the other.
 */
const redeem: Statement = {
  name: 'redeem-code',
  text: `${consume({ where: `AND c.scopes @> string_to_array(a.scope, ' ') AND ${namesNone('a.facts')}`, scope: 'a.scope' })}
    SELECT matched, asked, ${issuedFrom('consumed')} FROM consumed`,
};

/** Every redemption, and why there is none. `kept`: what becomes of the family. */
const explained = (kept: string) => `${consume({
  set: ", purge_at = CASE WHEN $8::float8 IS NULL THEN 'infinity' ELSE k.purge_at END",
  where: `AND ${namesOnly('$14', 'a.facts')}`,
  scope: allowedScope('a.scope', keptScopes(carriedScopes('c.scopes', 'a.grant_type'), '$15')),
})}, kept AS (${kept})
    SELECT consumed.matched, consumed.asked, ${issuedFrom('consumed')},
      CASE WHEN consumed.matched IS NULL THEN (
        SELECT json_build_object(
          'fresh', EXISTS (SELECT FROM clients WHERE id = $3 AND revision = $4),
          'replay', (SELECT k.authorization_id FROM authorization_codes k
            WHERE k.hash = $2 AND k.client_id = $3 AND k.redeemed_at IS NOT NULL
              AND k.challenge IS NOT DISTINCT FROM $5::bytea AND NOT ${REPEATED}),
          'resources', (SELECT coalesce(a.facts->'resources', '[]') FROM authorization_codes k
            JOIN authorizations a ON a.id = k.authorization_id AND a.revoked_at IS NULL
            WHERE k.hash = $2 AND k.client_id = $3 AND k.redeemed_at IS NULL AND k.misses < ${MOST_MISSES}
              AND k.expires_at > now() + $1::interval AND NOT ${namesOnly('$14', 'a.facts')})
        )
      ) END AS seen
    FROM (SELECT) one LEFT JOIN consumed ON true`;

const MATCHED = '(SELECT * FROM consumed WHERE matched)';
const redeemOrExplain: Statement = {
  name: 'redeem-code-or-explain',
  text: explained(keepFamily(MATCHED, '$8')),
};
const redeemAndBind: Statement = {
  name: 'redeem-code-and-bind',
  text: explained(bindFamily(MATCHED, '$8', '$13')),
};

export function authorizationCodeStore(database: Database): AuthorizationCodeStore {
  return {
    async redeem({
      hash,
      clientId,
      revision,
      limited,
      redirectUri,
      challenge,
      key,
      access,
      refresh,
      target,
    }): Promise<Redeemed> {
      const values = [
        hash,
        clientId,
        revision,
        challenge ?? null,
        redirectUri ?? null,
        access.hash,
        access.seconds ?? null,
        refresh?.hash ?? null,
        refresh?.idleSeconds ?? 0,
        refresh?.seconds ?? 0,
        bindingOf(access),
        key?.jkt ?? null,
      ];
      if (!key?.bindsFamily && access.seconds !== undefined && !limited && !target) {
        const [plain] = (await database.write<PlainRow>(redeem, values)).rows;
        if (plain?.matched) return { outcome: 'redeemed', issued: toIssued(plain), asked: plain.asked ?? undefined };
        if (plain?.matched === false) return { outcome: 'refused', replay: undefined };
      }
      const [row] = await database.run<Row>(key?.bindsFamily ? redeemAndBind : redeemOrExplain, [
        ...values,
        ...targetValues(target),
      ]);
      if (row?.matched) return { outcome: 'redeemed', issued: toIssued(row), asked: row.asked ?? undefined };
      if (row?.matched === null && row.seen?.fresh === false) return { outcome: 'stale' };
      if (row?.seen?.resources) return { outcome: 'targeted', resources: row.seen.resources };
      return { outcome: 'refused', replay: row?.seen?.replay ?? undefined };
    },
  };
}

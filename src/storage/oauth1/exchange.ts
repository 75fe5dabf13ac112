// SQL of its own: one statement uses the nonce, consumes the token and issues; exactly one caller wins.
import type { ExchangeStore } from '../../oauth1/model/exchange.ts';
import type { Database, Statement } from '../engine/database.ts';
import { noteConsent } from '../sql/consent.ts';
import { enabledUser } from '../sql/enabled-user.ts';
import { insertFamily } from '../sql/family.ts';
import {
  after,
  bindingOf,
  factsOf,
  type IssuedRow,
  insertAccess,
  insertRefresh,
  issuedFrom,
  toIssued,
} from '../sql/issue.ts';
import { mayUse } from '../sql/may-use.ts';
import { ACTIVE, MAY_CARRY, nonceValues, useNonce } from '../sql/nonce.ts';
import { allowedScope } from '../sql/scopes.ts';

/**
 * The DELETE lets one caller through; everything else comes of the row that it returns.
 *
 * 2 consumer, 3 nonce, 4 timestamp, 5 hash, 6 client, 7 revision, 8 scopes, 9 family, 10 access hash, 11 its seconds or
 * null, 12 refresh hash or null, 13 idle seconds, 14 seconds, 15 address, 16 request id, 17 binding or null.
 */
const exchange: Statement = {
  name: 'oauth1-exchange-access-token',
  text: `
    WITH client AS MATERIALIZED (
      SELECT id, owner_id, restricted FROM clients WHERE id = $6 AND revision = $7 AND disabled_at IS NULL AND NOT in_review
    ), ${useNonce('$3', '$4', 'EXISTS (SELECT FROM client)')}, live AS MATERIALIZED (
      SELECT t.hash, t.scope AS whole, c.owner_id = client.owner_id AS related,
        ${allowedScope('t.scope', MAY_CARRY, '$8::text[]')} AS scope
      FROM fresh, client, oauth1_access_tokens t JOIN oauth1_consumers c ON c.key = t.consumer_key
      WHERE t.hash = $5 AND t.consumer_key = $2 AND ${ACTIVE} AND ${enabledUser('t.user_id')}
        AND ${mayUse('client', 't.user_id')}
    ), fitting AS MATERIALIZED (
      SELECT hash, scope FROM live WHERE related AND (whole = '' OR scope <> '')
    ), consumed AS (
      DELETE FROM oauth1_access_tokens t USING fitting WHERE t.hash = fitting.hash RETURNING t.user_id, fitting.scope
    ), family AS (
      ${insertFamily('consumed', {
        id: '$9',
        user: 'user_id',
        client: '$6',
        scope: 'scope',
        grant: "'oauth1'",
        seconds: '($11::float8 + $14::float8)',
      })} RETURNING ${factsOf('a.scope')}
    ), consent AS (${noteConsent('family')}), access AS (${insertAccess('family', { hash: '$10', seconds: '$11', binding: '$17' })}),
    refresh AS (${insertRefresh('family WHERE $12::bytea IS NOT NULL', {
      hash: '$12',
      idleSeconds: '$13',
      endsAt: after('$14'),
    })}), audit AS (
      INSERT INTO audit_events (at, event, user_id, client_id, authorization_id, address, detail, request_id)
      SELECT now() + $1::interval, 'oauth1.exchanged', user_id, client_id, authorization_id, $15, $2, $16 FROM family
    )
    SELECT EXISTS (SELECT FROM client) AS unchanged, EXISTS (SELECT FROM fresh) AS fresh, EXISTS (SELECT FROM live) AS alive,
      EXISTS (SELECT FROM fitting) AS fits, ${issuedFrom('family')}
    FROM (SELECT) one LEFT JOIN family ON true`,
};

type Row = IssuedRow & {
  readonly unchanged: boolean;
  readonly fresh: boolean;
  readonly alive: boolean;
  readonly fits: boolean;
};

export function exchangeStore(database: Database): ExchangeStore {
  return {
    async exchange({ consumerKey, nonce, hash, clientId, revision, scopes, authorizationId, access, refresh, from }) {
      const [row] = await database.run<Row>(exchange, [
        consumerKey,
        ...nonceValues(nonce),
        hash,
        clientId,
        revision,
        scopes,
        authorizationId,
        access.hash,
        access.seconds ?? null,
        refresh?.hash ?? null,
        refresh?.idleSeconds ?? 0,
        refresh?.seconds ?? 0,
        from.address,
        from.requestId ?? null,
        bindingOf(access),
      ]);
      if (!row?.unchanged) return { outcome: 'stale' };
      if (!row.fresh) return { outcome: 'replayed' };
      if (row.scope !== null) return { outcome: 'exchanged', issued: toIssued(row) };
      return { outcome: row.alive && !row.fits ? 'unrelated' : 'refused' };
    },
  };
}

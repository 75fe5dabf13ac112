// SQL of its own: the hot path of devices: one statement proves, counts polls, consumes and issues.
import { type DeviceCodeStore, POLL_SECONDS } from '../oauth/model/device-code.ts';
import type { Database, Statement } from './engine/database.ts';
import { enteredCodes } from './entered-code.ts';
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
import { allowedScope, carriedScopes } from './sql/scopes.ts';
import { keptScopes, namesOnly, targetValues } from './sql/target.ts';

/**
 * 2 hash, 3 user code hashes, 4 client, 5 revision, 6 scope, 7 address hash or null, 8 seconds, 9 most per client,
 * 10 most per address, 11 the scopes as asked for, or null, 12 resources. Requests that run at once are not in each other's count: what is too many is not exact.
 */
const begin: Statement = {
  name: 'begin-device-code',
  text: `
    WITH living AS MATERIALIZED (
      SELECT
        (SELECT count(*) FROM (SELECT FROM device_codes
          WHERE client_id = $4 AND expires_at > now() + $1::interval LIMIT $9) own) < $9
        AND (SELECT count(*) FROM (SELECT FROM device_codes
          WHERE address_hash = $7::bytea AND expires_at > now() + $1::interval LIMIT $10) near) < $10 AS few,
        EXISTS (SELECT FROM clients WHERE id = $4 AND revision = $5) AS fresh
    ), begun AS (
      INSERT INTO device_codes (hash, user_code_hash, client_id, scope, address_hash, created_at, expires_at, interval_seconds, asked_scope, resources)
      SELECT $2, ($3::bytea[])[1], $4, $6, $7, now() + $1::interval, now() + $1::interval + make_interval(secs => $8), ${POLL_SECONDS}, $11, $12::text[]
      FROM living WHERE few AND fresh AND NOT EXISTS (SELECT FROM device_codes WHERE user_code_hash = ANY ($3::bytea[]))
      ON CONFLICT (user_code_hash) DO NOTHING RETURNING hash
    )
    SELECT few, fresh, EXISTS (SELECT FROM begun) AS begun FROM living`,
};

/** The family of an agreement, if it lives. */
const AGREED = `
  FROM authorizations a WHERE a.id = d.authorization_id AND a.revoked_at IS NULL AND ${enabledUser('a.user_id')} AND ${mayUse('c', 'a.user_id')} AND ${beganSince('c', 'a.created_at')}
    AND EXISTS (SELECT FROM consents s WHERE s.user_id = a.user_id AND s.client_id = $3 OFFSET 0)`;
const NAMED = namesOnly('$11', 'a.facts');
/** A network may bring two requests half a second nearer to each other than they were sent. */
const TOO_SOON = `(d.authorization_id IS NULL
  AND d.polled_at > now() + $1::interval - make_interval(secs => d.interval_seconds - 0.5))`;
const NOTE_POLL = `polled_at = now() + $1::interval, slowed = ${TOO_SOON} IS TRUE,
  interval_seconds = d.interval_seconds + CASE WHEN ${TOO_SOON} THEN 5 ELSE 0 END`;
const POLLED = `d.hash = $2 AND d.client_id = $3 AND d.redeemed_at IS NULL AND d.denied_at IS NULL
  AND d.expires_at > now() + $1::interval AND c.id = $3 AND c.revision = $4`;

/**
 * One UPDATE says that the device asked, and consumes the code where the person has agreed: its row lock lets one caller
 * through. The tokens are inserted from what it returns. Where the agreement was not yet there when the statement began, the
 * code is left for the next poll; a code that is dead is looked at in the snapshot.
 *
 * 2 hash, 3 client, 4 revision, 5 access hash, 6 its seconds or null, 7 refresh hash, 8 idle seconds, 9 seconds, 10 binding or null,
 * 11 resources or null, 12 the only scopes that their tokens carry, or null.
 */
function pollWith(more: string): string {
  return `
    WITH polled AS (
      UPDATE device_codes d SET ${NOTE_POLL},
        redeemed_at = CASE WHEN d.authorization_id IS NOT NULL AND EXISTS (SELECT ${AGREED} AND ${NAMED}) THEN now() + $1::interval END
      FROM clients c WHERE ${POLLED}
      RETURNING d.slowed, coalesce(d.asked_scope, d.scope) AS asked, d.authorization_id AS decided, d.redeemed_at IS NOT NULL AS issued, c.scopes,
        (SELECT coalesce(a.facts->'resources', '[]') ${AGREED} AND NOT ${NAMED}) AS resources
    ), tokens AS MATERIALIZED (
      SELECT ${factsOf(allowedScope('a.scope', keptScopes(carriedScopes('polled.scopes', 'a.grant_type'), '$12')))}
      FROM polled JOIN authorizations a ON a.id = polled.decided WHERE polled.issued OFFSET 0
    ), access AS (${insertAccess('tokens', { hash: '$5', seconds: '$6', binding: '$10' })}),
    refresh AS (${insertRefresh(`tokens WHERE $7::bytea IS NOT NULL AND ${staysConnected('tokens')}`, {
      hash: '$7',
      idleSeconds: '$8',
      endsAt: after('$9'),
    })})${more}
    SELECT polled.issued, polled.asked, polled.slowed, polled.decided IS NOT NULL AS decided, polled.resources, ${issuedFrom('tokens')},
      CASE WHEN polled.issued IS NULL THEN (
        SELECT json_build_object('fresh', EXISTS (SELECT FROM clients WHERE id = $3 AND revision = $4),
          'denied', d.denied_at IS NOT NULL, 'open', d.redeemed_at IS NULL AND d.client_id = $3,
          'expired', d.expires_at <= now() + $1::interval, 'waiting', d.authorization_id IS NULL)
        FROM (SELECT) nothing LEFT JOIN device_codes d ON d.hash = $2
      ) END AS seen
    FROM (SELECT) one LEFT JOIN polled ON true LEFT JOIN tokens ON true`;
}

/** What nearly every poll is: the person has not decided. 2 hash, 3 client, 4 revision. */
const pollPending: Statement = {
  name: 'poll-pending-device-code',
  text: `
    UPDATE device_codes d SET ${NOTE_POLL}
    FROM clients c
    WHERE d.authorization_id IS NULL AND ${POLLED} RETURNING d.slowed`,
};
const poll: Statement = { name: 'poll-device-code', text: pollWith('') };
/** Where tokens do not end. */
const pollEndless: Statement = {
  name: 'poll-device-code-endless',
  text: pollWith(`, kept AS (${keepFamily('tokens', '$6')})`),
};

/** Where the family is bound to a key. 11 its thumbprint. */
const pollAndBind: Statement = {
  name: 'poll-device-code-and-bind',
  text: pollWith(`, kept AS (${bindFamily('tokens', '$6', '$13')})`),
};

type PolledRow = IssuedRow & {
  readonly issued: boolean | null;
  readonly asked: string | null;
  readonly slowed: boolean;
  /** The person has agreed. */
  readonly decided: boolean;
  /** Those of the family, where they are not what the poll is for. */
  readonly resources: readonly string[] | null;
  readonly seen: {
    readonly fresh: boolean;
    readonly denied: boolean;
    readonly open: boolean | null;
    readonly expired: boolean | null;
    readonly waiting: boolean;
  } | null;
};

/** Devices that wait. `idleSeconds`: how long a session may lie idle. */
export function deviceCodeStore(database: Database, { idleSeconds }: { idleSeconds: number }): DeviceCodeStore {
  return {
    async begin(code) {
      type Row = { readonly few: boolean; readonly fresh: boolean; readonly begun: boolean };
      const [row] = await database.run<Row>(begin, [
        code.hash,
        code.userCodeHashes,
        code.clientId,
        code.revision,
        code.scopes.join(' '),
        code.addressHash ?? null,
        code.seconds,
        code.mostPerClient,
        code.mostPerAddress,
        code.wording ?? null,
        code.resources,
      ]);
      if (row?.begun) return 'begun';
      if (!row?.fresh) return 'stale';
      return row.few ? 'taken' : 'too-many';
    },
    async poll({ hash, clientId, revision, access, refresh, key, target }) {
      const [pending] = (await database.write<{ slowed: boolean }>(pollPending, [hash, clientId, revision])).rows;
      if (pending) return { outcome: pending.slowed ? 'slow-down' : 'pending' };
      const values = [
        hash,
        clientId,
        revision,
        access.hash,
        access.seconds ?? null,
        refresh?.hash ?? null,
        refresh?.idleSeconds ?? 0,
        refresh?.seconds ?? 0,
        bindingOf(access),
        ...targetValues(target),
      ];
      const bind = key?.bindsFamily ? [...values, key.jkt] : undefined;
      // These may lock the family too.
      const alone = bind ? pollAndBind : access.seconds === undefined ? pollEndless : undefined;
      const { rows } = alone
        ? { rows: await database.run<PolledRow>(alone, bind ?? values) }
        : await database.write<PolledRow>(poll, values);
      const [row] = rows;
      if (row?.issued) return { outcome: 'issued', issued: toIssued(row), asked: row.asked ?? undefined };
      if (row?.issued === false) {
        if (row.resources) return { outcome: 'targeted', resources: row.resources };
        // Agreed, and the family has ended: withdrawn, or its person disabled.
        if (row.decided) return { outcome: 'refused' };
        return { outcome: row.slowed ? 'slow-down' : 'pending' };
      }
      const seen = row?.seen;
      if (!seen?.fresh) return { outcome: 'stale' };
      if (!seen.open) return { outcome: 'refused' };
      if (seen.denied) return { outcome: 'denied' };
      if (seen.expired) return { outcome: 'expired' };
      // Decided, or consumed by another poll, while this one waited.
      return { outcome: seen.waiting ? 'pending' : 'refused' };
    },
    ...enteredCodes(database, { idleSeconds }),
  };
}

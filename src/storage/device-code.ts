import {
  DEVICE_CODE,
  type DeviceCodeStore,
  type Entered,
  type EnteredCode,
  POLL_SECONDS,
} from '../oauth/model/device-code.ts';
import type { Database, Statement } from './engine/database.ts';
import { LOCK_CLIENT, rememberConsent } from './sql/consent.ts';
import { enabledUser } from './sql/enabled-user.ts';
import { insertFamily } from './sql/family.ts';
import {
  after,
  factsOf,
  type IssuedRow,
  insertAccess,
  insertRefresh,
  issuedFrom,
  keepFamily,
  toIssued,
} from './sql/issue.ts';
import { allowedScope, carriedScopes } from './sql/scopes.ts';
import { SIGNED_IN } from './sql/signed-in.ts';

/** Still to be decided. */
const WAITING = `d.authorization_id IS NULL AND d.denied_at IS NULL AND d.expires_at > now() + $1::interval`;

/**
 * 2 hash, 3 user code hashes, 4 client, 5 revision, 6 scope, 7 address hash or null, 8 seconds, 9 most per client,
 * 10 most per address, 11 the scopes as asked for, or null. Requests that run at once are not in each other's count: what is too many is not exact.
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
      INSERT INTO device_codes (hash, user_code_hash, client_id, scope, address_hash, created_at, expires_at, interval_seconds, asked_scope)
      SELECT $2, ($3::bytea[])[1], $4, $6, $7, now() + $1::interval, now() + $1::interval + make_interval(secs => $8), ${POLL_SECONDS}, $11
      FROM living WHERE few AND fresh AND NOT EXISTS (SELECT FROM device_codes WHERE user_code_hash = ANY ($3::bytea[]))
      ON CONFLICT (user_code_hash) DO NOTHING RETURNING hash
    )
    SELECT few, fresh, EXISTS (SELECT FROM begun) AS begun FROM living`,
};

/** The family of an agreement, if it lives. */
const AGREED = `
  FROM authorizations a WHERE a.id = d.authorization_id AND a.revoked_at IS NULL AND ${enabledUser('a.user_id')}
    AND EXISTS (SELECT FROM consents s WHERE s.user_id = a.user_id AND s.client_id = $3 OFFSET 0)`;
/** A network may bring two requests half a second nearer to each other than they were sent. */
const TOO_SOON = `(d.authorization_id IS NULL
  AND d.polled_at > now() + $1::interval - make_interval(secs => d.interval_seconds - 0.5))`;

/**
 * One UPDATE says that the device asked, and consumes the code where the person has agreed: its row lock lets one caller
 * through. The tokens are inserted from what it returns. Where the agreement was not yet there when the statement began, the
 * code is left for the next poll; a code that is dead is looked at in the snapshot.
 *
 * 2 hash, 3 client, 4 revision, 5 access hash, 6 its seconds or null, 7 refresh hash, 8 idle seconds, 9 seconds.
 */
function pollWith(more: string): string {
  return `
    WITH polled AS (
      UPDATE device_codes d SET polled_at = now() + $1::interval, slowed = ${TOO_SOON} IS TRUE,
        interval_seconds = d.interval_seconds + CASE WHEN ${TOO_SOON} THEN 5 ELSE 0 END,
        redeemed_at = CASE WHEN d.authorization_id IS NOT NULL AND EXISTS (SELECT ${AGREED}) THEN now() + $1::interval END
      FROM clients c
      WHERE d.hash = $2 AND d.client_id = $3 AND d.redeemed_at IS NULL AND d.denied_at IS NULL
        AND d.expires_at > now() + $1::interval AND c.id = $3 AND c.revision = $4
      RETURNING d.slowed, coalesce(d.asked_scope, d.scope) AS asked, d.authorization_id AS decided, d.redeemed_at IS NOT NULL AS issued, c.scopes
    ), tokens AS MATERIALIZED (
      SELECT ${factsOf(allowedScope('a.scope', carriedScopes('polled.scopes', 'a.grant_type')))}
      FROM polled JOIN authorizations a ON a.id = polled.decided WHERE polled.issued OFFSET 0
    ), access AS (${insertAccess('tokens', { hash: '$5', seconds: '$6' })}),
    refresh AS (${insertRefresh('tokens WHERE $7::bytea IS NOT NULL', {
      hash: '$7',
      idleSeconds: '$8',
      endsAt: after('$9'),
    })})${more}
    SELECT polled.issued, polled.asked, polled.slowed, polled.decided IS NOT NULL AS decided, ${issuedFrom('tokens')},
      CASE WHEN polled.issued IS NULL THEN (
        SELECT json_build_object('fresh', EXISTS (SELECT FROM clients WHERE id = $3 AND revision = $4),
          'denied', d.denied_at IS NOT NULL, 'open', d.redeemed_at IS NULL AND d.client_id = $3,
          'expired', d.expires_at <= now() + $1::interval, 'waiting', d.authorization_id IS NULL)
        FROM (SELECT) nothing LEFT JOIN device_codes d ON d.hash = $2
      ) END AS seen
    FROM (SELECT) one LEFT JOIN polled ON true LEFT JOIN tokens ON true`;
}

const poll: Statement = { name: 'poll-device-code', text: pollWith('') };
/** Where tokens do not end. */
const pollEndless: Statement = {
  name: 'poll-device-code-endless',
  text: pollWith(`, kept AS (${keepFamily('tokens', '$6')})`),
};

type PolledRow = IssuedRow & {
  readonly issued: boolean | null;
  readonly asked: string | null;
  readonly slowed: boolean;
  /** The person has agreed. */
  readonly decided: boolean;
  readonly seen: {
    readonly fresh: boolean;
    readonly denied: boolean;
    readonly open: boolean | null;
    readonly expired: boolean | null;
    readonly waiting: boolean;
  } | null;
};

/** 2 session, 3 idle seconds, 4 handle, 5 user code hashes. */
const enter: Statement = {
  name: 'enter-user-code',
  text: `
    WITH person AS MATERIALIZED (${SIGNED_IN})
    UPDATE device_codes d SET session_hash = $2, handle_hash = $4 FROM person
    WHERE d.user_code_hash = ANY ($5::bytea[]) AND ${WAITING}
      AND EXISTS (SELECT FROM clients c WHERE c.id = d.client_id AND c.disabled_at IS NULL AND NOT c.in_review)
      AND NOT EXISTS (SELECT FROM sessions o WHERE o.id_hash = d.session_hash AND o.user_id <> person.user_id
        AND o.expires_at > now() + $1::interval AND o.seen_at > now() + $1::interval - make_interval(secs => $3))
    RETURNING d.hash`,
};

/** 2 session, 3 handle, 4 user code hashes. */
const findEntered: Statement = {
  name: 'find-entered-code',
  text: `
    SELECT d.client_id, d.scope, d.created_at,
      CASE WHEN d.denied_at IS NOT NULL THEN 'denied' WHEN d.authorization_id IS NOT NULL THEN 'approved' END AS answer
    FROM device_codes d
    WHERE d.handle_hash = $3 AND d.session_hash = $2 AND d.user_code_hash = ANY ($4::bytea[])
      AND ((${WAITING}) OR d.denied_at IS NOT NULL
        OR EXISTS (SELECT FROM authorizations a WHERE a.id = d.authorization_id AND a.revoked_at IS NULL))`,
};

/** 2 session, 3 idle seconds, 4 handle, 5 id, 6 client, 7 revision, 8 scopes, 9 seconds. */
const approve: Statement = {
  name: 'approve-device',
  text: `
    WITH person AS MATERIALIZED (${SIGNED_IN}), allowed AS MATERIALIZED (
      SELECT p.user_id FROM person p
      JOIN clients c ON c.id = $6 AND c.revision = $7 AND c.disabled_at IS NULL AND NOT c.in_review ${LOCK_CLIENT}
    ), decided AS (
      UPDATE device_codes d SET authorization_id = $5::uuid FROM allowed
      WHERE d.handle_hash = $4 AND d.session_hash = $2 AND d.client_id = $6 AND ${WAITING} RETURNING d.hash
    ), family AS (${insertFamily('allowed, decided', {
      id: '$5',
      user: 'allowed.user_id',
      client: '$6',
      scope: "array_to_string($8::text[], ' ')",
      grant: `'${DEVICE_CODE}'`,
      seconds: '$9',
    })}), consent AS (${rememberConsent('$6', '$8', 'allowed, decided')}), audit AS (
      INSERT INTO audit_events (at, event, actor_id, user_id, client_id, authorization_id, detail)
      SELECT now() + $1::interval, 'consent.approved', allowed.user_id, allowed.user_id, $6, $5::uuid, array_to_string($8::text[], ' ')
      FROM allowed, decided
    )
    SELECT EXISTS (SELECT FROM allowed) AS allowed, EXISTS (SELECT FROM decided) AS decided,
      EXISTS (SELECT FROM person) AS signed_in`,
};

/** 2 session, 3 idle seconds, 4 handle. */
const deny: Statement = {
  name: 'deny-device',
  text: `
    WITH person AS MATERIALIZED (${SIGNED_IN}), decided AS (
      UPDATE device_codes d SET denied_at = now() + $1::interval FROM person
      WHERE d.handle_hash = $4 AND d.session_hash = $2 AND ${WAITING} RETURNING d.client_id, person.user_id
    ), audit AS (
      INSERT INTO audit_events (at, event, actor_id, user_id, client_id)
      SELECT now() + $1::interval, 'consent.denied', user_id, user_id, client_id FROM decided
    )
    SELECT EXISTS (SELECT FROM decided) AS decided, EXISTS (SELECT FROM person) AS signed_in`,
};

/** Devices that wait. `idleSeconds`: how long a session may lie idle. */
export function deviceCodeStore(database: Database, { idleSeconds }: { idleSeconds: number }): DeviceCodeStore {
  const of = ({ sessionHash, handleHash }: Entered) => [sessionHash, idleSeconds, handleHash];
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
      ]);
      if (row?.begun) return 'begun';
      if (!row?.fresh) return 'stale';
      return row.few ? 'taken' : 'too-many';
    },
    async poll({ hash, clientId, revision, access, refresh }) {
      const values = [
        hash,
        clientId,
        revision,
        access.hash,
        access.seconds ?? null,
        refresh?.hash ?? null,
        refresh?.idleSeconds ?? 0,
        refresh?.seconds ?? 0,
      ];
      const { rows } =
        access.seconds === undefined
          ? { rows: await database.run<PolledRow>(pollEndless, values) } // it may lock the family too
          : await database.write<PolledRow>(poll, values);
      const [row] = rows;
      if (row?.issued) return { outcome: 'issued', issued: toIssued(row), asked: row.asked ?? undefined };
      if (row?.issued === false) {
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
    async enter(userCodeHashes, entered) {
      return (await database.run(enter, [...of(entered), userCodeHashes])).length > 0;
    },
    async findEntered({ sessionHash, handleHash }, userCodeHashes) {
      type Row = {
        readonly client_id: string;
        readonly scope: string;
        readonly created_at: Date;
        readonly answer: EnteredCode['answer'] | null;
      };
      const [row] = await database.run<Row>(findEntered, [sessionHash, handleHash, userCodeHashes]);
      const { client_id: clientId, scope, created_at: createdAt, answer } = row ?? {};
      if (clientId === undefined || scope === undefined || createdAt === undefined) return undefined;
      return { clientId, scope, createdAt, answer: answer ?? undefined };
    },
    async approve(entered, { id, clientId, revision, scopes, seconds }) {
      type Row = { readonly allowed: boolean; readonly decided: boolean; readonly signed_in: boolean };
      const values = [...of(entered), id, clientId, revision, scopes, seconds];
      const [row] = await database.run<Row>(approve, values);
      if (row?.decided) return 'approved';
      if (!row?.signed_in) return 'signed-out';
      return row.allowed ? 'gone' : 'stale';
    },
    async deny(entered) {
      type Row = { readonly decided: boolean; readonly signed_in: boolean };
      const [row] = await database.run<Row>(deny, of(entered));
      if (row?.decided) return 'denied';
      return row?.signed_in ? 'gone' : 'signed-out';
    },
  };
}

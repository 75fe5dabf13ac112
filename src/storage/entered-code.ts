// SQL of its own: one statement proves the session, locks the application and decides; exactly one caller wins.
import { DEVICE_CODE, type DeviceCodeStore, type Entered, type EnteredCode } from '../oauth/model/device-code.ts';
import type { Database, Statement } from './engine/database.ts';
import { LOCK_CLIENT, rememberConsent, resourcesOf } from './sql/consent.ts';
import { factsWithSession, insertFamily } from './sql/family.ts';
import { mayUse } from './sql/may-use.ts';
import { SIGNED_IN } from './sql/signed-in.ts';

/** Still to be decided. */
const WAITING = `d.authorization_id IS NULL AND d.denied_at IS NULL AND d.expires_at > now() + $1::interval`;

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
    SELECT d.client_id, d.scope, d.resources, d.created_at,
      CASE WHEN d.denied_at IS NOT NULL THEN 'denied' WHEN d.authorization_id IS NOT NULL THEN 'approved' END AS answer
    FROM device_codes d
    WHERE d.handle_hash = $3 AND d.session_hash = $2 AND d.user_code_hash = ANY ($4::bytea[])
      AND ((${WAITING}) OR d.denied_at IS NOT NULL
        OR EXISTS (SELECT FROM authorizations a WHERE a.id = d.authorization_id AND a.revoked_at IS NULL))`,
};

/** 2 session, 3 idle seconds, 4 handle, 5 id, 6 client, 7 revision, 8 scopes, 9 seconds, 10 facts or null. */
const approve: Statement = {
  name: 'approve-device',
  text: `
    WITH person AS MATERIALIZED (${SIGNED_IN}), allowed AS MATERIALIZED (
      SELECT p.user_id, p.authenticated_at, p.amr, p.handle FROM person p
      JOIN clients c ON c.id = $6 AND c.revision = $7 AND c.disabled_at IS NULL AND NOT c.in_review AND ${mayUse('c', 'p.user_id')} ${LOCK_CLIENT}
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
      facts: factsWithSession('$10', 'allowed'),
    })}), consent AS (${rememberConsent({ client: '$6', scopes: '$8', resources: resourcesOf('$10') }, 'allowed, decided')}), audit AS (
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

/** What a person does with a code that their device shows. `idleSeconds`: how long a session may lie idle. */
export function enteredCodes(
  database: Database,
  { idleSeconds }: { idleSeconds: number },
): Pick<DeviceCodeStore, 'enter' | 'findEntered' | 'approve' | 'deny'> {
  const of = ({ sessionHash, handleHash }: Entered) => [sessionHash, idleSeconds, handleHash];
  return {
    async enter(userCodeHashes, entered) {
      return (await database.run(enter, [...of(entered), userCodeHashes])).length > 0;
    },
    async findEntered({ sessionHash, handleHash }, userCodeHashes) {
      type Row = {
        readonly client_id: string;
        readonly scope: string;
        readonly resources: string[];
        readonly created_at: Date;
        readonly answer: EnteredCode['answer'] | null;
      };
      const [row] = await database.run<Row>(findEntered, [sessionHash, handleHash, userCodeHashes]);
      const { client_id: clientId, scope, resources = [], created_at: createdAt, answer } = row ?? {};
      if (clientId === undefined || scope === undefined || createdAt === undefined) return undefined;
      return { clientId, scope, resources, createdAt, answer: answer ?? undefined };
    },
    async approve(entered, { id, clientId, revision, scopes, seconds, facts }) {
      type Row = { readonly allowed: boolean; readonly decided: boolean; readonly signed_in: boolean };
      const values = [
        ...[...of(entered), id, clientId, revision, scopes, seconds],
        facts === undefined ? null : JSON.stringify(facts),
      ];
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

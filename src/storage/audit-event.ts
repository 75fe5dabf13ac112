import type pg from 'pg';
import type { AuditEvent, AuditTrail, EventName } from '../events.ts';
import type { Actor } from '../oauth/model/client.ts';
import type { Database, Statement } from './engine/database.ts';
import { onceIn } from './sent-form.ts';

/** The audit trail: only ever appended to. */
export function auditTrail(database: Database): AuditTrail {
  return {
    async record(event) {
      await database.run(RECORD, valuesOf(event));
    },
  };
}

/** Writes a row of the audit trail into the transaction. */
export type Recorder = (
  event: EventName,
  about: Pick<AuditEvent, 'userId' | 'clientId' | 'detail'>,
) => Promise<unknown>;

/** A transaction of something that somebody does: it is done and recorded, or neither; of one intention once (SentBefore). */
export function audited<T>(
  database: Pick<Database, 'pool' | 'offsetMs'>,
  by: Actor,
  work: (client: pg.PoolClient, record: Recorder) => Promise<T>,
): Promise<T> {
  const offset = `${database.offsetMs} milliseconds`;
  return onceIn(database, by === 'administrator' ? {} : by, (client) =>
    work(client, (event, about) =>
      client.query(RECORD.text, [offset, ...valuesOf({ event, ...about, ...actedBy(by) })]),
    ),
  );
}

function actedBy(by: Actor): Pick<AuditEvent, 'actorId' | 'address' | 'requestId'> {
  if (by === 'administrator') return {};
  const { address, requestId } = by;
  return { actorId: 'ownerId' in by ? by.ownerId : by.administratorId, address, requestId };
}

function valuesOf(event: AuditEvent): readonly unknown[] {
  return [
    event.event,
    event.actorId ?? null,
    event.userId ?? null,
    event.clientId ?? null,
    event.authorizationId ?? null,
    event.address ?? null,
    event.detail ?? null,
    event.requestId ?? null,
  ];
}

const RECORD: Statement = {
  name: 'record-audit-event',
  text: `
    INSERT INTO audit_events (at, event, actor_id, user_id, client_id, authorization_id, address, detail, request_id)
    VALUES (now() + $1::interval, $2, $3, $4, $5, $6, $7, $8, $9)`,
};

import type { AuditTrail } from '../events.ts';
import type { Database, Statement } from './engine/database.ts';

/** The audit trail: only ever appended to. */
export function auditTrail(database: Database): AuditTrail {
  return {
    async record(event) {
      await database.run(RECORD, [
        event.event,
        event.actorId ?? null,
        event.userId ?? null,
        event.clientId ?? null,
        event.authorizationId ?? null,
        event.address ?? null,
        event.detail ?? null,
        event.requestId ?? null,
      ]);
    },
  };
}

const RECORD: Statement = {
  name: 'record-audit-event',
  text: `
    INSERT INTO audit_events (at, event, actor_id, user_id, client_id, authorization_id, address, detail, request_id)
    VALUES (now() + $1::interval, $2, $3, $4, $5, $6, $7, $8, $9)`,
};

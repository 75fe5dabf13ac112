-- Administrators read the audit trail by person: also what somebody did to others. Beside a running server, so without a transaction:
-- no transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS audit_events_actor_id_at_idx ON "audit_events" ("actor_id", "at") WHERE "actor_id" IS NOT NULL;

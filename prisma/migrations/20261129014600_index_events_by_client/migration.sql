-- Administrators read the audit trail by application. Most events are of none. Beside a running server, so without a transaction:
-- no transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS audit_events_client_id_at_idx ON "audit_events" ("client_id", "at") WHERE "client_id" IS NOT NULL;

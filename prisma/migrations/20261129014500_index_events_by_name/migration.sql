-- Administrators read the audit trail by event. Beside a running server, so without a transaction:
-- no transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS audit_events_event_at_idx ON "audit_events" ("event", "at");

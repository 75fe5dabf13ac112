-- Administrators look a request up by the id that its error page showed. Beside a running server, so without a transaction:
-- no transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS audit_events_request_id_idx ON "audit_events" ("request_id", "at") WHERE "request_id" IS NOT NULL;

-- Administrators read the audit trail by the address that something came from. Beside a running server, so without a transaction:
-- no transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS audit_events_address_at_idx ON "audit_events" ("address", "at") WHERE "address" IS NOT NULL;

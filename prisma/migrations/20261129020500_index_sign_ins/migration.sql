-- How many people signed in lately, from an index of sign-ins alone.
-- no transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS audit_events_sign_ins_idx ON "audit_events"("at", "user_id") WHERE "event" = 'sign_in.succeeded';

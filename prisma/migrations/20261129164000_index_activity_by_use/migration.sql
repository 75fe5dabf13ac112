-- Which applications are used most in an hour, for the first page of administration. Beside a running server, so without a transaction:
-- no transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS client_activity_hour_issued_idx ON "client_activity" ("hour", "issued" DESC);

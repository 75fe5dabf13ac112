-- The purge looks for the accounts whose days are over.
-- no transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_deletes_at_idx ON "users"("deletes_at");

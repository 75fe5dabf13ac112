-- Administrators find people by a part of their name or address, without looking at everybody. Beside a running server, so without a transaction:
-- no transaction
-- where pg_trgm is
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_text_idx ON "users" USING gin (lower("name" || E'\n' || "email") gin_trgm_ops);

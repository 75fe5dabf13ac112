-- The same by what a name begins with.
-- no transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_name_prefix_idx ON "users" (lower("name") text_pattern_ops);

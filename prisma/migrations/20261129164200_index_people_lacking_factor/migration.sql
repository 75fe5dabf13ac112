-- How many people have no second factor though they must, without looking at everybody. Beside a running server, so without a transaction:
-- no transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_lacking_factor_idx ON "users" ("is_admin", "requires_factor") WHERE NOT "has_factor" AND "disabled_at" IS NULL;

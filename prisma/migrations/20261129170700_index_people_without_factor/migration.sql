-- Who has no second factor, by address and by the beginning of it, without looking at everybody. Beside a running server, so without a transaction:
-- no transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_without_factor_idx ON "users" ("email_canonical" text_pattern_ops) WHERE NOT "has_factor" AND "disabled_at" IS NULL;

-- The same by what an address begins with, where one or two letters are typed: three make an entry of the index of parts.
-- no transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_email_prefix_idx ON "users" ("email_canonical" text_pattern_ops);

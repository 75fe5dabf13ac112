-- The same by what an address begins with, where one or two letters are typed: three make an entry of the index of parts.
-- no transaction
-- The condition always holds: Prisma looks past an index that has one, and has no word for this kind.
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_email_prefix_idx ON "users" ("email_canonical" text_pattern_ops) WHERE "email_canonical" IS NOT NULL;

-- The list of applications of OAuth 1.0a, in the order in which it is shown: a page of it without sorting them all.
-- no transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS oauth1_consumers_shown_idx ON "oauth1_consumers"(("in_review" AND "rejected_at" IS NULL AND "disabled_at" IS NULL) DESC, "created_at" DESC, "key");

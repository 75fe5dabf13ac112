-- The list of applications, in the order in which it is shown: a page of it, and those that wait, without sorting them all.
-- no transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS clients_shown_idx ON "clients"(("in_review" AND "rejected_at" IS NULL AND "disabled_at" IS NULL) DESC, "created_at" DESC, "id");

-- Which rules were broken lately, and by how many applications, from the index alone.
-- no transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS refusals_last_at_rule_client_id_idx ON "refusals"("last_at", "rule", "client_id");

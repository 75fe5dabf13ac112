-- The applications of a team, beside a running server, so without a transaction:
-- no transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS clients_owner_team_id_idx ON "clients" ("owner_team_id") WHERE "owner_team_id" IS NOT NULL;

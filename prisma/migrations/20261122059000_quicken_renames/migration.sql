-- A rename has the present names at hand: looking them up again for every application made it ten times slower.

DROP TRIGGER "clients_scopes" ON "clients";
CREATE TRIGGER "clients_scopes" BEFORE UPDATE ON "clients" FOR EACH ROW
  WHEN (OLD."scopes" IS DISTINCT FROM NEW."scopes" AND pg_trigger_depth() = 0) EXECUTE FUNCTION "settle_client_scopes"();

DROP TRIGGER "oauth1_consumers_scopes" ON "oauth1_consumers";
CREATE TRIGGER "oauth1_consumers_scopes" BEFORE UPDATE ON "oauth1_consumers" FOR EACH ROW
  WHEN (OLD."scopes" IS DISTINCT FROM NEW."scopes" AND pg_trigger_depth() = 0) EXECUTE FUNCTION "settle_client_scopes"();

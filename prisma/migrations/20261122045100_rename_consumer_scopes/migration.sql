-- Consumers of OAuth 1.0a have scopes by their present names, as applications of OAuth 2 do.

-- The function of the applications: it looks at nothing but the column "scopes".
CREATE TRIGGER "oauth1_consumers_scopes_new" BEFORE INSERT ON "oauth1_consumers" FOR EACH ROW EXECUTE FUNCTION "settle_client_scopes"();
CREATE TRIGGER "oauth1_consumers_scopes" BEFORE UPDATE ON "oauth1_consumers" FOR EACH ROW
  WHEN (OLD."scopes" IS DISTINCT FROM NEW."scopes") EXECUTE FUNCTION "settle_client_scopes"();

CREATE FUNCTION "rename_consumer_scopes"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "oauth1_consumers" SET "scopes" = array_replace("scopes", OLD."name", NEW."name") WHERE OLD."name" = ANY ("scopes");
  RETURN NULL;
END $$;
-- Its name sorts behind scopes_settle_change, which makes the old name one that stands for the new.
CREATE TRIGGER "scopes_settle_consumers" AFTER UPDATE ON "scopes" FOR EACH ROW
  WHEN (OLD."name" IS DISTINCT FROM NEW."name") EXECUTE FUNCTION "rename_consumer_scopes"();

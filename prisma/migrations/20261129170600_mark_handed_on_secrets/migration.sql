-- Whoever had an application before knows the secrets that it had then: its new owner is told until they are replaced.
ALTER TABLE "client_secrets" ADD COLUMN "handed_on" BOOLEAN NOT NULL DEFAULT false;

CREATE FUNCTION "mark_handed_on_secrets"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "client_secrets" SET "handed_on" = true WHERE "client_id" = NEW."id";
  RETURN NULL;
END $$;
CREATE TRIGGER "mark_handed_on_secrets" AFTER UPDATE OF "owner_id", "owner_team_id" ON "clients" FOR EACH ROW
  WHEN ((OLD."owner_id", OLD."owner_team_id") IS DISTINCT FROM (NEW."owner_id", NEW."owner_team_id")) EXECUTE FUNCTION "mark_handed_on_secrets"();

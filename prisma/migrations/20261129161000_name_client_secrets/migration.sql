-- An application has several secrets, each with a name. That one was used, or that its owner was told of its end, changes nothing of the application.
ALTER TABLE "client_secrets" ADD COLUMN "name" TEXT, ADD COLUMN "last_used_at" TIMESTAMPTZ(3), ADD COLUMN "warned_at" TIMESTAMPTZ(3);

DROP TRIGGER "client_secrets_revision" ON "client_secrets";
CREATE TRIGGER "client_secrets_revision"
  AFTER INSERT OR DELETE OR UPDATE OF "hash", "client_id", "hint", "created_at", "expires_at", "leaked_at", "name" ON "client_secrets"
  FOR EACH ROW EXECUTE FUNCTION "touch_client_of_secret"();

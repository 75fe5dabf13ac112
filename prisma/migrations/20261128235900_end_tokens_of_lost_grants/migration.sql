-- An application that loses the refresh grant and gets it back revives no refresh token.
ALTER TABLE "clients" ADD COLUMN "refresh_tokens_ended_at" TIMESTAMPTZ(3);

-- Families that began before that have none any more. Five seconds, in which every statement ends: what was issued beside this
-- change by a statement that had not seen it ends with the others.
CREATE FUNCTION "end_tokens_of_lost_grants"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF 'refresh_token' = ANY (OLD."grants") AND NOT 'refresh_token' = ANY (NEW."grants") THEN
    NEW."refresh_tokens_ended_at" := clock_timestamp() + interval '5 seconds';
  END IF;
  IF 'client_credentials' = ANY (OLD."grants") AND NOT 'client_credentials' = ANY (NEW."grants") THEN
    UPDATE "client_lines" SET "revoked_at" = clock_timestamp() WHERE "client_id" = NEW."id" AND "revoked_at" IS NULL;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "clients_lost_grants" BEFORE UPDATE ON "clients" FOR EACH ROW
  WHEN (OLD."grants" IS DISTINCT FROM NEW."grants") EXECUTE FUNCTION "end_tokens_of_lost_grants"();

UPDATE "clients" SET "refresh_tokens_ended_at" = now() WHERE NOT 'refresh_token' = ANY ("grants");

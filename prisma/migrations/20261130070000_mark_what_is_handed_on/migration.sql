-- Whoever had an application before entered keys, issuers and redirect URIs: its new owner is told of those until they are changed or looked at.
ALTER TABLE "clients" ADD COLUMN "handed_on" JSONB;

CREATE FUNCTION "mark_what_is_handed_on"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."handed_on" := jsonb_strip_nulls(jsonb_build_object(
    'redirect_uris', to_jsonb(NEW."redirect_uris"),
    'jwks', NEW."metadata"->'jwks',
    'jwks_uri', NEW."metadata"->'jwks_uri',
    'workloads', NEW."metadata"->'workloads',
    'people_issuers', NEW."metadata"->'people_issuers'));
  RETURN NEW;
END $$;
CREATE TRIGGER "mark_what_is_handed_on" BEFORE UPDATE ON "clients" FOR EACH ROW
  WHEN ((OLD."owner_id", OLD."owner_team_id") IS DISTINCT FROM (NEW."owner_id", NEW."owner_team_id")) EXECUTE FUNCTION "mark_what_is_handed_on"();

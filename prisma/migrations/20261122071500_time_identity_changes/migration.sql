-- An approval that a change of the application's identity had to wait for is older than that change.

-- now() is when the transaction began; the trigger runs once the row is locked, behind whoever had it before.
CREATE OR REPLACE FUNCTION "count_client_revision"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."revision" := OLD."revision" + 1;
  IF (NEW."name", NEW."owner_id", NEW."redirect_uris") IS DISTINCT FROM (OLD."name", OLD."owner_id", OLD."redirect_uris") THEN
    NEW."identity_changed_at" := clock_timestamp();
  END IF;
  RETURN NEW;
END $$;

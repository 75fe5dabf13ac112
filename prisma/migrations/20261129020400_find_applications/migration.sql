-- What administrators search applications by, ready in small letters: to make them small for all in every search took half a second.
CREATE TABLE "client_texts" (
    "client_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "client_texts_pkey" PRIMARY KEY ("client_id")
);
ALTER TABLE "client_texts" ADD CONSTRAINT "client_texts_client_id_fkey"
  FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- By triggers, so that what an older release writes is found too. A line for each thing, so that no search finds the end of one and
-- the beginning of the next.
CREATE FUNCTION "text_of_client"("name" TEXT, "redirect_uris" TEXT[], "owner" UUID) RETURNS TEXT STABLE LANGUAGE sql AS $$
  SELECT lower(concat_ws(E'\n', $1, array_to_string($2, E'\n'),
    (SELECT concat_ws(E'\n', u."name", u."email") FROM "users" u WHERE u."id" = $3)))
$$;
CREATE FUNCTION "keep_client_text"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "client_texts" ("client_id", "text")
  VALUES (NEW."id", "text_of_client"(NEW."name", NEW."redirect_uris", NEW."owner_id"))
  ON CONFLICT ("client_id") DO UPDATE SET "text" = excluded."text";
  RETURN NULL;
END $$;
CREATE TRIGGER "clients_text" AFTER INSERT OR UPDATE OF "name", "redirect_uris", "owner_id" ON "clients"
  FOR EACH ROW EXECUTE FUNCTION "keep_client_text"();
CREATE FUNCTION "keep_client_texts_of_owner"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "client_texts" t SET "text" = "text_of_client"(c."name", c."redirect_uris", c."owner_id")
  FROM "clients" c WHERE c."owner_id" = NEW."id" AND t."client_id" = c."id";
  RETURN NULL;
END $$;
CREATE TRIGGER "users_client_texts" AFTER UPDATE OF "name", "email" ON "users" FOR EACH ROW
  WHEN ((OLD."name", OLD."email") IS DISTINCT FROM (NEW."name", NEW."email")) EXECUTE FUNCTION "keep_client_texts_of_owner"();

INSERT INTO "client_texts" ("client_id", "text")
SELECT "id", "text_of_client"("name", "redirect_uris", "owner_id") FROM "clients";

-- An index of three letters each, where this Postgres has it and this role may add it to the database: Postgres counts it as trusted.
-- Without it, a search reads these texts from end to end, some microseconds for each.
DO $$
DECLARE
  "its_schema" TEXT;
BEGIN
  BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
  EXCEPTION WHEN insufficient_privilege OR feature_not_supported OR undefined_file THEN
    RAISE NOTICE 'pg_trgm cannot be had here (%): a search over applications reads all of them.', SQLERRM;
  END;
  SELECT n.nspname INTO "its_schema" FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
  WHERE e.extname = 'pg_trgm' AND has_schema_privilege(n.oid, 'USAGE');
  IF "its_schema" IS NOT NULL THEN
    EXECUTE format('CREATE INDEX "client_texts_text_idx" ON "client_texts" USING gin ("text" %I.gin_trgm_ops) WHERE "text" IS NOT NULL', "its_schema");
  END IF;
END $$;

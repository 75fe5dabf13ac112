-- What applications are searched by has their owner's name also where both were renamed at once: the one who comes second sees the other.
-- The lock makes an application and its owner take turns, and what is read after it is what the other one left.
CREATE OR REPLACE FUNCTION "keep_client_text"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM "users" WHERE "id" = NEW."owner_id" FOR SHARE;
  INSERT INTO "client_texts" ("client_id", "text")
  VALUES (NEW."id", "text_of_client"(NEW."name", NEW."redirect_uris", NEW."owner_id"))
  ON CONFLICT ("client_id") DO UPDATE SET "text" = excluded."text";
  RETURN NULL;
END $$;

UPDATE "client_texts" t SET "text" = "text_of_client"(c."name", c."redirect_uris", c."owner_id")
FROM "clients" c WHERE c."id" = t."client_id" AND t."text" IS DISTINCT FROM "text_of_client"(c."name", c."redirect_uris", c."owner_id");

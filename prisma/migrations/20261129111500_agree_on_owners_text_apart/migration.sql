-- What applications are searched by agreed with their owner's name by a lock on the owner, taken while the application was held: whoever
-- approved meanwhile, holding a session, waited for the application, and whoever ended that person's sessions held the owner: a circle.
-- A lock of its own, that is always the last one taken, makes both take turns and meets nobody else.
CREATE OR REPLACE FUNCTION "keep_client_text"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('client_texts ' || NEW."owner_id", 0));
  INSERT INTO "client_texts" ("client_id", "text")
  VALUES (NEW."id", "text_of_client"(NEW."name", NEW."redirect_uris", NEW."owner_id"))
  ON CONFLICT ("client_id") DO UPDATE SET "text" = excluded."text";
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION "keep_client_texts_of_owner"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('client_texts ' || NEW."id", 0));
  UPDATE "client_texts" t SET "text" = "text_of_client"(c."name", c."redirect_uris", c."owner_id")
  FROM "clients" c WHERE c."owner_id" = NEW."id" AND t."client_id" = c."id";
  RETURN NULL;
END $$;

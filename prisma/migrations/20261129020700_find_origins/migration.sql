-- The origins of active applications: whether a page that asks is one of theirs was looked for in the addresses of all of them.
CREATE TABLE "client_origins" (
    "origin" TEXT COLLATE "C" NOT NULL,
    "client_id" TEXT NOT NULL,

    CONSTRAINT "client_origins_pkey" PRIMARY KEY ("origin", "client_id")
);
CREATE INDEX "client_origins_client_id_idx" ON "client_origins"("client_id");
ALTER TABLE "client_origins" ADD CONSTRAINT "client_origins_client_id_fkey"
  FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- As browsers write them: small letters, without the usual port; on this computer without any, for there it is free (RFC 8252 §7.3).
CREATE FUNCTION "origins_of"("redirect_uris" TEXT[]) RETURNS SETOF TEXT IMMUTABLE LANGUAGE sql AS $$
  SELECT DISTINCT regexp_replace(
    regexp_replace("origin", '^(http://[^/]+):80$|^(https://[^/]+):443$', '\1\2'),
    '^(http://(127\.0\.0\.1|\[::1\]|localhost)):[0-9]+$', '\1')
  FROM unnest($1) AS "uri", lower(substring("uri" FROM '^[Hh][Tt][Tt][Pp][Ss]?://[^/?#]+') COLLATE "C") AS "origin"
  WHERE "origin" IS NOT NULL
$$;

-- By a trigger, so that what an older release writes counts too.
CREATE FUNCTION "keep_client_origins"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    DELETE FROM "client_origins" WHERE "client_id" = NEW."id";
  END IF;
  IF NEW."disabled_at" IS NULL AND NOT NEW."in_review" THEN
    INSERT INTO "client_origins" ("origin", "client_id") SELECT "origin", NEW."id" FROM "origins_of"(NEW."redirect_uris") AS "origin";
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "clients_origins" AFTER INSERT OR UPDATE OF "redirect_uris", "disabled_at", "in_review" ON "clients"
  FOR EACH ROW EXECUTE FUNCTION "keep_client_origins"();

INSERT INTO "client_origins" ("origin", "client_id")
SELECT "origin", "id" FROM "clients", "origins_of"("redirect_uris") AS "origin" WHERE "disabled_at" IS NULL AND NOT "in_review";

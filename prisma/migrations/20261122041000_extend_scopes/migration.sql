-- A scope says which grants may carry it and whether it is offered; its old names stay good when it is renamed.

-- AlterTable
ALTER TABLE "scopes" ADD COLUMN "grants" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
ADD COLUMN "offered" BOOLEAN NOT NULL DEFAULT true;

-- CreateTable
CREATE TABLE "scope_names" (
    "name" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "swept_at" TIMESTAMPTZ(3),

    CONSTRAINT "scope_names_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "scope_names_scope_idx" ON "scope_names"("scope");

-- AddForeignKey
ALTER TABLE "scope_names" ADD CONSTRAINT "scope_names_scope_fkey" FOREIGN KEY ("scope") REFERENCES "scopes"("name") ON DELETE CASCADE ON UPDATE CASCADE;

INSERT INTO "scope_names" ("name", "scope") SELECT "name", "name" FROM "scopes";



-- What Prisma's schema cannot say.

-- The same scopes by the names that they have now, each once, in order; what is no name stays as it is.
CREATE FUNCTION "present_scopes"("names" TEXT[]) RETURNS TEXT[] LANGUAGE sql STABLE AS $$
  SELECT ARRAY(
    SELECT coalesce(n."scope", given."name") FROM unnest("names") WITH ORDINALITY AS given ("name", "place")
    LEFT JOIN "scope_names" n ON n."name" = given."name"
    GROUP BY 1 ORDER BY min(given."place"))
$$;

-- Every name stands once in scope_names, so that no old name is ever another scope's. Applications that have the scope
-- are renamed with it; whatever changes what they may have counts up their revision, and so ends what is cached of them.
-- Its name sorts behind the cascade of the foreign key, which must have come before.
CREATE FUNCTION "settle_scope"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    UPDATE "clients" SET "revision" = "revision" WHERE OLD."name" = ANY ("scopes");
    RETURN NULL;
  END IF;
  IF NOT EXISTS (SELECT FROM "scope_names" WHERE "name" = NEW."name" AND "scope" = NEW."name") THEN
    INSERT INTO "scope_names" ("name", "scope") VALUES (NEW."name", NEW."name");
  END IF;
  IF TG_OP = 'INSERT' OR NEW."name" = OLD."name" THEN
    UPDATE "clients" SET "revision" = "revision" WHERE NEW."name" = ANY ("scopes");
  ELSE
    UPDATE "scope_names" SET "since" = now(), "swept_at" = NULL WHERE "name" = OLD."name";
    UPDATE "clients" SET "scopes" = array_replace("scopes", OLD."name", NEW."name") WHERE OLD."name" = ANY ("scopes");
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "scopes_settle" AFTER INSERT OR DELETE ON "scopes" FOR EACH ROW EXECUTE FUNCTION "settle_scope"();
CREATE TRIGGER "scopes_settle_change" AFTER UPDATE ON "scopes" FOR EACH ROW
  WHEN ((OLD."name", OLD."grants") IS DISTINCT FROM (NEW."name", NEW."grants")) EXECUTE FUNCTION "settle_scope"();

-- An application has scopes by their present names. The lock makes it take turns with whoever changes those entries:
-- they see this application, or it sees what they did.
CREATE FUNCTION "settle_client_scopes"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM "scopes" WHERE "name" = ANY ("present_scopes"(NEW."scopes")) ORDER BY "name" FOR SHARE;
  NEW."scopes" := "present_scopes"(NEW."scopes");
  RETURN NEW;
END $$;
CREATE TRIGGER "clients_scopes_new" BEFORE INSERT ON "clients" FOR EACH ROW EXECUTE FUNCTION "settle_client_scopes"();
CREATE TRIGGER "clients_scopes" BEFORE UPDATE ON "clients" FOR EACH ROW
  WHEN (OLD."scopes" IS DISTINCT FROM NEW."scopes") EXECUTE FUNCTION "settle_client_scopes"();

-- Access tokens name the APIs that they are for (RFC 8707): a list of those, what people agreed to, and what devices ask for.

-- CreateTable
CREATE TABLE "resources" (
    "uri" TEXT NOT NULL,
    "comparable" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "scopes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "access_token_format" TEXT,
    "access_token_seconds" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "resources_pkey" PRIMARY KEY ("uri")
);

-- CreateIndex
CREATE UNIQUE INDEX "resources_comparable_key" ON "resources"("comparable");

-- AlterTable
ALTER TABLE "consents" ADD COLUMN "resources" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "device_codes" ADD COLUMN "resources" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];

-- What Prisma's schema cannot say.
ALTER TABLE "resources" ALTER COLUMN "scopes" SET NOT NULL;
ALTER TABLE "resources" ADD CONSTRAINT "resources_access_token_format_check" CHECK ("access_token_format" IN ('opaque', 'jwt'));
ALTER TABLE "resources" ADD CONSTRAINT "resources_access_token_seconds_check" CHECK ("access_token_seconds" > 0);

-- An entry has scopes by their present names, as applications have.
CREATE FUNCTION "settle_resource_scopes"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."scopes" := "present_scopes"(NEW."scopes");
  RETURN NEW;
END $$;
CREATE TRIGGER "resources_scopes" BEFORE INSERT OR UPDATE ON "resources" FOR EACH ROW EXECUTE FUNCTION "settle_resource_scopes"();
CREATE FUNCTION "rename_resource_scopes"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "resources" SET "scopes" = array_replace("scopes", OLD."name", NEW."name") WHERE OLD."name" = ANY ("scopes");
  RETURN NULL;
END $$;
CREATE TRIGGER "scopes_settle_resources" AFTER UPDATE ON "scopes" FOR EACH ROW
  WHEN (OLD."name" <> NEW."name") EXECUTE FUNCTION "rename_resource_scopes"();

-- What is cached of an application holds its resources: it ends with a change of one.
CREATE FUNCTION "settle_resource"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "clients" SET "revision" = "revision" WHERE "metadata"->'resources' ? coalesce(NEW."uri", OLD."uri")
    OR "metadata"->>'origin' IN ('registration', 'document');
  RETURN NULL;
END $$;
CREATE TRIGGER "resources_settle" AFTER INSERT OR UPDATE OR DELETE ON "resources" FOR EACH ROW EXECUTE FUNCTION "settle_resource"();

-- An application has only what is in the list. The lock makes it take turns with whoever takes an entry out of it.
CREATE FUNCTION "settle_client_resources"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  "asked" TEXT[] := ARRAY(SELECT DISTINCT jsonb_array_elements_text(NEW."metadata"->'resources') ORDER BY 1);
  "found" INTEGER;
BEGIN
  SELECT count(*) INTO "found" FROM (SELECT FROM "resources" WHERE "uri" = ANY ("asked") ORDER BY "uri" FOR SHARE) one;
  IF "found" < cardinality("asked") THEN
    RAISE foreign_key_violation USING MESSAGE = 'an application names a resource that is not in the list', CONSTRAINT = 'clients_resources_fkey';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "clients_resources_new" BEFORE INSERT ON "clients" FOR EACH ROW
  WHEN (NEW."metadata" ? 'resources') EXECUTE FUNCTION "settle_client_resources"();
CREATE TRIGGER "clients_resources" BEFORE UPDATE ON "clients" FOR EACH ROW
  WHEN (NEW."metadata" ? 'resources' AND NEW."metadata"->'resources' IS DISTINCT FROM OLD."metadata"->'resources')
  EXECUTE FUNCTION "settle_client_resources"();

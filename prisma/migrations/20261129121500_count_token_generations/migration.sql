-- Signed tokens that an application gets for itself are not stored: they say of which generation they are, and disabling the application begins another.

-- AlterTable
ALTER TABLE "clients" ADD COLUMN "token_generation" INTEGER NOT NULL DEFAULT 1;

-- What Prisma's schema cannot say.
CREATE FUNCTION "count_token_generation"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."token_generation" := OLD."token_generation" + 1;
  RETURN NEW;
END $$;
CREATE TRIGGER "clients_token_generation" BEFORE UPDATE ON "clients" FOR EACH ROW
  WHEN (OLD."disabled_at" IS NULL AND NEW."disabled_at" IS NOT NULL) EXECUTE FUNCTION "count_token_generation"();

-- Approved means verified: a mark of its own, which is lost when what the administrator looked at changes.

-- AlterTable
ALTER TABLE "clients" ADD COLUMN "verified" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "oauth1_consumers" ADD COLUMN "verified" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "revision" INTEGER NOT NULL DEFAULT 1;

-- What Prisma's schema cannot say.

ALTER TABLE "clients" ADD CONSTRAINT "clients_verified_check" CHECK (NOT ("verified" AND "in_review"));
ALTER TABLE "oauth1_consumers" ADD CONSTRAINT "oauth1_consumers_verified_check" CHECK (NOT ("verified" AND "in_review"));

-- Leaving review is being approved, also by a release that knows nothing of the mark.
CREATE FUNCTION "keep_client_verified"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."in_review" OR (NEW."name", NEW."owner_id", NEW."homepage", NEW."redirect_uris")
    IS DISTINCT FROM (OLD."name", OLD."owner_id", OLD."homepage", OLD."redirect_uris") THEN
    NEW."verified" := false;
  ELSIF OLD."in_review" THEN
    NEW."verified" := true;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "clients_verified" BEFORE UPDATE ON "clients" FOR EACH ROW EXECUTE FUNCTION "keep_client_verified"();

CREATE FUNCTION "keep_consumer_verified"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."revision" := OLD."revision" + 1;
  IF NEW."in_review" OR (NEW."name", NEW."owner_id", NEW."homepage", NEW."callback_url")
    IS DISTINCT FROM (OLD."name", OLD."owner_id", OLD."homepage", OLD."callback_url") THEN
    NEW."verified" := false;
  ELSIF OLD."in_review" THEN
    NEW."verified" := true;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "oauth1_consumers_verified" BEFORE UPDATE ON "oauth1_consumers" FOR EACH ROW EXECUTE FUNCTION "keep_consumer_verified"();

-- A review that ends with no says why, and its developer reads what an administrator has to say.

-- AlterTable
ALTER TABLE "clients" ADD COLUMN "note" TEXT,
ADD COLUMN "rejected_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "oauth1_consumers" ADD COLUMN "note" TEXT,
ADD COLUMN "rejected_at" TIMESTAMPTZ(3);

-- What Prisma's schema cannot say: nothing is rejected that does not wait, whichever release approves it.

CREATE OR REPLACE FUNCTION "keep_client_verified"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."in_review" OR (NEW."name", NEW."owner_id", NEW."homepage", NEW."redirect_uris")
    IS DISTINCT FROM (OLD."name", OLD."owner_id", OLD."homepage", OLD."redirect_uris") THEN
    NEW."verified" := false;
  ELSIF OLD."in_review" THEN
    NEW."verified" := true;
  END IF;
  IF NOT NEW."in_review" THEN
    NEW."rejected_at" := NULL;
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION "keep_consumer_verified"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."revision" := OLD."revision" + 1;
  IF NEW."in_review" OR (NEW."name", NEW."owner_id", NEW."homepage", NEW."callback_url")
    IS DISTINCT FROM (OLD."name", OLD."owner_id", OLD."homepage", OLD."callback_url") THEN
    NEW."verified" := false;
  ELSIF OLD."in_review" THEN
    NEW."verified" := true;
  END IF;
  IF NOT NEW."in_review" THEN
    NEW."rejected_at" := NULL;
  END IF;
  RETURN NEW;
END $$;

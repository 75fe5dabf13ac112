-- The names of a deleted scope stay taken until nothing that is stored carries them: added again, it was allowed to nobody.

-- DropForeignKey
ALTER TABLE "scope_names" DROP CONSTRAINT "scope_names_scope_fkey";

-- AlterTable
ALTER TABLE "scope_names" ALTER COLUMN "scope" DROP NOT NULL;

-- AddForeignKey
ALTER TABLE "scope_names" ADD CONSTRAINT "scope_names_scope_fkey" FOREIGN KEY ("scope") REFERENCES "scopes"("name") ON DELETE SET NULL ON UPDATE CASCADE;



-- What Prisma's schema cannot say.

CREATE FUNCTION "leave_scope_name"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."since" := clock_timestamp();
  NEW."swept_at" := NULL;
  RETURN NEW;
END $$;
CREATE TRIGGER "scope_names_leave" BEFORE UPDATE ON "scope_names" FOR EACH ROW
  WHEN (OLD."scope" IS NOT NULL AND NEW."scope" IS NULL) EXECUTE FUNCTION "leave_scope_name"();

-- The same scopes by the names that they have now, each once, in order, without those that were deleted; what is no
-- name stays as it is.
CREATE OR REPLACE FUNCTION "present_scopes"("names" TEXT[]) RETURNS TEXT[] LANGUAGE sql STABLE AS $$
  SELECT ARRAY(
    SELECT coalesce(n."scope", given."name") FROM unnest("names") WITH ORDINALITY AS given ("name", "place")
    LEFT JOIN "scope_names" n ON n."name" = given."name"
    WHERE n."name" IS NULL OR n."scope" IS NOT NULL
    GROUP BY 1 ORDER BY min(given."place"))
$$;

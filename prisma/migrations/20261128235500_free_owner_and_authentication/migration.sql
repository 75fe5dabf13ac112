-- An application may belong to nobody, and has a set of ways to prove who it is instead of one or two.

-- No release up to this one makes an application without an owner; an older one takes it for one that is not there.
-- AlterTable
ALTER TABLE "clients" ALTER COLUMN "owner_id" DROP NOT NULL,
ADD COLUMN "auth_methods" TEXT[];

-- What Prisma's schema cannot say: the two columns of older releases and the set agree, whichever of them is written.

CREATE FUNCTION "agree_client_auth_methods"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  "given" BOOLEAN := NEW."auth_methods" IS NOT NULL;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    "given" := "given" AND NEW."auth_methods" IS DISTINCT FROM OLD."auth_methods";
    IF NOT "given" AND OLD."auth_methods" IS NOT NULL AND (NEW."confidential", NEW."token_endpoint_auth_method")
      IS NOT DISTINCT FROM (OLD."confidential", OLD."token_endpoint_auth_method") THEN
      RETURN NEW;
    END IF;
  END IF;
  IF "given" THEN
    NEW."confidential" := NOT 'none' = ANY (NEW."auth_methods");
    NEW."token_endpoint_auth_method" := CASE
      WHEN NEW."auth_methods" @> '{client_secret_basic,client_secret_post}' THEN NULL
      WHEN 'client_secret_basic' = ANY (NEW."auth_methods") THEN 'client_secret_basic'
      WHEN 'client_secret_post' = ANY (NEW."auth_methods") THEN 'client_secret_post' END;
  ELSE
    NEW."auth_methods" := CASE
      WHEN NOT NEW."confidential" THEN ARRAY['none']
      WHEN NEW."token_endpoint_auth_method" IS NULL THEN ARRAY['client_secret_basic', 'client_secret_post']
      ELSE ARRAY[NEW."token_endpoint_auth_method"] END;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "clients_auth_methods" BEFORE INSERT OR UPDATE ON "clients" FOR EACH ROW EXECUTE FUNCTION "agree_client_auth_methods"();

UPDATE "clients" SET "auth_methods" = NULL;
ALTER TABLE "clients" ADD CONSTRAINT "clients_auth_methods_check" CHECK ("auth_methods" IS NOT NULL AND cardinality("auth_methods") > 0);

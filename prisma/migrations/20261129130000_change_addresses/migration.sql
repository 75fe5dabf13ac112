-- A link may carry what it is to do: the address that becomes an account's, or the account that it makes.

-- AlterTable
ALTER TABLE "one_time_links" ADD COLUMN "payload" JSONB;

-- What Prisma's schema cannot say.
ALTER TABLE "one_time_links" DROP CONSTRAINT "one_time_links_purpose_check";
ALTER TABLE "one_time_links" ADD CONSTRAINT "one_time_links_purpose_check"
  CHECK (("purpose" IN ('setup', 'sign-up') AND "user_id" IS NULL) OR ("purpose" IN ('password', 'invitation', 'email') AND "user_id" IS NOT NULL));

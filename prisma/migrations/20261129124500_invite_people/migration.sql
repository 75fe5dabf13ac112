-- People are invited by mail: whoever opens the link proves that mail reaches them there.

-- AlterTable
ALTER TABLE "users" ADD COLUMN "email_verified_at" TIMESTAMPTZ(3);

-- What Prisma's schema cannot say.
ALTER TABLE "one_time_links" DROP CONSTRAINT "one_time_links_purpose_check";
ALTER TABLE "one_time_links" ADD CONSTRAINT "one_time_links_purpose_check"
  CHECK (("purpose" = 'setup' AND "user_id" IS NULL) OR ("purpose" IN ('password', 'invitation') AND "user_id" IS NOT NULL));

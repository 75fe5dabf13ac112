-- People and administrators delete accounts: after some days, in which it can be undone, and their applications are left ownerless.

-- AlterTable
ALTER TABLE "users" ADD COLUMN "deletes_at" TIMESTAMPTZ(3),
ADD COLUMN "may_keep" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "clients" ADD COLUMN "disabled_reason" TEXT;

-- AlterTable
ALTER TABLE "oauth1_consumers" ALTER COLUMN "owner_id" DROP NOT NULL;

-- What Prisma's schema cannot say.

-- Who deletes their own account cannot do so after an administrator disabled it, and undo that.
ALTER TABLE "users" ADD CONSTRAINT "users_may_keep_check" CHECK (NOT "may_keep" OR ("deletes_at" IS NOT NULL AND "disabled_at" IS NOT NULL));

-- Who is enabled is not deleted, and what is enabled is not disabled for any reason, whatever release enables it.
CREATE FUNCTION "keep_enabled_user"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  NEW."deletes_at" := NULL;
  NEW."may_keep" := false;
  RETURN NEW;
END
$$;
CREATE TRIGGER "users_keep_enabled" BEFORE UPDATE OF "disabled_at" ON "users"
  FOR EACH ROW WHEN (NEW."disabled_at" IS NULL AND NEW."deletes_at" IS NOT NULL) EXECUTE FUNCTION "keep_enabled_user"();

CREATE FUNCTION "forget_disabled_reason"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  NEW."disabled_reason" := NULL;
  RETURN NEW;
END
$$;
CREATE TRIGGER "clients_forget_disabled_reason" BEFORE UPDATE OF "disabled_at" ON "clients"
  FOR EACH ROW WHEN (NEW."disabled_at" IS NULL AND NEW."disabled_reason" IS NOT NULL) EXECUTE FUNCTION "forget_disabled_reason"();

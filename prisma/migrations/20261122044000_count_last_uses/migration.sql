-- Uses that decide or that people must see: of tokens without an end, which end when nobody uses them, and of old grants.

-- AlterTable
ALTER TABLE "access_tokens" ADD COLUMN "last_used_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "client_activity" ADD COLUMN "by_implicit" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "by_password" INTEGER NOT NULL DEFAULT 0;

-- What Prisma's schema cannot say.

-- Whether a family has such tokens left. No other row is in it.
CREATE INDEX "access_tokens_endless_family_idx" ON "access_tokens"("authorization_id") WHERE "expires_at" = 'infinity';

-- "Last used" is when a token was last issued: what was only refused is no use.

-- AlterTable
ALTER TABLE "client_activity" ADD COLUMN "last_issued_at" TIMESTAMPTZ(3);

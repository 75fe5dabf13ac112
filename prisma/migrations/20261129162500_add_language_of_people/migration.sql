-- A person may choose the language of pages and mails; null: as their browser says.

-- AlterTable
ALTER TABLE "users" ADD COLUMN "language" TEXT;

-- What Prisma's schema cannot say.
ALTER TABLE "users" ADD CONSTRAINT "users_language_check" CHECK ("language" ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$');

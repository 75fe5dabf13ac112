-- Whoever chose no language reads pages as their browser says; mails that no request of theirs causes are in that language too.
ALTER TABLE "users" ADD COLUMN "seen_language" TEXT;

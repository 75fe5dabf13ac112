-- A code and a refresh token are changed once, when they are consumed. With room beside them in their page the change stays there, and
-- no index hears of it. Counts for pages that are written from now on; waits for no reader and no writer.
ALTER TABLE "authorization_codes" SET (fillfactor = 60);
ALTER TABLE "refresh_tokens" SET (fillfactor = 80);

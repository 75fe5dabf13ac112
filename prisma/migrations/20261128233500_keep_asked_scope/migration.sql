-- What a request called its scopes, where it used a name of old: the token is answered by it.
ALTER TABLE "authorization_codes" ADD COLUMN "asked_scope" TEXT;
ALTER TABLE "device_codes" ADD COLUMN "asked_scope" TEXT;

-- Applications that registered an address for it are told when a session ends in which they got an ID token. A server of the release
-- before fills the table by the trigger and tells nobody; what waits is sent by the first one of this release.

-- CreateTable
CREATE TABLE "logout_notices" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "client_id" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "sid" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "next_at" TIMESTAMPTZ(3) DEFAULT now(),
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "last_at" TIMESTAMPTZ(3),
    "fault" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now() + interval '7 days',

    CONSTRAINT "logout_notices_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "logout_notices_client_id_idx" ON "logout_notices"("client_id");

-- CreateIndex
CREATE INDEX "logout_notices_next_at_idx" ON "logout_notices"("next_at");

-- CreateIndex
CREATE INDEX "logout_notices_expires_at_idx" ON "logout_notices"("expires_at");

-- AddForeignKey
ALTER TABLE "logout_notices" ADD CONSTRAINT "logout_notices_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- What Prisma's schema cannot say.
ALTER TABLE "logout_notices" ADD CONSTRAINT "logout_notices_attempts_check" CHECK ("attempts" >= 0);

-- Each application once, though a person came to it ten times in this session; twice where it knows the person by two subjects.
CREATE FUNCTION "tell_session_end"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "logout_notices" ("client_id", "subject", "sid")
  SELECT DISTINCT a."client_id", coalesce(a."facts"->>'sub', a."user_id"::text), OLD."handle"::text
  FROM "authorizations" a JOIN "clients" c ON c."id" = a."client_id" AND c."metadata" ? 'backchannel_logout_uri'
  WHERE a."user_id" = OLD."user_id" AND a."facts" ? 'openid' AND a."facts"->'auth'->>'sid' = OLD."handle"::text;
  RETURN NULL;
END $$;
-- One that has expired ends by itself: nobody signed out.
CREATE TRIGGER "sessions_tell_session_end" AFTER DELETE ON "sessions"
  FOR EACH ROW WHEN (OLD."expires_at" > now()) EXECUTE FUNCTION "tell_session_end"();

-- People sign in with a passkey.

-- CreateTable
CREATE TABLE "passkeys" (
    "id" BYTEA NOT NULL,
    "user_id" UUID NOT NULL,
    "public_key" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL,
    "transports" TEXT[],
    "backed_up" BOOLEAN NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "last_used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "passkeys_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "passkeys_user_id_idx" ON "passkeys"("user_id");

-- AddForeignKey
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- What Prisma's schema cannot say: a passkey is a factor like the others (see keep_second_factors).
CREATE OR REPLACE FUNCTION "note_factors"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  person UUID = CASE WHEN TG_OP = 'DELETE' THEN OLD.user_id ELSE NEW.user_id END;
BEGIN
  UPDATE users SET has_factor = EXISTS (SELECT FROM totp_factors t WHERE t.user_id = person)
    OR EXISTS (SELECT FROM passkeys p WHERE p.user_id = person) WHERE id = person;
  RETURN NULL;
END $$;
CREATE TRIGGER "passkeys_note_factors" AFTER INSERT OR DELETE ON "passkeys"
  FOR EACH ROW EXECUTE FUNCTION "note_factors"();

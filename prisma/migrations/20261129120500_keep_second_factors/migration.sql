-- People have a second factor: an authenticator app, and recovery codes for when it is lost.

-- AlterTable
ALTER TABLE "users" ADD COLUMN "requires_factor" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "has_factor" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "totp_factors" (
    "user_id" UUID NOT NULL,
    "secret" BYTEA NOT NULL,
    "last_step" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "last_used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "totp_factors_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "recovery_codes" (
    "hash" BYTEA NOT NULL,
    "user_id" UUID NOT NULL,

    CONSTRAINT "recovery_codes_pkey" PRIMARY KEY ("hash")
);

-- CreateIndex
CREATE INDEX "recovery_codes_user_id_idx" ON "recovery_codes"("user_id");

-- AddForeignKey
ALTER TABLE "totp_factors" ADD CONSTRAINT "totp_factors_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- What Prisma's schema cannot say. The statement that starts a session locks the person and reads of them alone whether a
-- password is enough: so it stands in their row, and changes with the factors themselves.
CREATE FUNCTION "note_factors"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  person UUID = CASE WHEN TG_OP = 'DELETE' THEN OLD.user_id ELSE NEW.user_id END;
BEGIN
  UPDATE users SET has_factor = EXISTS (SELECT FROM totp_factors t WHERE t.user_id = person) WHERE id = person;
  RETURN NULL;
END $$;
CREATE TRIGGER "totp_factors_note_factors" AFTER INSERT OR DELETE ON "totp_factors"
  FOR EACH ROW EXECUTE FUNCTION "note_factors"();

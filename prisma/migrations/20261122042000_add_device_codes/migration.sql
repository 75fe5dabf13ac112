-- A device without a keyboard asks with a code that a person types elsewhere (RFC 8628).

-- CreateTable
CREATE TABLE "device_codes" (
    "hash" BYTEA NOT NULL,
    "user_code_hash" BYTEA NOT NULL,
    "client_id" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "address_hash" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "interval_seconds" INTEGER NOT NULL DEFAULT 5,
    "polled_at" TIMESTAMPTZ(3),
    "slowed" BOOLEAN NOT NULL DEFAULT false,
    "session_hash" BYTEA,
    "handle_hash" BYTEA,
    "authorization_id" UUID,
    "denied_at" TIMESTAMPTZ(3),
    "redeemed_at" TIMESTAMPTZ(3),

    CONSTRAINT "device_codes_pkey" PRIMARY KEY ("hash")
);

-- CreateIndex
CREATE UNIQUE INDEX "device_codes_user_code_hash_key" ON "device_codes"("user_code_hash");

-- CreateIndex
CREATE UNIQUE INDEX "device_codes_handle_hash_key" ON "device_codes"("handle_hash");

-- CreateIndex
CREATE INDEX "device_codes_client_id_expires_at_idx" ON "device_codes"("client_id", "expires_at");

-- CreateIndex
CREATE INDEX "device_codes_address_hash_expires_at_idx" ON "device_codes"("address_hash", "expires_at");

-- CreateIndex
CREATE INDEX "device_codes_expires_at_idx" ON "device_codes"("expires_at");

-- AddForeignKey
ALTER TABLE "device_codes" ADD CONSTRAINT "device_codes_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- What Prisma's schema cannot say.

ALTER TABLE "device_codes"
  ADD CONSTRAINT "device_codes_hash_check" CHECK (octet_length("hash") = 32 AND octet_length("user_code_hash") = 32),
  ADD CONSTRAINT "device_codes_session_check" CHECK (("session_hash" IS NULL) = ("handle_hash" IS NULL)),
  ADD CONSTRAINT "device_codes_decision_check" CHECK ("denied_at" IS NULL OR "authorization_id" IS NULL),
  ADD CONSTRAINT "device_codes_redeemed_check" CHECK ("redeemed_at" IS NULL OR "authorization_id" IS NOT NULL);
-- Every poll writes its row: room beside it, so that no index is written too.
ALTER TABLE "device_codes" SET (fillfactor = 70);

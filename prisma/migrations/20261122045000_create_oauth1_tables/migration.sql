-- OAuth 1.0a: its own applications and credentials, so that nothing of one protocol is worth anything in the other.

-- CreateTable
CREATE TABLE "oauth1_consumers" (
    "key" TEXT NOT NULL,
    "owner_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "homepage" TEXT NOT NULL,
    "callback_url" TEXT,
    "support_url" TEXT,
    "scopes" TEXT[],
    "secret" BYTEA NOT NULL,
    "rsa_public_key" TEXT,
    "plaintext_allowed" BOOLEAN NOT NULL DEFAULT false,
    "in_review" BOOLEAN NOT NULL DEFAULT false,
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "oauth1_consumers_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "oauth1_request_tokens" (
    "hash" BYTEA NOT NULL,
    "consumer_key" TEXT NOT NULL,
    "secret" BYTEA NOT NULL,
    "callback_url" TEXT,
    "scope" TEXT NOT NULL,
    "user_id" UUID,
    "verifier_hash" BYTEA,
    "misses" SMALLINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "spent_at" TIMESTAMPTZ(3),

    CONSTRAINT "oauth1_request_tokens_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "oauth1_access_tokens" (
    "hash" BYTEA NOT NULL,
    "consumer_key" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "secret" BYTEA NOT NULL,
    "scope" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "oauth1_access_tokens_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "oauth1_nonces" (
    "hash" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "oauth1_nonces_pkey" PRIMARY KEY ("hash")
);

-- CreateIndex
CREATE INDEX "oauth1_consumers_owner_id_idx" ON "oauth1_consumers"("owner_id");

-- CreateIndex
CREATE INDEX "oauth1_request_tokens_consumer_key_idx" ON "oauth1_request_tokens"("consumer_key");

-- CreateIndex
CREATE INDEX "oauth1_request_tokens_user_id_idx" ON "oauth1_request_tokens"("user_id");

-- CreateIndex
CREATE INDEX "oauth1_request_tokens_expires_at_idx" ON "oauth1_request_tokens"("expires_at");

-- CreateIndex
CREATE INDEX "oauth1_access_tokens_consumer_key_idx" ON "oauth1_access_tokens"("consumer_key");

-- CreateIndex
CREATE INDEX "oauth1_access_tokens_user_id_consumer_key_idx" ON "oauth1_access_tokens"("user_id", "consumer_key");

-- CreateIndex
CREATE INDEX "oauth1_nonces_expires_at_idx" ON "oauth1_nonces"("expires_at");

-- AddForeignKey
ALTER TABLE "oauth1_consumers" ADD CONSTRAINT "oauth1_consumers_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "oauth1_request_tokens" ADD CONSTRAINT "oauth1_request_tokens_consumer_key_fkey" FOREIGN KEY ("consumer_key") REFERENCES "oauth1_consumers"("key") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "oauth1_request_tokens" ADD CONSTRAINT "oauth1_request_tokens_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "oauth1_access_tokens" ADD CONSTRAINT "oauth1_access_tokens_consumer_key_fkey" FOREIGN KEY ("consumer_key") REFERENCES "oauth1_consumers"("key") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "oauth1_access_tokens" ADD CONSTRAINT "oauth1_access_tokens_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- What Prisma's schema cannot say.

ALTER TABLE "oauth1_consumers"
  ADD CONSTRAINT "oauth1_consumers_key_check" CHECK ("key" <> ''),
  ADD CONSTRAINT "oauth1_consumers_name_check" CHECK (char_length("name") BETWEEN 1 AND 200),
  ADD CONSTRAINT "oauth1_consumers_homepage_check" CHECK ("homepage" <> '');
ALTER TABLE "oauth1_request_tokens"
  ADD CONSTRAINT "oauth1_request_tokens_hash_check" CHECK (octet_length("hash") = 32),
  ADD CONSTRAINT "oauth1_request_tokens_approved_check" CHECK (("user_id" IS NULL) = ("verifier_hash" IS NULL));
ALTER TABLE "oauth1_access_tokens" ADD CONSTRAINT "oauth1_access_tokens_hash_check" CHECK (octet_length("hash") = 32);
ALTER TABLE "oauth1_nonces" ADD CONSTRAINT "oauth1_nonces_hash_check" CHECK (octet_length("hash") = 32);

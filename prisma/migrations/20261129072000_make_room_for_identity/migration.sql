-- Applications sign people in by OpenID Connect, and tokens can be signed, name resources and be bound to keys: room for the facts of that, and the keys.

-- What an application registered beyond what every one has, by the names of RFC 7591; what is not there has its default.
-- AlterTable
ALTER TABLE "clients" ADD COLUMN "metadata" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "authorizations" ADD COLUMN "facts" JSONB;

-- AlterTable
ALTER TABLE "authorization_codes" ADD COLUMN "key_thumbprint" TEXT;

-- AlterTable
ALTER TABLE "access_tokens" ADD COLUMN "binding" JSONB;

-- CreateTable
CREATE TABLE "signing_keys" (
    "kid" TEXT NOT NULL,
    "alg" TEXT NOT NULL,
    "generation" INTEGER NOT NULL,
    "public_jwk" JSONB NOT NULL,
    "private_key" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "signs_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "signing_keys_pkey" PRIMARY KEY ("kid")
);

-- CreateIndex
CREATE UNIQUE INDEX "signing_keys_alg_generation_key" ON "signing_keys"("alg", "generation");

-- What Prisma's schema cannot say.
ALTER TABLE "clients" ADD CONSTRAINT "clients_metadata_check" CHECK (jsonb_typeof("metadata") = 'object');
ALTER TABLE "signing_keys" ADD CONSTRAINT "signing_keys_alg_check" CHECK ("alg" IN ('RS256', 'PS256', 'ES256', 'EdDSA'));

-- Applications written to another service's document: their dialect, the tokens of its client credentials, leaked secrets.

-- AlterTable
ALTER TABLE "clients" ADD COLUMN "dialect" TEXT,
ADD COLUMN "dialect_expires_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "client_secrets" ADD COLUMN "leaked_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "client_activity" ADD COLUMN "dialect" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "client_lines" (
    "id" UUID NOT NULL,
    "client_id" TEXT NOT NULL,
    "dialect" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "previous_hash" BYTEA,
    "refreshes" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "rotated_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "client_lines_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "client_line_tokens" (
    "hash" BYTEA NOT NULL,
    "line_id" UUID NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "client_line_tokens_pkey" PRIMARY KEY ("hash")
);

-- CreateIndex
CREATE INDEX "client_lines_client_id_idx" ON "client_lines"("client_id");

-- CreateIndex
CREATE INDEX "client_lines_ends_at_idx" ON "client_lines"("ends_at");

-- CreateIndex
CREATE INDEX "client_line_tokens_line_id_idx" ON "client_line_tokens"("line_id");

-- CreateIndex
CREATE INDEX "client_line_tokens_ends_at_idx" ON "client_line_tokens"("ends_at");

-- What Prisma's schema cannot say.

ALTER TABLE "clients"
  ADD CONSTRAINT "clients_dialect_check" CHECK ("dialect" IS NULL OR "confidential"),
  ADD CONSTRAINT "clients_dialect_expires_at_check" CHECK ("dialect_expires_at" IS NULL OR "dialect" IS NOT NULL);
ALTER TABLE "client_lines" ADD CONSTRAINT "client_lines_hash_check" CHECK (octet_length("hash") = 32);
ALTER TABLE "client_line_tokens" ADD CONSTRAINT "client_line_tokens_hash_check" CHECK (octet_length("hash") = 32);

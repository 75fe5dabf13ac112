-- Applications have logos, which are drawn anew here and served by us; with another one an application is another one to people.

-- AlterTable
ALTER TABLE "clients" ADD COLUMN "logo" BYTEA;

-- CreateTable
CREATE TABLE "client_logos" (
    "client_id" TEXT NOT NULL,
    "digest" BYTEA NOT NULL,
    "large" BYTEA NOT NULL,
    "small" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "client_logos_pkey" PRIMARY KEY ("client_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "client_logos_digest_key" ON "client_logos"("digest");

-- AddForeignKey
ALTER TABLE "client_logos" ADD CONSTRAINT "client_logos_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- What Prisma's schema cannot say.
ALTER TABLE "client_logos" ADD CONSTRAINT "client_logos_check" CHECK (octet_length("digest") = 32 AND octet_length("large") <= 1048576 AND octet_length("small") <= 65536);

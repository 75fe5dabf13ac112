-- Programs register applications (RFC 7591): the tokens that allow it, and those by which an application keeps its registration (RFC 7592).

-- CreateTable
CREATE TABLE "registration_tokens" (
    "hash" BYTEA NOT NULL,
    "uses_left" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "registration_tokens_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "client_registrations" (
    "client_id" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "client_registrations_pkey" PRIMARY KEY ("client_id")
);

-- CreateIndex
CREATE INDEX "registration_tokens_expires_at_idx" ON "registration_tokens"("expires_at");

-- CreateIndex
CREATE INDEX "client_registrations_created_at_idx" ON "client_registrations"("created_at");

-- AddForeignKey
ALTER TABLE "client_registrations" ADD CONSTRAINT "client_registrations_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- What Prisma's schema cannot say.
ALTER TABLE "registration_tokens" ADD CONSTRAINT "registration_tokens_uses_left_check" CHECK ("uses_left" >= 0);

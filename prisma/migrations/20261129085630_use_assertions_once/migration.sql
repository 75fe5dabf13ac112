-- Applications authenticate with signed assertions (RFC 7523 §2.2), each of which counts once on all instances: what was used is kept until it has expired.

-- CreateTable
CREATE TABLE "used_jtis" (
    "hash" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "used_jtis_pkey" PRIMARY KEY ("hash")
);

-- CreateIndex
CREATE INDEX "used_jtis_expires_at_idx" ON "used_jtis"("expires_at");

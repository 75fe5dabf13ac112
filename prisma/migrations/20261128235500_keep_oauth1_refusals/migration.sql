-- What applications of OAuth 1.0a sent that was refused, for their owners to read.
CREATE TABLE "oauth1_refusals" (
    "consumer_key" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "sent_hash" BYTEA NOT NULL,
    "sent" TEXT NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 1,
    "first_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "request_id" TEXT NOT NULL,

    CONSTRAINT "oauth1_refusals_pkey" PRIMARY KEY ("consumer_key","rule","sent_hash")
);
CREATE INDEX "oauth1_refusals_last_at_idx" ON "oauth1_refusals"("last_at");
ALTER TABLE "oauth1_refusals" ADD CONSTRAINT "oauth1_refusals_consumer_key_fkey"
  FOREIGN KEY ("consumer_key") REFERENCES "oauth1_consumers"("key") ON DELETE CASCADE ON UPDATE NO ACTION;

-- A form that made something makes nothing again: not what was replaced, consumed or deleted since.
CREATE TABLE "sent_forms" (
  "hash" BYTEA NOT NULL,
  "sent_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "sent_forms_pkey" PRIMARY KEY ("hash")
);
CREATE INDEX "sent_forms_sent_at_idx" ON "sent_forms" ("sent_at");

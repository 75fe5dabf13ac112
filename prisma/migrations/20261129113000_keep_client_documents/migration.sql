-- Applications whose client_id is the address of a document about them: when that was last read, and until when it counts.

-- CreateTable
CREATE TABLE "client_documents" (
    "client_id" TEXT NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,
    "fresh_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "client_documents_pkey" PRIMARY KEY ("client_id")
);

-- CreateIndex
CREATE INDEX "client_documents_read_at_idx" ON "client_documents"("read_at");

-- AddForeignKey
ALTER TABLE "client_documents" ADD CONSTRAINT "client_documents_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

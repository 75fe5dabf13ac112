-- An application goes to another owner when whoever it is offered to accepts it; the release before sees no offer, and gives away none.

-- CreateTable
CREATE TABLE "client_offers" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "client_id" TEXT NOT NULL,
    "email" TEXT,
    "email_canonical" TEXT,
    "team_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "client_offers_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "client_offers_client_id_key" ON "client_offers"("client_id");

-- CreateIndex
CREATE INDEX "client_offers_email_canonical_idx" ON "client_offers"("email_canonical");

-- CreateIndex
CREATE INDEX "client_offers_team_id_idx" ON "client_offers"("team_id");

-- CreateIndex
CREATE INDEX "client_offers_expires_at_idx" ON "client_offers"("expires_at");

-- AddForeignKey
ALTER TABLE "client_offers" ADD CONSTRAINT "client_offers_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "client_offers" ADD CONSTRAINT "client_offers_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- What Prisma's schema cannot say.
ALTER TABLE "client_offers" ADD CONSTRAINT "client_offers_check" CHECK (
  ("email" IS NULL) = ("email_canonical" IS NULL) AND ("email_canonical" IS NULL) <> ("team_id" IS NULL));

-- What its owner offered is not theirs to give any more, whichever release gave it to somebody else.
CREATE FUNCTION "end_client_offers"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "client_offers" WHERE "client_id" = NEW."id";
  RETURN NULL;
END $$;
CREATE TRIGGER "clients_offers" AFTER UPDATE OF "owner_id", "owner_team_id" ON "clients" FOR EACH ROW
  WHEN ((OLD."owner_id", OLD."owner_team_id") IS DISTINCT FROM (NEW."owner_id", NEW."owner_team_id"))
  EXECUTE FUNCTION "end_client_offers"();

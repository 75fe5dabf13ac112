-- What somebody offered, or whom they invited into a team, counts while they may do so still.

-- AlterTable
ALTER TABLE "client_offers" ADD COLUMN "offered_by" UUID;

-- AlterTable
ALTER TABLE "team_invitations" ADD COLUMN "invited_by" UUID;

-- CreateIndex
CREATE INDEX "client_offers_offered_by_idx" ON "client_offers"("offered_by");

-- CreateIndex
CREATE INDEX "team_invitations_invited_by_idx" ON "team_invitations"("invited_by");

-- AddForeignKey
ALTER TABLE "client_offers" ADD CONSTRAINT "client_offers_offered_by_fkey" FOREIGN KEY ("offered_by") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "team_invitations" ADD CONSTRAINT "team_invitations_invited_by_fkey" FOREIGN KEY ("invited_by") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- A family remembers the grant that it began with: scopes can be limited to some grants.

-- AlterTable
ALTER TABLE "authorizations" ADD COLUMN "grant_type" TEXT NOT NULL DEFAULT 'authorization_code';

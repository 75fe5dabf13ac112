-- Applications may be for some groups of people alone; the release before knows of no such application, and lets everybody in.

-- CreateTable
CREATE TABLE "groups" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "owner_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "groups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "group_members" (
    "user_id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "group_members_pkey" PRIMARY KEY ("user_id", "group_id")
);

-- CreateTable
CREATE TABLE "group_nestings" (
    "group_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,

    CONSTRAINT "group_nestings_pkey" PRIMARY KEY ("group_id", "member_id")
);

-- CreateTable
CREATE TABLE "client_groups" (
    "client_id" TEXT NOT NULL,
    "group_id" UUID NOT NULL,

    CONSTRAINT "client_groups_pkey" PRIMARY KEY ("client_id", "group_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "groups_name_key_key" ON "groups"("name_key");

-- CreateIndex
CREATE INDEX "groups_owner_id_idx" ON "groups"("owner_id");

-- CreateIndex
CREATE INDEX "group_members_group_id_user_id_idx" ON "group_members"("group_id", "user_id");

-- CreateIndex
CREATE INDEX "group_nestings_member_id_idx" ON "group_nestings"("member_id");

-- CreateIndex
CREATE INDEX "client_groups_group_id_idx" ON "client_groups"("group_id");

-- AddForeignKey
ALTER TABLE "groups" ADD CONSTRAINT "groups_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "group_members" ADD CONSTRAINT "group_members_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "group_members" ADD CONSTRAINT "group_members_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "groups"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "group_nestings" ADD CONSTRAINT "group_nestings_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "groups"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "group_nestings" ADD CONSTRAINT "group_nestings_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "groups"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "client_groups" ADD CONSTRAINT "client_groups_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "client_groups" ADD CONSTRAINT "client_groups_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "groups"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AlterTable
ALTER TABLE "clients" ADD COLUMN "restricted" BOOLEAN NOT NULL DEFAULT false;

-- What Prisma's schema cannot say.
ALTER TABLE "group_nestings" ADD CONSTRAINT "group_nestings_check" CHECK ("group_id" <> "member_id");

-- The groups that somebody is in: directly, and those that hold one of these. Deeper than that nothing counts.
CREATE FUNCTION "groups_of"("person" UUID) RETURNS TABLE ("group_id" UUID) LANGUAGE sql STABLE AS $$
  SELECT m."group_id" FROM "group_members" m WHERE m."user_id" = "person"
  UNION
  SELECT n."group_id" FROM "group_members" m JOIN "group_nestings" n ON n."member_id" = m."group_id" WHERE m."user_id" = "person"
$$;

-- Whether somebody is in a group that this application is for; ask it of a restricted one alone.
CREATE FUNCTION "may_use"("client" TEXT, "person" UUID) RETURNS BOOLEAN LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM "client_groups" c JOIN "groups_of"("person") g ON g."group_id" = c."group_id" WHERE c."client_id" = "client")
$$;

-- Whoever is in a group may have to have a second factor.

-- AlterTable
ALTER TABLE "groups" ADD COLUMN "requires_factor" BOOLEAN NOT NULL DEFAULT false;

-- What Prisma's schema cannot say.

-- Whether somebody is in a group whose people must have a second factor.
CREATE FUNCTION "group_requires_factor"("person" UUID) RETURNS BOOLEAN LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM "groups_of"("person") mine JOIN "groups" g ON g."id" = mine."group_id" WHERE g."requires_factor")
$$;

-- A role is given to an address, whether there is an account of it or not: whoever gives it does not learn which.

-- CreateTable
CREATE TABLE "role_addresses" (
    "client_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "email_canonical" TEXT NOT NULL,
    "email" TEXT NOT NULL,

    CONSTRAINT "role_addresses_pkey" PRIMARY KEY ("client_id", "role", "email_canonical")
);

-- CreateIndex
CREATE INDEX "role_addresses_email_canonical_client_id_idx" ON "role_addresses"("email_canonical", "client_id");

-- AddForeignKey
ALTER TABLE "role_addresses" ADD CONSTRAINT "role_addresses_client_id_role_fkey" FOREIGN KEY ("client_id", "role") REFERENCES "client_roles"("client_id", "name") ON DELETE CASCADE ON UPDATE NO ACTION;

-- The address that somebody had when they were given it; null, where the release before gives one: theirs now.
ALTER TABLE "person_roles" ADD COLUMN "email" TEXT, ADD COLUMN "email_canonical" TEXT;
UPDATE "person_roles" p SET "email" = u."email", "email_canonical" = u."email_canonical" FROM "users" u WHERE u."id" = p."user_id";

-- What Prisma's schema cannot say.

-- What somebody is at this application: by themselves, by their address, or by a group that they are in.
CREATE OR REPLACE FUNCTION "roles_of"("client" TEXT, "person" UUID) RETURNS SETOF TEXT LANGUAGE sql STABLE AS $$
  SELECT p."role" FROM "person_roles" p WHERE p."user_id" = "person" AND p."client_id" = "client"
  UNION
  SELECT a."role" FROM "users" u JOIN "role_addresses" a ON a."email_canonical" = u."email_canonical"
  WHERE u."id" = "person" AND a."client_id" = "client"
  UNION
  SELECT g."role" FROM "groups_of"("person") mine JOIN "group_roles" g ON g."group_id" = mine."group_id" WHERE g."client_id" = "client"
$$;

-- Whoever gets another address keeps what they were given by the one before; whoever has that next is given nothing by it.
CREATE FUNCTION "keep_roles"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  WITH given AS (DELETE FROM "role_addresses" WHERE "email_canonical" = OLD."email_canonical" RETURNING *)
  INSERT INTO "person_roles" ("user_id", "client_id", "role", "email", "email_canonical")
  SELECT NEW."id", g."client_id", g."role", g."email", g."email_canonical" FROM given g ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER "keep_roles" AFTER UPDATE OF "email_canonical" ON "users" FOR EACH ROW
  WHEN (OLD."email_canonical" IS DISTINCT FROM NEW."email_canonical") EXECUTE FUNCTION "keep_roles"();

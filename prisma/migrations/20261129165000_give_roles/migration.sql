-- An application has roles, which its people and groups are given, and learns those of who signs in.

-- CreateTable
CREATE TABLE "client_roles" (
    "client_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "client_roles_pkey" PRIMARY KEY ("client_id", "name")
);

-- CreateTable
CREATE TABLE "person_roles" (
    "user_id" UUID NOT NULL,
    "client_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,

    CONSTRAINT "person_roles_pkey" PRIMARY KEY ("user_id", "client_id", "role")
);

-- CreateTable
CREATE TABLE "group_roles" (
    "group_id" UUID NOT NULL,
    "client_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,

    CONSTRAINT "group_roles_pkey" PRIMARY KEY ("group_id", "client_id", "role")
);

-- CreateIndex
CREATE INDEX "person_roles_client_id_role_idx" ON "person_roles"("client_id", "role");

-- CreateIndex
CREATE INDEX "group_roles_client_id_role_idx" ON "group_roles"("client_id", "role");

-- AddForeignKey
ALTER TABLE "client_roles" ADD CONSTRAINT "client_roles_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "person_roles" ADD CONSTRAINT "person_roles_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "person_roles" ADD CONSTRAINT "person_roles_client_id_role_fkey" FOREIGN KEY ("client_id", "role") REFERENCES "client_roles"("client_id", "name") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "group_roles" ADD CONSTRAINT "group_roles_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "groups"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "group_roles" ADD CONSTRAINT "group_roles_client_id_role_fkey" FOREIGN KEY ("client_id", "role") REFERENCES "client_roles"("client_id", "name") ON DELETE CASCADE ON UPDATE NO ACTION;

-- What Prisma's schema cannot say.

-- What somebody is at this application: by themselves, or by a group that they are in.
CREATE FUNCTION "roles_of"("client" TEXT, "person" UUID) RETURNS SETOF TEXT LANGUAGE sql STABLE AS $$
  SELECT p."role" FROM "person_roles" p WHERE p."user_id" = "person" AND p."client_id" = "client"
  UNION
  SELECT g."role" FROM "groups_of"("person") mine JOIN "group_roles" g ON g."group_id" = mine."group_id" WHERE g."client_id" = "client"
$$;

-- Applications may ask what somebody is there; a scope of that name that was there stays what it is.
INSERT INTO "scopes" ("name", "description", "detail", "privileged", "claims")
SELECT 'roles', 'See what you are there, such as an editor', 'The roles that it gave you itself, and no others.', false, ARRAY['roles']
WHERE NOT EXISTS (SELECT FROM "scope_names" n WHERE n."name" = 'roles');

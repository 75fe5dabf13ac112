-- Applications may belong to a team; the release before takes one of a team for nobody's, as it does with those that registered themselves.

-- CreateTable
CREATE TABLE "teams" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "teams_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "team_members" (
    "user_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "team_members_pkey" PRIMARY KEY ("user_id", "team_id")
);

-- CreateTable
CREATE TABLE "team_invitations" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "team_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "email_canonical" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "hash" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "team_invitations_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "teams_name_key_key" ON "teams"("name_key");

-- CreateIndex
CREATE INDEX "team_members_team_id_user_id_idx" ON "team_members"("team_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "team_invitations_hash_key" ON "team_invitations"("hash");

-- CreateIndex
CREATE INDEX "team_invitations_expires_at_idx" ON "team_invitations"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "team_invitations_team_id_email_canonical_key" ON "team_invitations"("team_id", "email_canonical");

-- AddForeignKey
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "team_invitations" ADD CONSTRAINT "team_invitations_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AlterTable
ALTER TABLE "clients" ADD COLUMN "owner_team_id" UUID;

-- AddForeignKey
ALTER TABLE "clients" ADD CONSTRAINT "clients_owner_team_id_fkey" FOREIGN KEY ("owner_team_id") REFERENCES "teams"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What Prisma's schema cannot say.
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_role_check" CHECK ("role" IN ('manager', 'developer'));
ALTER TABLE "team_invitations" ADD CONSTRAINT "team_invitations_role_check" CHECK ("role" IN ('manager', 'developer'));
ALTER TABLE "clients" ADD CONSTRAINT "clients_owner_check" CHECK ("owner_id" IS NULL OR "owner_team_id" IS NULL);

-- A team without a manager has nobody to invite one. Whatever takes the last one away, such as the end of an account, the member who
-- has been there longest, of those who can sign in, takes the place; where nobody is left, an administrator appoints somebody.
CREATE FUNCTION "keep_team_manager"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM "teams" WHERE "id" = OLD."team_id" FOR NO KEY UPDATE;
  IF NOT EXISTS (SELECT FROM "team_members" WHERE "team_id" = OLD."team_id" AND "role" = 'manager') THEN
    UPDATE "team_members" SET "role" = 'manager' WHERE "team_id" = OLD."team_id" AND "user_id" = (
      SELECT m."user_id" FROM "team_members" m JOIN "users" u ON u."id" = m."user_id"
      WHERE m."team_id" = OLD."team_id" ORDER BY u."disabled_at" IS NULL DESC, m."added_at", m."user_id" LIMIT 1);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "team_members_manager" AFTER DELETE ON "team_members" FOR EACH ROW
  WHEN (OLD."role" = 'manager') EXECUTE FUNCTION "keep_team_manager"();

-- The release before knows one column for the owner: whoever it gives an application to has it, and no team beside.
CREATE FUNCTION "keep_one_owner"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."owner_id" IS DISTINCT FROM OLD."owner_id" AND NEW."owner_team_id" IS NOT DISTINCT FROM OLD."owner_team_id" THEN
    NEW."owner_team_id" := NULL;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "clients_one_owner" BEFORE UPDATE ON "clients" FOR EACH ROW EXECUTE FUNCTION "keep_one_owner"();

-- Another team is another owner.
CREATE OR REPLACE FUNCTION "count_client_revision"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."revision" := OLD."revision" + 1;
  IF (NEW."name", NEW."owner_id", NEW."owner_team_id", NEW."redirect_uris")
    IS DISTINCT FROM (OLD."name", OLD."owner_id", OLD."owner_team_id", OLD."redirect_uris") THEN
    NEW."identity_changed_at" := clock_timestamp();
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION "keep_client_verified"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."in_review" OR (NEW."name", NEW."owner_id", NEW."owner_team_id", NEW."homepage", NEW."redirect_uris")
    IS DISTINCT FROM (OLD."name", OLD."owner_id", OLD."owner_team_id", OLD."homepage", OLD."redirect_uris") THEN
    NEW."verified" := false;
  ELSIF OLD."in_review" THEN
    NEW."verified" := true;
  END IF;
  IF NOT NEW."in_review" THEN
    NEW."rejected_at" := NULL;
  END IF;
  RETURN NEW;
END $$;

-- Administrators find an application by the name of its team.
CREATE FUNCTION "text_of_client"("name" TEXT, "redirect_uris" TEXT[], "owner" UUID, "team" UUID) RETURNS TEXT STABLE LANGUAGE sql AS $$
  SELECT concat_ws(E'\n', "text_of_client"($1, $2, $3), (SELECT lower(t."name") FROM "teams" t WHERE t."id" = $4))
$$;
CREATE OR REPLACE FUNCTION "keep_client_text"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('client_texts ' || coalesce(NEW."owner_id", NEW."owner_team_id"), 0));
  INSERT INTO "client_texts" ("client_id", "text")
  VALUES (NEW."id", "text_of_client"(NEW."name", NEW."redirect_uris", NEW."owner_id", NEW."owner_team_id"))
  ON CONFLICT ("client_id") DO UPDATE SET "text" = excluded."text";
  RETURN NULL;
END $$;
DROP TRIGGER "clients_text" ON "clients";
CREATE TRIGGER "clients_text" AFTER INSERT OR UPDATE OF "name", "redirect_uris", "owner_id", "owner_team_id" ON "clients"
  FOR EACH ROW EXECUTE FUNCTION "keep_client_text"();
CREATE FUNCTION "keep_client_texts_of_team"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('client_texts ' || NEW."id", 0));
  UPDATE "client_texts" t SET "text" = "text_of_client"(c."name", c."redirect_uris", c."owner_id", c."owner_team_id")
  FROM "clients" c WHERE c."owner_team_id" = NEW."id" AND t."client_id" = c."id";
  RETURN NULL;
END $$;
CREATE TRIGGER "teams_client_texts" AFTER UPDATE OF "name" ON "teams" FOR EACH ROW
  WHEN (OLD."name" IS DISTINCT FROM NEW."name") EXECUTE FUNCTION "keep_client_texts_of_team"();

-- Where the links of an application lead is part of what an administrator looked at; and a scope's sentence that sounds like the field "Name" is another one, unless somebody wrote it anew.

-- What Prisma's schema cannot say.
CREATE FUNCTION "link_hosts"("metadata" JSONB) RETURNS TEXT[] LANGUAGE sql IMMUTABLE AS $$
  SELECT array_agg(substring(lower("metadata"->>"member") FROM '^https?://([^/?#]*)') ORDER BY "member")
  FROM unnest('{support_uri,tos_uri,policy_uri,logo_uri}'::text[]) AS "each" ("member")
$$;
CREATE FUNCTION "lose_client_verified"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."verified" := false;
  RETURN NEW;
END $$;
CREATE TRIGGER "clients_verified_links" BEFORE UPDATE ON "clients" FOR EACH ROW
  WHEN (NEW."metadata" IS DISTINCT FROM OLD."metadata" AND "link_hosts"(NEW."metadata") IS DISTINCT FROM "link_hosts"(OLD."metadata"))
  EXECUTE FUNCTION "lose_client_verified"();

UPDATE "scopes" SET "description" = 'See your profile', "detail" = 'Your name and picture, and what else you say of yourself there.'
WHERE "name" = 'profile' AND "description" = 'See your name and profile' AND "detail" IS NULL;

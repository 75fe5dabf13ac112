-- A scope says which claims about a person it releases, people have more of those than a name and an address, and OpenID Connect's scopes are there.

-- AlterTable
ALTER TABLE "scopes" ADD COLUMN "claims" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];

-- Claims by their names in OpenID Connect Core 1.0 §5.1, or of one's own.
-- AlterTable
ALTER TABLE "users" ADD COLUMN "attributes" JSONB NOT NULL DEFAULT '{}';

-- What Prisma's schema cannot say.
ALTER TABLE "users" ADD CONSTRAINT "users_attributes_check" CHECK (jsonb_typeof("attributes") = 'object');

-- A name that means something here already stays what it is.
INSERT INTO "scopes" ("name", "description", "detail", "privileged", "claims")
SELECT * FROM (VALUES
  ('openid', 'Know who you are, by a number that stands for you', 'Every sign-in with this account needs it.', false, ARRAY['sub']),
  ('profile', 'See your name and profile', NULL, false, ARRAY['name', 'family_name', 'given_name', 'middle_name', 'nickname',
    'preferred_username', 'profile', 'picture', 'website', 'gender', 'birthdate', 'zoneinfo', 'locale', 'updated_at']),
  ('email', 'See your email address', NULL, false, ARRAY['email', 'email_verified']),
  ('address', 'See your postal address', NULL, false, ARRAY['address']),
  ('phone', 'See your telephone number', NULL, false, ARRAY['phone_number', 'phone_number_verified']),
  ('offline_access', 'Stay connected while you are away', 'It can act for you until you take this back, not only while you use it.', false, ARRAY[]::TEXT[])
) AS "given" ("name", "description", "detail", "privileged", "claims")
WHERE NOT EXISTS (SELECT FROM "scope_names" n WHERE n."name" = "given"."name");

-- One that was there before goes on to release what it always did: who somebody is.
UPDATE "scopes" SET "claims" = ARRAY['sub'] WHERE "name" = 'openid' AND "claims" = '{}';

-- All that an application holds ends by one mark on its row, however many tokens that are: what began before it does not live.

-- AlterTable
ALTER TABLE "clients" ADD COLUMN "all_ended_at" TIMESTAMPTZ(3);

-- What Prisma's schema cannot say.
CREATE OR REPLACE FUNCTION "exchange_lives"("parents" BYTEA[], "moment" TIMESTAMPTZ) RETURNS BOOLEAN LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (SELECT FROM unnest("parents") AS parent ("hash") WHERE NOT EXISTS (
    SELECT FROM "access_tokens" t
    JOIN "clients" c ON c."id" = t."client_id" AND c."disabled_at" IS NULL AND NOT c."in_review"
    LEFT JOIN "authorizations" a ON a."id" = t."authorization_id" AND a."revoked_at" IS NULL
    LEFT JOIN "users" u ON u."id" = a."user_id" AND u."disabled_at" IS NULL
    WHERE t."hash" = parent."hash" AND t."expires_at" > "moment" AND (t."authorization_id" IS NULL OR u."id" IS NOT NULL)
      AND (c."all_ended_at" IS NULL OR coalesce(a."created_at", t."issued_at") > c."all_ended_at")
      AND (NOT c."restricted" OR a."user_id" IS NULL OR "may_use"(c."id", a."user_id"))))
$$;

-- Applications exchange tokens of others for their own (RFC 8693), which live only while those do.

-- AlterTable
ALTER TABLE "authorizations" ADD COLUMN "parents" BYTEA[];

-- What Prisma's schema cannot say.

-- Whether every access token that something was exchanged from lives; ask it only of what was exchanged.
CREATE FUNCTION "exchange_lives"("parents" BYTEA[], "moment" TIMESTAMPTZ) RETURNS BOOLEAN LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (SELECT FROM unnest("parents") AS parent ("hash") WHERE NOT EXISTS (
    SELECT FROM "access_tokens" t
    JOIN "clients" c ON c."id" = t."client_id" AND c."disabled_at" IS NULL AND NOT c."in_review"
    LEFT JOIN "authorizations" a ON a."id" = t."authorization_id" AND a."revoked_at" IS NULL
    LEFT JOIN "users" u ON u."id" = a."user_id" AND u."disabled_at" IS NULL
    WHERE t."hash" = parent."hash" AND t."expires_at" > "moment" AND (t."authorization_id" IS NULL OR u."id" IS NOT NULL)
      AND (NOT c."restricted" OR a."user_id" IS NULL OR "may_use"(c."id", a."user_id"))))
$$;

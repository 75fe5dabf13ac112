-- The first tables: people, applications, and what an approval leads to.

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "email" TEXT NOT NULL,
    "email_canonical" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "is_admin" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "password_changed_at" TIMESTAMPTZ(3),
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id_hash" BYTEA NOT NULL,
    "user_id" UUID NOT NULL,
    "handle" UUID NOT NULL DEFAULT gen_random_uuid(),
    "authenticated_at" TIMESTAMPTZ(3) NOT NULL,
    "amr" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "address" TEXT NOT NULL,
    "agent" TEXT NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id_hash")
);

-- CreateTable
CREATE TABLE "one_time_links" (
    "hash" BYTEA NOT NULL,
    "purpose" TEXT NOT NULL,
    "user_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "one_time_links_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "throttles" (
    "key" BYTEA NOT NULL,
    "count" INTEGER NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "throttles_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "clients" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "homepage" TEXT,
    "owner_id" UUID NOT NULL,
    "confidential" BOOLEAN NOT NULL,
    "redirect_uris" TEXT[],
    "scopes" TEXT[],
    "grants" TEXT[],
    "token_endpoint_auth_method" TEXT,
    "require_pkce" BOOLEAN NOT NULL DEFAULT false,
    "trusted" BOOLEAN NOT NULL DEFAULT false,
    "resource_server" BOOLEAN NOT NULL DEFAULT false,
    "access_token_seconds" INTEGER,
    "access_tokens_never_expire" BOOLEAN NOT NULL DEFAULT false,
    "refresh_token_idle_seconds" INTEGER,
    "refresh_token_seconds" INTEGER,
    "code_seconds" INTEGER,
    "in_review" BOOLEAN NOT NULL DEFAULT false,
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "identity_changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "clients_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "client_secrets" (
    "hash" BYTEA NOT NULL,
    "client_id" TEXT NOT NULL,
    "hint" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "client_secrets_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "scopes" (
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "detail" TEXT,
    "privileged" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "scopes_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "consents" (
    "user_id" UUID NOT NULL,
    "client_id" TEXT NOT NULL,
    "scopes" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "approved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "consents_pkey" PRIMARY KEY ("user_id","client_id")
);

-- CreateTable
CREATE TABLE "authorizations" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "client_id" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_reason" TEXT,

    CONSTRAINT "authorizations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "authorization_codes" (
    "hash" BYTEA NOT NULL,
    "authorization_id" UUID NOT NULL,
    "client_id" TEXT NOT NULL,
    "redirect_uri" TEXT,
    "registered_uri" TEXT NOT NULL,
    "challenge" BYTEA,
    "misses" SMALLINT NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "redeemed_at" TIMESTAMPTZ(3),
    "purge_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "authorization_codes_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "refresh_tokens" (
    "hash" BYTEA NOT NULL,
    "authorization_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "rotated_at" TIMESTAMPTZ(3),

    CONSTRAINT "refresh_tokens_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "access_tokens" (
    "hash" BYTEA NOT NULL,
    "authorization_id" UUID,
    "client_id" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "access_tokens_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "refusals" (
    "client_id" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "sent_hash" BYTEA NOT NULL,
    "sent" TEXT NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 1,
    "first_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "request_id" TEXT NOT NULL,

    CONSTRAINT "refusals_pkey" PRIMARY KEY ("client_id","rule","sent_hash")
);

-- CreateTable
CREATE TABLE "client_activity" (
    "client_id" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "issued" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "with_pkce" INTEGER NOT NULL DEFAULT 0,
    "without_pkce" INTEGER NOT NULL DEFAULT 0,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "client_activity_pkey" PRIMARY KEY ("client_id","hour")
);

-- CreateTable
CREATE TABLE "audit_events" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "event" TEXT NOT NULL,
    "actor_id" UUID,
    "user_id" UUID,
    "client_id" TEXT,
    "authorization_id" UUID,
    "address" TEXT,
    "detail" TEXT,
    "request_id" TEXT,

    CONSTRAINT "audit_events_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_email_canonical_key" ON "users"("email_canonical");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_handle_key" ON "sessions"("handle");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE INDEX "sessions_expires_at_idx" ON "sessions"("expires_at");

-- CreateIndex
CREATE INDEX "one_time_links_user_id_idx" ON "one_time_links"("user_id");

-- CreateIndex
CREATE INDEX "one_time_links_expires_at_idx" ON "one_time_links"("expires_at");

-- CreateIndex
CREATE INDEX "throttles_expires_at_idx" ON "throttles"("expires_at");

-- CreateIndex
CREATE INDEX "clients_owner_id_idx" ON "clients"("owner_id");

-- CreateIndex
CREATE INDEX "client_secrets_client_id_idx" ON "client_secrets"("client_id");

-- CreateIndex
CREATE INDEX "client_secrets_expires_at_idx" ON "client_secrets"("expires_at");

-- CreateIndex
CREATE INDEX "consents_client_id_idx" ON "consents"("client_id");

-- CreateIndex
CREATE INDEX "authorizations_user_id_client_id_idx" ON "authorizations"("user_id", "client_id");

-- CreateIndex
CREATE INDEX "authorizations_expires_at_idx" ON "authorizations"("expires_at");

-- CreateIndex
CREATE INDEX "authorization_codes_purge_at_idx" ON "authorization_codes"("purge_at");

-- CreateIndex
CREATE INDEX "refresh_tokens_ends_at_idx" ON "refresh_tokens"("ends_at");

-- CreateIndex
CREATE INDEX "access_tokens_expires_at_idx" ON "access_tokens"("expires_at");

-- CreateIndex
CREATE INDEX "refusals_last_at_idx" ON "refusals"("last_at");

-- CreateIndex
CREATE INDEX "client_activity_hour_idx" ON "client_activity"("hour");

-- CreateIndex
CREATE INDEX "audit_events_at_idx" ON "audit_events"("at");

-- CreateIndex
CREATE INDEX "audit_events_user_id_at_idx" ON "audit_events"("user_id", "at");

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "one_time_links" ADD CONSTRAINT "one_time_links_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "clients" ADD CONSTRAINT "clients_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "client_secrets" ADD CONSTRAINT "client_secrets_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "consents" ADD CONSTRAINT "consents_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "consents" ADD CONSTRAINT "consents_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "refusals" ADD CONSTRAINT "refusals_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "client_activity" ADD CONSTRAINT "client_activity_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE NO ACTION;



-- What Prisma's schema cannot say.

ALTER TABLE "users"
  ADD CONSTRAINT "users_email_canonical_check" CHECK ("email_canonical" <> ''),
  ADD CONSTRAINT "users_name_check" CHECK (char_length("name") BETWEEN 1 AND 200);
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_id_hash_check" CHECK (octet_length("id_hash") = 32);
ALTER TABLE "one_time_links"
  ADD CONSTRAINT "one_time_links_hash_check" CHECK (octet_length("hash") = 32),
  ADD CONSTRAINT "one_time_links_purpose_check" CHECK (("purpose" = 'setup' AND "user_id" IS NULL) OR ("purpose" = 'password' AND "user_id" IS NOT NULL));
ALTER TABLE "clients"
  ADD CONSTRAINT "clients_id_check" CHECK ("id" <> ''),
  ADD CONSTRAINT "clients_name_check" CHECK (char_length("name") BETWEEN 1 AND 200),
  ADD CONSTRAINT "clients_public_check" CHECK ("confidential" OR NOT ('client_credentials' = ANY("grants") OR "resource_server")),
  ADD CONSTRAINT "clients_method_check" CHECK ("token_endpoint_auth_method" IN ('client_secret_basic', 'client_secret_post')),
  ADD CONSTRAINT "clients_lifetimes_check" CHECK ("access_token_seconds" > 0 AND "refresh_token_idle_seconds" > 0 AND "refresh_token_seconds" > 0 AND "code_seconds" BETWEEN 10 AND 600),
  ADD CONSTRAINT "clients_never_expire_check" CHECK (NOT "access_tokens_never_expire" OR "access_token_seconds" IS NULL);
ALTER TABLE "client_secrets" ADD CONSTRAINT "client_secrets_hash_check" CHECK (octet_length("hash") = 32);
ALTER TABLE "scopes" ADD CONSTRAINT "scopes_name_check" CHECK ("name" ~ '^[\x21\x23-\x5B\x5D-\x7E]+$'); -- RFC 6749 §3.3
ALTER TABLE "authorizations" ADD CONSTRAINT "authorizations_revoked_check" CHECK (("revoked_at" IS NULL) = ("revoked_reason" IS NULL));
ALTER TABLE "authorization_codes" ADD CONSTRAINT "authorization_codes_challenge_check" CHECK (octet_length("challenge") = 32);

-- What has no end is purged by looking at all of it, a part at a time in the order of these.
CREATE INDEX "authorizations_endless_idx" ON "authorizations"("id") WHERE "expires_at" = 'infinity';
CREATE INDEX "authorization_codes_endless_idx" ON "authorization_codes"("hash") WHERE "purge_at" = 'infinity';
CREATE INDEX "access_tokens_endless_idx" ON "access_tokens"("hash") WHERE "expires_at" = 'infinity';

-- A cached application is good while its revision is: every statement that issues compares it.
CREATE FUNCTION "count_client_revision"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."revision" := OLD."revision" + 1;
  IF (NEW."name", NEW."owner_id", NEW."redirect_uris") IS DISTINCT FROM (OLD."name", OLD."owner_id", OLD."redirect_uris") THEN
    NEW."identity_changed_at" := now();
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "clients_revision" BEFORE UPDATE ON "clients" FOR EACH ROW EXECUTE FUNCTION "count_client_revision"();

CREATE FUNCTION "touch_client_of_secret"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "clients" SET "revision" = "revision" WHERE "id" = COALESCE(NEW."client_id", OLD."client_id");
  RETURN NULL;
END $$;
CREATE TRIGGER "client_secrets_revision" AFTER INSERT OR UPDATE OR DELETE ON "client_secrets" FOR EACH ROW EXECUTE FUNCTION "touch_client_of_secret"();

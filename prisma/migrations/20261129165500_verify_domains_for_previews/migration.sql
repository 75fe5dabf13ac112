-- A team proves that a domain is its own, and may then add exact redirect URIs below it that end; the release before knows none of them.

-- CreateTable
CREATE TABLE "team_domains" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "team_id" UUID NOT NULL,
    "domain" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "verified_at" TIMESTAMPTZ(3),
    "checked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "team_domains_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "preview_uris" (
    "client_id" TEXT NOT NULL,
    "uri" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "preview_uris_pkey" PRIMARY KEY ("client_id", "uri")
);

-- CreateIndex
CREATE UNIQUE INDEX "team_domains_team_id_domain_key" ON "team_domains"("team_id", "domain");

-- CreateIndex
CREATE INDEX "preview_uris_host_idx" ON "preview_uris"("host");

-- CreateIndex
CREATE INDEX "preview_uris_expires_at_idx" ON "preview_uris"("expires_at");

-- AddForeignKey
ALTER TABLE "team_domains" ADD CONSTRAINT "team_domains_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "preview_uris" ADD CONSTRAINT "preview_uris_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- What Prisma's schema cannot say. Exact addresses of the web, and none that could be read as another host.
ALTER TABLE "preview_uris" ADD CONSTRAINT "preview_uris_check" CHECK ("uri" LIKE 'https://%' AND "uri" NOT LIKE '%*%');

-- Whether the team still stands for this host: a proof counts for 90 days.
CREATE FUNCTION "is_verified_host"("team" UUID, "host" TEXT, "at" TIMESTAMPTZ) RETURNS BOOLEAN LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM "team_domains" d WHERE d."team_id" = "team" AND d."verified_at" > "at" - interval '90 days'
      AND ("host" = d."domain" OR right("host", length(d."domain") + 1) = '.' || d."domain"))
$$;

-- Whether an address is one of those of this application, now; ask it where it is not among the registered ones.
CREATE FUNCTION "is_preview"("client" TEXT, "team" UUID, "address" TEXT, "at" TIMESTAMPTZ) RETURNS BOOLEAN LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM "preview_uris" p WHERE p."client_id" = "client" AND p."uri" = "address" AND p."expires_at" > "at"
      AND "is_verified_host"("team", p."host", "at"))
$$;

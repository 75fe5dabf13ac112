-- The programs for OpenStreetMap keep no secret: their dialect is for public applications too.
ALTER TABLE "clients" DROP CONSTRAINT "clients_dialect_check";
ALTER TABLE "clients"
  ADD CONSTRAINT "clients_dialect_check" CHECK ("dialect" IS NULL OR "confidential" OR "dialect" = 'openstreetmap');

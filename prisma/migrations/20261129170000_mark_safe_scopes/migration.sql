-- With REGISTRATION=review an application that asks for safe scopes alone passes by itself; what is privileged is never safe.
ALTER TABLE "scopes" ADD COLUMN "safe" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "scopes" ADD CONSTRAINT "scopes_safe_check" CHECK (NOT ("safe" AND "privileged"));

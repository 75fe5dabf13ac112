-- Applications that keep a copy of a person's profile see by updated_at whether it is old.

-- AlterTable
ALTER TABLE "users" ADD COLUMN "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now();

-- What Prisma's schema cannot say.
CREATE FUNCTION "time_profile_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.name, NEW.email, NEW.attributes) IS DISTINCT FROM (OLD.name, OLD.email, OLD.attributes) THEN
    NEW.updated_at = now();
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "users_time_profile_change" BEFORE UPDATE OF "name", "email", "attributes" ON "users"
  FOR EACH ROW EXECUTE FUNCTION "time_profile_change"();

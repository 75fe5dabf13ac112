-- What all applications did in an hour, in one row: the overview summed 48 hours of every application each time it was looked at.
CREATE TABLE "activity_hours" (
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "issued" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "activity_hours_pkey" PRIMARY KEY ("hour")
);

-- By triggers, so that what an older release writes counts too. Once a statement: servers write all that they counted in one, every
-- few seconds. It is the last row that such a statement locks, so two of them cannot wait for each other. Nothing is taken
-- away with an application that is deleted: its hours have been.
CREATE FUNCTION "add_activity_hours"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "activity_hours" AS "sum" ("hour", "issued", "refused")
  SELECT "hour", sum("issued"), sum("refused") FROM "has" GROUP BY "hour" ORDER BY "hour"
  ON CONFLICT ("hour") DO UPDATE SET
    "issued" = "sum"."issued" + excluded."issued", "refused" = "sum"."refused" + excluded."refused";
  RETURN NULL;
END $$;
CREATE FUNCTION "change_activity_hours"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "activity_hours" AS "sum" ("hour", "issued", "refused")
  SELECT "hour", sum("issued"), sum("refused") FROM (
    SELECT "hour", "issued", "refused" FROM "has" UNION ALL SELECT "hour", -"issued", -"refused" FROM "had"
  ) "change" GROUP BY "hour" ORDER BY "hour"
  ON CONFLICT ("hour") DO UPDATE SET
    "issued" = "sum"."issued" + excluded."issued", "refused" = "sum"."refused" + excluded."refused";
  RETURN NULL;
END $$;
CREATE TRIGGER "client_activity_added" AFTER INSERT ON "client_activity"
  REFERENCING NEW TABLE AS "has" FOR EACH STATEMENT EXECUTE FUNCTION "add_activity_hours"();
CREATE TRIGGER "client_activity_changed" AFTER UPDATE ON "client_activity"
  REFERENCING OLD TABLE AS "had" NEW TABLE AS "has" FOR EACH STATEMENT EXECUTE FUNCTION "change_activity_hours"();

-- The triggers keep writers away until this is committed: no count is missed, none is added twice.
INSERT INTO "activity_hours" ("hour", "issued", "refused")
SELECT "hour", sum("issued"), sum("refused") FROM "client_activity" GROUP BY "hour";

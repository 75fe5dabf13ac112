-- The latest moment that was seen here: by it a clock that was set back is found, and what had ended before is ended again.
CREATE TABLE "clock_marks" (
  "id" INTEGER PRIMARY KEY CHECK ("id" = 1),
  "seen_at" TIMESTAMPTZ(3) NOT NULL
);

-- What it finds, the index of hours and tokens finds too.
-- no transaction
DROP INDEX CONCURRENTLY IF EXISTS client_activity_hour_idx;

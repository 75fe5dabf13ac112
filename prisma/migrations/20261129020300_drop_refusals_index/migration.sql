-- The index before this one begins with the same column.
-- no transaction
DROP INDEX CONCURRENTLY IF EXISTS refusals_last_at_idx;

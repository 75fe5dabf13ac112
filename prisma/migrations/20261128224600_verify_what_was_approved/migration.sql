-- What an administrator had approved, and nobody changed since, has been looked at: the audit trail knows.

UPDATE "clients" SET "verified" = true FROM (
  SELECT "client_id", max("at") FILTER (WHERE "event" = 'client.approved') AS "approved_at",
    max("at") FILTER (WHERE "event" = 'client.changed') AS "changed_at"
  FROM "audit_events" WHERE "event" IN ('client.approved', 'client.changed') GROUP BY "client_id"
) "looked"
WHERE "id" = "looked"."client_id" AND NOT "in_review" AND "approved_at" > "identity_changed_at"
  AND ("changed_at" IS NULL OR "approved_at" > "changed_at");

UPDATE "oauth1_consumers" SET "verified" = true FROM (
  SELECT "client_id", max("at") FILTER (WHERE "event" = 'client.approved') AS "approved_at",
    max("at") FILTER (WHERE "event" = 'client.changed') AS "changed_at"
  FROM "audit_events" WHERE "event" IN ('client.approved', 'client.changed') GROUP BY "client_id"
) "looked"
WHERE "key" = "looked"."client_id" AND NOT "in_review" AND "approved_at" IS NOT NULL
  AND ("changed_at" IS NULL OR "approved_at" > "changed_at");

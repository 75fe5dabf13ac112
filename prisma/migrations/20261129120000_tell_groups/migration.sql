-- Applications may ask in which groups a person is; a scope of that name that was there stays what it is.

INSERT INTO "scopes" ("name", "description", "detail", "privileged", "claims")
SELECT 'groups', 'See which groups you are in', 'Those that it is for; all of them only where an administrator says so.', false, ARRAY['groups']
WHERE NOT EXISTS (SELECT FROM "scope_names" n WHERE n."name" = 'groups');

import type pg from 'pg';

/**
 * Grants a role what a server does with its tables and nothing more: no change of the schema, and of the audit trail only
 * reading and appending (S146, S149). As the owner of the tables, after every migration, one process at a time: Postgres
 * refuses two that write the same grants.
 */
export async function grantServerRole(
  client: pg.ClientBase,
  { role, schema }: { readonly role: string; readonly schema: string },
): Promise<void> {
  const [name, its] = [role, schema].map((each) => client.escapeIdentifier(each));
  await client.query(`
    BEGIN;
    REVOKE CREATE ON SCHEMA ${its} FROM PUBLIC, ${name};
    GRANT USAGE ON SCHEMA ${its} TO ${name};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${its} TO ${name};
    REVOKE UPDATE, DELETE, TRUNCATE ON audit_events FROM ${name};
    REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON _prisma_migrations FROM ${name};
    COMMIT`);
}

/** Asked before anything is changed. */
export async function requireRole(client: pg.ClientBase, role: string): Promise<void> {
  if ((await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role])).rowCount === 1) return;
  throw new Error(`There is no role ${role} in this database (SERVER_ROLE): create it with CREATE ROLE.`);
}

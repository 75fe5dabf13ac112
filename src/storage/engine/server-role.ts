import pg from 'pg';

/**
 * Grants a role what a server does with its tables and nothing more: no change of the schema, and of the audit trail only
 * reading and appending (S146, S149). Run as the owner of the tables, after every migration.
 */
export async function grantServerRole(url: string, role: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  await client.connect();
  const name = client.escapeIdentifier(role);
  try {
    if ((await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role])).rowCount === 0) {
      throw new Error(`There is no role ${role} in this database (SERVER_ROLE): create it with CREATE ROLE.`);
    }
    await client.query(`
      BEGIN;
      REVOKE CREATE ON SCHEMA public FROM PUBLIC, ${name};
      GRANT USAGE ON SCHEMA public TO ${name};
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${name};
      REVOKE UPDATE, DELETE, TRUNCATE ON audit_events FROM ${name};
      REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON _prisma_migrations FROM ${name};
      COMMIT`);
  } finally {
    await client.end();
  }
}

import pg from 'pg';
import { FOR_EVER, pinSession, schemaOf } from './session-settings.ts';

/**
 * Grants a role what a server does with its tables and nothing more: no change of the schema, and of the audit trail only
 * reading and appending (S146, S149). Run as the owner of the tables, after every migration.
 */
export async function grantServerRole(url: string, role: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  await client.connect();
  const [name, schema] = [role, schemaOf(url)].map((each) => client.escapeIdentifier(each));
  try {
    await pinSession(client, { url, ...FOR_EVER });
    if ((await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role])).rowCount === 0) {
      throw new Error(`There is no role ${role} in this database (SERVER_ROLE): create it with CREATE ROLE.`);
    }
    await client.query(`
      BEGIN;
      REVOKE CREATE ON SCHEMA ${schema} FROM PUBLIC, ${name};
      GRANT USAGE ON SCHEMA ${schema} TO ${name};
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${name};
      REVOKE UPDATE, DELETE, TRUNCATE ON audit_events FROM ${name};
      REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON _prisma_migrations FROM ${name};
      COMMIT`);
  } finally {
    await client.end();
  }
}

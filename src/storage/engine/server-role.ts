import type pg from 'pg';

type Granted = { readonly role: string; readonly schema: string };

/**
 * What the server's role lacks on our tables and functions: those of the owner of Prisma's table, and of whoever migrates now. What
 * others keep beside them is theirs. Of the audit trail it only reads and appends (S146), of the migrations it only reads.
 */
const LACKING = `
  WITH ours AS (
    SELECT DISTINCT m.relnamespace AS schema, r.oid AS owner FROM pg_class m
    JOIN pg_roles r ON r.oid = m.relowner OR r.rolname = current_user
    WHERE m.relname = '_prisma_migrations' AND m.relnamespace = to_regnamespace($2)
  )
  SELECT format('GRANT %s ON %s TO %I', string_agg(privilege, ', '), t.oid::regclass, $1::name) AS statement
  FROM ours JOIN pg_class t ON t.relnamespace = ours.schema AND t.relowner = ours.owner AND t.relkind = 'r'
    CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS privilege
  WHERE NOT has_table_privilege($1::name, t.oid, privilege)
    AND NOT (t.relname = 'audit_events' AND privilege IN ('UPDATE', 'DELETE'))
    AND NOT (t.relname = '_prisma_migrations' AND privilege <> 'SELECT')
  GROUP BY t.oid
  UNION ALL
  SELECT format('GRANT EXECUTE ON FUNCTION %s TO %I', f.oid::regprocedure, $1::name)
  FROM ours JOIN pg_proc f ON f.pronamespace = ours.schema AND f.proowner = ours.owner AND f.prokind = 'f'
  WHERE NOT has_function_privilege($1::name, f.oid, 'EXECUTE')`;

/**
 * Grants it. Within the transaction of each migration: a trigger of the new release writes to its new tables also for the
 * server of the release before, which must not lack them while the next migration waits, or for good where that one fails.
 */
export async function grantWhatIsNew(client: pg.ClientBase, { role, schema }: Granted): Promise<void> {
  const { rows } = await client.query<{ statement: string }>(LACKING, [role, client.escapeIdentifier(schema)]);
  if (rows.length > 0) await client.query(rows.map(({ statement }) => statement).join(';\n'));
}

/**
 * Grants a role what a server does with its tables and nothing more: no change of the schema, and of the audit trail only
 * reading and appending (S146, S149). As the owner of the tables, after all migrations, one process at a time: Postgres
 * refuses two that write the same grants.
 */
export async function grantServerRole(client: pg.ClientBase, { role, schema }: Granted): Promise<void> {
  const [name, its] = [role, schema].map((each) => client.escapeIdentifier(each));
  await client.query('BEGIN');
  await client.query(`
    REVOKE CREATE ON SCHEMA ${its} FROM PUBLIC, ${name};
    GRANT USAGE ON SCHEMA ${its} TO ${name};
    REVOKE UPDATE, DELETE, TRUNCATE ON audit_events FROM ${name};
    REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON _prisma_migrations FROM ${name}`);
  await grantWhatIsNew(client, { role, schema });
  await client.query('COMMIT');
}

/** Asked before anything is changed. */
export async function requireRole(client: pg.ClientBase, role: string): Promise<void> {
  if ((await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role])).rowCount === 1) return;
  throw new Error(`There is no role ${role} in this database (SERVER_ROLE): create it with CREATE ROLE.`);
}

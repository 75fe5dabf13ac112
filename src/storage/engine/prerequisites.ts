import pg from 'pg';
import { poolsTransactions } from './pooler.ts';
import { pinSession, SERVER_PATIENCE, schemaOf } from './session-settings.ts';

/** One thing that was looked at; `detail` says what to do where it is not `ok`. */
export type Finding = { readonly check: string; readonly ok: boolean; readonly detail: string };

export type Inspection = {
  /** What servers and migrations cannot do without. */
  readonly needed: readonly Finding[];
  /** What a server cannot do without. */
  readonly privileges: Finding | undefined;
  /** What is only bad. */
  readonly advised: readonly Finding[];
};

type Row = {
  readonly version: number;
  readonly name: string;
  readonly product: string;
  readonly encoding: string;
  readonly standby: boolean;
  readonly replication_role: string;
  readonly now: Date;
  readonly role: string;
  readonly uses: boolean | null;
  readonly creates: boolean | null;
  readonly lacks: string | null;
  readonly calls_not: string | null;
};

const OLDEST_POSTGRES = 140_000; // idle_session_timeout; the oldest that is still mended
const CLOCK_TOLERANCE = 10_000; // instances this far apart still work (S159)

/** `$1` schema. What the role lacks on our tables and functions: those of the owner of Prisma's table. */
const QUESTIONS = `
  SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS name,
    version() AS product, current_setting('server_encoding') AS encoding, pg_is_in_recovery() AS standby,
    current_setting('session_replication_role') AS replication_role, clock_timestamp() AS now, current_user AS role,
    has_schema_privilege(n.oid, 'USAGE') AS uses, has_schema_privilege(n.oid, 'CREATE') AS creates,
    (SELECT string_agg(DISTINCT format('%s on %s', privilege, t.relname), ', ')
      FROM pg_class m JOIN pg_class t ON t.relnamespace = m.relnamespace AND t.relowner = m.relowner AND t.relkind = 'r'
      CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS privilege
      WHERE m.relnamespace = n.oid AND m.relname = '_prisma_migrations' AND NOT has_table_privilege(t.oid, privilege)
        AND NOT (t.relname = 'audit_events' AND privilege IN ('UPDATE', 'DELETE'))
        AND NOT (t.relname = '_prisma_migrations' AND privilege <> 'SELECT')) AS lacks,
    (SELECT string_agg(format('EXECUTE on %s', f.proname), ', ')
      FROM pg_class m JOIN pg_proc f ON f.pronamespace = m.relnamespace AND f.proowner = m.relowner
      WHERE m.relnamespace = n.oid AND m.relname = '_prisma_migrations' AND f.prokind = 'f'
        AND f.prorettype <> 'trigger'::regtype AND NOT has_function_privilege(f.oid, 'EXECUTE')) AS calls_not
  FROM (SELECT) one LEFT JOIN pg_namespace n ON n.nspname = $1`;

/** Looks at a database as the server will meet it: the same address, the same session. Changes nothing. */
export async function inspectDatabase(url: string): Promise<Inspection> {
  const pooler = await inspectPooler(url);
  if (!pooler.ok) return { needed: [pooler], privileges: undefined, advised: [] }; // the next answers could be anybody's
  const client = new pg.Client({ connectionString: url, application_name: 'latchkey', connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    await pinSession(client, { url, ...SERVER_PATIENCE });
    const began = Date.now();
    const [row] = (await client.query<Row>(QUESTIONS, [schemaOf(url)])).rows;
    if (!row) throw new Error('the database gave no answer');
    const apart = Math.round(Math.abs(row.now.getTime() - (began + Date.now()) / 2));
    return {
      needed: [inspectServer(row), inspectEncoding(row, url), pooler],
      privileges: inspectPrivileges(row, url),
      advised: [
        inspectClock(apart),
        {
          check: 'database role',
          ok: row.creates !== true,
          detail: row.creates
            ? 'may change the schema, which a server need not: migrate with MIGRATE_DATABASE_URL and SERVER_ROLE'
            : 'cannot change the schema',
        },
      ],
    };
  } finally {
    await client.end();
  }
}

/** Refuses a database that a server, or else a migration, cannot work with. Returns what is only bad. */
export async function requireFit(url: string, { toServe }: { readonly toServe: boolean }): Promise<readonly Finding[]> {
  const { needed, privileges, advised } = await inspectDatabase(url);
  const unfit = [...needed, ...(toServe && privileges ? [privileges] : [])].filter(({ ok }) => !ok);
  if (unfit.length > 0) throw new Error(unfit.map(({ detail }) => detail).join('\n'));
  return advised;
}

async function inspectPooler(url: string): Promise<Finding> {
  const pooled = await poolsTransactions(url);
  const detail = pooled
    ? `${named(url)} is reached through a pooler that lends a connection for a transaction or a statement. Latchkey needs it for ` +
      'as long as it is connected: set pool_mode = session in PgBouncer, or name Postgres itself; DATABASE_POOL bounds the connections.'
    : 'a connection is one for as long as it is open';
  return { check: 'pooler', ok: !pooled, detail };
}

function inspectServer({ version, name, product, standby, replication_role }: Row): Finding {
  const wrong = (detail: string) => ({ check: 'database', ok: false, detail });
  if (!product.startsWith('PostgreSQL ')) return wrong(`Latchkey needs PostgreSQL itself, and this is ${product}.`);
  if (version < OLDEST_POSTGRES) return wrong(`This is Postgres ${name}, and Latchkey needs 14 or newer.`);
  if (standby) return wrong('This Postgres is a standby, which takes no changes: name the primary.');
  if (replication_role !== 'origin') {
    return wrong(
      `session_replication_role is ${replication_role}, so no trigger runs: set it to origin for this role.`,
    );
  }
  return { check: 'database', ok: true, detail: `Postgres ${name}; 14 or newer is needed` };
}

function inspectEncoding({ encoding }: Row, url: string): Finding {
  const ok = encoding === 'UTF8';
  const detail = ok
    ? 'UTF8'
    : `${named(url)} is in ${encoding}, which has no place for most names of people. Make another with CREATE DATABASE ... ` +
      "ENCODING 'UTF8' TEMPLATE template0, and restore a dump of this one into it.";
  return { check: 'encoding', ok, detail };
}

function inspectClock(apart: number): Finding {
  const ok = apart < CLOCK_TOLERANCE;
  return { check: 'clock', ok, detail: `${apart} ms from the database's${ok ? '' : ': let NTP set both'}` };
}

function inspectPrivileges({ role, uses, lacks, calls_not }: Row, url: string): Finding {
  const remedy = `Run "latchkey migrate" as the owner of the tables, with SERVER_ROLE=${role}.`;
  const check = 'privileges';
  if (uses === false) {
    return { check, ok: false, detail: `The role ${role} may not use the schema ${schemaOf(url)}. ${remedy}` };
  }
  const missing = [lacks, calls_not].filter((each) => each !== null).join(', ');
  if (missing !== '') return { check, ok: false, detail: `The role ${role} lacks ${shorten(missing)}. ${remedy}` };
  return { check, ok: true, detail: `${role} has all that a server needs` };
}

function shorten(list: string): string {
  return list.length > 200 ? `${list.slice(0, list.lastIndexOf(', ', 200))} and more` : list;
}

function named(url: string): string {
  const { pathname, host } = new URL(url);
  return `The database ${pathname.slice(1)} at ${host || 'its socket'}`;
}

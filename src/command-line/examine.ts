import pg from 'pg';
import { locate, ownMigrations } from '../attach.ts';
import { type Config, explainProblem, readEnvironment } from '../config.ts';
import { deriveKeys } from '../secrets.ts';
import { PATIENCE } from '../storage/engine/database.ts';
import { explainConnection } from '../storage/engine/explain-connection.ts';
import { schemaProblem, schemaState } from '../storage/engine/migrate.ts';
import { pinSession, schemaOf } from '../storage/engine/session-settings.ts';
import { countUnreadable } from '../storage/oauth1/reseal.ts';

/** One thing that was looked at. */
export type Finding = { readonly check: string; readonly ok: boolean; readonly detail: string };

const OLDEST_POSTGRES = 140_000;
const CLOCK_TOLERANCE = 10_000; // instances this far apart still work (S159)

/** Looks at what a server needs, changes nothing, and goes as far as it gets. */
export async function examine(): Promise<readonly Finding[]> {
  const read = readEnvironment();
  if ('problems' in read) {
    return read.problems.map((problem) => {
      const detail = `${explainProblem(problem)}. Example: ${problem.example}`;
      return { check: 'configuration', ok: false, detail };
    });
  }
  const { config } = read;
  const detail = `${config.strict ? 'strict' : 'development'} mode, issuer ${config.issuer}`;
  const findings: Finding[] = [{ check: 'configuration', ok: true, detail }];
  try {
    const { url, release } = await locate(config);
    try {
      findings.push(...(await examineDatabase(url, config)));
    } finally {
      await release();
    }
  } catch (thrown) {
    const { databaseUrl } = config;
    const error = databaseUrl === undefined ? thrown : explainConnection(thrown, 'DATABASE_URL', databaseUrl);
    const { message, code } = error as NodeJS.ErrnoException;
    findings.push({ check: 'database', ok: false, detail: message || code || 'cannot be reached' });
  }
  return findings;
}

async function examineDatabase(url: string, config: Config): Promise<readonly Finding[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    await pinSession(client, { url, ...PATIENCE });
    const { rows } = await client.query<{ version: string; name: string; now: Date; creates: boolean }>(
      `SELECT current_setting('server_version_num') AS version, current_setting('server_version') AS name,
         clock_timestamp() AS now, has_schema_privilege($1, 'CREATE') AS creates`,
      [schemaOf(url)],
    );
    const [row] = rows;
    if (!row) throw new Error('the database gave no answer');
    const apart = Math.abs(row.now.getTime() - Date.now());
    const problem = schemaProblem(await schemaState(client, await ownMigrations()));
    const kind = config.databaseUrl === undefined ? 'embedded Postgres' : 'Postgres';
    const findings = [
      {
        check: 'database',
        ok: Number(row.version) >= OLDEST_POSTGRES,
        detail: `${kind} ${row.name}; 14 or newer is needed`,
      },
      { check: 'schema', ok: problem === undefined, detail: problem ?? 'every migration of this release is applied' },
      { check: 'clock', ok: apart < CLOCK_TOLERANCE, detail: `${apart} ms from the database's` },
    ];
    if (config.oauth1 && problem === undefined && config.secrets.length > 0) {
      const count = await countUnreadable(client, deriveKeys(config.secrets));
      const lost = `${count} secrets of OAuth 1.0a cannot be read: put the SECRET that they were encrypted under behind yours`;
      findings.push({ check: 'secrets', ok: count === 0, detail: count === 0 ? 'all can be read' : lost });
    }
    if (config.databaseUrl === undefined) return findings;
    const detail = row.creates
      ? 'may change the schema, which a server need not: migrate with MIGRATE_DATABASE_URL and SERVER_ROLE'
      : 'cannot change the schema';
    return [...findings, { check: 'database role', ok: !row.creates, detail }];
  } finally {
    await client.end();
  }
}

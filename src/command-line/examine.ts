import { existsSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { locate, ownMigrations } from '../attach.ts';
import type { Config } from '../config.ts';
import { readEnvironment } from '../environment.ts';
import { explainProblem } from '../explain-problems.ts';
import { deriveKeys } from '../secrets.ts';
import { explainConnection } from '../storage/engine/explain-connection.ts';
import { type SchemaState, schemaProblem, schemaState } from '../storage/engine/migrate.ts';
import { type Finding, inspectDatabase } from '../storage/engine/prerequisites.ts';
import { pinSession, SERVER_PATIENCE } from '../storage/engine/session-settings.ts';
import { countUnreadableApps } from '../storage/factor.ts';
import { masterKeyStore } from '../storage/master-key.ts';
import { countUnreadable } from '../storage/oauth1/reseal.ts';
import { adminSettings } from '../web/words/en/admin-settings.ts';

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
  if (config.databaseUrl === undefined && !existsSync(path.join(config.dataDir, 'postgres'))) {
    const none = `there is none under ${config.dataDir} (DATA_DIR) yet: the first start makes it`;
    return [...findings, { check: 'database', ok: true, detail: none }];
  }
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
  const { needed, privileges, advised } = await inspectDatabase(url);
  const all = [...needed, ...(privileges ? [privileges] : []), ...advised];
  // The embedded one has a single role, which owns everything.
  const findings = all.filter(({ check }) => config.databaseUrl !== undefined || check !== 'database role');
  return needed.every(({ ok }) => ok) ? [...findings, ...(await examineSchema(url, config))] : findings;
}

/** What is missing is no fault where the start applies it by itself. */
function schemaFinding(state: SchemaState, { migrate }: Config): Finding {
  const problem = schemaProblem(state);
  const comes = migrate === 'auto' && state.breaking.length === 0 && state.missing.length > 0;
  if (comes) return { check: 'schema', ok: true, detail: 'the next start applies the migrations that it lacks' };
  return {
    check: 'schema',
    ok: problem === undefined,
    detail: problem ?? 'every migration of this release is applied',
  };
}

async function examineSchema(url: string, config: Config): Promise<readonly Finding[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    await pinSession(client, { url, ...SERVER_PATIENCE });
    const state = await schemaState(client, await ownMigrations());
    const problem = schemaProblem(state);
    const findings = [schemaFinding(state, config)];
    if (problem === undefined && config.secrets.length > 0) findings.push(await secretsFinding(client, config));
    return findings;
  } finally {
    await client.end();
  }
}

/** What is encrypted in the database and can be read under no SECRET of the list, and what under an older one than the first. */
async function secretsFinding(client: pg.Client, config: Config): Promise<Finding> {
  const keys = deriveKeys(config.secrets);
  const consumers = config.oauth1 ? await countUnreadable(client, keys) : 0;
  const apps = await countUnreadableApps(client, keys);
  const lost = [
    ...(consumers > 0 ? [`${consumers} secrets of OAuth 1.0a`] : []),
    ...(apps > 0 ? [`${apps} secrets of authenticator apps`] : []),
  ];
  const { ids, older } = await masterKeyStore({ pool: client }, { keys }).read();
  const waiting = older
    .filter(({ rows }) => rows.count > 0)
    .map(({ kind, rows: { count, exact } }) => `${adminSettings.sealed[kind]}: ${exact ? '' : 'more than '}${count}`);
  const details = [
    lost.length === 0
      ? 'all can be read'
      : `${lost.join(' and ')} cannot be read: put the SECRET that they were encrypted under behind yours`,
    ...(waiting.length > 0 ? [`still under an older SECRET (${waiting.join(', ')}): ${KEEP_OLDER}`] : []),
    ...(ids.length > 1 && waiting.length === 0 ? [`nothing is under an older SECRET any more: ${TAKE_OUT}`] : []),
  ];
  return { check: 'secrets', ok: lost.length === 0, detail: details.join('; ') };
}

const KEEP_OLDER =
  'keep it in the list; servers encrypt them under the first by themselves, an hour after their start and every hour';
const TAKE_OUT = 'a day after the change, when forms that were open have been sent, take it out of the list';

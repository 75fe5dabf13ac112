// SQL of its own: one UPDATE under a lock, whose conditions are on what the row will be.
import type pg from 'pg';
import type { ClientChanged, ClientChanges } from '../oauth/model/client.ts';
import { writeMetadata } from '../oauth/model/client-metadata.ts';
import { TOKEN_EXCHANGE } from '../oauth/model/token-exchange.ts';
import { audited } from './audit-event.ts';
import { LEGACY, lifetimeColumns, privilegeColumns, settingColumns } from './client-columns.ts';
import type { Database } from './engine/database.ts';
import { END_LOST, SET_GROUPS } from './sql/groups.ts';
import { isRegistrant, isReviewed, type Keeper, keepers, mayChange, ownerOf } from './sql/owner.ts';
import { waitsAgain } from './sql/review.ts';
import { asksMore, looked } from './sql/scopes.ts';

/** Changes an application: everything that is asked for, with its rows of the audit trail, or nothing. */
export async function changeClient(
  database: Database,
  id: string,
  changes: ClientChanges,
  by: Keeper,
  reviewed: boolean,
): Promise<ClientChanged> {
  const offset = `${database.offsetMs} milliseconds`;
  let why: 'unknown' | 'refused' = 'unknown';
  const changed = await audited(database, by, async (client, record) => {
    const lock = `SELECT ${HELD} FROM clients WHERE id = $1 AND ${mayChange(by, 2)} FOR NO KEY UPDATE`;
    const [before] = (await client.query<Held>(lock, [id, ...ownerOf(by)])).rows;
    why = before ? 'refused' : 'unknown';
    if (!before) return undefined; // and not an object that says so: of an intention that came to nothing nothing is kept
    const { text, values } = update(id, changes, by, reviewed);
    const [after] = (await client.query<Held>(text, values)).rows;
    if (!after) return undefined;
    const { secret } = changes;
    if (!after.confidential) await client.query('DELETE FROM client_secrets WHERE client_id = $1', [id]);
    const lacksOne = !before.confidential || (isRegistrant(by) && !(await hasSecret(client, id)));
    const secretStored = secret !== undefined && after.confidential && lacksOne;
    if (secretStored) await client.query(ADD_SECRET, [offset, id, secret.hash, secret.hint]);
    if (changes.registrationHash) await client.query(ROTATE_REGISTRATION, [id, changes.registrationHash]);

    const changed = KEPT.filter((column) => differ(before, after, column));
    if (changed.length > 0) {
      await record('client.changed', { clientId: id, detail: changed.map((column) => said(column, after)).join(' ') });
    }
    if (database.sendsMail && OWNER.some((column) => differ(before, after, column)))
      await client.query(TELL_TRANSFERRED, [offset, id, before.owner_id, before.owner_team_id]);
    if (DIALECT.some((column) => differ(before, after, column))) {
      await client.query(END_OTHER_DIALECTS, [offset, id, after.dialect]);
      await record('client.dialect_changed', { clientId: id, detail: after.dialect ?? 'none' });
    }
    if (secretStored) await record('client.secret_rotated', { clientId: id });
    if (changes.groups !== undefined) {
      const groups = changes.groups === 'everybody' ? [] : changes.groups;
      await client.query(SET_GROUPS, [id, groups]);
      await client.query(END_LOST.ofClient, [offset, id]);
      await record('client.groups_changed', {
        clientId: id,
        detail: changes.groups === 'everybody' ? 'everybody' : groups.join(' '),
      });
    }
    return { outcome: 'changed', secretStored } as const;
  });
  return changed ?? { outcome: why };
}

async function hasSecret(client: pg.PoolClient, id: string): Promise<boolean> {
  return (await client.query('SELECT FROM client_secrets WHERE client_id = $1 LIMIT 1', [id])).rowCount !== 0;
}

const ROTATE_REGISTRATION = 'UPDATE client_registrations SET hash = $2 WHERE client_id = $1';

export const ADD_SECRET = `
  INSERT INTO client_secrets (client_id, hash, hint, created_at) VALUES ($2, $3, $4, now() + $1::interval)`;

/** Whoever keeps it now, and whoever kept it: of a team its managers. 2 application, 3 the person, or 4 the team that had it. */
const TELL_TRANSFERRED = `
  INSERT INTO mails (job, created_at, due_at)
  SELECT jsonb_build_object('kind', CASE WHEN bool_or(told.gained) THEN 'transferred' ELSE 'transferred-away' END, 'userId', u.id,
    'clientId', $2::text), now() + $1::interval, now() + $1::interval
  FROM (
    SELECT keeper.user_id, true AS gained FROM clients c, LATERAL ${keepers('c.owner_id', 'c.owner_team_id')} WHERE c.id = $2
    UNION ALL SELECT keeper.user_id, false FROM ${keepers('$3::uuid', '$4::uuid')}
  ) told JOIN users u ON u.id = told.user_id AND u.disabled_at IS NULL GROUP BY u.id`;

/** What can be changed of an application, by the names of its columns. */
const KEPT = [
  'name',
  'homepage',
  'owner_id',
  'owner_team_id',
  'confidential',
  'redirect_uris',
  'scopes',
  'grants',
  'require_pkce',
  'trusted',
  'restricted',
  'resource_server',
  'access_token_seconds',
  'access_tokens_never_expire',
  'refresh_token_idle_seconds',
  'refresh_token_seconds',
  'code_seconds',
  'note',
  'in_review',
  'metadata',
  'auth_methods',
] as const;
const OWNER = ['owner_id', 'owner_team_id'] as const;
const DIALECT = ['dialect', 'dialect_expires_at'] as const;
const HELD = [...KEPT, ...DIALECT].join(', ');
/** Words of our own: the audit trail has them with their value. The others are what somebody typed. */
const SAID = new Set<string>([
  'owner_team_id',
  'confidential',
  'grants',
  'require_pkce',
  'trusted',
  'restricted',
  'resource_server',
  'access_token_seconds',
  'access_tokens_never_expire',
  'refresh_token_idle_seconds',
  'refresh_token_seconds',
  'code_seconds',
  'in_review',
  'auth_methods',
]);

type Column = (typeof KEPT)[number] | (typeof DIALECT)[number] | 'rejected_at';
type Held = Readonly<Record<Exclude<Column, 'confidential' | 'dialect' | 'rejected_at'>, unknown>> & {
  readonly confidential: boolean;
  readonly dialect: string | null;
};

function differ(before: Held, after: Held, column: keyof Held): boolean {
  return JSON.stringify(before[column]) !== JSON.stringify(after[column]);
}

function said(column: keyof Held, after: Held): string {
  return SAID.has(column) ? `${column}=${after[column] ?? (column === 'owner_team_id' ? 'none' : 'default')}` : column;
}

/** Which value each column gets, and the conditions on what it will be: only what can prove itself has certain rights. */
function update(id: string, changes: ClientChanges, by: Keeper, reviewed: boolean) {
  const { privileges, legacyGrants, dialect, owner, note, metadata, authMethods, groups, lifetimes } = changes;
  // The database keeps `confidential` in step with the methods: the conditions must see it as it will be.
  const confidential = authMethods && !authMethods.includes('none');
  const settings = changes.settings && {
    ...changes.settings,
    ...(authMethods && { confidential: confidential === true }),
  };
  const values: unknown[] = [id];
  const value = (given: unknown, type = 'text') => `$${values.push(given)}::${type}`;
  const set = new Map<string, string>();
  const next = (column: Column) => set.get(column) ?? column;
  const conditions = [mayChange(by, values.push(...ownerOf(by)))];
  const members =
    metadata && `jsonb_strip_nulls(metadata || ${value(JSON.stringify(writeMetadata(metadata)), 'jsonb')})`;
  if (settings) {
    for (const [column, sql] of settingColumns(settings, by, value)) set.set(column, sql);
    if (!privileges && settings.requirePkce !== undefined)
      set.set('require_pkce', value(settings.requirePkce, 'boolean'));
    conditions.push(looked(by, 'clients', next('scopes')));
  }
  // What was refused is not what it is now.
  if (isReviewed(by) && (settings || metadata || authMethods)) set.set('rejected_at', 'NULL');
  const reasons = [
    ...(settings ? [unlike(next), asksMore('clients', next('scopes'))] : []),
    ...(members === undefined ? [] : [`link_hosts(metadata) IS DISTINCT FROM link_hosts(${members})`]),
  ];
  if (isReviewed(by) && reviewed && reasons.length > 0) set.set('in_review', waitsAgain(next('scopes'), reasons));
  if (privileges) for (const [column, sql] of privilegeColumns(privileges, value)) set.set(column, sql);
  if (lifetimes) for (const [column, sql] of lifetimeColumns(lifetimes, value)) set.set(column as Column, sql);
  if (legacyGrants) {
    const others = `ARRAY(SELECT name FROM unnest(${next('grants')}) AS name WHERE name <> ALL (${LEGACY}))`;
    set.set('grants', `${others} || ${value(legacyGrants, 'text[]')}`);
  }
  if (members !== undefined) set.set('metadata', members);
  if (authMethods) {
    set.delete('token_endpoint_auth_method');
    set.set('auth_methods', value(authMethods, 'text[]'));
    if (!settings) set.set('confidential', value(confidential, 'boolean'));
  }
  if (dialect !== undefined) {
    const given = dialect === 'none' ? undefined : dialect;
    set.set('dialect', value(given?.name ?? null));
    set.set('dialect_expires_at', value(given?.expiresAt ?? null, 'timestamptz'));
  }
  if (note !== undefined) set.set('note', `nullif(${value(note)}, '')`);
  if (groups !== undefined) set.set('restricted', value(groups !== 'everybody', 'boolean'));
  if (owner) {
    set.set('owner_id', value(owner.kind === 'person' ? owner.userId : null, 'uuid'));
    set.set('owner_team_id', value(owner.kind === 'team' ? owner.teamId : null, 'uuid'));
  }
  conditions.push(`(${next('confidential')} OR NOT (${next('resource_server')} OR coalesce(${next('dialect')}, ${ANYBODYS}) <> ${ANYBODYS}
    OR ${next('grants')} && '{password,client_credentials,${TOKEN_EXCHANGE}}'))`);
  const assignments = [...set].map(([column, sql]) => `${column} = ${sql}`);
  const text = `UPDATE clients SET ${assignments.join(', ') || 'revision = revision'}
    WHERE id = $1 AND ${conditions.join(' AND ')} RETURNING ${HELD}`;
  return { text, values };
}

/** SQL for: what people go by differs from what it was, so that what an administrator approved is another application now. */
function unlike(next: (column: Column) => string): string {
  return `(name, homepage, redirect_uris) IS DISTINCT FROM (${next('name')}, ${next('homepage')}, ${next('redirect_uris')})`;
}

/** The one dialect that needs no secret. */
const ANYBODYS = `'openstreetmap'`;

const END_OTHER_DIALECTS = `
  UPDATE client_lines SET revoked_at = now() + $1::interval
  WHERE client_id = $2 AND dialect IS DISTINCT FROM $3 AND revoked_at IS NULL`;

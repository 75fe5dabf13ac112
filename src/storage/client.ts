// SQL of its own: finding is the hot path; the others need a lock, or end sets of rows in the statement of the act.
import type { Administrator, EventName } from '../events.ts';
import type { Actor, ClientRegistry } from '../oauth/model/client.ts';
import { audited, auditedByPrisma } from './audit-event.ts';
import { ADD_SECRET, changeClient } from './change-client.ts';
import { type ClientRow, toClient } from './client-row.ts';
import { endEverything } from './end-everything.ts';
import type { Database, Statement } from './engine/database.ts';
import type { Within } from './engine/prisma.ts';
import { tookTooLong } from './engine/sqlstate.ts';
import { insertClient } from './insert-client.ts';
import { clientsFoundBy, clientsKeptBy, clientsOf, clientsOfTeam, everyClient, listClients } from './list-clients.ts';
import { approvable, approved, rejectable, rejected } from './review.ts';
import { isOwner, type Keeper, keptBy, mayChange, OWNER, ownerOf, WITH_OWNER, whereMayChange } from './sql/owner.ts';

// By name, not *: a column of the next release must not change the form of a statement that is prepared already.
const COLUMNS = `
  c.id, c.name, c.homepage, c.confidential, c.redirect_uris, c.scopes, c.grants, c.auth_methods,
  c.require_pkce, c.trusted, c.restricted, c.verified, c.logo, c.resource_server, c.dialect, c.dialect_expires_at, c.access_token_seconds,
  c.access_tokens_never_expire, c.refresh_token_idle_seconds, c.refresh_token_seconds, c.code_seconds, c.metadata, c.in_review,
  c.rejected_at, c.handed_on, c.note, c.disabled_at, c.disabled_reason, c.created_at, c.identity_changed_at, c.token_generation, c.revision`;
/** Only a team has any: for everybody else nothing is looked up. */
const PREVIEWS = `CASE WHEN c.owner_team_id IS NOT NULL THEN (
      SELECT jsonb_agg(jsonb_build_object('uri', p.uri, 'expires_at', p.expires_at) ORDER BY p.expires_at, p.uri) FROM preview_uris p
      WHERE p.client_id = c.id AND p.expires_at > now() + $1::interval
        AND is_verified_host(c.owner_team_id, p.host, now() + $1::interval)) END`;
/** $1 is the clock, $2 the id; a row for each secret. */
export const FIND = `
  SELECT ${COLUMNS}, ${OWNER}, s.hash AS secret_hash, s.hint AS secret_hint, s.created_at AS secret_created_at,
    s.expires_at AS secret_expires_at, s.leaked_at AS secret_leaked_at, s.handed_on AS secret_handed_on, s.name AS secret_name, s.last_used_at AS secret_last_used_at,
    (SELECT jsonb_object_agg(name, grants) FROM scopes WHERE name = ANY (c.scopes) AND grants <> '{}') AS scope_limits,
    (SELECT jsonb_object_agg(name, scope) FROM scope_names WHERE scope = ANY (c.scopes) AND name <> scope) AS scope_aliases,
    (SELECT jsonb_agg(to_jsonb(r) ORDER BY r.uri) FROM resources r
      WHERE c.metadata->>'origin' IN ('registration', 'document')
        OR r.uri = ANY (ARRAY(SELECT jsonb_array_elements_text(c.metadata->'resources')))) AS resources,
    ${PREVIEWS} AS previews
  FROM clients c ${WITH_OWNER}
  LEFT JOIN client_secrets s ON s.client_id = c.id AND (s.expires_at IS NULL OR s.expires_at > now() + $1::interval)
  WHERE c.id = $2`;
/** On the path of every request that names a client: one round trip. */
const find: Statement = { name: 'find-client', text: `${FIND} ORDER BY s.created_at DESC` };
const findOwned: Statement = {
  name: 'find-owned-client',
  text: `${FIND} AND ${keptBy('c', 3)} ORDER BY s.created_at DESC`,
};

/** Applications. Whose they are stands in the condition of every statement that changes one. */
export function clientStore(
  database: Database,
  /** Whether what users change is for an administrator to look at. */
  { reviewed = false }: { readonly reviewed?: boolean } = {},
): ClientRegistry {
  const offset = `${database.offsetMs} milliseconds`;
  /** Whether the statement changed the client, which is then recorded; `values` begin at $3, for $1 is the clock and $2 the id. */
  const act = async (by: Keeper, event: EventName, text: string, id: string, ...values: readonly unknown[]) =>
    hasNoNul(id) &&
    audited(database, by, async (client, record) => {
      const { rowCount } = await client.query(text, [offset, id, ...values]);
      if (rowCount) await record(event, { clientId: id });
      return rowCount === 1;
    });
  /** The same, and what is said of it. */
  const disable = async (by: Administrator, text: string, id: string, note: string | undefined) =>
    hasNoNul(id) &&
    audited(database, by, async (client, record) => {
      const noted = note === undefined ? 0 : (await client.query(NOTE, [id, note])).rowCount;
      if (noted) await record('client.changed', { clientId: id, detail: 'note' });
      const { rowCount } = await client.query(text, [offset, id]);
      if (rowCount) await record('client.disabled', { clientId: id });
      return rowCount === 1;
    });
  /** The same by Prisma. */
  const write = async (by: Actor, event: EventName, id: string, work: (within: Within) => Promise<{ count: number }>) =>
    hasNoNul(id) &&
    auditedByPrisma(database, by, async (within, record) => {
      const { count } = await work(within);
      if (count > 0) await record(event, { clientId: id });
      return count > 0;
    });
  return {
    async find(id) {
      return hasNoNul(id) ? toClient(await database.run<ClientRow>(find, [id])) : undefined;
    },
    async findOwned(id, ownerId) {
      return hasNoNul(id) ? toClient(await database.run<ClientRow>(findOwned, [id, ownerId])) : undefined;
    },
    listOwned: (ownerId, page) => listClients(database, clientsOf(ownerId), page),
    listKept: (userId, page) => listClients(database, clientsKeptBy(userId), page),
    listOfTeam: (teamId, page) => listClients(database, clientsOfTeam(teamId), page),
    list: ({ search = '', ...page }) =>
      listClients(database, search === '' ? everyClient() : clientsFoundBy(search), page),
    async register(client, by, most) {
      if (!hasNoNul(client.id)) return false;
      return audited(database, by, async (connection, record) => {
        const { owner } = client;
        const added = await insertClient(connection, offset, client, by, most);
        const userId = owner.kind === 'person' && !isOwner(by) ? owner.userId : undefined;
        const detail = owner.kind === 'team' ? `team ${owner.teamId}` : undefined;
        if (added) await record('client.registered', { clientId: client.id, userId, detail });
        return added;
      });
    },
    async change(id, settings, by, metadata) {
      return (
        hasNoNul(id) && (await changeClient(database, id, { settings, metadata }, by, reviewed)).outcome === 'changed'
      );
    },
    async connect(id, connection, by) {
      return hasNoNul(id) && (await changeClient(database, id, connection, by, reviewed)).outcome === 'changed';
    },
    async administer(id, changes, by) {
      return hasNoNul(id) ? changeClient(database, id, changes, by, reviewed) : { outcome: 'unknown' };
    },
    async rotateSecret(id, secret, overlapSeconds, by) {
      if (!hasNoNul(id)) return false;
      return audited(database, by, async (client, record) => {
        // The lock makes rotations of one application take turns: each sees the secret of the one before.
        const lock = `SELECT id FROM clients WHERE id = $1 AND confidential AND ${mayChange(by, 2)} FOR NO KEY UPDATE`;
        if ((await client.query(lock, [id, ...ownerOf(by)])).rowCount === 0) return false;
        const all = overlapSeconds === 0;
        await client.query(REPLACED_SECRETS, [id, all]);
        await client.query(EXPIRE_SECRET, [offset, id, overlapSeconds]);
        await client.query(ADD_SECRET, [offset, id, secret.hash, secret.hint]);
        await record('client.secret_rotated', { clientId: id, detail: all ? 'at once' : undefined });
        return true;
      });
    },
    endOldSecret: (id, by) =>
      write(by, 'client.secret_ended', id, ({ clientSecret }) =>
        clientSecret.deleteMany({
          where: { clientId: id, name: null, expiresAt: { not: null }, client: whereMayChange(by) },
        }),
      ),
    lookedAt: async (id, by) =>
      hasNoNul(id) &&
      audited(database, by, async (client, record) => {
        const { rowCount } = await client.query(
          `UPDATE clients SET handed_on = NULL WHERE id = $1 AND handed_on IS NOT NULL AND ${mayChange(by, 2)}`,
          [id, ...ownerOf(by)],
        );
        if (rowCount) await record('client.changed', { clientId: id, detail: 'handed_on' });
        return rowCount === 1;
      }),
    endEverything: (id, by) => endEverything(database, id, by),
    async delete(id, by) {
      const { first, whole } = deletion(by);
      return withoutScan(
        () => act(by, 'client.deleted', whole, id, ...ownerOf(by)),
        () => act(by, 'client.deleted', first, id, ...ownerOf(by)),
      );
    },
    disable: (id, by, note) =>
      withoutScan(
        () => disable(by, `${DISABLE}, ${TOKENS} ${DONE}`, id, note),
        () => disable(by, DISABLE_CLIENT, id, note),
      ),
    enable: (id, by) =>
      withoutScan(
        () => act(by, 'client.enabled', `${ENABLE}, ${TOKENS} ${DONE}`, id),
        () => act(by, 'client.enabled', `${ENABLE} ${DONE}`, id),
      ),
    approve: (id, by, review = {}) =>
      write(by, 'client.approved', id, ({ client }) =>
        client.updateMany({ where: { id, ...approvable(review) }, data: approved(review) }),
      ),
    reject: (id, by, review) =>
      write(by, 'client.rejected', id, ({ client }) =>
        client.updateMany({ where: { id, ...rejectable(review) }, data: rejected(review, database.now()) }),
      ),
  };
}

/** Postgres refuses text with a NUL: no id has one. */
function hasNoNul(id: string): boolean {
  return !id.includes('\0');
}

/** $1 is the clock; a statement that has no use for it must still say what it is. */
const ANY = 'AND $1::interval IS NOT NULL';
const DONE = 'SELECT id FROM it';

const REPLACED_SECRETS =
  'DELETE FROM client_secrets WHERE client_id = $1 AND name IS NULL AND (expires_at IS NOT NULL OR $2)';
const EXPIRE_SECRET = `
  UPDATE client_secrets SET expires_at = now() + $1::interval + make_interval(secs => $3)
  WHERE client_id = $2 AND name IS NULL`;

/** Every live family has a consent, which leads to it by two indexes. */
const FAMILIES = 'FROM it JOIN consents s ON s.client_id = it.id WHERE a.user_id = s.user_id AND a.client_id = it.id';
const ENDED = `
  ended AS (
    UPDATE authorizations a SET revoked_at = now() + $1::interval, revoked_reason = 'client-disabled'
    ${FAMILIES} AND a.revoked_at IS NULL
  ), devices AS (
    DELETE FROM device_codes d USING it WHERE d.client_id = it.id
  ), lines AS (
    UPDATE client_lines l SET revoked_at = now() + $1::interval FROM it
    WHERE l.client_id = it.id AND l.revoked_at IS NULL
  )`;
const NOTE = "UPDATE clients SET note = nullif($2, '') WHERE id = $1 AND note IS DISTINCT FROM nullif($2, '')";
const DISABLE = `
  WITH it AS (
    UPDATE clients SET disabled_at = now() + $1::interval WHERE id = $2 AND disabled_at IS NULL RETURNING id
  ), ${ENDED}`;
/** 1 clock, 2 id: what it got for itself is left where it is, and dead. */
export const DISABLE_CLIENT = `${DISABLE} ${DONE}`;
/** What was on its way to the application when it was disabled is ended before it could live again. */
const ENABLE = `
  WITH it AS (
    UPDATE clients SET disabled_at = NULL WHERE id = $2 AND disabled_at IS NOT NULL ${ANY} RETURNING id
  ), ${ENDED}`;
const TOKENS = 'own AS (DELETE FROM access_tokens t USING it WHERE t.client_id = it.id)';

/** `first` alone ends everything, for a token lives only while its client does; `whole` also removes what is left of it. */
function deletion(by: Keeper): { readonly first: string; readonly whole: string } {
  const first = `WITH it AS (DELETE FROM clients WHERE id = $2 AND ${mayChange(by, 3)} ${ANY} RETURNING id)`;
  return {
    first: `${first} ${DONE}`,
    whole: `${first}, families AS (DELETE FROM authorizations a USING it WHERE a.client_id = it.id RETURNING a.id),
      codes AS (DELETE FROM authorization_codes k USING it WHERE k.client_id = it.id),
      access AS (DELETE FROM access_tokens t USING it WHERE t.client_id = it.id),
      lines AS (DELETE FROM client_lines l USING it WHERE l.client_id = it.id RETURNING l.id),
      tokens AS (DELETE FROM client_line_tokens t USING lines WHERE t.line_id = lines.id),
      refresh AS (DELETE FROM refresh_tokens r USING families WHERE r.authorization_id = families.id)
      ${DONE}`,
  };
}

/** The tables of tokens have no index by client: where looking through them takes too long, what matters is done alone. */
async function withoutScan(whole: () => Promise<boolean>, first: () => Promise<boolean>): Promise<boolean> {
  try {
    return await whole();
  } catch (error) {
    if (!tookTooLong(error)) throw error;
    return first();
  }
}

// SQL of its own: metadata lists scopes without loading Prisma; the others lock and look into arrays of two tables.
import type { Administrator } from '../events.ts';
import type { ListedScope, Scope, ScopeStore, ScopeUser } from '../oauth/model/scope.ts';
import { Conflict } from '../storage-errors.ts';
import { audited } from './audit-event.ts';
import type { Database, Statement } from './engine/database.ts';
import { rewriteScopes } from './scope-rewrite.ts';

/** The catalogue of scopes. Triggers take applications and old names along (prisma/migrations, extend_scopes). */
export function scopeStore(database: Database): ScopeStore {
  return {
    async list() {
      return (await database.run<Row>(LIST, [])).map(toScope);
    },
    async listUsed() {
      const { rows } = await database.pool.query<ListedRow>(LIST_USED);
      return rows.map(({ old_names: oldNames, ...row }) => ({ ...toScope(row), oldNames }));
    },
    async users(name) {
      if (name.includes('\0')) return [];
      return (await database.pool.query<ScopeUser>(USERS, [name])).rows;
    },
    async save({ name, description, detail, privileged, safe = false, grants = [], offered = true, claims }, by) {
      const saved = free(by, async (client, record) => {
        await client.query(LOCK_CLIENTS, [name]);
        const values = [name, description, detail ?? null, privileged, grants, offered, claims ?? null, safe];
        const { rows } = await client.query<{ added: boolean }>(SAVE, values);
        const done = rows[0]?.added ? 'added' : 'updated';
        await record('scope.changed', { detail: `${done} ${name}` });
        return done;
      });
      if ((await saved) !== 'taken') return saved;
      const leaving = await (await database.prisma()).scopeName.count({ where: { name, scope: null } });
      return leaving > 0 ? 'leaving' : 'taken';
    },
    rename(name, to, by) {
      return free(by, async (client, record) => {
        await client.query(LOCK_CLIENTS, [name]);
        const { rowCount } = await client.query('UPDATE scopes SET name = $2 WHERE name = $1', [name, to]);
        if (!rowCount) return 'unknown';
        await record('scope.changed', { detail: `renamed ${name} ${to}` });
        return 'renamed';
      });
    },
    async delete(name, by) {
      if (name.includes('\0')) return 'unknown';
      return audited(database, by, async (client, record) => {
        // Whoever is giving it to an application holds a lock on it until that is there to be seen.
        const { rowCount } = await client.query('SELECT FROM scopes WHERE name = $1 FOR UPDATE', [name]);
        if (!rowCount) return 'unknown';
        if ((await client.query(USERS, [name])).rowCount) return 'used';
        await client.query('DELETE FROM scopes WHERE name = $1', [name]);
        await record('scope.changed', { detail: `deleted ${name}` });
        return 'deleted';
      });
    },
    rewrite: (options) => rewriteScopes(database, options),
  };

  /** What meets a name that means another scope changes nothing and says `taken`: the database keeps names apart. */
  async function free<T>(by: Administrator, work: Parameters<typeof audited<T>>[2]): Promise<T | 'taken'> {
    try {
      return await audited(database, by, work);
    } catch (error) {
      if (error instanceof Conflict && error.reason === 'taken') return 'taken';
      throw error;
    }
  }
}

type Row = Omit<Scope, 'detail'> & { readonly detail: string | null };
type ListedRow = Row & { readonly applications: number; readonly old_names: ListedScope['oldNames'] };

function toScope<T extends Row>(row: T): Omit<T, 'detail'> & Pick<Scope, 'detail'> {
  return { ...row, detail: row.detail ?? undefined };
}

// Not by Prisma: metadata lists the scopes, and a server that only serves programs never loads it.
const LIST: Statement = {
  name: 'list-scopes',
  text: `
    SELECT name, description, detail, privileged, safe, grants, offered, claims FROM scopes
    WHERE $1::interval IS NOT NULL ORDER BY name COLLATE "C"`,
};

const LIST_USED = `
  SELECT s.name, s.description, s.detail, s.privileged, s.safe, s.grants, s.offered, s.claims, coalesce(used.applications, 0) AS applications,
    ARRAY(SELECT n.name FROM scope_names n WHERE n.scope = s.name AND n.name <> s.name ORDER BY n.since, n.name) AS old_names
  FROM scopes s LEFT JOIN (
    SELECT held.name, count(*)::int AS applications FROM (
      SELECT scopes FROM clients UNION ALL SELECT scopes FROM oauth1_consumers
    ) one, unnest(scopes) AS held (name) GROUP BY held.name
  ) used ON used.name = s.name
  ORDER BY s.name COLLATE "C"`;

const USERS = `
  SELECT id, name, kind FROM (
    SELECT id, name, scopes, 'client' AS kind FROM clients
    UNION ALL SELECT key, name, scopes, 'consumer' FROM oauth1_consumers
  ) one WHERE $1 = ANY (scopes) ORDER BY lower(name), id LIMIT 100`;

/** Before the entry itself: whoever changes one of these applications has its row before they look at the entry. */
const LOCK_CLIENTS = 'SELECT FROM clients WHERE $1 = ANY (scopes) ORDER BY id FOR NO KEY UPDATE';

/** xmax is 0 in a row that no statement has updated: it tells an insert from an update in one round trip. */
const SAVE = `
  INSERT INTO scopes (name, description, detail, privileged, grants, offered, claims, safe)
  VALUES ($1, $2, $3, $4, $5, $6, coalesce($7::text[], '{}'), $8)
  ON CONFLICT (name) DO UPDATE SET description = $2, detail = $3, privileged = $4, grants = $5, offered = $6,
    claims = coalesce($7::text[], scopes.claims), safe = $8
  RETURNING xmax = 0 AS added`;

// SQL of its own: the list is counted into arrays of another table; one statement tells an insert from an update.
import { comparableUri, type ListedResource, type ResourceStore } from '../oauth/model/resource.ts';
import { audited } from './audit-event.ts';
import type { Database } from './engine/database.ts';
import { type ResourceRow, toResource } from './resource-row.ts';

/** The list of resources. Triggers keep applications and the names of scopes in step (prisma/migrations, register_resources). */
export function resourceStore(database: Database): ResourceStore {
  return {
    async list() {
      const { rows } = await database.pool.query<ResourceRow & Pick<ListedResource, 'applications'>>(LIST);
      return rows.map(({ applications, ...row }) => ({ ...toResource(row), applications }));
    },
    async users(uri, most) {
      const { rows } = await database.pool.query<{ id: string; name: string }>(USERS, [uri, most]);
      return rows;
    },
    save({ uri, name, scopes, accessTokenFormat, accessTokenSeconds }, by) {
      return audited(database, by, async (client, record) => {
        const values = [uri, comparableUri(uri), name, scopes, accessTokenFormat ?? null, accessTokenSeconds ?? null];
        const { rows } = await client.query<{ added: boolean; uri: string }>(SAVE, values);
        const [row] = rows;
        const done = row?.added ? 'added' : 'updated';
        await record('resource.changed', { detail: done });
        return { done, uri: row?.uri ?? uri };
      });
    },
    async delete(uri, by) {
      if (uri.includes('\0')) return 'unknown';
      return audited(database, by, async (client, record) => {
        // Whoever is giving it to an application holds a lock on it until that is there to be seen.
        const { rows } = await client.query<{ uri: string }>(LOCK, [comparableUri(uri)]);
        const [found] = rows;
        if (!found) return 'unknown';
        if ((await client.query(USED, [found.uri])).rowCount) return 'used';
        await client.query('DELETE FROM resources WHERE uri = $1', [found.uri]);
        await record('resource.changed', { detail: 'deleted' });
        return 'deleted';
      });
    },
  };
}

const LIST = `
  SELECT r.uri, r.name, r.scopes, r.access_token_format, r.access_token_seconds, coalesce(used.applications, 0) AS applications
  FROM resources r LEFT JOIN (
    SELECT held.uri, count(*)::int AS applications
    FROM clients, jsonb_array_elements_text(metadata->'resources') AS held (uri) GROUP BY held.uri
  ) used ON used.uri = r.uri
  ORDER BY r.uri COLLATE "C"`;

/** xmax is 0 in a row that no statement has updated: it tells an insert from an update in one round trip. */
const SAVE = `
  INSERT INTO resources (uri, comparable, name, scopes, access_token_format, access_token_seconds)
  VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (comparable) DO UPDATE SET name = $3, scopes = $4, access_token_format = $5, access_token_seconds = $6
  RETURNING xmax = 0 AS added, uri`;

const USERS = "SELECT id, name FROM clients WHERE metadata->'resources' ? $1 ORDER BY lower(name), id LIMIT $2";
const LOCK = 'SELECT uri FROM resources WHERE comparable = $1 FOR UPDATE';
const USED = "SELECT FROM clients WHERE metadata->'resources' ? $1 LIMIT 1";

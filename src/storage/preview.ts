// SQL of its own: previews are counted under the lock of their application, and end by the clock of the database.
import { MOST_PREVIEWS, type PreviewStore } from '../oauth/model/preview.ts';
import { audited } from './audit-event.ts';
import type { Database } from './engine/database.ts';

/** Redirect URIs that end. */
export function previewStore(database: Database): PreviewStore {
  const offset = `${database.offsetMs} milliseconds`;
  return {
    async add(clientId, { uri, host, days }, by) {
      if (`${clientId}${uri}`.includes('\0')) return { outcome: 'unknown' };
      return audited(database, by, async (client, record) => {
        type Held = { readonly registered: boolean; readonly verified: boolean; readonly full: boolean };
        const [held] = (await client.query<Held>(HELD, [offset, clientId, uri, host])).rows;
        if (!held) return { outcome: 'unknown' };
        if (held.registered) return { outcome: 'registered' };
        if (!held.verified) return { outcome: 'not-verified' };
        if (held.full) return { outcome: 'too-many' };
        const { rows } = await client.query<{ expires_at: Date }>(ADD, [offset, clientId, uri, host, days]);
        await client.query(COUNT_UP, [clientId]);
        await record('client.preview_added', { clientId, detail: `${days} days` });
        return { outcome: 'added', uri, expiresAt: rows[0]?.expires_at ?? new Date(0) };
      });
    },
    async list(clientId) {
      if (clientId.includes('\0')) return [];
      type Row = { readonly uri: string; readonly expires_at: Date; readonly live: boolean };
      const { rows } = await database.pool.query<Row>(LIST, [offset, clientId]);
      return rows.map(({ uri, expires_at: expiresAt, live }) => ({ uri, expiresAt, live }));
    },
    remove: async (clientId, uri, by) =>
      !`${clientId}${uri}`.includes('\0') &&
      audited(database, by, async (client, record) => {
        const { rowCount } = await client.query('DELETE FROM preview_uris WHERE client_id = $1 AND uri = $2', [
          clientId,
          uri,
        ]);
        if (rowCount === 0) return false;
        await client.query(COUNT_UP, [clientId]);
        await record('client.preview_removed', { clientId });
        return true;
      }),
  };
}

/** 2 application, 3 address, 4 its host. */
const HELD = `
  SELECT $3 = ANY (c.redirect_uris) AS registered, is_verified_host(c.owner_team_id, $4, now() + $1::interval) AS verified,
    (SELECT count(*) FROM preview_uris p WHERE p.client_id = c.id AND p.uri <> $3 AND p.expires_at > now() + $1::interval) >= ${MOST_PREVIEWS} AS full
  FROM clients c WHERE c.id = $2 FOR NO KEY UPDATE`;
/** 5 days. */
const ADD = `
  INSERT INTO preview_uris (client_id, uri, host, created_at, expires_at)
  VALUES ($2, $3, $4, now() + $1::interval, now() + $1::interval + make_interval(days => $5))
  ON CONFLICT (client_id, uri) DO UPDATE SET expires_at = excluded.expires_at RETURNING expires_at`;
/** By the trigger: what is kept of it for a moment does not count any more. */
const COUNT_UP = 'UPDATE clients SET revision = revision WHERE id = $1';
const LIST = `
  SELECT p.uri, p.expires_at, is_verified_host(c.owner_team_id, p.host, now() + $1::interval) AS live
  FROM preview_uris p JOIN clients c ON c.id = p.client_id
  WHERE p.client_id = $2 AND p.expires_at > now() + $1::interval ORDER BY p.expires_at, p.uri`;

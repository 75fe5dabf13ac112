// SQL of its own: of those who keep a document at once one adds it (ON CONFLICT), and only what differs is written.
import type { ClientDocument, ClientDocumentStore } from '../oauth/model/client-document.ts';
import { writeMetadata } from '../oauth/model/client-metadata.ts';
import { audited } from './audit-event.ts';
import { FIND } from './client.ts';
import { type ClientRow, toClient } from './client-row.ts';
import type { Database, Statement } from './engine/database.ts';

const find: Statement = {
  name: 'find-document-client',
  text: `
    SELECT found.*, d.read_at, d.fresh_until FROM (${FIND}) found JOIN client_documents d ON d.client_id = found.id
    ORDER BY found.secret_created_at DESC`,
};

/** $1 clock, 2 id, 3 name, 4 homepage, 5 confidential, 6 redirect URIs, 7 scopes, 8 grants, 9 require PKCE, 10 methods, 11 metadata. */
const KEEP = `
  INSERT INTO clients AS c (id, name, homepage, confidential, redirect_uris, scopes, grants, require_pkce, auth_methods, metadata,
    created_at, identity_changed_at)
  SELECT $2, $3, $4, $5::boolean, $6::text[], $7::text[], $8::text[], $9::boolean, $10::text[], jsonb_strip_nulls($11::jsonb),
    now() + $1::interval, 'epoch'
  ON CONFLICT (id) DO UPDATE SET name = excluded.name, homepage = excluded.homepage, confidential = excluded.confidential,
    redirect_uris = excluded.redirect_uris, scopes = excluded.scopes, grants = excluded.grants, require_pkce = excluded.require_pkce,
    auth_methods = excluded.auth_methods, metadata = jsonb_strip_nulls(c.metadata || $11::jsonb)
  WHERE c.metadata->>'origin' = 'document' AND
    (c.name, c.homepage, c.redirect_uris, c.scopes, c.grants, c.require_pkce, c.auth_methods, c.metadata) IS DISTINCT FROM
    (excluded.name, excluded.homepage, excluded.redirect_uris, excluded.scopes, excluded.grants, excluded.require_pkce,
      excluded.auth_methods, jsonb_strip_nulls(c.metadata || $11::jsonb))
  RETURNING xmax = 0 AS added`;

const READ = `
  INSERT INTO client_documents (client_id, read_at, fresh_until)
  SELECT id, now() + $1::interval, $3 FROM clients WHERE id = $2 AND metadata->>'origin' = 'document'
  ON CONFLICT (client_id) DO UPDATE SET read_at = excluded.read_at, fresh_until = excluded.fresh_until`;

/** Clients that documents describe (draft-ietf-oauth-client-id-metadata-document). */
export function clientDocumentStore(database: Database): ClientDocumentStore {
  type Row = ClientRow & { readonly read_at: Date; readonly fresh_until: Date };
  const offset = `${database.offsetMs} milliseconds`;
  return {
    async find(id) {
      const rows = await database.run<Row>(find, [id]);
      const client = toClient(rows);
      const [row] = rows;
      return client && row && { client, readAt: row.read_at, freshUntil: row.fresh_until };
    },
    keep: (document) =>
      audited(database, {}, async (connection, record) => {
        const { rows } = await connection.query<{ added: boolean }>(KEEP, [offset, ...valuesOf(document)]);
        await connection.query(READ, [offset, document.id, document.freshUntil]);
        const [kept] = rows;
        const event = kept?.added ? 'client.registered' : 'client.changed';
        if (kept) await record(event, { clientId: document.id, detail: 'by its document' });
      }),
  };
}

function valuesOf({ id, settings, authMethods, metadata }: ClientDocument): readonly unknown[] {
  const { name, homepage, confidential, redirectUris, scopes, grants, requirePkce } = settings;
  const known = [name, homepage ?? null, confidential, redirectUris, scopes, grants, requirePkce];
  return [id, ...known, authMethods, JSON.stringify(writeMetadata(metadata))];
}

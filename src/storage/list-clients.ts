import type { ClientList, ListPage } from '../oauth/model/client.ts';
import { LAST_ISSUED } from './client-activity.ts';
import { type ListedClientRow, toListedClient } from './client-row.ts';
import type { Database } from './engine/database.ts';
import { OWNER, WITH_OWNER } from './sql/owner.ts';

const ORDER = 'c.in_review AND c.rejected_at IS NULL AND c.disabled_at IS NULL DESC, c.created_at DESC, c.id';

/**
 * SQL for one page ($1 long, behind $2 others) of the applications `c` of this condition. The page is cut first: what an
 * application did is looked up for those that are shown, however many there are.
 */
export function clientsPage(condition: string): string {
  return `
    WITH page AS (SELECT c.id FROM clients c WHERE ${condition} ORDER BY ${ORDER} LIMIT $1 OFFSET $2)
    SELECT c.id, c.name, c.homepage, c.redirect_uris, c.scopes, c.confidential, c.trusted, c.resource_server, c.verified,
      c.in_review, c.rejected_at, c.disabled_at, c.created_at, c.revision, ${OWNER}, u.email AS owner_email, a.at AS last_at,
      (SELECT count(*)::int FROM clients c WHERE ${condition}) AS total
    FROM page JOIN clients c USING (id) ${WITH_OWNER}
    LEFT JOIN LATERAL (${LAST_ISSUED('c.id')}) a ON true
    ORDER BY ${ORDER}`;
}

/** SQL for: the text $`at` is in its name or a redirect URI, in its owner's name or address, or is its client ID. */
export function foundBy(at: number): string {
  const has = (text: string) => `strpos(lower(${text}), lower($${at}::text)) > 0`;
  return `(c.id = $${at} OR ${has('c.name')} OR ${has("array_to_string(c.redirect_uris, ' ')")}
    OR EXISTS (SELECT FROM users o WHERE o.id = c.owner_id AND (${has('o.name')} OR ${has('o.email')})))`;
}

/** One page of applications. */
export async function listClients(
  database: Pick<Database, 'pool'>,
  condition: string,
  { page, size }: ListPage,
  values: readonly unknown[],
): Promise<ClientList> {
  const { rows } = await database.pool.query<ListedClientRow>(clientsPage(condition), [
    size,
    (page - 1) * size,
    ...values,
  ]);
  return { clients: rows.map(toListedClient), total: rows[0]?.total ?? 0 };
}

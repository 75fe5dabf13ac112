// SQL of its own: the page is cut before what an application did is looked up.
import type { ClientList, ListPage } from '../oauth/model/client.ts';
import { LAST_ISSUED } from './client-activity.ts';
import { type ListedClientRow, toListedClient } from './client-row.ts';
import type { Database } from './engine/database.ts';
import { countTo, estimated, MOST_COUNTED, toCounted } from './sql/count.ts';
import { OWNER, ownedBy, WITH_OWNER } from './sql/owner.ts';

// SQL of its own: a page is cut out of an index before anything is looked up for it.

/** Which applications `c`: SQL about `values`. */
export type Chosen = {
  /** Before the statement. */
  readonly found?: string;
  readonly from: string;
  readonly values: readonly unknown[];
  /** Counted to here, and beyond it estimated: of all applications together, for other choices are few, or counted anyway. */
  readonly most?: number;
};

/** Waits for review: SQL, as the index of the list has it. */
export const WAITS = '(c.in_review AND c.rejected_at IS NULL AND c.disabled_at IS NULL)';
const ORDER = `${WAITS} DESC, c.created_at DESC, c.id`;

export const everyClient = (most = MOST_COUNTED): Chosen => ({ from: 'FROM clients c', values: [], most });

export const clientsOf = (ownerId: string): Chosen => ({
  from: `FROM clients c WHERE ${ownedBy(1, 'c.owner_id')}`,
  values: [ownerId],
});

export const clientsOfTeam = (teamId: string): Chosen => ({
  from: 'FROM clients c WHERE c.owner_team_id = $1::uuid',
  values: [teamId],
});

/** Their own, and those of their teams: each by its index. */
export const clientsKeptBy = (userId: string): Chosen => ({
  found: `WITH found AS MATERIALIZED (
    SELECT id FROM clients WHERE owner_id = $1::uuid
    UNION ALL SELECT t.id FROM team_members m JOIN clients t ON t.owner_team_id = m.team_id WHERE m.user_id = $1::uuid)`,
  from: 'FROM found JOIN clients c USING (id)',
  values: [userId],
});

const LETTERS = 3; // of which the index makes its entries: fewer are in most texts, and all of those are read

/** The text is in its name or a redirect URI, in its owner's name or address, or is its client ID. */
export function clientsFoundBy(search: string): Chosen {
  const short = [...search].length < LETTERS;
  return {
    found: `WITH found AS MATERIALIZED (
      SELECT id FROM clients WHERE id = $1
      UNION SELECT client_id FROM client_texts WHERE ${short ? 'strpos(text, lower($2)) > 0' : 'text LIKE lower($2)'})`,
    from: 'FROM found JOIN clients c USING (id)',
    values: [search, short ? search : `%${search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`],
  };
}

/**
 * SQL for one page of them. The page is cut first: what an application did is looked up for those that are shown, however
 * many there are. Its numbers stand in the text: for a plan that knows no values Postgres takes a tenth of the table for a page.
 */
export function clientsPage({ found, from, most }: Chosen, { page, size }: ListPage): string {
  const before = (page - 1) * size;
  const total = found
    ? '(SELECT count(*)::int FROM found)'
    : most === undefined
      ? `(SELECT count(*)::int ${from})`
      : countTo(Math.max(most, before + size), from);
  return `
    ${found ?? ''}
    SELECT c.id, c.name, c.homepage, c.redirect_uris, c.scopes, c.confidential, c.trusted, c.resource_server, c.verified, c.logo,
      c.in_review, c.rejected_at, c.disabled_at, c.created_at, c.revision, ${OWNER}, u.email AS owner_email, a.at AS last_at,
      ${total} AS total, ${estimated('clients')} AS estimate
    FROM (SELECT c.* ${from} ORDER BY ${ORDER} LIMIT ${size} OFFSET ${before}) c ${WITH_OWNER}
    LEFT JOIN LATERAL (${LAST_ISSUED('c.id')}) a ON true
    ORDER BY ${ORDER}`;
}

/** One page of applications, those that wait for review first, then the newest. */
export async function listClients(
  database: Pick<Database, 'pool'>,
  chosen: Chosen,
  page: ListPage,
): Promise<ClientList> {
  const text = clientsPage(chosen, page);
  const { rows } = await database.pool.query<ListedClientRow>(text, [...chosen.values]);
  const [{ total, estimate } = { total: 0, estimate: 0 }] = rows;
  const most = chosen.most === undefined ? total : Math.max(chosen.most, page.page * page.size);
  const { count, exact } = toCounted(total, estimate, most);
  return { clients: rows.map(toListedClient), total: count, exact };
}

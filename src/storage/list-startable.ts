// SQL of its own: what a person may begin with comes of three tables, and whether they may is one function of the database.
import type { Startable, StartList } from '../oauth/model/startable.ts';
import type { Database } from './engine/database.ts';
import { mayUse } from './sql/may-use.ts';
import { WITH_OWNER } from './sql/owner.ts';

/** The applications that a person may begin with. */
export function startList(database: Pick<Database, 'pool'>): StartList {
  return {
    async list(userId, { size, search = '', after = '' }) {
      const found = search === '' ? '' : 'AND strpos(lower(c.name), lower($3)) > 0';
      const values = search === '' ? [userId, after] : [userId, after, search];
      const text = `${STARTABLE} AND ${PLACE} > $2 ${found} ORDER BY ${PLACE} LIMIT ${size + 1}`;
      const { rows } = await database.pool.query<Row>(text, values);
      const next = rows.length > size ? rows[size - 1]?.place : undefined;
      return { applications: rows.slice(0, size).map(toStartable), next };
    },
  };
}

/** A name in small letters, and the id behind it: no two are the same. */
const PLACE = `(lower(c.name) || ' ' || c.id)`;

const STARTABLE = `
  WITH found AS (
    SELECT g.client_id AS id FROM client_groups g JOIN groups_of($1::uuid) mine ON mine.group_id = g.group_id
    UNION SELECT s.client_id FROM consents s WHERE s.user_id = $1::uuid
    UNION SELECT c.id FROM clients c WHERE c.verified OR c.trusted
  )
  SELECT c.id, c.name, c.homepage, c.metadata->>'initiate_login_uri' AS initiate_login_uri, c.restricted, c.logo, ${PLACE} AS place,
    c.verified OR c.trusted OR coalesce(u.is_admin, false) AS verified, coalesce(u.name, team.name) AS owner_name,
    (SELECT s.last_used_at FROM consents s WHERE s.user_id = $1::uuid AND s.client_id = c.id) AS last_used_at
  FROM found JOIN clients c ON c.id = found.id ${WITH_OWNER}
  WHERE c.disabled_at IS NULL AND NOT c.in_review AND 'authorization_code' = ANY (c.grants)
    AND (c.homepage IS NOT NULL OR c.metadata ? 'initiate_login_uri') AND ${mayUse('c', '$1::uuid')}`;

type Row = {
  readonly id: string;
  readonly name: string;
  readonly homepage: string | null;
  readonly initiate_login_uri: string | null;
  readonly restricted: boolean;
  readonly logo: Buffer | null;
  readonly place: string;
  readonly verified: boolean;
  readonly owner_name: string | null;
  readonly last_used_at: Date | null;
};

function toStartable(row: Row): Startable {
  return {
    id: row.id,
    name: row.name,
    ownerName: row.owner_name ?? undefined,
    homepage: row.homepage ?? undefined,
    initiateLoginUri: row.initiate_login_uri ?? undefined,
    verified: row.verified,
    restricted: row.restricted,
    logo: row.logo?.toString('hex'),
    lastUsedAt: row.last_used_at ?? undefined,
  };
}

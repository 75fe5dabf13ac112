// SQL of its own: the page is cut before what is in a group is counted, and the hot question is one function of the database.
import type pg from 'pg';
import { type Group, type GroupList, type GroupMember, groupKey, type ListedGroup } from '../accounts/group.ts';
import type { Database, Statement } from './engine/database.ts';
import { isUuid } from './uuid.ts';

/** Groups of people, as they are read. */
export function groupList(database: Pick<Database, 'pool' | 'run'>): GroupList {
  const some = async (where: string, value: string) => {
    const { rows } = await database.pool.query<GroupRow>(`${GROUPS} WHERE ${where} ORDER BY g.name_key`, [value]);
    return rows.map(toGroup);
  };
  const byId = async (where: string, id: string) => (isUuid(id) ? some(where, id) : []);
  return {
    async list({ size, search = '', after = '' }) {
      const found = search === '' ? '' : `AND strpos(lower(name || E'\\n' || description), lower($2)) > 0`;
      const values = search === '' ? [after] : [after, search];
      const text = `WITH page AS (
          SELECT * FROM groups WHERE name_key > $1 ${found} ORDER BY name_key LIMIT ${size + 1}
        ) ${LISTED} FROM page g LEFT JOIN users u ON u.id = g.owner_id ORDER BY g.name_key`;
      const { rows } = await database.pool.query<ListedRow>(text, values);
      const next = rows.length > size ? rows[size - 1]?.name_key : undefined;
      return { groups: rows.slice(0, size).map(toListed), next };
    },
    find: async (id) => (await byId('g.id = $1::uuid', id))[0],
    findByName: async (name) => (name.includes('\0') ? undefined : (await some('g.name_key = $1', groupKey(name)))[0]),
    async members(id, { size, search = '', after = '' }) {
      if (!isUuid(id)) return { people: [], next: undefined };
      const found = search === '' ? '' : `AND strpos(lower(u.name || E'\\n' || u.email), lower($3)) > 0`;
      const values = search === '' ? [id, after] : [id, after, search];
      const text = `${MEMBERS} ${found} ORDER BY u.email_canonical LIMIT ${size + 1}`;
      const { rows } = await database.pool.query<MemberRow>(text, values);
      const next = rows.length > size ? rows[size - 1]?.email_canonical : undefined;
      return { people: rows.slice(0, size).map(toMember), next };
    },
    listHeld: (id) => byId('g.id IN (SELECT member_id FROM group_nestings WHERE group_id = $1::uuid)', id),
    listHolding: (id) => byId('g.id IN (SELECT group_id FROM group_nestings WHERE member_id = $1::uuid)', id),
    listOwned: (userId) => byId('g.owner_id = $1::uuid', userId),
    listOfPerson: (userId) => byId('g.id IN (SELECT group_id FROM group_members WHERE user_id = $1::uuid)', userId),
    listOfClient: (clientId) => some('g.id IN (SELECT group_id FROM client_groups WHERE client_id = $1)', clientId),
    async applications(id, most) {
      if (!isUuid(id)) return { applications: [], more: 0 };
      type Row = { readonly id: string; readonly name: string; readonly total: number };
      const { rows } = await database.pool.query<Row>(APPLICATIONS, [id, most]);
      return { applications: rows.map(({ id, name }) => ({ id, name })), more: (rows[0]?.total ?? 0) - rows.length };
    },
    async isAdmitted(userId, clientId) {
      const [row] = await database.run<{ admitted: boolean }>(IS_ADMITTED, [userId, clientId]);
      return row?.admitted === true;
    },
  };
}

/** A group as it is within a transaction. */
export async function groupWithin(client: Pick<pg.ClientBase, 'query'>, id: string): Promise<Group | undefined> {
  const { rows } = await client.query<GroupRow>(`${GROUPS} WHERE g.id = $1::uuid`, [id]);
  return rows[0] && toGroup(rows[0]);
}

const GROUPS = `
  SELECT g.id, g.name, g.name_key, g.description, g.created_at, g.requires_factor, u.id AS owner_id, u.name AS owner_name, u.email AS owner_email
  FROM groups g LEFT JOIN users u ON u.id = g.owner_id`;
const LISTED = `
  SELECT g.id, g.name, g.name_key, g.description, g.created_at, g.requires_factor, u.id AS owner_id, u.name AS owner_name, u.email AS owner_email,
    (SELECT count(*)::int FROM group_members m WHERE m.group_id = g.id) AS people,
    (SELECT count(*)::int FROM group_nestings n WHERE n.group_id = g.id) AS groups,
    (SELECT count(*)::int FROM client_groups c WHERE c.group_id = g.id) AS applications`;
const MEMBERS = `
  SELECT u.id, u.name, u.email, u.email_canonical, u.disabled_at FROM group_members m JOIN users u ON u.id = m.user_id
  WHERE m.group_id = $1::uuid AND u.email_canonical > $2`;
const APPLICATIONS = `
  SELECT c.id, c.name, count(*) OVER ()::int AS total FROM client_groups g JOIN clients c ON c.id = g.client_id
  WHERE g.group_id = $1::uuid ORDER BY c.name, c.id LIMIT $2`;
/** 2 person, 3 client. */
const IS_ADMITTED: Statement = {
  name: 'is-admitted',
  text: `SELECT may_use($3, $2::uuid) AND $1::interval IS NOT NULL AS admitted`,
};

type GroupRow = {
  readonly id: string;
  readonly name: string;
  readonly name_key: string;
  readonly description: string;
  readonly created_at: Date;
  readonly requires_factor: boolean;
  readonly owner_id: string | null;
  readonly owner_name: string;
  readonly owner_email: string;
};
type ListedRow = GroupRow & Pick<ListedGroup, 'people' | 'groups' | 'applications'>;
type MemberRow = Omit<GroupMember, 'disabledAt'> & {
  readonly email_canonical: string;
  readonly disabled_at: Date | null;
};

function toGroup(row: GroupRow): Group {
  const {
    id,
    name,
    description,
    created_at: createdAt,
    requires_factor: requiresFactor,
    owner_id,
    owner_name,
    owner_email,
  } = row;
  const owner = owner_id === null ? undefined : { id: owner_id, name: owner_name, email: owner_email };
  return { id, name, description, owner, createdAt, requiresFactor };
}

function toListed({ people, groups, applications, ...row }: ListedRow): ListedGroup {
  return { ...toGroup(row), people, groups, applications };
}

function toMember({ id, name, email, disabled_at }: MemberRow): GroupMember {
  return { id, name, email, disabledAt: disabled_at ?? undefined };
}

// SQL of its own: the page is cut before what is in a team is counted.
import { groupKey } from '../accounts/group.ts';
import type { ListedTeam, OpenInvitation, OwnTeam, Team, TeamList, TeamMember, TeamRole } from '../accounts/team.ts';
import type { Database } from './engine/database.ts';
import { stillManages } from './sql/owner.ts';
import { isUuid } from './uuid.ts';

/** Teams, as they are read. */
export function teamList(database: Pick<Database, 'pool' | 'offsetMs'>): TeamList {
  const offset = `${database.offsetMs} milliseconds`;
  const one = async (where: string, value: string) => {
    const { rows } = await database.pool.query<ListedRow>(`${COUNTED} FROM teams t WHERE ${where}`, [value]);
    return rows[0] && toListed(rows[0]);
  };
  return {
    async list({ size, search = '', after = '' }) {
      const found = search === '' ? '' : `AND strpos(lower(name || E'\\n' || description), lower($2)) > 0`;
      const values = search === '' ? [after] : [after, search];
      const text = `WITH page AS (
          SELECT * FROM teams WHERE name_key > $1 ${found} ORDER BY name_key LIMIT ${size + 1}
        ) ${COUNTED} FROM page t ORDER BY t.name_key`;
      const { rows } = await database.pool.query<ListedRow>(text, values);
      const next = rows.length > size ? rows[size - 1]?.name_key : undefined;
      return { teams: rows.slice(0, size).map(toListed), next };
    },
    find: async (id) => (isUuid(id) ? one('t.id = $1::uuid', id) : undefined),
    findByName: async (name) => (name.includes('\0') ? undefined : one('t.name_key = $1', groupKey(name))),
    async listOf(userId) {
      const { rows } = await database.pool.query<OwnRow>(`${OWN} ORDER BY t.name_key`, [userId]);
      return rows.map(toOwn);
    },
    async findOf(id, userId) {
      if (!isUuid(id)) return undefined;
      const [row] = (await database.pool.query<OwnRow>(`${OWN} AND t.id = $2::uuid`, [userId, id])).rows;
      return row && toOwn(row);
    },
    async members(id) {
      if (!isUuid(id)) return [];
      type Row = Omit<TeamMember, 'disabledAt' | 'addedAt'> & {
        readonly disabled_at: Date | null;
        readonly added_at: Date;
      };
      const { rows } = await database.pool.query<Row>(MEMBERS, [id]);
      return rows.map(({ disabled_at, added_at: addedAt, ...row }) => ({
        ...row,
        addedAt,
        disabledAt: disabled_at ?? undefined,
      }));
    },
    async invitations(id) {
      if (!isUuid(id)) return [];
      type Row = { readonly id: string; readonly email: string; readonly role: TeamRole; readonly expires_at: Date };
      const { rows } = await database.pool.query<Row>(INVITATIONS, [offset, id]);
      return rows.map(({ expires_at: expiresAt, ...row }) => ({ ...row, expiresAt }));
    },
    async findInvitation(hash) {
      const [row] = (await database.pool.query<OpenRow>(OPEN, [offset, hash])).rows;
      return row && toOpen(row);
    },
  };
}

const COUNTED = `
  SELECT t.id, t.name, t.name_key, t.description, t.created_at,
    (SELECT count(*)::int FROM team_members m WHERE m.team_id = t.id) AS members,
    (SELECT count(*)::int FROM clients c WHERE c.owner_team_id = t.id) AS applications`;
const OWN = `${COUNTED}, mine.role FROM team_members mine JOIN teams t ON t.id = mine.team_id WHERE mine.user_id = $1::uuid`;
const MEMBERS = `
  SELECT u.id, u.name, u.email, u.disabled_at, m.role, m.added_at FROM team_members m JOIN users u ON u.id = m.user_id
  WHERE m.team_id = $1::uuid ORDER BY m.role DESC, m.added_at, u.id`;
const INVITATIONS = `
  SELECT id, email, role, expires_at FROM team_invitations
  WHERE team_id = $2::uuid AND expires_at > now() + $1::interval ORDER BY email_canonical`;
const OPEN = `
  SELECT t.*, i.email AS invited, i.role FROM team_invitations i JOIN teams t ON t.id = i.team_id
  WHERE i.hash = $2 AND i.expires_at > now() + $1::interval AND ${stillManages('i.team_id', 'i.invited_by')}`;

type TeamRow = { readonly id: string; readonly name: string; readonly description: string; readonly created_at: Date };
type ListedRow = TeamRow & Pick<ListedTeam, 'members' | 'applications'> & { readonly name_key: string };
type OwnRow = ListedRow & { readonly role: TeamRole };
export type OpenRow = TeamRow & { readonly invited: string; readonly role: TeamRole };

export function toTeam({ id, name, description, created_at: createdAt }: TeamRow): Team {
  return { id, name, description, createdAt };
}

function toListed({ members, applications, ...row }: ListedRow): ListedTeam {
  return { ...toTeam(row), members, applications };
}

function toOwn({ role, ...row }: OwnRow): OwnTeam {
  return { ...toListed(row), role };
}

export function toOpen({ invited, role, ...row }: OpenRow): OpenInvitation {
  return { team: toTeam(row), email: invited, role };
}

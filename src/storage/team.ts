// SQL of its own: of several managers one remains, which needs a lock on the team that everything done to its members takes first.
import type pg from 'pg';
import { groupKey } from '../accounts/group.ts';
import { type MemberChanged, MOST_MEMBERS, type TeamKeeper, type TeamRole, type TeamStore } from '../accounts/team.ts';
import { Conflict } from '../storage-errors.ts';
import { audited, type Recorder } from './audit-event.ts';
import type { Database } from './engine/database.ts';
import { teamList, toTeam } from './list-teams.ts';
import { lockManaged } from './lock-team.ts';
import { isOwner } from './sql/owner.ts';
import { teamInvitations } from './team-invitation.ts';
import { isUuid } from './uuid.ts';

const NAME_TAKEN = 'teams_name_key_key';
const IN_USE = 'clients_owner_team_id_fkey';

/** Teams, which own applications. */
export function teamStore(database: Database): TeamStore {
  const offset = `${database.offsetMs} milliseconds`;
  /** What `work` does to a team that is locked and that `by` manages, or `otherwise`. */
  const managed = async <T, O>(
    ids: readonly string[],
    by: TeamKeeper,
    otherwise: O,
    work: (client: pg.PoolClient, record: Recorder) => Promise<T>,
  ) =>
    ids.every(isUuid)
      ? audited(database, by, async (client, record) =>
          (await lockManaged(client, ids[0] ?? '', by)) ? work(client, record) : otherwise,
        )
      : otherwise;
  return {
    ...teamList(database),
    ...teamInvitations(database),
    async add({ name, description, managerId }, by, most) {
      if (!isUuid(managerId)) return 'too-many';
      return unless(NAME_TAKEN, 'taken' as const, () =>
        audited(database, by, async (client, record) => {
          await client.query('SELECT FROM users WHERE id = $1::uuid FOR NO KEY UPDATE', [managerId]);
          const values = [offset, name, groupKey(name), description, managerId, most ?? null];
          const [row] = (await client.query(ADD, values)).rows;
          if (!row) return 'too-many';
          await record('team.added', { userId: isOwner(by) ? undefined : managerId, detail: row.id });
          return toTeam(row);
        }),
      );
    },
    change: (id, { name, description }, by) =>
      unless(NAME_TAKEN, 'taken' as const, () =>
        managed([id], by, 'unknown' as const, async (client, record) => {
          // What an administrator approved has the name of the team on the consent page.
          await client.query(UNVERIFY, [id, name]);
          await client.query('UPDATE teams SET name = $2, name_key = $3, description = $4 WHERE id = $1::uuid', [
            id,
            name,
            groupKey(name),
            description,
          ]);
          await record('team.changed', { detail: id });
          return 'changed' as const;
        }),
      ),
    delete: (id, by) =>
      unless(IN_USE, 'in-use' as const, () =>
        managed([id], by, 'unknown' as const, async (client, record) => {
          await client.query('DELETE FROM teams WHERE id = $1::uuid', [id]);
          await record('team.deleted', { detail: id });
          return 'deleted' as const;
        }),
      ),
    appoint: (id, userId, role, by) =>
      managed([id, userId], by, 'unchanged' as const, async (client, record) => {
        const { rowCount } = await client.query(APPOINT, [offset, id, userId, role]);
        if (rowCount === 0) return changeRole(client, record, id, userId, role);
        await record('team.member_added', { userId, detail: `${id} ${role}` });
        return 'changed';
      }),
    setRole: (id, userId, role, by) =>
      managed([id, userId], by, 'unchanged' as const, (client, record) => changeRole(client, record, id, userId, role)),
    async removeMember(id, userId, by) {
      if (![id, userId].every(isUuid)) return 'unchanged';
      return audited(database, by, async (client, record): Promise<MemberChanged> => {
        const leaves = isOwner(by) && by.ownerId === userId;
        if (!(await lockManaged(client, id, leaves ? 'administrator' : by))) return 'unchanged';
        const { rowCount } = await client.query(`DELETE FROM team_members m WHERE ${MEMBER} AND ${NOT_LAST}`, [
          id,
          userId,
        ]);
        if (rowCount === 0) return isMember(client, id, userId);
        await record('team.member_removed', { userId, detail: id });
        return 'changed';
      });
    },
  };
}

async function changeRole(
  client: pg.PoolClient,
  record: Recorder,
  id: string,
  userId: string,
  role: TeamRole,
): Promise<MemberChanged> {
  const text = `UPDATE team_members m SET role = $3 WHERE ${MEMBER} AND m.role <> $3 AND ${NOT_LAST}`;
  const { rowCount } = await client.query(text, [id, userId, role]);
  if (rowCount === 0) {
    const { rowCount: has } = await client.query(`SELECT FROM team_members m WHERE ${MEMBER} AND m.role = $3`, [
      id,
      userId,
      role,
    ]);
    return has === 1 ? 'unchanged' : isMember(client, id, userId);
  }
  await record('team.role_changed', { userId, detail: `${id} ${role}` });
  return 'changed';
}

/** Why nothing was done to a member: the last manager stays, or there is none. */
async function isMember(client: pg.PoolClient, id: string, userId: string): Promise<MemberChanged> {
  const { rowCount } = await client.query(`SELECT FROM team_members m WHERE ${MEMBER}`, [id, userId]);
  return rowCount === 1 ? 'last-manager' : 'unchanged';
}

/** What `work` says, or `otherwise` where this constraint refuses it. */
async function unless<T, O>(constraint: string, otherwise: O, work: () => Promise<T>): Promise<T | O> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Conflict && error.constraint === constraint) return otherwise;
    throw error;
  }
}

/** 2 name, 3 its key, 4 description, 5 manager, 6 most. */
const ADD = `
  WITH it AS (
    INSERT INTO teams (name, name_key, description, created_at)
    SELECT $2, $3, $4, now() + $1::interval FROM users u WHERE u.id = $5::uuid AND u.disabled_at IS NULL
      AND ($6::int IS NULL OR u.is_admin
        OR (SELECT count(*) FROM team_members m WHERE m.user_id = u.id AND m.role = 'manager') < $6::int)
    RETURNING *
  ), member AS (
    INSERT INTO team_members (team_id, user_id, role, added_at) SELECT it.id, $5::uuid, 'manager', it.created_at FROM it
  ) SELECT * FROM it`;
const UNVERIFY = `
  UPDATE clients SET verified = false
  WHERE owner_team_id = $1::uuid AND verified AND $2 <> (SELECT name FROM teams WHERE id = $1::uuid)`;
const MEMBER = 'm.team_id = $1::uuid AND m.user_id = $2::uuid';
/** Where there is one who can sign in beside them: a manager whose account is disabled manages nothing. */
const NOT_LAST = `(m.role <> 'manager' OR EXISTS (
  SELECT FROM team_members o JOIN users u ON u.id = o.user_id
  WHERE o.team_id = m.team_id AND o.user_id <> m.user_id AND o.role = 'manager' AND u.disabled_at IS NULL))`;
/** 2 team, 3 person, 4 role. */
const APPOINT = `
  INSERT INTO team_members (team_id, user_id, role, added_at)
  SELECT t.id, u.id, $4, now() + $1::interval FROM teams t, users u WHERE t.id = $2::uuid AND u.id = $3::uuid
    AND (SELECT count(*) FROM team_members o WHERE o.team_id = t.id) < ${MOST_MEMBERS}
  ON CONFLICT DO NOTHING`;

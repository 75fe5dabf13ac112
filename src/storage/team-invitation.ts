// SQL of its own: an invitation is added and consumed by statements with their conditions, under the lock of its team, by the clock of the database.
import { MOST_MEMBERS, type TeamStore } from '../accounts/team.ts';
import { audited } from './audit-event.ts';
import type { Database } from './engine/database.ts';
import { type OpenRow, toOpen, toTeam } from './list-teams.ts';
import { lockManaged } from './lock-team.ts';
import { isOwner, stillManages } from './sql/owner.ts';
import { isUuid } from './uuid.ts';

const DAYS = 7;

/** How people come into a team: with a link that counts once, and only for whoever has the address that was invited. */
export function teamInvitations(database: Database): Pick<TeamStore, 'invite' | 'seal' | 'withdraw' | 'accept'> {
  const offset = `${database.offsetMs} milliseconds`;
  return {
    async invite(id, { email, emailCanonical, role, hash }, by) {
      if (!isUuid(id)) return undefined;
      return audited(database, by, async (client, record) => {
        if (!(await lockManaged(client, id, by))) return undefined;
        const values = [offset, id, email, emailCanonical, role, hash ?? null, isOwner(by) ? by.ownerId : null];
        const [row] = (await client.query<{ id: string }>(INVITE, values)).rows;
        if (row) await record('team.invited', { detail: `${id} ${role}` });
        return row?.id;
      });
    },
    async seal(invitationId, hash) {
      if (!isUuid(invitationId)) return undefined;
      const [row] = (await database.pool.query<OpenRow>(SEAL, [offset, invitationId, hash])).rows;
      return row && toOpen(row);
    },
    async withdraw(id, invitationId, by) {
      if (![id, invitationId].every(isUuid)) return false;
      return audited(database, by, async (client, record) => {
        if (!(await lockManaged(client, id, by))) return false;
        const text = 'DELETE FROM team_invitations WHERE id = $1::uuid AND team_id = $2::uuid';
        const { rowCount } = await client.query(text, [invitationId, id]);
        if (rowCount === 1) await record('team.invitation_withdrawn', { detail: id });
        return rowCount === 1;
      });
    },
    accept: (hash, by) =>
      audited(database, by, async (client, record) => {
        const [team] = (await client.query(TEAM_OF, [hash])).rows;
        if (!team || !(await lockManaged(client, team.id, 'administrator'))) return undefined;
        const [consumed] = (await client.query<{ role: string }>(CONSUME, [offset, hash, by.ownerId])).rows;
        if (!consumed) return undefined;
        await client.query(JOIN, [offset, team.id, by.ownerId, consumed.role]);
        await record('team.joined', { detail: `${team.id} ${consumed.role}` });
        return toTeam(team);
      }),
  };
}

/** 2 team, 3 address, 4 the same in its canonical form, 5 role, 6 hash, 7 the manager who invites, or null. */
const INVITE = `
  INSERT INTO team_invitations (team_id, email, email_canonical, role, hash, invited_by, created_at, expires_at)
  SELECT t.id, $3, $4, $5, $6::bytea, $7::uuid, now() + $1::interval, now() + $1::interval + interval '${DAYS} days' FROM teams t
  WHERE t.id = $2::uuid
    AND NOT EXISTS (SELECT FROM team_members m JOIN users u ON u.id = m.user_id WHERE m.team_id = t.id AND u.email_canonical = $4)
    AND (SELECT count(*) FROM team_members m WHERE m.team_id = t.id) + (
      SELECT count(*) FROM team_invitations i WHERE i.team_id = t.id AND i.email_canonical <> $4) < ${MOST_MEMBERS}
  ON CONFLICT (team_id, email_canonical) DO UPDATE
  SET email = excluded.email, role = excluded.role, hash = excluded.hash, invited_by = excluded.invited_by, created_at = excluded.created_at, expires_at = excluded.expires_at
  RETURNING id`;
const SEAL = `
  UPDATE team_invitations i SET hash = $3 FROM teams t
  WHERE i.id = $2::uuid AND i.expires_at > now() + $1::interval AND t.id = i.team_id AND ${stillManages('i.team_id', 'i.invited_by')}
  RETURNING t.*, i.email AS invited, i.role`;
const TEAM_OF = 'SELECT t.* FROM team_invitations i JOIN teams t ON t.id = i.team_id WHERE i.hash = $1';
const CONSUME = `
  DELETE FROM team_invitations i USING users u
  WHERE i.hash = $2 AND i.expires_at > now() + $1::interval
    AND u.id = $3::uuid AND u.disabled_at IS NULL AND u.email_canonical = i.email_canonical AND ${stillManages('i.team_id', 'i.invited_by')}
  RETURNING i.role`;
/** Who is in it already, by an administrator, stays what they are there. */
const JOIN = `
  INSERT INTO team_members (team_id, user_id, role, added_at) VALUES ($2::uuid, $3::uuid, $4, now() + $1::interval)
  ON CONFLICT DO NOTHING`;

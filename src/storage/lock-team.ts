// SQL of its own: a lock.
import type pg from 'pg';
import type { TeamKeeper } from '../accounts/team.ts';
import { isOwner } from './sql/owner.ts';

/** Everything about the members of a team is done one at a time. False: there is no such team, or it is not theirs to manage. */
export async function lockManaged(client: pg.PoolClient, id: string, by: TeamKeeper): Promise<boolean> {
  await client.query('SELECT FROM teams WHERE id = $1::uuid FOR NO KEY UPDATE', [id]);
  const { rowCount } = isOwner(by)
    ? await client.query(MANAGED, [id, by.ownerId])
    : await client.query('SELECT FROM teams WHERE id = $1::uuid', [id]);
  return rowCount === 1;
}

/** 1 team, 2 person. */
const MANAGED = `
  SELECT FROM team_members WHERE team_id = $1::uuid AND user_id = $2::uuid AND role = 'manager'`;

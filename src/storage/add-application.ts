// SQL of its own: a person's applications are counted and added under a lock on the person.
import type pg from 'pg';
import type { Owner } from '../oauth/model/owner.ts';

/** SQL for: this owner may have another row in `table`, being an administrator or having fewer than `most` (null: no limit). */
export function few(table: 'clients' | 'oauth1_consumers', owner: string, most: string): string {
  return `(${most}::int IS NULL OR EXISTS (SELECT FROM users u WHERE u.id = ${owner} AND u.is_admin)
    OR (SELECT count(*) FROM ${table} WHERE owner_id = ${owner}) < ${most}::int)`;
}

/** SQL for: a team owns fewer than `most` (null: no limit). */
function fewOfTeams(team: string, most: string): string {
  return `(${most}::int IS NULL OR (SELECT count(*) FROM clients WHERE owner_team_id = ${team}) < ${most}::int)`;
}

/** SQL for the same, and whoever registers one for it is in it (null: an administrator). */
export function fewOfTeam(team: string, most: string, member: string): string {
  return `${fewOfTeams(team, most)}
    AND (${member}::uuid IS NULL OR EXISTS (
      SELECT FROM team_members m WHERE m.team_id = ${team} AND m.user_id = ${member}::uuid))`;
}

/** SQL for whether another application may come to this owner: `few` of one row. 1 who they are, 2 most. */
export function fewer(owner: Owner): string {
  return `SELECT ${owner.kind === 'team' ? fewOfTeams('$1::uuid', '$2') : few('clients', '$1::uuid', '$2')} AS few`;
}

/**
 * Runs a statement that adds an application, in a transaction, and says whether it did: those of one owner take turns, so that
 * each counts the one before.
 */
export async function addApplication(
  client: pg.PoolClient,
  owner: Owner,
  text: string,
  values: readonly unknown[],
): Promise<boolean> {
  await lockOwner(client, owner);
  return ((await client.query(text, [...values])).rowCount ?? 0) > 0;
}

/** What comes to one owner comes one after the other. */
export async function lockOwner(client: pg.PoolClient, owner: Owner): Promise<void> {
  if (owner.kind === 'team') await client.query(LOCK_TEAM, [owner.teamId]);
  if (owner.kind === 'person') await client.query(LOCK_PERSON, [owner.userId]);
}

const LOCK_PERSON = 'SELECT FROM users WHERE id = $1::uuid FOR NO KEY UPDATE';
const LOCK_TEAM = 'SELECT FROM teams WHERE id = $1::uuid FOR NO KEY UPDATE';

// SQL of its own: locks in one order, then one statement that ends sets of rows in several tables.
import type pg from 'pg';
import type { User } from '../accounts/user.ts';
import { toUser, USER_COLUMNS, type UserRow } from './user-row.ts';

/**
 * Sets a password within a transaction, and ends what the old one had opened. The person is locked first, so that the
 * second statement sees every session that a sign-in with the old password could start.
 */
export async function setPassword(
  client: pg.PoolClient,
  offset: string,
  change: { readonly userId: string; readonly passwordHash: string; readonly keep?: Buffer | undefined },
): Promise<User | undefined> {
  await lockUser(client, change.userId);
  const { rows } = await client.query<UserRow>(SET_PASSWORD, [
    offset,
    change.userId,
    change.passwordHash,
    change.keep ?? null,
  ]);
  return rows[0] && toUser(rows[0]);
}

/**
 * Keeps sign-ins and approvals of this person out until the transaction ends, and waits for those under way: the next
 * statement sees what came of them.
 */
export async function lockUser(client: pg.PoolClient, userId: string): Promise<void> {
  await client.query('SELECT 1 FROM users WHERE id = $1::uuid FOR NO KEY UPDATE', [userId]);
  await client.query('SELECT 1 FROM sessions WHERE user_id = $1::uuid ORDER BY id_hash FOR UPDATE', [userId]);
  // An exchange of OAuth 1.0a holds the row that it consumes.
  for (const table of ['oauth1_request_tokens', 'oauth1_access_tokens']) {
    await client.query(`SELECT 1 FROM ${table} WHERE user_id = $1::uuid ORDER BY hash FOR UPDATE`, [userId]);
  }
}

/** Ends what consumers of OAuth 1.0a were given by the person of `changed` (id). */
export const END_OAUTH1 = `
  oauth1_pending AS (
    DELETE FROM oauth1_request_tokens t USING changed WHERE t.user_id = changed.id
  ), oauth1_ended AS (
    DELETE FROM oauth1_access_tokens t USING changed WHERE t.user_id = changed.id
  )`;

const SET_PASSWORD = `
  WITH changed AS (
    UPDATE users SET password_hash = $3, password_changed_at = now() + $1::interval
    WHERE id = $2::uuid AND disabled_at IS NULL
    RETURNING ${USER_COLUMNS}
  ), ended AS (
    DELETE FROM sessions s USING changed WHERE s.user_id = changed.id AND s.id_hash IS DISTINCT FROM $4::bytea
  ), consumed AS (
    DELETE FROM one_time_links l USING changed WHERE l.user_id = changed.id
  ), revoked AS (
    UPDATE authorizations a SET revoked_at = now() + $1::interval, revoked_reason = 'password-changed'
    FROM changed WHERE a.user_id = changed.id AND a.revoked_at IS NULL
  ), ${END_OAUTH1}
  SELECT * FROM changed`;

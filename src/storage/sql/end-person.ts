import { END_OAUTH1 } from '../password.ts';

/** With the person, in one order: of two administrators who disable each other the second sees what the first did. */
export const LOCK_ADMINISTRATORS = `
  SELECT FROM users WHERE id = $1::uuid OR (is_admin AND disabled_at IS NULL) ORDER BY id FOR NO KEY UPDATE`;

/** SQL for: it is not `u` whom nobody could administer without. */
export const OTHERS_ADMINISTER = `(NOT is_admin OR disabled_at IS NOT NULL
  OR EXISTS (SELECT FROM users o WHERE o.is_admin AND o.disabled_at IS NULL AND o.id <> u.id))`;

/** Ends sessions, links and every authorization of whoever the update `changed` changes, and says whether it did. 1 clock, 2 id. */
export function endPerson(change: string, reason: string, outcome: string): string {
  return `
  WITH changed AS (
    ${change} RETURNING id
  ), ended AS (
    DELETE FROM sessions s USING changed WHERE s.user_id = changed.id
  ), consumed AS (
    DELETE FROM one_time_links l USING changed WHERE l.user_id = changed.id
  ), revoked AS (
    UPDATE authorizations a SET revoked_at = now() + $1::interval, revoked_reason = '${reason}'
    FROM changed WHERE a.user_id = changed.id AND a.revoked_at IS NULL
  ), ${END_OAUTH1}
  SELECT CASE WHEN EXISTS (SELECT FROM changed) THEN '${outcome}' ELSE 'last-administrator' END AS outcome
  FROM users WHERE id = $2::uuid`;
}

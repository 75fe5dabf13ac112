/**
 * The live session of $2 and its person; $3 is how long a session may lie idle, in seconds. The lock makes whatever ends
 * the session, with all that came of it, come wholly before or wholly after (see lockUser).
 */
export const SIGNED_IN = `
  SELECT s.id_hash, s.user_id, s.seen_at, s.authenticated_at, s.amr, s.handle FROM sessions s JOIN users u ON u.id = s.user_id AND u.disabled_at IS NULL
  WHERE s.id_hash = $2 AND s.expires_at > now() + $1::interval
    AND s.seen_at > now() + $1::interval - make_interval(secs => $3)
  FOR KEY SHARE OF s`;

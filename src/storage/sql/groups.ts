/** The groups of a client are these. 1 client, 2 ids of groups. */
export const SET_GROUPS = `
  WITH gone AS (
    DELETE FROM client_groups WHERE client_id = $1 AND group_id <> ALL ($2::uuid[])
  )
  INSERT INTO client_groups (client_id, group_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT DO NOTHING`;

/**
 * Ends what applications hold for whoever may not use them any more. Every statement about a token looks by itself whether they
 * may (may-use.ts): this is for what would live again if they came back. Every live family has a consent, which leads to it
 * by an index.
 */
function endLost(people: string): string {
  return `
    UPDATE authorizations a SET revoked_at = now() + $1::interval, revoked_reason = 'group-left'
    FROM consents s JOIN clients c ON c.id = s.client_id AND c.restricted
    WHERE ${people} AND a.user_id = s.user_id AND a.client_id = s.client_id AND a.revoked_at IS NULL
      AND NOT may_use(c.id, s.user_id)`;
}

/** The people of the group $1, and of the groups in it, who must have a second factor now and have none: in one order. */
export const LOCK_WITHOUT_FACTOR = `
  SELECT u.id FROM users u WHERE NOT u.has_factor AND u.id IN (
    SELECT m.user_id FROM group_members m
    WHERE m.group_id = $1::uuid OR m.group_id IN (SELECT n.member_id FROM group_nestings n WHERE n.group_id = $1::uuid))
    AND group_requires_factor(u.id)
  ORDER BY u.id FOR NO KEY UPDATE`;

/** The second parameter: a client, a person, or a group that is in others no more. */
export const END_LOST = {
  ofClient: endLost('s.client_id = $2'),
  ofPerson: endLost('s.user_id = $2::uuid'),
  ofGroup: endLost('s.user_id IN (SELECT m.user_id FROM group_members m WHERE m.group_id = $2::uuid)'),
};

import { beganSince } from './all-ended.ts';
import { mayUse } from './may-use.ts';

/** Of the access token `t`: its family `a` and its person `u`, where it has them and they are alive. */
export const FAMILY = `
  LEFT JOIN authorizations a ON a.id = t.authorization_id AND a.revoked_at IS NULL
  LEFT JOIN users u ON u.id = a.user_id AND u.disabled_at IS NULL`;

/** SQL for: whatever the family `a` was exchanged from lives too (RFC 8693 §1.1). */
export const PARENTS_LIVE = '(a.parents IS NULL OR exchange_lives(a.parents, now() + $1::interval))';

/** SQL for: the access token `t`, of FAMILY, lives. $`hash` is its digest. */
export function isAlive(hash: string): string {
  return `t.hash = ${hash} AND t.expires_at > now() + $1::interval AND (t.authorization_id IS NULL OR u.id IS NOT NULL) AND ${PARENTS_LIVE}`;
}

/** Its application `c`, active, for the person of FAMILY, and not the one that ended all it held after this began. */
export const ITS_CLIENT = 'JOIN clients c ON c.id = t.client_id AND c.disabled_at IS NULL AND NOT c.in_review';
export const USABLE = `${mayUse('c', 'a.user_id')} AND ${beganSince('c', 'coalesce(a.created_at, t.issued_at)')}`;

// SQL of its own: a link is consumed under its person's lock, by one statement with its conditions, by the clock of the database.
import type pg from 'pg';
import { lockUser } from './password.ts';

/** What a link that worked was for. `payload`: what was kept with it, if anything. */
export type ConsumedLink = { readonly userId: string; readonly payload: unknown };

/**
 * Consumes the link of this purpose that is somebody's, who is locked until the transaction ends; undefined: there is none, it has
 * expired, or its person is disabled.
 */
export async function consumeLink(
  client: pg.PoolClient,
  offset: string,
  { hash, purpose }: { readonly hash: Buffer; readonly purpose: 'password' | 'invitation' | 'email' },
): Promise<ConsumedLink | undefined> {
  // The person is locked before the link, as everywhere: two that wait for each other would be a deadlock.
  const owner = await client.query<{ userId: string | null }>(OWNER, [hash, purpose]);
  const userId = owner.rows[0]?.userId;
  if (!userId) return undefined;
  await lockUser(client, userId);
  const [consumed] = (await client.query<{ payload: unknown }>(CONSUME, [offset, hash, purpose])).rows;
  return consumed && { userId, payload: consumed.payload };
}

const OWNER = 'SELECT user_id AS "userId" FROM one_time_links WHERE hash = $1 AND purpose = $2';

const CONSUME = `
  DELETE FROM one_time_links l USING users u
  WHERE l.hash = $2 AND l.purpose = $3 AND l.expires_at > now() + $1::interval
    AND u.id = l.user_id AND u.disabled_at IS NULL
  RETURNING l.payload`;

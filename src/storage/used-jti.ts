// SQL of its own: of those who come at once one is first (ON CONFLICT).
import type { UsedJtis } from '../oauth/model/used-jti.ts';
import type { Database, Statement } from './engine/database.ts';

/** How far clocks may be set back, and what was used is still known. */
export const LONGER = "interval '5 minutes'";

/** $1 clock, 2 digest, 3 until when it could come again. */
const USE: Statement = {
  name: 'use-jti',
  text: `
    INSERT INTO used_jtis (hash, expires_at) SELECT $2::bytea, $3::timestamptz + ${LONGER} WHERE $1::interval IS NOT NULL
    ON CONFLICT (hash) DO NOTHING RETURNING true AS first`,
};

/** The JWTs that were used, until they have expired. */
export function usedJtis(database: Database): UsedJtis {
  return {
    async use(hash, expiresAt) {
      return (await database.run(USE, [hash, expiresAt])).length === 1;
    },
  };
}

// SQL of its own: what follows from a change of somebody's factors, in the transaction that holds their lock.
import type pg from 'pg';

/** A change of factors leaves one session, of which the new factor is known from now on. */
export async function endOtherSessions(
  client: pg.PoolClient,
  userId: string,
  keep: Buffer | undefined,
  shown: readonly string[] = [],
): Promise<void> {
  await client.query('DELETE FROM sessions WHERE user_id = $1::uuid AND id_hash IS DISTINCT FROM $2', [
    userId,
    keep ?? null,
  ]);
  await client.query(SHOWN, [userId, keep ?? null, shown]);
}

/** Ten codes in place of all that there were. */
export async function replaceCodes(client: pg.PoolClient, userId: string, hashes: readonly Buffer[]): Promise<void> {
  await client.query('DELETE FROM recovery_codes WHERE user_id = $1::uuid', [userId]);
  await client.query(ADD_CODES, [userId, hashes]);
}

/** Recovery codes stand for a factor: they end where there is none left. */
export async function endCodesOfNothing(client: pg.PoolClient, userId: string): Promise<void> {
  await client.query(END_CODES_OF_NOTHING, [userId]);
}

const ADD_CODES = 'INSERT INTO recovery_codes (hash, user_id) SELECT unnest($2::bytea[]), $1::uuid';

const END_CODES_OF_NOTHING = `
  DELETE FROM recovery_codes c USING users u WHERE u.id = c.user_id AND u.id = $1::uuid AND NOT u.has_factor`;

/** 1 person, 2 session, 3 how. */
const SHOWN = `
  UPDATE sessions s SET amr = s.amr || ARRAY(SELECT new FROM unnest($3::text[]) AS new WHERE NOT new = ANY (s.amr))
  WHERE s.user_id = $1::uuid AND s.id_hash = $2`;

// SQL of its own: what counts once is used by one statement with its condition.
import type pg from 'pg';
import type { ShownCode } from '../accounts/factor.ts';
import type { Recorder } from './audit-event.ts';

/** Uses the code that somebody showed, within the transaction of what it buys: it never counts again. False: it did not count. */
export async function useCode(
  client: pg.PoolClient,
  { offset, userId, shown, record }: { offset: string; userId: string; shown: ShownCode; record: Recorder },
): Promise<boolean> {
  if ('step' in shown) return (await client.query(USE_STEP, [offset, userId, shown.step])).rowCount === 1;
  const { rowCount } = await client.query(USE_RECOVERY_CODE, [shown.recoveryHash, userId]);
  if (rowCount !== 1) return false;
  await record('factor.recovery_code_used', { userId });
  return true;
}

/** $1 clock, 2 person, 3 step. Of several that bring one code, the first one's count. */
const USE_STEP = `
  UPDATE totp_factors SET last_step = $3, last_used_at = now() + $1::interval
  WHERE user_id = $2::uuid AND last_step < $3`;

const USE_RECOVERY_CODE = 'DELETE FROM recovery_codes WHERE hash = $1 AND user_id = $2::uuid';

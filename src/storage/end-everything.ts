// SQL of its own: a mark with the time of the database, in a row that every statement about its tokens reads.
import type { Actor } from '../oauth/model/client.ts';
import { audited } from './audit-event.ts';
import type { Database } from './engine/database.ts';
import { transaction } from './engine/transaction.ts';
import { mayChange, ownerOf } from './sql/owner.ts';

/**
 * Ends all that an application holds, and every remembered consent: of what began before the mark nothing lives. It touches no
 * token, so that it is as fast for a million of them. False: there is no such application, or it is not this keeper's.
 */
export async function endEverything(database: Database, id: string, by: Actor): Promise<boolean> {
  if (id.includes('\0')) return false;
  const offset = `${database.offsetMs} milliseconds`;
  const ended = await audited(database, by, async (client, record) => {
    const { rowCount } = await client.query(mark(mayChange(by, 3)), [offset, id, ...ownerOf(by)]);
    if (rowCount !== 1) return false;
    await client.query(DEVICES, [id]);
    await record('client.all_ended', { clientId: id });
    return true;
  });
  // What had begun when the mark was not there yet has read the row without it. It began before now.
  if (ended) await transaction(database, (client) => client.query(mark('true'), [offset, id]));
  return ended;
}

/** A consent from before it is asked for again, and signed tokens of the application for itself are of another generation. */
const mark = (condition: string) => `
  UPDATE clients SET all_ended_at = clock_timestamp() + $1::interval, identity_changed_at = clock_timestamp() + $1::interval,
    token_generation = token_generation + 1
  WHERE id = $2 AND ${condition}`;
const DEVICES = 'DELETE FROM device_codes WHERE client_id = $1';

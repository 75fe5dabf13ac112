// SQL of its own: a use of a token is counted in the statement that asks whether there is one; a client is found as on the hot path.
import type { RegistrationStore } from '../oauth/model/registration.ts';
import { audited } from './audit-event.ts';
import { changeClient } from './change-client.ts';
import { FIND } from './client.ts';
import { type ClientRow, toClient } from './client-row.ts';
import type { Database, Statement } from './engine/database.ts';
import { insertClient } from './insert-client.ts';
import { registeredBy } from './sql/owner.ts';

const find: Statement = {
  name: 'find-registered-client',
  text: `${FIND} AND ${registeredBy('c', 3)} ORDER BY s.created_at DESC`,
};

const GOOD = 'hash = $2 AND uses_left > 0 AND expires_at > now() + $1::interval';

const isGood: Statement = {
  name: 'is-registration-token-good',
  text: `SELECT EXISTS (SELECT FROM registration_tokens WHERE ${GOOD}) AS good`,
};

const USE = `UPDATE registration_tokens SET uses_left = uses_left - 1 WHERE ${GOOD}`;

const ADD = `
  INSERT INTO registration_tokens (hash, uses_left, created_at, expires_at)
  VALUES ($2, $3, now() + $1::interval, now() + $1::interval + make_interval(days => $4)) RETURNING expires_at`;

const KEEP = `
  INSERT INTO client_registrations (client_id, hash, created_at) VALUES ($2, $3, now() + $1::interval)
  RETURNING created_at`;

/** Applications that programs registered, and the tokens with which they do. */
export function registrationStore(
  database: Database,
  /** Whether what is changed is for an administrator to look at. */
  { reviewed = false }: { readonly reviewed?: boolean } = {},
): RegistrationStore {
  const offset = `${database.offsetMs} milliseconds`;
  return {
    addToken: (hash, { uses, days }, by) =>
      audited(database, by, async (client, record) => {
        const { rows } = await client.query<{ expires_at: Date }>(ADD, [offset, hash, uses, days]);
        await record('registration_token.added', { detail: `uses=${uses} days=${days}` });
        return rows[0]?.expires_at ?? new Date(0);
      }),
    async isGood(initialHash) {
      const [row] = await database.run<{ good: boolean }>(isGood, [initialHash]);
      return row?.good === true;
    },
    register: ({ client, initialHash, registrationHash }, from) =>
      audited(database, from, async (connection, record) => {
        if (initialHash && (await connection.query(USE, [offset, initialHash])).rowCount === 0) return undefined;
        if (!(await insertClient(connection, offset, client, 'administrator')))
          throw new Error('a client_id was given twice');
        const { rows } = await connection.query<{ created_at: Date }>(KEEP, [offset, client.id, registrationHash]);
        await record('client.registered', { clientId: client.id, detail: 'by a program' });
        return rows[0]?.created_at;
      }),
    async find(id, registrationHash) {
      return id.includes('\0') ? undefined : toClient(await database.run<ClientRow>(find, [id, registrationHash]));
    },
    async change(id, changes, by) {
      return id.includes('\0') ? { outcome: 'unknown' } : changeClient(database, id, changes, by, reviewed);
    },
  };
}

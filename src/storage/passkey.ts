// SQL of its own: using one is one statement with the counter in its condition; adding one ends sets of rows under the person's lock.
import { type ListedPasskey, MOST_PASSKEYS, type PasskeyStore } from '../accounts/passkey.ts';
import { audited } from './audit-event.ts';
import type { Database, Statement } from './engine/database.ts';
import type { Within } from './engine/prisma.ts';
import { endCodesOfNothing, endOtherSessions, replaceCodes } from './factor-change.ts';
import { lockUser } from './password.ts';

/** Passkeys. What they sign with is in their authenticators alone. */
export function passkeyStore(database: Database): PasskeyStore {
  const offset = `${database.offsetMs} milliseconds`;
  return {
    async find(id) {
      type Row = { user_id: string; public_key: Buffer; counter: string; transports: string[] };
      const [row] = await database.run<Row>(FIND, [id]);
      if (!row) return undefined;
      const publicKey = new Uint8Array(row.public_key);
      return { id, userId: row.user_id, publicKey, counter: Number(row.counter), transports: row.transports };
    },
    use: async (id, counter, backedUp) => (await database.run(USE, [id, counter, backedUp])).length === 1,
    add: (passkey, from) =>
      audited(database, from, async (client, record) => {
        const { id, userId, publicKey, counter, transports, backedUp, name, recoveryHashes, keep } = passkey;
        await lockUser(client, userId);
        const values = [offset, id, userId, publicKey, counter, transports, backedUp, name];
        if ((await client.query(ADD, values)).rowCount !== 1) return undefined;
        const codes = await client.query('SELECT FROM recovery_codes WHERE user_id = $1::uuid LIMIT 1', [userId]);
        if (codes.rowCount === 0) await replaceCodes(client, userId, recoveryHashes);
        await endOtherSessions(client, userId, keep, ['pop', 'user', 'mfa']);
        await record('factor.added', { userId, detail: 'passkey' });
        return codes.rowCount === 0 ? 'with-codes' : 'added';
      }),
    rename: (userId, id, name, from) =>
      audited(database, from, async (client, record) => {
        const { rowCount } = await client.query(RENAME, [userId, id, name]);
        if (rowCount !== 1) return false;
        await record('factor.renamed', { userId, detail: 'passkey' });
        return true;
      }),
    remove: (userId, id, keep, from) =>
      audited(database, from, async (client, record) => {
        await lockUser(client, userId);
        const { rowCount } = await client.query(REMOVE, [userId, id]);
        if (rowCount !== 1) return false;
        await endCodesOfNothing(client, userId);
        await endOtherSessions(client, userId, keep);
        await record('factor.removed', { userId, detail: 'passkey' });
        return true;
      }),
  };
}

/** Somebody's passkeys, the oldest first. */
export async function listPasskeys(prisma: Pick<Within, 'passkey'>, userId: string): Promise<readonly ListedPasskey[]> {
  const rows = await prisma.passkey.findMany({ where: { userId }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
  return rows.map(({ id, name, backedUp, transports, createdAt, lastUsedAt }) => ({
    ...{ id: Buffer.from(id).toString('base64url'), name, backedUp, transports },
    addedAt: createdAt,
    lastUsedAt,
  }));
}

const FIND: Statement = {
  name: 'find-passkey',
  text: 'SELECT user_id, public_key, counter, transports FROM passkeys WHERE id = $2 AND $1::interval IS NOT NULL',
};

/** 2 id, 3 counter, 4 whether it is backed up. */
const USE: Statement = {
  name: 'use-passkey',
  text: `
    UPDATE passkeys SET counter = $3, backed_up = $4, last_used_at = now() + $1::interval
    WHERE id = $2 AND (counter < $3 OR (counter = 0 AND $3 = 0)) RETURNING id`,
};

/** $1 clock, 2 id, 3 person, 4 key, 5 counter, 6 transports, 7 whether it is backed up, 8 name. */
const ADD = `
  INSERT INTO passkeys (id, user_id, public_key, counter, transports, backed_up, name, created_at, last_used_at)
  SELECT $2, u.id, $4, $5, $6::text[], $7, $8, now() + $1::interval, now() + $1::interval FROM users u
  WHERE u.id = $3::uuid AND u.disabled_at IS NULL AND (SELECT count(*) FROM passkeys p WHERE p.user_id = u.id) < ${MOST_PASSKEYS}
  ON CONFLICT (id) DO NOTHING`;

const RENAME = 'UPDATE passkeys SET name = $3 WHERE user_id = $1::uuid AND id = $2';
const REMOVE = 'DELETE FROM passkeys WHERE user_id = $1::uuid AND id = $2';

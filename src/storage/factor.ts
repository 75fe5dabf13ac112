// SQL of its own: what counts once is used by one statement with its condition, and a change ends sets of rows under the person's lock.
import type { FactorStore } from '../accounts/factor.ts';
import { equal, type Keys } from '../secrets.ts';
import { audited } from './audit-event.ts';
import type { Database, Statement } from './engine/database.ts';
import { endCodesOfNothing, endOtherSessions, replaceCodes } from './factor-change.ts';
import { useCode } from './factor-code.ts';
import { listPasskeys } from './passkey.ts';
import { lockUser } from './password.ts';
import { isUuid } from './uuid.ts';

/** Factors besides the password; the secrets of authenticator apps are encrypted under SECRET. */
export function factorStore(database: Database, { keys }: { readonly keys: Keys }): FactorStore {
  const offset = `${database.offsetMs} milliseconds`;
  return {
    async of(userId) {
      const prisma = await database.prisma();
      const [app, passkeys, recoveryCodes] = await Promise.all([
        prisma.totpFactor.findUnique({ where: { userId }, select: { createdAt: true, lastUsedAt: true } }),
        listPasskeys(prisma, userId),
        prisma.recoveryCode.count({ where: { userId } }),
      ]);
      return { app: app ? { addedAt: app.createdAt, lastUsedAt: app.lastUsedAt } : undefined, passkeys, recoveryCodes };
    },
    async appSecret(userId) {
      const [row] = await database.run<{ secret: Buffer }>(READ_SECRET, [userId]);
      return row && tryToOpen(keys, row.secret, userId);
    },
    use: (userId, shown, from) =>
      audited(database, from, (client, record) => useCode(client, { offset, userId, shown, record })),
    addApp: ({ userId, secret, step, recoveryHashes, keep }, from) =>
      audited(database, from, async (client, record) => {
        await lockUser(client, userId);
        const sealed = keys.seal('totp-secret', secret, userId);
        if ((await client.query(ADD_APP, [offset, userId, sealed, step])).rowCount !== 1) return false;
        await replaceCodes(client, userId, recoveryHashes);
        await endOtherSessions(client, userId, keep, ['otp', 'mfa']);
        await record('factor.added', { userId, detail: 'app' });
        return true;
      }),
    removeApp: (userId, keep, from) =>
      audited(database, from, async (client, record) => {
        await lockUser(client, userId);
        const { rowCount } = await client.query('DELETE FROM totp_factors WHERE user_id = $1::uuid', [userId]);
        if (rowCount !== 1) return false;
        await endCodesOfNothing(client, userId);
        await endOtherSessions(client, userId, keep);
        await record('factor.removed', { userId, detail: 'app' });
        return true;
      }),
    replaceRecoveryCodes: (userId, hashes, from) =>
      audited(database, from, async (client, record) => {
        await lockUser(client, userId);
        const { rowCount } = await client.query('SELECT FROM users WHERE id = $1::uuid AND has_factor', [userId]);
        if (rowCount !== 1) return false;
        await replaceCodes(client, userId, hashes);
        await record('factor.recovery_codes_made', { userId });
        return true;
      }),
    async removeAll(userId, by) {
      if (!isUuid(userId)) return false;
      return audited(database, by, async (client, record) => {
        await lockUser(client, userId);
        const { rows } = await client.query<{ has_factor: boolean }>(
          'SELECT has_factor FROM users WHERE id = $1::uuid',
          [userId],
        );
        if (!rows[0]?.has_factor) return false;
        for (const table of ['totp_factors', 'passkeys', 'recovery_codes', 'sessions']) {
          await client.query(`DELETE FROM ${table} WHERE user_id = $1::uuid`, [userId]);
        }
        await record('factor.removed', { userId, detail: 'all' });
        return true;
      });
    },
  };
}

/** Encrypts under the newest key of SECRET what is encrypted under an older one. */
export async function resealAppSecrets({ pool }: Pick<Database, 'pool'>, keys: Keys) {
  const [newest = Buffer.alloc(0)] = keys.sealedPrefixes('totp-secret');
  const count = { resealed: 0, unreadable: 0 };
  for (let after: string | undefined = '00000000-0000-0000-0000-000000000000'; after !== undefined; ) {
    const { rows }: { rows: SecretRow[] } = await pool.query<SecretRow>(NEXT_SECRETS, [after]);
    for (const { user_id: userId, secret } of rows) {
      if (equal(secret.subarray(0, newest.length), newest)) continue;
      const opened = tryToOpen(keys, secret, userId);
      if (opened === undefined) {
        count.unreadable += 1;
        continue;
      }
      // Unless it was replaced meanwhile.
      const values = [userId, secret, keys.seal('totp-secret', opened, userId)];
      await pool.query('UPDATE totp_factors SET secret = $3 WHERE user_id = $1 AND secret = $2', values);
      count.resealed += 1;
    }
    after = rows.at(-1)?.user_id;
  }
  return count;
}

/** How many secrets of authenticator apps no key of SECRET opens: their people need a recovery code, or an administrator. */
export async function countUnreadableApps(database: Pick<Database['pool'], 'query'>, keys: Keys): Promise<number> {
  const prefixes = keys.sealedPrefixes('totp-secret');
  const { rows } = await database.query<{ count: number }>(UNREADABLE, [prefixes, prefixes[0]?.length ?? 0]);
  return rows[0]?.count ?? 0;
}

const UNREADABLE = `
  SELECT count(*)::int AS count FROM totp_factors WHERE NOT substring(secret FROM 1 FOR $2) = ANY ($1::bytea[])`;

type SecretRow = { readonly user_id: string; readonly secret: Buffer };

/** What was sealed under a SECRET that is gone proves nothing any more: recovery codes, or an administrator, help. */
function tryToOpen(keys: Keys, sealed: Buffer, userId: string): string | undefined {
  try {
    return keys.open('totp-secret', sealed, userId);
  } catch {
    return undefined;
  }
}

const READ_SECRET: Statement = {
  name: 'read-app-secret',
  text: 'SELECT secret FROM totp_factors WHERE user_id = $2::uuid AND $1::interval IS NOT NULL',
};

/** $1 clock, 2 person, 3 secret, 4 step. */
const ADD_APP = `
  INSERT INTO totp_factors (user_id, secret, last_step, created_at, last_used_at)
  SELECT id, $3, $4, now() + $1::interval, now() + $1::interval FROM users WHERE id = $2::uuid AND disabled_at IS NULL
  ON CONFLICT (user_id) DO NOTHING`;

const NEXT_SECRETS = 'SELECT user_id, secret FROM totp_factors WHERE user_id > $1::uuid ORDER BY user_id LIMIT 500';

// SQL of its own: a link is added and consumed by one statement with its conditions, under locks, by the clock of the database.
import type { OneTimeLinkStore } from '../accounts/one-time-link.ts';
import { audited } from './audit-event.ts';
import { consumeLink } from './consume-link.ts';
import { bytes } from './engine/bytes.ts';
import type { Database, Statement } from './engine/database.ts';
import { setPassword } from './password.ts';
import { toUser } from './user-row.ts';

/** Links that work once. */
export function oneTimeLinkStore(database: Database): OneTimeLinkStore {
  const offset = `${database.offsetMs} milliseconds`;
  /** Which link is meant: what is done with it is proved again by the statement that consumes it. */
  const live = (hash: Buffer, purpose: 'setup' | 'password') => ({
    hash: bytes(hash),
    purpose,
    expiresAt: { gt: database.now() },
  });
  return {
    async addSetup({ hash, seconds }) {
      return (await database.run(ADD_SETUP, [hash, seconds])).length > 0;
    },
    addPassword({ hash, seconds, userId }, by) {
      return audited(database, by, async (client, record) => {
        const { rowCount } = await client.query(ADD_PASSWORD, [offset, hash, seconds, userId]);
        const issued = by === 'administrator' || 'administratorId' in by;
        if (rowCount === 1) await record(issued ? 'password.link_issued' : 'password.link_mailed', { userId });
        return rowCount === 1;
      });
    },
    async hasSetup(hash) {
      const prisma = await database.prisma();
      const administrators = await prisma.user.count({ where: { isAdmin: true } });
      return administrators === 0 && (await prisma.oneTimeLink.count({ where: live(hash, 'setup') })) > 0;
    },
    async findPassword(hash) {
      const prisma = await database.prisma();
      const where = { disabledAt: null, links: { some: live(hash, 'password') } };
      const row = await prisma.user.findFirst({ where });
      return row ? toUser(row) : undefined;
    },
    redeemPassword({ hash, passwordHash }, from) {
      return audited(database, from, async (client, record) => {
        const link = await consumeLink(client, offset, { hash, purpose: 'password' });
        if (!link) return undefined;
        const { userId } = link;
        const user = await setPassword(client, offset, { userId, passwordHash });
        if (user) await record('password.changed', { userId, detail: 'link' });
        return user;
      });
    },
  };
}

const ADD_SETUP: Statement = {
  name: 'add-setup-link',
  text: `
    INSERT INTO one_time_links (hash, purpose, created_at, expires_at)
    SELECT $2::bytea, 'setup', now() + $1::interval, now() + $1::interval + make_interval(secs => $3::int)
    WHERE NOT EXISTS (SELECT FROM users WHERE is_admin)
    RETURNING hash`,
};

const ADD_PASSWORD = `
  WITH person AS (
    SELECT id FROM users WHERE id = $4::uuid AND disabled_at IS NULL FOR SHARE
  ), older AS (
    DELETE FROM one_time_links l USING person WHERE l.user_id = person.id
  )
  INSERT INTO one_time_links (hash, purpose, user_id, created_at, expires_at)
  SELECT $2::bytea, 'password', id, now() + $1::interval, now() + $1::interval + make_interval(secs => $3::int)
  FROM person`;

import type { OneTimeLinkStore } from '../accounts/one-time-link.ts';
import { audited } from './audit-event.ts';
import type { Database, Statement } from './engine/database.ts';
import { lockUser, setPassword } from './password.ts';
import { toUser, type UserRow } from './user-row.ts';

/** Links that work once. */
export function oneTimeLinkStore(database: Database): OneTimeLinkStore {
  const offset = `${database.offsetMs} milliseconds`;
  return {
    async addSetup({ hash, seconds }) {
      return (await database.run(ADD_SETUP, [hash, seconds])).length > 0;
    },
    addPassword({ hash, seconds, userId }, by) {
      return audited(database, by, async (client, record) => {
        const { rowCount } = await client.query(ADD_PASSWORD, [offset, hash, seconds, userId]);
        if (rowCount === 1) await record('password.link_issued', { userId });
        return rowCount === 1;
      });
    },
    async hasSetup(hash) {
      return (await database.run(HAS_SETUP, [hash])).length > 0;
    },
    async findPassword(hash) {
      const [row] = await database.run<UserRow>(FIND_PASSWORD, [hash]);
      return row && toUser(row);
    },
    redeemPassword({ hash, passwordHash }, from) {
      return audited(database, from, async (client, record) => {
        // The person is locked before the link, as everywhere: two that wait for each other would be a deadlock.
        const owner = await client.query<{ userId: string }>(OWNER, [hash]);
        const userId = owner.rows[0]?.userId;
        if (!userId) return undefined;
        await lockUser(client, userId);
        const consumed = await client.query(CONSUME, [offset, hash]);
        if (consumed.rowCount !== 1) return undefined;
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

const HAS_SETUP: Statement = {
  name: 'has-setup-link',
  text: `
    SELECT hash FROM one_time_links
    WHERE hash = $2 AND purpose = 'setup' AND expires_at > now() + $1::interval
      AND NOT EXISTS (SELECT FROM users WHERE is_admin)`,
};

const FIND_PASSWORD: Statement = {
  name: 'find-password-link',
  text: `
    SELECT u.id, u.email, u.email_canonical AS "emailCanonical", u.name, u.is_admin AS "isAdmin",
      u.created_at AS "createdAt", u.password_changed_at AS "passwordChangedAt", u.disabled_at AS "disabledAt"
    FROM one_time_links l JOIN users u ON u.id = l.user_id
    WHERE l.hash = $2 AND l.purpose = 'password' AND l.expires_at > now() + $1::interval AND u.disabled_at IS NULL`,
};

const OWNER = `SELECT user_id AS "userId" FROM one_time_links WHERE hash = $1 AND purpose = 'password'`;

const CONSUME = `
  DELETE FROM one_time_links l USING users u
  WHERE l.hash = $2 AND l.purpose = 'password' AND l.expires_at > now() + $1::interval
    AND u.id = l.user_id AND u.disabled_at IS NULL`;

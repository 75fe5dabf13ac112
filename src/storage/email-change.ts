// SQL of its own: a link is added and consumed by one statement with its conditions, under locks, by the clock of the database.
import type { EmailChangeStore } from '../accounts/change-email.ts';
import type { CanonicalEmail } from '../accounts/email.ts';
import { Conflict } from '../storage-errors.ts';
import { audited } from './audit-event.ts';
import { consumeLink } from './consume-link.ts';
import { bytes } from './engine/bytes.ts';
import type { Database } from './engine/database.ts';
import { toUser } from './user-row.ts';

const EMAIL_TAKEN = 'users_email_canonical_key';

/** New addresses of accounts, until they are confirmed. */
export function emailChangeStore(database: Database): EmailChangeStore {
  const offset = `${database.offsetMs} milliseconds`;
  return {
    async add({ hash, seconds, userId, to }) {
      const { rowCount } = await database.pool.query(ADD, [offset, hash, seconds, userId, JSON.stringify(to)]);
      return rowCount === 1;
    },
    async find(hash) {
      const prisma = await database.prisma();
      const live = { hash: bytes(hash), purpose: 'email', expiresAt: { gt: database.now() } };
      const link = await prisma.oneTimeLink.findFirst({
        where: { ...live, user: { disabledAt: null } },
        include: { user: true },
      });
      if (!link?.user) return undefined;
      return { user: toUser(link.user), email: (link.payload as CanonicalEmail).email };
    },
    async confirm(hash, from) {
      try {
        return await audited(database, from, async (client, record) => {
          const link = await consumeLink(client, offset, { hash, purpose: 'email' });
          if (!link) return 'gone';
          const { userId } = link;
          const to = link.payload as CanonicalEmail;
          const before = await client.query<{ email: string }>('SELECT email FROM users WHERE id = $1::uuid', [userId]);
          await client.query(CHANGE, [offset, userId, to.email, to.canonical]);
          // What was mailed to the address before opens nothing any more.
          await client.query('DELETE FROM one_time_links WHERE user_id = $1::uuid', [userId]);
          await record('email.changed', { userId });
          if (database.sendsMail) await client.query(TELL, [offset, userId, before.rows[0]?.email]);
          return 'changed';
        });
      } catch (error) {
        if (error instanceof Conflict && error.constraint === EMAIL_TAKEN) return 'taken';
        throw error;
      }
    },
  };
}

const ADD = `
  WITH person AS (
    SELECT id FROM users WHERE id = $4::uuid AND disabled_at IS NULL FOR SHARE
  ), older AS (
    DELETE FROM one_time_links l USING person WHERE l.user_id = person.id AND l.purpose = 'email'
  )
  INSERT INTO one_time_links (hash, purpose, user_id, created_at, expires_at, payload)
  SELECT $2::bytea, 'email', id, now() + $1::interval, now() + $1::interval + make_interval(secs => $3::int), $5::jsonb
  FROM person`;

const CHANGE = `
  UPDATE users SET email = $3, email_canonical = $4, email_verified_at = now() + $1::interval WHERE id = $2::uuid`;

/** To the address that it was: 2 person, 3 address. */
const TELL = `
  INSERT INTO mails (job, created_at, due_at)
  SELECT jsonb_build_object('kind', 'email-changed', 'userId', $2::text, 'to', $3::text, 'at', now() + $1::interval),
    now() + $1::interval, now() + $1::interval`;

// SQL of its own: an invitation is added and consumed by one statement with its conditions, under locks, by the clock of the database.
import type { InvitationStore } from '../accounts/invitation.ts';
import { audited } from './audit-event.ts';
import { consumeLink } from './consume-link.ts';
import { bytes } from './engine/bytes.ts';
import type { Database } from './engine/database.ts';
import { setPassword } from './password.ts';
import { toUser } from './user-row.ts';

/** Invitations: links of their own purpose, which live longer than those for a lost password. */
export function invitationStore(database: Database): InvitationStore {
  const offset = `${database.offsetMs} milliseconds`;
  return {
    add({ hash, seconds, userId }) {
      return audited(database, {}, async (client, record) => {
        const { rowCount } = await client.query(ADD, [offset, hash, seconds, userId]);
        if (rowCount === 1) await record('invitation.mailed', { userId });
        return rowCount === 1;
      });
    },
    async find(hash) {
      const live = { hash: bytes(hash), purpose: 'invitation', expiresAt: { gt: database.now() } };
      const where = { disabledAt: null, links: { some: live } };
      const row = await (await database.prisma()).user.findFirst({ where });
      return row ? toUser(row) : undefined;
    },
    accept({ hash, name, passwordHash }, from) {
      return audited(database, from, async (client, record) => {
        const link = await consumeLink(client, offset, { hash, purpose: 'invitation' });
        if (!link) return undefined;
        const { userId } = link;
        await client.query(NAME, [offset, userId, name]);
        const user = await setPassword(client, offset, { userId, passwordHash });
        if (user) await record('invitation.accepted', { userId });
        return user;
      });
    },
  };
}

const ADD = `
  WITH person AS (
    SELECT id FROM users WHERE id = $4::uuid AND disabled_at IS NULL AND password_hash IS NULL FOR SHARE
  ), older AS (
    DELETE FROM one_time_links l USING person WHERE l.user_id = person.id
  )
  INSERT INTO one_time_links (hash, purpose, user_id, created_at, expires_at)
  SELECT $2::bytea, 'invitation', id, now() + $1::interval, now() + $1::interval + make_interval(secs => $3::int)
  FROM person`;

const NAME = 'UPDATE users SET name = $3, email_verified_at = now() + $1::interval WHERE id = $2::uuid';

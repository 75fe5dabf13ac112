// SQL of its own: one statement consumes the link and makes the account, by the clock of the database.
import type { SignUpStore, WaitingSignUp } from '../accounts/sign-up.ts';
import type { NewUser } from '../accounts/user.ts';
import { audited } from './audit-event.ts';
import { bytes } from './engine/bytes.ts';
import type { Database } from './engine/database.ts';
import { toUser, USER_COLUMNS, type UserRow } from './user-row.ts';

/** Accounts that people made for themselves, until their address is verified. */
export function signUpStore(database: Database): SignUpStore {
  const offset = `${database.offsetMs} milliseconds`;
  return {
    async add({ hash, seconds, user, browser, returnTo }) {
      await database.pool.query(ADD, [offset, hash, seconds, JSON.stringify({ ...user, browser, returnTo })]);
    },
    async find(hash) {
      const where = { hash: bytes(hash), purpose: 'sign-up', expiresAt: { gt: database.now() } };
      const link = await (await database.prisma()).oneTimeLink.findFirst({ where });
      const waiting = link?.payload as WaitingSignUp | null | undefined;
      return waiting ? { email: waiting.email, name: waiting.name, browser: waiting.browser } : undefined;
    },
    confirm({ hash, word }, from) {
      return audited(database, from, async (client, record) => {
        const consumed = await client.query<{ payload: NewUser & { readonly returnTo?: string } }>(CONSUME, [
          offset,
          hash,
          'browser' in word ? word.browser : null,
        ]);
        const waited = consumed.rows[0]?.payload;
        if (!waited) return 'gone';
        const made = 'chosen' in word ? { ...waited, ...word.chosen } : waited;
        const { email, emailCanonical, name, passwordHash, returnTo } = made;
        const { rows } = await client.query<UserRow>(MAKE, [offset, email, emailCanonical, name, passwordHash]);
        if (!rows[0]) return 'taken';
        await record('user.signed_up', { userId: rows[0].id });
        return { user: toUser(rows[0]), returnTo };
      });
    },
  };
}

const ADD = `
  INSERT INTO one_time_links (hash, purpose, created_at, expires_at, payload)
  VALUES ($2::bytea, 'sign-up', now() + $1::interval, now() + $1::interval + make_interval(secs => $3::int), $4::jsonb)`;

const CONSUME = `
  DELETE FROM one_time_links
  WHERE hash = $2 AND purpose = 'sign-up' AND expires_at > now() + $1::interval AND ($3::text IS NULL OR payload ->> 'browser' = $3)
  RETURNING payload`;

const MAKE = `
  INSERT INTO users (email, email_canonical, name, password_hash, created_at, password_changed_at, email_verified_at)
  VALUES ($2, $3, $4, $5, now() + $1::interval, now() + $1::interval, now() + $1::interval)
  ON CONFLICT (email_canonical) DO NOTHING RETURNING ${USER_COLUMNS}`;

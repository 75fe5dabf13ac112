// SQL of its own: of several administrators one remains, which needs locks in one order; disabling ends sets of rows.
import type pg from 'pg';
import type { Attributes } from '../accounts/attribute.ts';
import { withUnicodeDomain } from '../accounts/email.ts';
import type { Disabled, UserStore } from '../accounts/user.ts';
import type { Administrator, EventName } from '../events.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import { Conflict } from '../storage-errors.ts';
import { audited, auditedByPrisma, type By, type Recorder } from './audit-event.ts';
import type { Database } from './engine/database.ts';
import { lockUser, setPassword } from './password.ts';
import { endPerson, LOCK_ADMINISTRATORS, OTHERS_ADMINISTER } from './sql/end-person.ts';
import { toUser, USER_COLUMNS, type UserRow, WITH_FACTOR_GROUPS } from './user-row.ts';
import { isUuid } from './uuid.ts';

const MAX_PAGE = 200;
const EMAIL_TAKEN = 'users_email_canonical_key';

/** People. */
export function userStore(database: Database): UserStore {
  const offset = `${database.offsetMs} milliseconds`;
  const users = async () => (await database.prisma()).user;
  const change = async (id: string, data: Prisma.UserUpdateManyMutationInput, event: EventName, by: By) =>
    isUuid(id) &&
    auditedByPrisma(database, by, async (within, record) => {
      const { count } = await within.user.updateMany({ where: { id }, data });
      if (count > 0) await record(event, { userId: id });
      return count > 0;
    });
  /** The row of this address, also where an earlier release kept its international domain in Unicode. */
  const byEmail = async (canonical: string) => {
    const spellings = [canonical, withUnicodeDomain(canonical)];
    const rows = await (await users()).findMany({
      where: { emailCanonical: { in: spellings } },
      include: WITH_FACTOR_GROUPS,
    });
    return rows.find((row) => row.emailCanonical === canonical) ?? rows[0];
  };
  const isKeptInUnicode = async (canonical: string) => {
    const unicode = withUnicodeDomain(canonical);
    return unicode !== canonical && (await (await users()).count({ where: { emailCanonical: unicode } })) > 0;
  };
  return {
    async find(id) {
      const row = isUuid(id)
        ? await (await users()).findUnique({ where: { id }, include: WITH_FACTOR_GROUPS })
        : undefined;
      return row ? toUser(row) : undefined;
    },
    async findByEmail(emailCanonical) {
      const row = await byEmail(emailCanonical);
      return row ? toUser(row) : undefined;
    },
    async findCredentials(emailCanonical) {
      const row = await byEmail(emailCanonical);
      return row ? { user: toUser(row), passwordHash: row.passwordHash ?? undefined } : undefined;
    },
    async list({ limit, after }) {
      const take = Math.min(limit, MAX_PAGE);
      const rows = await (await users()).findMany({
        where: after === undefined ? {} : { emailCanonical: { gt: after } },
        orderBy: { emailCanonical: 'asc' },
        take: take + 1,
      });
      const next = rows.length > take ? rows[take - 1]?.emailCanonical : undefined;
      return { users: rows.slice(0, take).map(toUser), next };
    },
    async findClaims(id) {
      const select = { attributes: true, emailVerifiedAt: true };
      const row = isUuid(id) ? await (await users()).findUnique({ where: { id }, select }) : undefined;
      if (!row) return undefined;
      return { attributes: row.attributes as Attributes, emailVerifiedAt: row.emailVerifiedAt ?? undefined };
    },
    async hasAdministrator() {
      return (await (await users()).findFirst({ where: { isAdmin: true }, select: { id: true } })) !== null;
    },
    async add(user, by) {
      if (await isKeptInUnicode(user.emailCanonical)) return 'email-taken';
      const createdAt = database.now();
      const { passwordHash = null, ...person } = user;
      const data = { ...person, passwordHash, createdAt, passwordChangedAt: passwordHash && createdAt };
      return auditedByPrisma(database, by, async (within, record) => {
        const [row] = await within.user.createManyAndReturn({ data, skipDuplicates: true });
        if (!row) return 'email-taken';
        await record('user.added', { userId: row.id });
        return toUser(row);
      });
    },
    async createFirstAdministrator(linkHash, user, from) {
      if (await isKeptInUnicode(user.emailCanonical)) return 'email-taken';
      const values = [offset, linkHash, user.email, user.emailCanonical, user.name, user.passwordHash ?? null];
      try {
        // Serializable: of two links that are used at once, one transaction fails and finds an administrator when it is run again.
        const create = async (client: pg.PoolClient, record: Recorder) => {
          const [row] = (await client.query<UserRow>(CREATE_FIRST_ADMINISTRATOR, values)).rows;
          if (!row) return 'gone';
          await record('setup.completed', { userId: row.id });
          return toUser(row);
        };
        return await audited(database, from, create, 'serializable');
      } catch (error) {
        if (error instanceof Conflict && error.constraint === EMAIL_TAKEN) return 'email-taken';
        throw error;
      }
    },
    rename: (id, name, from) => change(id, { name }, 'user.renamed', from),
    async setLanguage(id, language) {
      const { count } = await (await users()).updateMany({ where: { id }, data: { language: language ?? null } });
      return count > 0;
    },
    async noteLanguage(id, language) {
      await (await users()).updateMany({ where: { id }, data: { seenLanguage: language } });
    },
    async describe(id, { name, attributes }, by) {
      if (!isUuid(id)) return undefined;
      return audited(database, by, async (client, record) => {
        const { rows } = await client.query<Described>(DESCRIBE, [id, name ?? null, JSON.stringify(attributes)]);
        const [row] = rows;
        if (row?.renamed) await record('user.renamed', { userId: id });
        const claims = Object.keys(attributes);
        if (row && claims.length > 0) await record('user.changed', { userId: id, detail: claims.join(' ') });
        return row?.attributes;
      });
    },
    makeAdmin: async (id, by) => isAnother(id, by) && change(id, { isAdmin: true }, 'user.made_admin', by),
    async removeAdmin(id, by) {
      if (!isUuid(id)) return 'unchanged';
      return audited(database, by, async (client, record) => {
        await client.query(LOCK_ADMINISTRATORS, [id]);
        const { rows } = await client.query<{ others: boolean }>(ADMINISTRATOR, [id]);
        if (rows[0]?.others === false) return 'last-administrator';
        const { rowCount } = await client.query(REMOVE_ADMIN, [id]);
        if (rowCount !== 1) return 'unchanged';
        await record('user.removed_admin', { userId: id });
        return 'removed';
      });
    },
    requireFactor(id, required, by) {
      return isUuid(id)
        ? audited(database, by, async (client, record) => {
            await lockUser(client, id);
            const { rowCount } = await client.query(REQUIRE_FACTOR, [id, required]);
            if (rowCount !== 1) return false;
            if (required) await client.query(END_OF_ONE_FACTOR, [id]);
            await record(required ? 'factor.required' : 'factor.not_required', { userId: id });
            return true;
          })
        : Promise.resolve(false);
    },
    async disable(id, by) {
      if (!isUuid(id)) return 'unknown';
      return audited(database, by, async (client, record) => {
        await client.query(LOCK_ADMINISTRATORS, [id]);
        await lockUser(client, id); // waits for sign-ins that have begun, whose sessions the statement then sees
        const { rows } = await client.query<{ outcome: Disabled }>(DISABLE, [offset, id]);
        const outcome = rows[0]?.outcome ?? 'unknown';
        if (outcome === 'disabled') await record('user.disabled', { userId: id });
        return outcome;
      });
    },
    enable: async (id, by) => isAnother(id, by) && change(id, { disabledAt: null }, 'user.enabled', by),
    setPassword: (change, from) =>
      audited(database, from, async (client, record) => {
        const user = await setPassword(client, offset, change);
        if (user) await record('password.changed', { userId: user.id });
        return user;
      }),
    async replaceHash({ userId, from, to }) {
      const { count } = await (await users()).updateMany({
        where: { id: userId, passwordHash: from },
        data: { passwordHash: to },
      });
      return count > 0;
    },
  };
}

/** Nobody gives themselves what they act by: who has it needs no such thing, and from whom it is taken at this moment gets it back by none. */
function isAnother(id: string, by: Administrator): boolean {
  return by === 'administrator' || by.administratorId !== id;
}

type Described = { readonly attributes: Attributes; readonly renamed: boolean };
const DESCRIBE = `
  UPDATE users u SET name = coalesce($2::text, u.name), attributes = jsonb_strip_nulls(u.attributes || $3::jsonb)
  FROM (SELECT id, name FROM users WHERE id = $1::uuid FOR UPDATE) before WHERE u.id = before.id
  RETURNING u.attributes, u.name <> before.name AS renamed`;

const ADMINISTRATOR = `SELECT ${OTHERS_ADMINISTER} AS others FROM users u WHERE id = $1::uuid AND is_admin`;
const REMOVE_ADMIN = 'UPDATE users SET is_admin = false WHERE id = $1::uuid AND is_admin';

const REQUIRE_FACTOR = 'UPDATE users SET requires_factor = $2 WHERE id = $1::uuid';
const END_OF_ONE_FACTOR = "DELETE FROM sessions WHERE user_id = $1::uuid AND NOT 'mfa' = ANY (amr)";

const CREATE_FIRST_ADMINISTRATOR = `
  WITH link AS (
    DELETE FROM one_time_links
    WHERE hash = $2 AND purpose = 'setup' AND expires_at > now() + $1::interval
      AND NOT EXISTS (SELECT FROM users WHERE is_admin)
    RETURNING hash
  )
  INSERT INTO users (email, email_canonical, name, password_hash, is_admin, created_at, password_changed_at)
  SELECT $3, $4, $5, $6::text, true, now() + $1::interval, CASE WHEN $6::text IS NOT NULL THEN now() + $1::interval END
  FROM link
  RETURNING ${USER_COLUMNS}`;

/** Who deletes their own account does not undo this by signing in. */
const DISABLE = endPerson(
  `UPDATE users u SET disabled_at = CASE WHEN may_keep THEN now() + $1::interval ELSE coalesce(disabled_at, now() + $1::interval) END, may_keep = false
    WHERE id = $2::uuid AND ${OTHERS_ADMINISTER}`,
  'user-disabled',
  'disabled',
);

// SQL of its own: starting, renewing and finding are one statement each, with a lock and their row of the audit trail.
import type { FactorPolicy } from '../accounts/factor.ts';
import type { NewSession, Session, SessionStore } from '../accounts/session.ts';
import type { EventName } from '../events.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import { audited, auditedByPrisma, type By } from './audit-event.ts';
import { bytes } from './engine/bytes.ts';
import type { Database, Statement } from './engine/database.ts';
import { useCode } from './factor-code.ts';
import { isUuid } from './uuid.ts';

/** Sessions. `idleSeconds` and `absoluteSeconds` decide which are live, `factors` who gets one by a password alone; a disabled person has none. */
export function sessionStore(
  database: Database,
  limits: { readonly idleSeconds: number; readonly absoluteSeconds: number; readonly factors: FactorPolicy },
): SessionStore {
  const one = async (statement: Statement, values: readonly unknown[]) => {
    const [row] = await database.run<SessionRow>(statement, values);
    return row && toSession(row);
  };
  const values = (session: NewSession) => [
    session.idHash,
    session.userId,
    session.passwordChangedAt ?? null,
    session.amr,
    session.address,
    session.agent,
    limits.absoluteSeconds,
    session.requestId ?? null,
  ];
  const offset = `${database.offsetMs} milliseconds`;
  const startValues = (session: NewSession, replaces: Buffer | undefined) => [
    ...values(session),
    replaces ?? null,
    limits.factors,
    database.sendsMail && session.newBrowser,
  ];
  /** Ends what of this person's sessions is meant, and says how many. */
  const end = async (userId: string, meant: Omit<Prisma.SessionWhereInput, 'userId'>, by: By) =>
    auditedByPrisma(database, by, async (within, record) => {
      const { count } = await within.session.deleteMany({ where: { ...meant, userId } });
      if (count > 0) await record('session.ended', { userId });
      return count;
    });
  return {
    start: (session, replaces) => one(START, startValues(session, replaces)),
    startByCode: (session, { shown, from, replaces }) =>
      audited(database, from, async (client, record) => {
        const { userId, passwordChangedAt } = session;
        const person = await client.query(AS_READ, [userId, passwordChangedAt ?? null]);
        if (person.rowCount !== 1) return undefined;
        if (!(await useCode(client, { offset, userId, shown, record }))) return 'refused';
        const { rows } = await client.query<SessionRow>(START.text, [offset, ...startValues(session, replaces)]);
        return rows[0] && toSession(rows[0]);
      }),
    renew: (idHash, session) => one(RENEW, [...values(session), idHash, limits.idleSeconds]),
    find: (idHash) => one(FIND, [idHash, limits.idleSeconds]),
    async list(userId) {
      const now = database.now();
      const seenAt = { gt: new Date(now.getTime() - limits.idleSeconds * 1000) };
      const rows = await (await database.prisma()).session.findMany({
        where: { userId, user: { disabledAt: null }, expiresAt: { gt: now }, seenAt },
        orderBy: [{ seenAt: 'desc' }, { handle: 'asc' }],
        omit: { userId: true },
      });
      return rows.map((row) => ({ ...row, idHash: Buffer.from(row.idHash) }));
    },
    async any() {
      const { rows } = await database.pool.query<{ some: boolean }>(ANY, [offset]);
      return rows[0]?.some === true;
    },
    end: async ({ idHash, user }, from) => (await end(user.id, { idHash: bytes(idHash) }, from)) > 0,
    endByHandle: async (userId, handle, from) => isUuid(handle) && (await end(userId, { handle }, from)) > 0,
    endOthers: (userId, keep, from) => end(userId, { idHash: { not: bytes(keep) } }, from),
    endAll: async (userId, by) => (isUuid(userId) ? end(userId, {}, by) : 0),
  };
}

type SessionRow = Omit<Session, 'user'> & {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly isAdmin: boolean;
  readonly language: string | null;
  readonly seenLanguage: string | null;
};

function toSession({ userId, name, email, isAdmin, language, seenLanguage, ...session }: SessionRow): Session {
  const read = { language: language ?? undefined, seenLanguage: seenLanguage ?? undefined };
  return { ...session, user: { id: userId, name, email, isAdmin, ...read } };
}

const ANY = 'SELECT EXISTS (SELECT FROM sessions WHERE expires_at > now() + $1::interval) AS some';

const COLUMNS = `
  s.id_hash AS "idHash", s.handle, s.authenticated_at AS "authenticatedAt", s.amr, s.created_at AS "createdAt",
  s.seen_at AS "seenAt", s.expires_at AS "expiresAt", s.address, s.agent,
  u.id AS "userId", u.name, u.email, u.is_admin AS "isAdmin", u.language, u.seen_language AS "seenLanguage"`;

// What is done is recorded by the same statement: a row of its own would be one round trip more.
const recorded = (event: EventName, from: string) => `
  recorded AS (
    INSERT INTO audit_events (at, event, user_id, address, request_id)
    SELECT now() + $1::interval, '${event}', user_id, $6, $9 FROM ${from}
  )`;

// The lock makes a change of password or a disabling that runs at the same time come wholly before or wholly after.
const asRead = (id: string, passwordChangedAt: string) => `
    FROM users
    WHERE id = ${id}::uuid AND disabled_at IS NULL AND password_changed_at IS NOT DISTINCT FROM ${passwordChangedAt}::timestamptz
    FOR SHARE`;
const AS_READ = `SELECT ${asRead('$1', '$2')}`;
const PERSON = `
  person AS (
    SELECT id, name, email, is_admin, language, seen_language, has_factor, requires_factor ${asRead('$3', '$4')}
  )`;

const START: Statement = {
  name: 'start-session',
  text: `
    WITH ${PERSON}, replaced AS (
      DELETE FROM sessions WHERE id_hash = $10::bytea
    ), started AS (
      INSERT INTO sessions (id_hash, user_id, authenticated_at, amr, created_at, seen_at, expires_at, address, agent)
      SELECT $2, id, now() + $1::interval, $5::text[], now() + $1::interval, now() + $1::interval,
        now() + $1::interval + make_interval(secs => $8::int), $6, $7
      FROM person
      WHERE 'mfa' = ANY ($5::text[]) OR NOT (has_factor OR requires_factor OR group_requires_factor(id) OR $11::text = 'everybody' OR ($11::text = 'administrators' AND is_admin))
      RETURNING *
    ), told AS (
      INSERT INTO mails (job, created_at, due_at)
      SELECT jsonb_strip_nulls(jsonb_build_object('kind', 'new-browser', 'userId', user_id::text, 'at', now() + $1::interval, 'agent', agent,
        'address', address, 'language', (SELECT seen_language FROM person))), now() + $1::interval, now() + $1::interval
      FROM started WHERE $12::boolean
        AND EXISTS (SELECT FROM audit_events e WHERE e.user_id = started.user_id AND e.event = 'sign_in.succeeded')
    ), ${recorded('sign_in.succeeded', 'started')}
    SELECT ${COLUMNS} FROM started s JOIN person u ON u.id = s.user_id`,
};

const RENEW: Statement = {
  name: 'renew-session',
  text: `
    WITH ${PERSON}, renewed AS (
      UPDATE sessions s SET id_hash = $2, authenticated_at = now() + $1::interval,
        amr = s.amr || ARRAY(SELECT new FROM unnest($5::text[]) AS new WHERE NOT new = ANY (s.amr)),
        seen_at = now() + $1::interval, expires_at = now() + $1::interval + make_interval(secs => $8::int),
        address = $6, agent = $7
      FROM person
      WHERE s.id_hash = $10 AND s.user_id = person.id AND s.expires_at > now() + $1::interval
        AND s.seen_at > now() + $1::interval - make_interval(secs => $11::int)
        AND ('mfa' = ANY (s.amr || $5::text[]) OR NOT person.has_factor)
      RETURNING s.*
    ), ${recorded('session.reauthenticated', 'renewed')}
    SELECT ${COLUMNS} FROM renewed s JOIN person u ON u.id = s.user_id`,
};

const FIND: Statement = {
  name: 'find-session',
  text: `
    WITH live AS (
      SELECT s.*, u.name, u.email, u.is_admin, u.language, u.seen_language FROM sessions s JOIN users u ON u.id = s.user_id
      WHERE s.id_hash = $2 AND u.disabled_at IS NULL AND s.expires_at > now() + $1::interval
        AND s.seen_at > now() + $1::interval - make_interval(secs => $3::int)
    ), touched AS (
      UPDATE sessions SET seen_at = now() + $1::interval FROM live
      WHERE sessions.id_hash = live.id_hash AND sessions.seen_at < now() + $1::interval - interval '1 minute'
    )
    SELECT id_hash AS "idHash", handle, authenticated_at AS "authenticatedAt", amr, created_at AS "createdAt",
      seen_at AS "seenAt", expires_at AS "expiresAt", address, agent, user_id AS "userId", name, email,
      is_admin AS "isAdmin", language, seen_language AS "seenLanguage"
    FROM live`,
};

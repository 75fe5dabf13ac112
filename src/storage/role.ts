// SQL of its own: who keeps the application stands in the statement, under its lock, as in every change of it.
import type pg from 'pg';
import { withUnicodeDomain } from '../accounts/email.ts';
import type { Actor } from '../oauth/model/client.ts';
import {
  type HeldRole,
  MOST_HOLDERS,
  MOST_ROLES,
  type Role,
  type RoleHolder,
  type RoleStore,
} from '../oauth/model/role.ts';
import { audited } from './audit-event.ts';
import type { Database } from './engine/database.ts';
import { mayChange, ownerOf } from './sql/owner.ts';
import { isUuid } from './uuid.ts';

type Addressed = Extract<RoleHolder, { readonly kind: 'person' }>;

/** The roles of applications. */
export function roleStore(database: Database): RoleStore {
  /** Changes those of an application that is kept by whoever does it. */
  const change = async <Outcome>(
    clientId: string,
    by: Actor,
    about: { readonly userId?: string | undefined; readonly detail: string },
    work: (client: pg.PoolClient) => Promise<Outcome | boolean>,
  ): Promise<Outcome | boolean> => {
    if ([clientId, about.detail].some((text) => text.includes('\0'))) return false;
    return audited(database, by, async (client, record) => {
      const lock = `SELECT id FROM clients WHERE id = $1 AND ${mayChange(by, 2)} FOR NO KEY UPDATE`;
      if ((await client.query(lock, [clientId, ...ownerOf(by)])).rowCount === 0) return false;
      const done = await work(client);
      if (done === true) await record('client.roles_changed', { clientId, ...about });
      return done;
    });
  };
  const write = (text: string, values: readonly unknown[]) => async (client: pg.PoolClient) =>
    (await client.query(text, [...values])).rowCount === 1;
  const ofGroup = (what: 'given' | 'taken', clientId: string, role: string, id: string, by: Actor) =>
    isUuid(id) && change(clientId, by, { detail: `${what} ${id}` }, write(OF_GROUP[what], [clientId, role, id]));
  /** What is said of it is the same whether there is an account of this address or not; the trail alone knows whose it is. */
  const ofPerson = async (what: 'given' | 'taken', clientId: string, role: string, to: Addressed, by: Actor) => {
    if (to.email.includes('\0')) return false;
    const spellings = [to.emailCanonical, withUnicodeDomain(to.emailCanonical)];
    const { rows } = await database.pool.query<{ id: string }>(ACCOUNT, [spellings]);
    return change<'too-many'>(clientId, by, { userId: rows[0]?.id, detail: what }, async (client) => {
      if (what === 'taken') return ((await client.query(TAKE, [clientId, role, spellings])).rows[0]?.taken ?? 0) > 0;
      const { rows } = await client.query<{ count: number }>(COUNT_HOLDERS, [clientId, role]);
      if ((rows[0]?.count ?? 0) >= MOST_HOLDERS) return 'too-many';
      return write(GIVE, [clientId, role, spellings, to.email])(client);
    });
  };
  return {
    async list(clientId) {
      if (clientId.includes('\0')) return [];
      return (await database.pool.query<Role>(LIST, [clientId])).rows;
    },
    async listOf(userId) {
      if (!isUuid(userId)) return [];
      return (await database.pool.query<HeldRole>(LIST_OF, [userId])).rows;
    },
    add: (clientId, name, by) =>
      change<'too-many'>(clientId, by, { detail: 'added' }, async (client) => {
        const { rows } = await client.query<{ count: number }>(COUNT, [clientId]);
        if ((rows[0]?.count ?? 0) >= MOST_ROLES) return 'too-many';
        return write(ADD, [clientId, name])(client);
      }),
    remove: (clientId, name, by) => change(clientId, by, { detail: 'removed' }, write(REMOVE, [clientId, name])),
    give: async (clientId, role, to, by) =>
      to.kind === 'group' ? ofGroup('given', clientId, role, to.id, by) : ofPerson('given', clientId, role, to, by),
    take: async (clientId, role, from, by) =>
      (from.kind === 'group'
        ? await ofGroup('taken', clientId, role, from.id, by)
        : await ofPerson('taken', clientId, role, from, by)) === true,
  };
}

const LIST = `
  SELECT r.name, coalesce((
      SELECT jsonb_agg(to_jsonb(held) ORDER BY held."emailCanonical") FROM (
        SELECT DISTINCT ON (2) email, email_canonical AS "emailCanonical", name FROM (
          SELECT a.email, a.email_canonical, u.name FROM role_addresses a LEFT JOIN users u ON u.email_canonical = a.email_canonical
          WHERE a.client_id = r.client_id AND a.role = r.name
          UNION ALL
          SELECT coalesce(p.email, u.email), coalesce(p.email_canonical, u.email_canonical), u.name
          FROM person_roles p JOIN users u ON u.id = p.user_id WHERE p.client_id = r.client_id AND p.role = r.name) both_kinds
      ) held), '[]') AS people,
    coalesce((
      SELECT jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name) ORDER BY g.name_key)
      FROM group_roles h JOIN groups g ON g.id = h.group_id WHERE h.client_id = r.client_id AND h.role = r.name), '[]') AS groups
  FROM client_roles r WHERE r.client_id = $1 ORDER BY r.name`;
const LIST_OF = `
  SELECT jsonb_build_object('id', c.id, 'name', c.name) AS client, held.role FROM (
    SELECT p.client_id FROM person_roles p WHERE p.user_id = $1::uuid
    UNION SELECT a.client_id FROM role_addresses a JOIN users u ON u.email_canonical = a.email_canonical WHERE u.id = $1::uuid
    UNION SELECT h.client_id FROM groups_of($1::uuid) mine JOIN group_roles h ON h.group_id = mine.group_id
  ) of JOIN clients c ON c.id = of.client_id, LATERAL (SELECT role FROM roles_of(c.id, $1::uuid) AS role) held
  ORDER BY c.name, c.id, held.role`;
const COUNT = 'SELECT count(*)::int AS count FROM client_roles WHERE client_id = $1';
const ADD = 'INSERT INTO client_roles (client_id, name) VALUES ($1, $2) ON CONFLICT DO NOTHING';
const REMOVE = 'DELETE FROM client_roles WHERE client_id = $1 AND name = $2';
const ACCOUNT = 'SELECT id FROM users WHERE email_canonical = ANY ($1::text[])';
const COUNT_HOLDERS = 'SELECT count(*)::int AS count FROM role_addresses WHERE client_id = $1 AND role = $2';
/** 1 client, 2 role, 3 the spellings of an address in its canonical form, of which an account has one, 4 as it was typed. */
const GIVE = `
  INSERT INTO role_addresses (client_id, role, email_canonical, email)
  SELECT r.client_id, r.name, coalesce((SELECT email_canonical FROM users WHERE email_canonical = ANY ($3::text[])), ($3::text[])[1]), $4
  FROM client_roles r WHERE r.client_id = $1 AND r.name = $2
  ON CONFLICT DO NOTHING`;
const TAKE = `
  WITH address AS (
    DELETE FROM role_addresses WHERE client_id = $1 AND role = $2 AND email_canonical = ANY ($3::text[]) RETURNING 1
  ), person AS (
    DELETE FROM person_roles p USING users u WHERE p.client_id = $1 AND p.role = $2 AND u.id = p.user_id
      AND coalesce(p.email_canonical, u.email_canonical) = ANY ($3::text[]) RETURNING 1
  )
  SELECT (SELECT count(*) FROM address)::int + (SELECT count(*) FROM person)::int AS taken`;
/** 1 client, 2 role, 3 group. */
const OF_GROUP = {
  given: `
    INSERT INTO group_roles (client_id, role, group_id)
    SELECT r.client_id, r.name, g.id FROM client_roles r, groups g WHERE r.client_id = $1 AND r.name = $2 AND g.id = $3::uuid
    ON CONFLICT DO NOTHING`,
  taken: 'DELETE FROM group_roles WHERE client_id = $1 AND role = $2 AND group_id = $3::uuid',
} as const;

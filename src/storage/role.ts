// SQL of its own: who keeps the application stands in the statement, under its lock, as in every change of it.
import type pg from 'pg';
import type { Actor } from '../oauth/model/client.ts';
import { MOST_ROLES, type Role, type RoleHolder, type RoleStore } from '../oauth/model/role.ts';
import { audited } from './audit-event.ts';
import type { Database } from './engine/database.ts';
import { mayChange, ownerOf } from './sql/owner.ts';
import { isUuid } from './uuid.ts';

/** The roles of applications. */
export function roleStore(database: Database): RoleStore {
  /** Changes those of an application that is kept by whoever does it. */
  const change = async <Outcome>(
    clientId: string,
    by: Actor,
    about: { readonly userId?: string; readonly detail: string },
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
  const hold = (what: 'given' | 'taken', clientId: string, role: string, { kind, id }: RoleHolder, by: Actor) => {
    if (!isUuid(id)) return Promise.resolve(false);
    const about = kind === 'person' ? { userId: id, detail: what } : { detail: `${what} ${id}` };
    return change(clientId, by, about, write(HOLD[kind][what], [clientId, role, id]));
  };
  return {
    async list(clientId) {
      if (clientId.includes('\0')) return [];
      return (await database.pool.query<Role>(LIST, [clientId])).rows;
    },
    add: (clientId, name, by) =>
      change<'too-many'>(clientId, by, { detail: 'added' }, async (client) => {
        const { rows } = await client.query<{ count: number }>(COUNT, [clientId]);
        if ((rows[0]?.count ?? 0) >= MOST_ROLES) return 'too-many';
        return write(ADD, [clientId, name])(client);
      }),
    remove: (clientId, name, by) => change(clientId, by, { detail: 'removed' }, write(REMOVE, [clientId, name])),
    give: (clientId, role, to, by) => hold('given', clientId, role, to, by),
    take: (clientId, role, from, by) => hold('taken', clientId, role, from, by),
  };
}

const LIST = `
  SELECT r.name, coalesce((
      SELECT jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name, 'email', u.email) ORDER BY u.email_canonical)
      FROM person_roles p JOIN users u ON u.id = p.user_id WHERE p.client_id = r.client_id AND p.role = r.name), '[]') AS people,
    coalesce((
      SELECT jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name) ORDER BY g.name_key)
      FROM group_roles h JOIN groups g ON g.id = h.group_id WHERE h.client_id = r.client_id AND h.role = r.name), '[]') AS groups
  FROM client_roles r WHERE r.client_id = $1 ORDER BY r.name`;
const COUNT = 'SELECT count(*)::int AS count FROM client_roles WHERE client_id = $1';
const ADD = 'INSERT INTO client_roles (client_id, name) VALUES ($1, $2) ON CONFLICT DO NOTHING';
const REMOVE = 'DELETE FROM client_roles WHERE client_id = $1 AND name = $2';
/** 1 client, 2 role, 3 whose. */
const HOLD = {
  person: {
    given: `
      INSERT INTO person_roles (client_id, role, user_id)
      SELECT r.client_id, r.name, u.id FROM client_roles r, users u WHERE r.client_id = $1 AND r.name = $2 AND u.id = $3::uuid
      ON CONFLICT DO NOTHING`,
    taken: 'DELETE FROM person_roles WHERE client_id = $1 AND role = $2 AND user_id = $3::uuid',
  },
  group: {
    given: `
      INSERT INTO group_roles (client_id, role, group_id)
      SELECT r.client_id, r.name, g.id FROM client_roles r, groups g WHERE r.client_id = $1 AND r.name = $2 AND g.id = $3::uuid
      ON CONFLICT DO NOTHING`,
    taken: 'DELETE FROM group_roles WHERE client_id = $1 AND role = $2 AND group_id = $3::uuid',
  },
} as const;

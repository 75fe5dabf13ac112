// SQL of its own: nesting once needs a lock, and leaving a group ends sets of rows after it.
import type pg from 'pg';
import { type GroupFields, type GroupKeeper, type GroupStore, groupKey } from '../accounts/group.ts';
import type { Administrator } from '../events.ts';
import { Conflict } from '../storage-errors.ts';
import { audited, type Recorder } from './audit-event.ts';
import type { Database } from './engine/database.ts';
import { groupList, groupWithin } from './list-groups.ts';
import { END_LOST, LOCK_WITHOUT_FACTOR } from './sql/groups.ts';
import { mayChangeOwn, ownerOf } from './sql/owner.ts';
import { isUuid } from './uuid.ts';

const NAME_TAKEN = 'groups_name_key_key';
const IN_USE = 'client_groups_group_id_fkey';

/** Groups of people. */
export function groupStore(database: Database): GroupStore {
  const offset = `${database.offsetMs} milliseconds`;
  type Work = (client: pg.PoolClient, record: Recorder) => Promise<boolean>;
  const act = async (ids: readonly string[], by: GroupKeeper, work: Work) =>
    ids.every(isUuid) && audited(database, by, work);
  /** What `work` says, or `otherwise` where this constraint refuses it. */
  const unless = async <T, O>(constraint: string, otherwise: O, work: () => Promise<T>): Promise<T | O> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Conflict && error.constraint === constraint) return otherwise;
      throw error;
    }
  };
  return {
    ...groupList(database),
    async add(fields, by) {
      return unless(NAME_TAKEN, 'taken' as const, () =>
        audited(database, by, async (client, record) => {
          const { rows } = await client.query<{ id: string }>(ADD, [offset, ...valuesOf(fields)]);
          const added = rows[0]?.id ?? '';
          await record('group.added', { detail: added });
          // Not after the commit: what fails there would be said to be undone.
          return (await groupWithin(client, added)) ?? 'taken';
        }),
      );
    },
    async change(id, fields, by) {
      return unless(NAME_TAKEN, 'taken' as const, async () => {
        const changed = await act([id], by, async (client, record) => {
          const { rowCount } = await client.query(CHANGE, [id, ...valuesOf(fields)]);
          if (rowCount) await record('group.changed', { detail: id });
          return rowCount === 1;
        });
        return changed ? 'changed' : 'unknown';
      });
    },
    requireFactor: (id, required, by) =>
      act([id], by, async (client, record) => {
        const { rowCount } = await client.query(REQUIRE_FACTOR, [id, required]);
        if (rowCount === 0) return false;
        await endOfOneFactor(client, id);
        await record('group.changed', { detail: `${id} requires_factor=${required}` });
        return true;
      }),
    async delete(id, by) {
      return unless(IN_USE, 'in-use' as const, async () => {
        const deleted = await act([id], by, async (client, record) => {
          // An application may be for a group that holds this one.
          await client.query('DELETE FROM group_nestings WHERE member_id = $1::uuid', [id]);
          await client.query(END_LOST.ofGroup, [offset, id]);
          const { rowCount } = await client.query('DELETE FROM groups WHERE id = $1::uuid', [id]);
          if (rowCount) await record('group.deleted', { detail: id });
          return rowCount === 1;
        });
        return deleted ? 'deleted' : 'unknown';
      });
    },
    addPerson: (id, userId, by) =>
      act([id, userId], by, async (client, record) => {
        const text = `${ADD_PERSON} AND ${mayChangeOwn(by, 4, 'g.owner_id')} ON CONFLICT DO NOTHING`;
        const { rowCount } = await client.query(text, [offset, id, userId, ...ownerOf(by)]);
        if (rowCount === 0) return false;
        await endOfOneFactor(client, id);
        await record('group.member_added', { userId, detail: id });
        return true;
      }),
    removePerson: (id, userId, by) =>
      act([id, userId], by, async (client, record) => {
        const { rowCount } = await client.query(`${REMOVE_PERSON} AND ${mayChangeOwn(by, 3, 'g.owner_id')}`, [
          id,
          userId,
          ...ownerOf(by),
        ]);
        if (rowCount === 0) return false;
        await client.query(END_LOST.ofPerson, [offset, userId]);
        await record('group.member_removed', { userId, detail: id });
        return true;
      }),
    async addGroup(id, memberId, by) {
      if (![id, memberId].every(isUuid) || id === memberId) return 'unchanged';
      return audited(database, by, async (client, record) => nest(client, record, id, memberId));
    },
    removeGroup: (id, memberId, by: Administrator) =>
      act([id, memberId], by, async (client, record) => {
        const text = 'DELETE FROM group_nestings WHERE group_id = $1::uuid AND member_id = $2::uuid';
        const { rowCount } = await client.query(text, [id, memberId]);
        if (rowCount === 0) return false;
        await client.query(END_LOST.ofGroup, [offset, memberId]);
        await record('group.member_removed', { detail: `${id} ${memberId}` });
        return true;
      }),
  };
}

/** One at a time, so that of two that would make it deeper the second sees the first. */
async function nest(client: pg.PoolClient, record: Recorder, id: string, memberId: string) {
  await client.query('LOCK TABLE group_nestings IN SHARE ROW EXCLUSIVE MODE');
  const { rows } = await client.query<{ deep: boolean }>(IS_TOO_DEEP, [id, memberId]);
  if (rows[0]?.deep) return 'too-deep';
  const { rowCount } = await client.query(ADD_GROUP, [id, memberId]);
  if (rowCount === 0) return 'unchanged';
  await endOfOneFactor(client, memberId);
  await record('group.member_added', { detail: `${id} ${memberId}` });
  return 'added';
}

/**
 * Ends the sessions of a password alone of whoever must have a second factor by this group. They are locked first, so that a sign-in
 * that has begun comes wholly before, or is asked for the factor.
 */
async function endOfOneFactor(client: pg.PoolClient, id: string): Promise<void> {
  const { rows } = await client.query<{ id: string }>(LOCK_WITHOUT_FACTOR, [id]);
  if (rows.length > 0) await client.query(END_OF_ONE_FACTOR, [rows.map((row) => row.id)]);
}

function valuesOf({ name, description, ownerId }: GroupFields): readonly unknown[] {
  return [name, groupKey(name), description, ownerId ?? null];
}

const ADD = `
  INSERT INTO groups (name, name_key, description, owner_id, created_at)
  VALUES ($2, $3, $4, $5::uuid, now() + $1::interval) RETURNING id`;
const REQUIRE_FACTOR = 'UPDATE groups SET requires_factor = $2 WHERE id = $1::uuid AND requires_factor <> $2';
const END_OF_ONE_FACTOR = "DELETE FROM sessions WHERE user_id = ANY ($1::uuid[]) AND NOT 'mfa' = ANY (amr)";
const CHANGE = 'UPDATE groups SET name = $2, name_key = $3, description = $4, owner_id = $5::uuid WHERE id = $1::uuid';
/** 2 group, 3 person. */
const ADD_PERSON = `
  INSERT INTO group_members (user_id, group_id, added_at)
  SELECT u.id, g.id, now() + $1::interval FROM users u, groups g WHERE u.id = $3::uuid AND g.id = $2::uuid`;
const REMOVE_PERSON = `
  DELETE FROM group_members m USING groups g WHERE g.id = $1::uuid AND m.group_id = g.id AND m.user_id = $2::uuid`;
const IS_TOO_DEEP = `
  SELECT EXISTS (SELECT FROM group_nestings WHERE member_id = $1::uuid OR group_id = $2::uuid) AS deep`;
const ADD_GROUP = `
  INSERT INTO group_nestings (group_id, member_id)
  SELECT g.id, m.id FROM groups g, groups m WHERE g.id = $1::uuid AND m.id = $2::uuid ON CONFLICT DO NOTHING`;

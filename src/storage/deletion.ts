// SQL of its own: sets of rows in many tables end under locks in one order, by the clock of the database.
import type pg from 'pg';
import type { Deletion, DeletionStore } from '../accounts/deletion.ts';
import { audited, type By, type Recorder } from './audit-event.ts';
import { DISABLE_CLIENT } from './client.ts';
import type { Database } from './engine/database.ts';
import { lockUser } from './password.ts';
import { endPerson, LOCK_ADMINISTRATORS, OTHERS_ADMINISTER } from './sql/end-person.ts';
import { isUuid } from './uuid.ts';

type Parts = Pick<Database, 'pool' | 'offsetMs' | 'sendsMail'>;

/** The end of accounts. */
export function deletionStore(database: Parts): DeletionStore {
  const begin = async (id: string, days: number, by: By, statement: string): Promise<Deletion> => {
    if (!isUuid(id)) return 'unknown';
    const offset = offsetOf(database);
    return audited(database, by, async (client, record) => {
      await client.query(LOCK_ADMINISTRATORS, [id]);
      await lockUser(client, id); // waits for sign-ins that have begun, whose sessions the statement then sees
      const { rows } = await client.query<{ outcome: Deletion }>(statement, [offset, id, days]);
      const outcome = rows[0]?.outcome ?? 'unknown';
      if (outcome !== 'asked') return outcome;
      await record('user.deletion_asked', { userId: id });
      if (days > 0) {
        if (database.sendsMail) await client.query(TELL_BEGINNING, [offset, id]);
        return outcome;
      }
      await erase(client, record, database, id);
      return 'deleted';
    });
  };
  return {
    ask: (id, days, from) => begin(id, days, from, ASK),
    order: (id, days, by) => begin(id, days, by, ORDER),
    keep: async (id, from) =>
      isUuid(id) &&
      audited(database, from, async (client, record) => {
        const { rowCount } = await client.query(KEEP, [offsetOf(database), id]);
        if (rowCount === 1) await record('user.kept', { userId: id });
        return rowCount === 1;
      }),
  };
}

/** Deletes the accounts whose days are over, each in a transaction of its own; how many. */
export async function eraseDue(database: Parts): Promise<number> {
  const eraseOne = () =>
    audited(database, 'administrator', async (client, record) => {
      const [due] = (await client.query<{ id: string }>(DUE, [offsetOf(database)])).rows;
      if (due) await erase(client, record, database, due.id);
      return due !== undefined;
    });
  let erased = 0;
  while (await eraseOne()) erased += 1;
  return erased;
}

/**
 * Deletes a person whose sessions and tokens have ended. Their id stays in the audit trail, and is nobody else's ever: it is
 * random, and pairwise subjects are made of it. Applications of their teams go on, and a trigger has each team keep a manager; those
 * that are theirs alone are disabled, and wait for an administrator.
 */
async function erase(client: pg.PoolClient, record: Recorder, database: Parts, id: string): Promise<void> {
  const offset = offsetOf(database);
  const { rows } = await client.query<{ id: string }>(OWNED, [id]);
  for (const owned of rows) {
    const disabled = (await client.query(DISABLE_CLIENT, [offset, owned.id])).rowCount === 1;
    await client.query(LEAVE_CLIENT, [owned.id, disabled]);
    if (disabled) await record('client.disabled', { clientId: owned.id, detail: OWNER_DELETED });
  }
  const consumers = await client.query<{ key: string }>(LEAVE_CONSUMERS, [offset, id]);
  for (const { key } of consumers.rows) await record('client.disabled', { clientId: key, detail: OWNER_DELETED });
  await client.query(FORGET_FACTS, [offset, id]);
  await client.query(FORGET_INVITATIONS, [id]);
  await client.query(FORGET_OFFERS, [id]);
  await client.query(FORGET_MAILS, [id]);
  if (database.sendsMail) await client.query(TELL_END, [offset, id]);
  await client.query('DELETE FROM users WHERE id = $1::uuid', [id]); // with all that is a row of theirs
  await record('user.deleted', { userId: id });
}

const OWNER_DELETED = 'owner-deleted';

function offsetOf({ offsetMs }: Parts): string {
  return `${offsetMs} milliseconds`;
}

/** 3 days. */
const ENDS = 'now() + $1::interval + make_interval(days => $3::int)';

const ASK = endPerson(
  `UPDATE users u SET disabled_at = now() + $1::interval, deletes_at = ${ENDS}, may_keep = true
    WHERE id = $2::uuid AND disabled_at IS NULL AND ${OTHERS_ADMINISTER}`,
  'user-deleted',
  'asked',
);

const ORDER = endPerson(
  `UPDATE users u SET disabled_at = coalesce(disabled_at, now() + $1::interval), deletes_at = ${ENDS}, may_keep = false
    WHERE id = $2::uuid AND ${OTHERS_ADMINISTER}`,
  'user-deleted',
  'asked',
);

const KEEP = `
  UPDATE users SET disabled_at = NULL WHERE id = $2::uuid AND may_keep AND deletes_at > now() + $1::interval`;

const DUE = `
  SELECT id FROM users WHERE deletes_at <= now() + $1::interval AND disabled_at IS NOT NULL
  ORDER BY deletes_at LIMIT 1 FOR UPDATE SKIP LOCKED`;

const OWNED = 'SELECT id FROM clients WHERE owner_id = $1::uuid ORDER BY id FOR NO KEY UPDATE';
/** 2 whether it was disabled for this. */
const LEAVE_CLIENT = `
  UPDATE clients SET owner_id = NULL, disabled_reason = CASE WHEN $2 THEN '${OWNER_DELETED}' ELSE disabled_reason END WHERE id = $1`;

const LEAVE_CONSUMERS = `
  WITH kept AS (
    UPDATE oauth1_consumers c SET owner_id = NULL, disabled_at = coalesce(before.disabled_at, now() + $1::interval)
    FROM (SELECT key, disabled_at FROM oauth1_consumers WHERE owner_id = $2::uuid ORDER BY key FOR UPDATE) before
    WHERE c.key = before.key RETURNING c.key, before.disabled_at IS NULL AS ended
  ), pending AS (
    DELETE FROM oauth1_request_tokens t USING kept WHERE t.consumer_key = kept.key
  ), tokens AS (
    DELETE FROM oauth1_access_tokens t USING kept WHERE t.consumer_key = kept.key
  )
  SELECT key FROM kept WHERE ended`;

/** Names of personal access tokens, and what else was kept of a person with a family that has ended. */
const FORGET_FACTS = `
  UPDATE authorizations SET facts = NULL, revoked_at = coalesce(revoked_at, now() + $1::interval) WHERE user_id = $2::uuid`;

const FORGET_INVITATIONS = `
  DELETE FROM team_invitations i USING users u WHERE u.id = $1::uuid AND i.email_canonical = u.email_canonical`;

/** Those that were made to their address, and the roles that it was given. */
const FORGET_OFFERS = `
  WITH roles AS (
    DELETE FROM role_addresses a USING users u WHERE u.id = $1::uuid AND a.email_canonical = u.email_canonical
  )
  DELETE FROM client_offers o USING users u WHERE u.id = $1::uuid AND o.email_canonical = u.email_canonical`;

/** Those that wait, or were given up. */
const FORGET_MAILS = `
  DELETE FROM mails m USING users u WHERE u.id = $1::uuid
    AND (m.job->>'userId' = u.id::text OR lower(m.job->>'email') IN (lower(u.email), u.email_canonical))`;

/** 2 person. */
const TELL_BEGINNING = `
  INSERT INTO mails (job, created_at, due_at)
  SELECT jsonb_build_object('kind', 'deletion', 'userId', $2::text), now() + $1::interval, now() + $1::interval`;

/** The address leaves with the mail: nobody can be looked up any more when it is sent. */
const TELL_END = `
  INSERT INTO mails (job, created_at, due_at)
  SELECT jsonb_strip_nulls(jsonb_build_object('kind', 'deleted', 'to', email, 'name', name, 'language', coalesce(language, seen_language), 'at', now() + $1::interval)),
    now() + $1::interval, now() + $1::interval
  FROM users WHERE id = $2::uuid AND password_hash IS NOT NULL`;

// SQL of its own: a row has the time of the database, and is written in whichever transaction it belongs to.
import type pg from 'pg';
import { type AuditEvent, type AuditTrail, type EventName, type From, TOLD } from '../events.ts';
import { Conflict } from '../storage-errors.ts';
import type { Database, Statement } from './engine/database.ts';
import type { Within } from './engine/prisma.ts';
import { type Isolation, transaction } from './engine/transaction.ts';
import { type Ask, once } from './sent-form.ts';
import type { Keeper } from './sql/owner.ts';

/** The audit trail: only ever appended to. */
export function auditTrail(database: Database): AuditTrail {
  return {
    async record(event) {
      await database.run(RECORD, valuesOf(event));
    },
  };
}

/** Writes a row of the audit trail into the transaction. */
export type Recorder = (
  event: EventName,
  about: Pick<AuditEvent, 'userId' | 'clientId' | 'detail'>,
) => Promise<unknown>;

/** Who does it, or where it comes from: nobody else is named where people do something to their own account. */
export type By = Keeper | From;

/**
 * A transaction of something that somebody does: it is done and recorded, or neither; of one intention once (SentBefore), and by nobody
 * whose account is disabled by then, or who administers no more (Conflict).
 */
export function audited<T>(
  database: Pick<Database, 'pool' | 'offsetMs' | 'sendsMail'>,
  by: By,
  work: (client: pg.PoolClient, record: Recorder) => Promise<T>,
  isolation?: Isolation,
): Promise<T> {
  const act = (client: pg.PoolClient) => {
    const ask: Ask = async (text, values) => (await client.query(text, [...values])).rows;
    return recorded(ask, database, by, (record) => work(client, record));
  };
  return transaction(database, act, isolation);
}

/** The same for what Prisma does. The row is written by the same statement, for its time is the database's. */
export async function auditedByPrisma<T>(
  database: Pick<Database, 'prisma' | 'offsetMs' | 'sendsMail'>,
  by: By,
  work: (within: Within, record: Recorder) => Promise<T>,
): Promise<T> {
  const prisma = await database.prisma();
  return prisma.$transaction((within) => {
    const ask: Ask = (text, values) => within.$queryRawUnsafe(text, ...values);
    return recorded(ask, database, by, (record) => work(within, record));
  });
}

function recorded<T>(
  ask: Ask,
  { offsetMs, sendsMail }: Pick<Database, 'offsetMs' | 'sendsMail'>,
  by: By,
  work: (record: Recorder) => Promise<T>,
): Promise<T> {
  const offset = `${offsetMs} milliseconds`;
  const record: Recorder = async (event, about) => {
    const values = [offset, ...valuesOf({ event, ...about, ...actedBy(by) })];
    const rows = await ask(RECORD_OF, [...values, by !== 'administrator' && 'administratorId' in by]);
    if (rows.length === 0)
      throw new Conflict(NO_MORE, { cause: undefined, reason: 'reference', constraint: undefined });
    // With what happened, or not at all: nobody who does something has to remember it.
    if (sendsMail && about.userId !== undefined && isTold(event)) {
      const language = by === 'administrator' ? undefined : by.language;
      await ask(TELL, [offset, about.userId, event, language ?? null]);
    }
  };
  return once(ask, offset, by === 'administrator' ? {} : by, () => work(record));
}

function isTold(event: EventName): boolean {
  return TOLD.some((each) => each === event);
}

/** 2 person, 3 event, 4 language: a mail to them, as src/accounts/mail.ts has it. */
const TELL = `
  INSERT INTO mails (job, created_at, due_at)
  SELECT jsonb_strip_nulls(jsonb_build_object('kind', 'notice', 'userId', $2::text, 'event', $3::text, 'language', $4::text,
      'at', now() + $1::interval)),
    now() + $1::interval, now() + $1::interval`;

function actedBy(by: By): Pick<AuditEvent, 'actorId' | 'address' | 'requestId'> {
  if (by === 'administrator') return {};
  const { address, requestId } = by;
  const actorId = 'ownerId' in by ? by.ownerId : 'administratorId' in by ? by.administratorId : undefined;
  return { actorId, address, requestId };
}

function valuesOf(event: AuditEvent): readonly unknown[] {
  return [
    event.event,
    event.actorId ?? null,
    event.userId ?? null,
    event.clientId ?? null,
    event.authorizationId ?? null,
    event.address ?? null,
    event.detail ?? null,
    event.requestId ?? null,
  ];
}

const INSERT = `
  INSERT INTO audit_events (at, event, actor_id, user_id, client_id, authorization_id, address, detail, request_id)`;
const RECORD: Statement = {
  name: 'record-audit-event',
  text: `${INSERT} VALUES (now() + $1::interval, $2, $3, $4, $5, $6, $7, $8, $9)`,
};

/** The same unless whoever acts was let in, and may no more: what they did may have waited for what took it away. 10 as an administrator. */
const RECORD_OF = `${INSERT}
  SELECT now() + $1::interval, $2::text, $3::uuid, $4::uuid, $5::text, $6::uuid, $7::text, $8::text, $9::text
  WHERE NOT EXISTS (SELECT FROM users WHERE id = $3::uuid AND (disabled_at IS NOT NULL OR ($10::boolean AND NOT is_admin)))
  RETURNING 1 AS recorded`;
const NO_MORE = 'Whoever does this may not do it any more; nothing was changed.';

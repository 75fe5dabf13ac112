import pg from 'pg';
import { Conflict, Unavailable, Unknown } from '../../storage-errors.ts';

// What Postgres, its driver and Prisma say when something fails, and what follows from it: no other file knows their codes.

/** No connection was to be had: whatever it was for has not been asked. */
const NOT_REACHED =
  /^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ENOENT|28...|3D000|53300|57P03|P1001|P1002|P2024)$/;
const NOT_REACHED_SAYS =
  /timeout exceeded when trying to connect|connection timeout|timeout expired|after calling end|DatabaseNotReachable|TooManyConnections/i;

/** Unique, exclusion. */
const TAKEN = /^(?:23505|23P01|P2002)$/;
/** Foreign key. */
const REFERENCE = /^(?:23001|23503|P2003)$/;

/** Postgres is there and has undone it: in recovery, idle in a transaction, another transaction, resources, a lock, time. */
const UNDONE = /^(?:25006|25P0[34]|40001|40P01|53000|53200|53400|55P03|57014|P2028|P2034)$/;

/** The connection or the server is gone, or what became of a commit is not known. */
const LOST = /^(?:08...|40003|53100|57P..|58...|F0...|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|P1008|P1017)$/;
const LOST_SAYS =
  /Connection terminated|Client has encountered a connection error|Client was closed|ConnectionClosed|SocketTimeout/i;
/** An error within, which may take the server down. */
const WITHIN = /^XX...$/;

/**
 * The name under which this error leaves storage; a fault of ours stays as it is. `mayHaveHappened`: something was on its way
 * that changes something. Nothing was where there was no connection yet, or a transaction was not about to be committed.
 */
export function named(error: unknown, { mayHaveHappened }: { readonly mayHaveHappened: boolean }): unknown {
  if (error instanceof Unavailable || error instanceof Unknown || error instanceof Conflict) return error;
  const levels = levelsOf(error);
  const codes = levels.map(({ code }) => code);
  const says = levels.map(({ says }) => says).join('\n');
  const is = (pattern: RegExp) => codes.some((code) => pattern.test(code));
  const text = levels.find(({ text }) => text !== '')?.text ?? codes.join(' ');
  const unavailable = () =>
    new Unavailable(`The database cannot do this now (${text}); nothing was changed.`, { cause: error });
  if (is(NOT_REACHED) || NOT_REACHED_SAYS.test(says)) return unavailable();
  if (is(TAKEN) || is(REFERENCE)) {
    const constraint = levels.find((level) => level.constraint !== undefined)?.constraint;
    const about = { cause: error, reason: is(TAKEN) ? 'taken' : 'reference', constraint } as const;
    return new Conflict(`What the database holds does not go with this (${text}); nothing was changed.`, about);
  }
  if (is(UNDONE)) return unavailable();
  const isAlive = levels.some(({ severity }) => severity === 'ERROR') && !is(/^40003$/);
  if (!is(LOST) && !LOST_SAYS.test(says) && !(is(WITHIN) && !isAlive)) return error;
  if (!mayHaveHappened || isAlive) return unavailable();
  const sentence = `The connection to the database was lost before it answered (${text}); this may have been done or not.`;
  return new Unknown(sentence, { cause: error });
}

type Level = {
  readonly code: string;
  readonly text: string;
  readonly says: string;
  readonly severity: string | undefined;
  readonly constraint: string | undefined;
};

/** An error and what caused it: Prisma has the driver's error within its own, and that one the one of Postgres. */
function levelsOf(error: unknown): readonly Level[] {
  const levels: Level[] = [];
  for (let at: unknown = error; at instanceof Object && levels.length < 6; ) {
    const { code, originalCode, message, originalMessage, kind, severity, constraint, cause, meta } = at as Record<
      string,
      unknown
    >;
    const text = textOf(originalMessage) ?? textOf(message) ?? '';
    levels.push({
      code: textOf(originalCode) ?? textOf(code) ?? '',
      text,
      // What Postgres says itself may hold a value that somebody sent.
      says: `${severity === undefined ? text : ''} ${textOf(kind) ?? ''}`,
      severity: textOf(severity),
      constraint: textOf(constraint) ?? textOf((constraint as { index?: unknown } | undefined)?.index),
    });
    at = cause ?? (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError;
  }
  return levels;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function hasCode(error: unknown, pattern: RegExp): boolean {
  return levelsOf(error).some(({ code }) => pattern.test(code));
}

/** Whether a statement can only have read. One that locks rows is taken for one that writes. */
export function onlyReads(text: string): boolean {
  return /^\s*(?:SELECT|WITH)\b/i.test(text) && !/\b(?:INSERT|UPDATE|DELETE|MERGE)\b/i.test(text);
}

/** It met another transaction and was undone, for no fault of its own: run again it may pass. */
export function metAnother(error: unknown): boolean {
  return hasCode(error, /^(?:40001|40P01|P2034)$/);
}

/** What was prepared on this connection is no longer good: a column has another type now, or the server has forgotten it. */
export function isStale(error: unknown): boolean {
  return hasCode(error, /^(?:0A000|26000|42P05)$/);
}

/** It took too long, by itself or waiting for a lock, and was undone. */
export function tookTooLong(error: unknown): boolean {
  return hasCode(error, /^(?:55P03|57014)$/);
}

/** It waited for a lock longer than it may, or two waited for each other. */
export function hadNoLock(error: unknown): boolean {
  return hasCode(error, /^(?:40P01|55P03)$/);
}

/** Postgres takes no more connections. */
export function isFull(error: unknown): boolean {
  return hasCode(error, /^53300$/);
}

/** Postgres is starting or stopping. */
export function isStartingOrStopping(error: unknown): boolean {
  return hasCode(error, /^57P0[123]$/);
}

/** There is such a database, or such a row, already. */
export function existsAlready(error: unknown): boolean {
  return hasCode(error, /^(?:42P04|23505)$/);
}

/** There is no such table. */
export function hasNoTable(error: unknown): boolean {
  return hasCode(error, /^42P01$/);
}

/** The role may not do that. */
export function isForbidden(error: unknown): boolean {
  return hasCode(error, /^42501$/);
}

/** It does not speak that way: so PgBouncer refuses a transaction where it lends a connection for one statement. */
export function isNotSpoken(error: unknown): boolean {
  return hasCode(error, /^08P01$/);
}

/** Postgres lets nobody in that way: not this user, or not into this database. */
export function letsNobodyIn(error: unknown): boolean {
  return hasCode(error, /^(?:28|3D)...$/);
}

/**
 * Postgres refused several statements that were sent together and undid them all, soon and for a reason that may be one
 * statement's alone; it is not going away. By the code: how bad it is Postgres says in its own language.
 */
export function isUndone(error: Error): boolean {
  return error instanceof pg.DatabaseError && !/^(?:08|25P|28|3D|40003|53|57|58|F0|XX000|$)/.test(error.code ?? '');
}

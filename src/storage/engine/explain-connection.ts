import { Unavailable } from '../../storage-errors.ts';
import { isFull, isStartingOrStopping, letsNobodyIn } from './sqlstate.ts';

const UNREACHED = /^(?:ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/;
const UNANSWERED = /connection timeout|timeout expired|Connection terminated/i;

/** Whether an error of connecting means that the database is not there yet, and not that it refuses. */
export function isAbsent(error: unknown): boolean {
  const { message, code = '', syscall = '' } = error as NodeJS.ErrnoException;
  return isBusy(error) || syscall === 'connect' || UNREACHED.test(code) || UNANSWERED.test(message);
}

/**
 * An error of connecting as a person at the start needs it: which setting, which database, what it said, what to do.
 * Any other error is handed back as it is.
 */
export function explainConnection(error: unknown, setting: string, url: string): unknown {
  const met = error instanceof Unavailable ? error.cause : error;
  const { message, code = '' } = met as NodeJS.ErrnoException;
  const { host, pathname } = new URL(url);
  const said = message || code; // several addresses that were all tried have no message
  const where = `The database ${pathname.slice(1)} at ${host || 'its socket'}, which ${setting} names,`;
  if (letsNobodyIn(met)) {
    return new Error(`${where} lets nobody in that way: ${said}. Check user, password and database in ${setting}.`, {
      cause: met,
    });
  }
  if (isBusy(met)) return new Error(`${where} lets nobody in just now: ${said}.`, { cause: met });
  if (!isAbsent(met)) return error;
  return new Error(`${where} cannot be reached: ${said}. Start it, or correct ${setting}.`, { cause: met });
}

function isBusy(error: unknown): boolean {
  return isStartingOrStopping(error) || isFull(error);
}

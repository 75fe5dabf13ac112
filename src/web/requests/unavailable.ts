const CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'ENOENT', // a socket path that is gone
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  '25006', // a primary that has become a standby
  '23503', // what the row belongs to was deleted meanwhile: whoever asks again is told
  '25P03', // idle_in_transaction_session_timeout
  '40001',
  '40P01',
  '53000',
  '53100', // disk full
  '53200',
  '53300',
  '53400',
  '55P03', // lock_not_available
  '57014', // statement_timeout
  '57P01',
  '57P02',
  '57P03',
]);

const SENTENCES =
  /timeout exceeded when trying to connect|Connection terminated|connection timeout|Query read timeout|timeout expired|Client has encountered a connection error|Cannot use a pool after calling end|DatabaseNotReachable/i;

/** Whether this error means "not now" rather than "never": answered 503 with Retry-After (S154, S155). */
export function isUnavailable(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Object && depth < 5; depth += 1) {
    const { code, message, cause, meta } = at as {
      code?: unknown;
      message?: unknown;
      cause?: unknown;
      meta?: { driverAdapterError?: unknown };
    };
    if (typeof code === 'string' && (CODES.has(code) || code.startsWith('08'))) return true;
    if (typeof message === 'string' && SENTENCES.test(message)) return true;
    at = cause ?? meta?.driverAdapterError;
  }
  return false;
}

/** What Retry-After says when the database does not answer, in seconds. */
export const RETRY_SECONDS = 5;

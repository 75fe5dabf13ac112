import { type Logger, pino } from 'pino';
import type { Config } from './config.ts';

/** The log: JSON lines on standard output, or on another stream. What is redacted should never get here; this is the net. */
export function createLog(level: Config['logLevel'], stream: number = process.stdout.fd): Logger {
  const redact = { paths: [...NEVER, ...NEVER.map((path) => `*.${path}`), ...OF_ERRORS], remove: true };
  return pino({ level, redact }, pino.destination({ dest: stream, sync: true }));
}

const NEVER = ['password', 'secret', 'token', 'cookie', 'authorization'];
// What Postgres and Prisma quote of the row that went wrong: addresses of mail, digests.
const OF_ERRORS = ['detail', 'where', 'meta', 'internalQuery', 'parameters'].map((name) => `err.${name}`);

import { type Logger, pino } from 'pino';
import type { Config } from './config.ts';

/**
 * The log: JSON lines on standard output, or on another stream, each with the name of an event; docs/operations.md lists
 * them. What is redacted should never get here; this is the net.
 */
export function createLog(level: Config['logLevel'], stream: number = process.stdout.fd): Logger {
  const redact = { paths: [...NEVER, ...NEVER.map((path) => `*.${path}`), ...OF_ERRORS], remove: true };
  return pino({ level, redact, mixin: unnamed }, pino.destination({ dest: stream, sync: true }));
}

// What Fastify says of itself names no event; ours does, and replaces this one.
const unnamed = () => ({ event: 'framework.message' });

const NEVER = ['password', 'secret', 'token', 'cookie', 'authorization'];
// What Postgres and Prisma quote of the row that went wrong: addresses of mail, digests.
const OF_ERRORS = ['detail', 'where', 'meta', 'internalQuery', 'parameters'].map((name) => `err.${name}`);

import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { stopListening } from './stop-listening.ts';

/** How a server comes to its end. */
export type Ending = {
  readonly app: FastifyInstance;
  readonly log: Logger;
  /** Called first: from here on the server is not ready. */
  readonly announceEnd: () => void;
  /** Called last, when no request is open. */
  readonly release: () => Promise<void>;
};

// Together they stay below the 30 seconds after which a supervisor kills (S156).
const LEAVING_TAKES = 5000;
const FINISHING_TAKES = 20_000;
const QUIET = 300; // so long without a request, in milliseconds: whoever sends them has gone elsewhere

/** Ends the process in order when it is told to, and when its state is unknown. Told twice, it ends at once. */
export function endGracefully({ app, log, announceEnd, release }: Ending): void {
  let ending = false;
  let lastRequestAt = Number.NEGATIVE_INFINITY;
  app.server.prependListener('request', () => {
    lastRequestAt = performance.now();
  });
  const end = async (exitCode: number, patience: number) => {
    if (ending) process.exit(exitCode || 1);
    ending = true;
    announceEnd();
    let failed = false;
    try {
      await sendAway(app, patience, () => performance.now() - lastRequestAt > QUIET);
      await close(app);
      await release();
    } catch (error) {
      log.error({ event: 'server.stop_failed', err: error }, 'could not stop in order');
      failed = true;
    }
    process.exit(exitCode || Number(failed));
  };
  process.on('SIGTERM', () => void end(0, LEAVING_TAKES)); // a supervisor: others are told to go elsewhere
  process.on('SIGINT', () => void end(0, 0)); // a person, who waits
  whenLeftBehind(() => void end(0, LEAVING_TAKES));
  process.removeAllListeners('warning').on('warning', (warning) => {
    log.warn({ event: 'process.warning', err: warning }, 'Node.js warns');
  });
  process.on('unhandledRejection', (error) => {
    log.error({ event: 'process.rejection', err: error }, 'a promise was rejected and nobody looked');
  });
  process.on('uncaughtException', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || error.code === 'ECONNRESET') {
      log.warn({ event: 'connection.broken', err: error }, 'a connection broke');
      return;
    }
    // What was half done is unknown: finish what can be finished and let the supervisor start anew.
    log.fatal({ event: 'process.exception', err: error }, 'uncaught exception');
    void end(1, 0);
  });
}

/** npm ends at a signal without handing it on: a server that it started would live on, and keep the port. */
function whenLeftBehind(act: () => void): void {
  if (process.env['npm_execpath'] === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    act();
  }, 200).unref();
}

/**
 * Answers go on until nobody asks any more, each with `Connection: close`: to close a connection, or the listener, that
 * a client is just about to use would lose its request.
 */
async function sendAway(app: FastifyInstance, patience: number, isQuiet: () => boolean): Promise<void> {
  app.server.prependListener('request', (_request, response) => response.setHeader('Connection', 'close'));
  for (const until = Date.now() + patience; Date.now() < until && !isQuiet(); ) await sleep(20);
}

async function close(app: FastifyInstance): Promise<void> {
  const limit = setTimeout(() => app.server.closeAllConnections(), FINISHING_TAKES);
  try {
    await stopListening(app.server);
    await app.close();
  } finally {
    clearTimeout(limit);
  }
}

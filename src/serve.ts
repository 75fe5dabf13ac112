import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { issueSetupLink } from './accounts/one-time-link.ts';
import { buildApp } from './app.ts';
import { type Attached, attach } from './attach.ts';
import type { Config } from './config.ts';
import { createLog } from './log.ts';
import { purgeHourly } from './storage/purge.ts';

/** Where a server that is ready can be reached. */
export type Serving = {
  readonly address: string;
  /** While there is no administrator: the link that makes the first one. */
  readonly setupLink?: string;
};

// In-flight requests get 20 of the 30 seconds in which a supervisor expects the process to end (S156).
const FINISHING_TAKES = 20_000;

/** Starts the server and tells `announce` when it is ready; the process ends when it is told to. */
export async function serve(given: Config, announce: (serving: Serving) => void): Promise<void> {
  const log = createLog(given.logLevel);
  const attached = await attach(given, {
    onIdleError: (error) => log.warn({ err: error }, 'database connection lost'),
    serving: `http://${given.host}:${given.port}`,
  });
  const { config } = attached;
  let app: FastifyInstance;
  let setupToken: string | undefined;
  try {
    const built = await build(attached, log);
    app = built.app;
    setupToken = await issueSetupLink(built.deps.links);
    await app.listen({ host: given.host, port: given.port });
  } catch (error) {
    await attached.release();
    throw error;
  }
  const stopPurging = purgeHourly(attached.database, (error) => log.warn({ err: error }, 'could not purge'));
  endGracefully(app, log, async () => {
    await stopPurging();
    await attached.release();
  });
  announce({
    address: config.issuer,
    ...(setupToken === undefined ? {} : { setupLink: `${config.issuer}/setup?token=${setupToken}` }),
  });
}

function build({ config, database, schemaProblem }: Attached, log: Logger) {
  return buildApp({ config, database, log, schemaReady: async () => (await schemaProblem()) === undefined });
}

function endGracefully(app: FastifyInstance, log: Logger, release: () => Promise<void>): void {
  let ending = false;
  const end = async (exitCode: number) => {
    if (ending) process.exit(exitCode || 1); // told twice: at once
    ending = true;
    // Connections that stay open between requests would hold the server until their timeout.
    const idle = setInterval(() => app.server.closeIdleConnections(), 100);
    const limit = setTimeout(() => app.server.closeAllConnections(), FINISHING_TAKES);
    try {
      await app.close();
      await release();
    } catch (error) {
      log.error({ err: error }, 'could not stop in order');
      exitCode ||= 1;
    }
    clearInterval(idle);
    clearTimeout(limit);
    process.exit(exitCode);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end(0));
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'a promise was rejected and nobody looked'));
  process.on('uncaughtException', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || error.code === 'ECONNRESET') {
      log.warn({ err: error }, 'a connection broke');
      return;
    }
    // What was half done is unknown: finish what can be finished and let the supervisor start anew.
    log.fatal({ err: error }, 'uncaught exception');
    void end(1);
  });
}

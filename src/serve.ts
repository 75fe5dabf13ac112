import type { FastifyInstance } from 'fastify';
import { hashProcess } from './accounts/hash-process.ts';
import { issueSetupLink } from './accounts/one-time-link.ts';
import { buildApp } from './app.ts';
import { attach } from './attach.ts';
import type { Config } from './config.ts';
import { endGracefully } from './end-gracefully.ts';
import { keepDoing } from './keep-doing.ts';
import { createLog } from './log.ts';
import { sendLogouts } from './oauth/send-logouts.ts';
import { markClock, type SetBack, watchClock } from './storage/engine/clock-mark.ts';
import { purgeHourly } from './storage/engine/purge.ts';
import { resealAppSecrets } from './storage/factor.ts';
import { resealSecrets } from './storage/oauth1/reseal.ts';
import { resealSigningKeys } from './storage/signing-key.ts';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/** Where a server that is ready can be reached. */
export type Serving = {
  readonly address: string;
  /** While there is no administrator: the link that makes the first one. */
  readonly setupLink?: string;
};

/**
 * Starts the server and tells `announce` when it is ready; the process ends when it is told to. `logStream`: where the log
 * goes, else standard output.
 */
export async function serve(
  given: Config,
  announce: (serving: Serving) => void,
  { logStream }: { readonly logStream?: number } = {},
): Promise<void> {
  const log = createLog(given.logLevel, logStream);
  // The first process of a container is not ended by a signal unless it listens; it may wait for its database for long.
  const leave = () => process.exit(0);
  for (const signal of SIGNALS) process.once(signal, leave);
  const { config, database, schemaProblem, release } = await attach(given, {
    onNotice: ({ event, sentence }) => log.warn({ event }, sentence),
    onIdleError: (error) =>
      log.warn({ event: 'database.connection_lost', err: error }, 'an idle connection to the database broke'),
    serving: `http://${given.host}:${given.port}`,
  });
  const hashing = hashProcess(config.hashSlots);
  try {
    let ending = false;
    const schemaReady = async () => !ending && (await schemaProblem()) === undefined;
    const { app, deps } = await buildApp({ config, database, log, schemaReady, hashing: hashing.run });
    const idleSeconds = config.sessionIdleSeconds;
    const onSetBack = (setBack: SetBack) =>
      log.warn(
        { event: 'clock.set_back', ...setBack },
        'the clock of the database was set back: ended again what had ended',
      );
    const setBack = await markClock(database, { idleSeconds });
    if (setBack) onSetBack(setBack);
    const setupToken = await issueSetupLink(deps.links);
    await listen(app, config);
    const reseal = async () => {
      if (config.secrets.length < 2) return;
      const done = [];
      for (const each of [resealSecrets, resealSigningKeys, resealAppSecrets])
        done.push(await each(database, deps.keys));
      const resealed = done.reduce((sum, each) => sum + each.resealed, 0);
      const unreadable = done.reduce((sum, each) => sum + each.unreadable, 0);
      if (resealed > 0) log.info({ event: 'secrets.resealed', resealed }, 'encrypted under the new SECRET');
      if (unreadable > 0)
        log.warn({ event: 'secrets.unreadable', unreadable }, 'encrypted under no SECRET of the list');
    };
    const stopPurging = purgeHourly(database, {
      idleSeconds: config.refreshTokenSeconds,
      onError: (error) => log.warn({ event: 'purge.failed', err: error }, 'could not purge'),
      andThen: async () => {
        await reseal();
        if (deps.mailbox) await deps.clientSecrets.tellOfEnds();
      },
    });
    const stopWatching = watchClock(database, {
      idleSeconds,
      onSetBack,
      onError: (error) => log.warn({ event: 'clock.not_read', err: error }, 'could not look at the clock'),
    });
    const onGivenUp = ({ clientId }: { readonly clientId: string }) =>
      log.warn({ event: 'logout.given_up', clientId }, 'an application was not told for a day that a session ended');
    const stopSending = keepDoing(() => sendLogouts(deps, onGivenUp), {
      every: 2000,
      afterFailure: 15_000,
      onError: (error) =>
        log.warn({ event: 'logout.not_sent', err: error }, 'could not tell applications of ended sessions'),
    });
    endGracefully({
      app,
      log,
      announceEnd: () => {
        ending = true;
      },
      release: async () => {
        hashing.close();
        await stopSending();
        await stopPurging();
        await stopWatching();
        await release();
      },
    });
    for (const signal of SIGNALS) process.off(signal, leave);
    const setupLink = setupToken === undefined ? undefined : `${config.issuer}/setup?token=${setupToken}`;
    announce({ address: config.issuer, ...(setupLink === undefined ? {} : { setupLink }) });
    // Their next page needs what a server that nobody signs in to never loads.
    if (await deps.sessions.any().catch(() => false)) deps.expectPeople();
  } catch (error) {
    await release();
    throw error;
  }
}

async function listen(app: FastifyInstance, { host, port }: Config): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    await app.close();
    const reason = CANNOT_LISTEN[(error as NodeJS.ErrnoException).code ?? ''];
    throw reason === undefined ? error : new Error(reason(host, port), { cause: error });
  }
}

const notHere = (host: string) =>
  `HOST ${host} is no address of this computer: give one that it has, as 127.0.0.1, or 0.0.0.0 for all of them.`;

const CANNOT_LISTEN: Readonly<Record<string, (host: string, port: number) => string>> = {
  EADDRINUSE: (host, port) => `Port ${port} of ${host} is taken by another program: stop that, or set PORT.`,
  EACCES: (host, port) =>
    `Port ${port} of ${host} is not for this account: set PORT to 1024 or more, or allow it to the account.`,
  EADDRNOTAVAIL: notHere,
  ENOTFOUND: notHere,
  EAI_AGAIN: notHere,
};

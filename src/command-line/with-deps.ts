import { attach } from '../attach.ts';
import { type CommandDeps, readConfiguration } from '../command.ts';
import { createLog } from '../log.ts';
import { wire } from '../wire.ts';

/** Runs with the configured database, beside a running server or without one. */
export async function withDeps<T>(run: (deps: CommandDeps) => Promise<T>): Promise<T> {
  const config = { ...readConfiguration(), databasePool: 2, databaseWaitSeconds: 0 };
  const { config: whole, database, release } = await attach(config, { onIdleError: () => {} });
  try {
    const { deps, close } = wire({ config: whole, database, log: createLog('silent') }, () => false);
    try {
      return await run(deps);
    } finally {
      await close();
    }
  } finally {
    await release();
  }
}

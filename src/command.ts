import type { Command as Commander } from 'commander';
import { attach } from './attach.ts';
import { type Config, explainProblems, readEnvironment } from './config.ts';
import type { Database } from './storage/database.ts';

/** A command of `latchkey`, or a group of them: adds itself with its options to the command line. */
export type Command = (cli: Commander) => void;

/** What a command prints: `json` with --json, else `text`. Nothing else goes to standard output. */
export type Printed = { readonly json: unknown; readonly text: string };

/** What a command refuses: one line on standard error, exit code 1. */
export class Refused extends Error {}

/** The action of a command: runs, prints, and turns what fails into one line. */
export function action<Args extends readonly unknown[]>(run: (...args: Args) => Promise<Printed | undefined>) {
  return async (...all: unknown[]) => {
    const commander = all.at(-1) as Commander;
    try {
      const printed = await run(...(all as unknown as Args));
      if (!printed) return;
      const json = commander.optsWithGlobals()['json'] === true;
      process.stdout.write(`${json ? JSON.stringify(printed.json) : printed.text}\n`);
    } catch (error) {
      process.exitCode = 1;
      process.stderr.write(`${oneLine(error)}\n`);
    }
  };
}

export function config(): Config {
  const read = readEnvironment();
  if ('problems' in read) throw new Refused(explainProblems(read.problems));
  return read.config;
}

/** Runs with the database of the configuration, beside a running server or without one. */
export async function withDatabase<T>(run: (database: Database, config: Config) => Promise<T>): Promise<T> {
  const attached = await attach({ ...config(), databasePool: 2 }, { onIdleError: () => {} });
  try {
    return await run(attached.database, attached.config);
  } finally {
    await attached.release();
  }
}

function oneLine(error: unknown): string {
  const { message, code } = error as NodeJS.ErrnoException;
  return (message || code || String(error)).replace(/\s*\n\s*/g, ' ');
}

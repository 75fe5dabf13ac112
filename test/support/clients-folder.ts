import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';

/** Where clients of other languages are kept, which the tests install themselves. Without it they are left out. */
const FOLDER = process.env['CLIENTS'];

/** For a test that needs one of them: false, or why it cannot run. */
export const skipClients: false | string =
  FOLDER === undefined && 'wants downloads of its own: CLIENTS=FOLDER says where to keep them';

export const clientsFolder = FOLDER ?? '';

/** The tools that a test takes from the machine, which are not there. */
export function missingTools(...tools: readonly string[]): false | string {
  if (skipClients) return skipClients;
  const missing = tools.filter((tool) => spawnSync(tool, ['--version']).error !== undefined);
  return missing.length > 0 && `not on this machine: ${missing.join(', ')}`;
}

/** A program below the folder, after these commands have put it there. */
export function installed(
  program: string,
  commands: readonly (readonly string[])[],
  env: Readonly<Record<string, string>> = {},
): string {
  const found = path.join(clientsFolder, program);
  if (existsSync(found)) return found;
  mkdirSync(path.dirname(found), { recursive: true });
  for (const [command = '', ...args] of commands) {
    const { status, stderr } = spawnSync(command, args, {
      cwd: clientsFolder,
      env: { ...process.env, ...env },
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`${command} ${args.join(' ')}:\n${stderr}`);
  }
  return found;
}

import { spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { root } from '../../src/root.ts';
import { endWithTests } from './left-behind.ts';
import { TEST_SECRET } from './server.ts';

export type Ran = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

export type LatchkeyOptions = {
  readonly databaseUrl?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
};

/** Runs `latchkey` with these arguments, as its own process, to its end. */
export function latchkey(args: readonly string[], options: LatchkeyOptions = {}): Promise<Ran> {
  return start(args, options).ran;
}

/** The same, with the process while it runs. */
export function start(args: readonly string[], { databaseUrl, env, stdin = '' }: LatchkeyOptions) {
  const external = databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl, SECRET: TEST_SECRET };
  const child = spawn(process.execPath, [path.join(root, '.build/src/cli.js'), ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'], NODE_ENV: 'test', ...external, ...env },
    stdio: 'pipe',
  });
  endWithTests(child);
  child.stdin.end(stdin);
  const ended = new Promise<number | null>((done, failed) => child.on('error', failed).on('close', done));
  const ran = Promise.all([text(child.stdout), text(child.stderr), ended]).then(([stdout, stderr, code]): Ran => {
    return { code, stdout, stderr };
  });
  return { child, ran };
}

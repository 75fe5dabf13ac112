import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { root } from '../../src/root.ts';
import { endWithTests } from './left-behind.ts';
import { unescaped } from './visitor.ts';

/** A program as the example page shows it: where to save it, and how to start it. */
export type ExampleProgram = { readonly file: string; readonly text: string; readonly command: string };

/** The program in a section of the example page, read as a person would copy it. */
export function programIn(html: string, section: string): ExampleProgram | undefined {
  const [, part] = new RegExp(`<section[^>]*aria-labelledby="${section}"[^>]*>([\\s\\S]*?)</section>`).exec(html) ?? [];
  const [, file] = /<code>([^<]*)<\/code>/.exec(part ?? '') ?? [];
  const values = [...(part ?? '').matchAll(/<code class="value[^"]*"[^>]*>(?:<span[^>]*>)?([^<]*)</g)];
  const [program, command] = values.map(([, value = '']) => unescaped(value));
  return file === undefined || program === undefined || command === undefined
    ? undefined
    : { file, text: program, command };
}

/** What a program has printed, and its end. */
export type Running = { readonly output: () => string; said(pattern: RegExp): Promise<string>; stop(): Promise<void> };

/** Does what the page says: saves the program and its secret in a folder, and starts it there with its command. */
export async function startProgram(
  { file, text: program, command }: ExampleProgram,
  { secret, ...env }: { readonly secret?: string } & Readonly<Record<string, string>> = {},
): Promise<{ readonly child: ChildProcess; readonly ended: Promise<string> } & Running> {
  const parent = path.join(root, '.build/examples'); // below node_modules of the project, as after `npm install`
  await mkdir(parent, { recursive: true });
  const cwd = await mkdtemp(`${parent}/`);
  await writeFile(path.join(cwd, file), program);
  if (secret !== undefined) await writeFile(path.join(cwd, '.env'), `CLIENT_SECRET=${secret}\n`);
  const [tool = '', ...args] = command.replace(/^TOKEN=\S+ /, '').split(' ');
  const child = spawn(tool === 'node' ? process.execPath : tool, args, {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
  });
  const kill = () => child.kill('SIGKILL');
  endWithTests(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const closed = new Promise<void>((done) => child.once('close', () => done()));
  const said = (pattern: RegExp) =>
    new Promise<string>((done, failed) => {
      const look = () => {
        const [, found] = pattern.exec(output) ?? [];
        if (found !== undefined) done(found);
      };
      look();
      child.stdout.on('data', look);
      void closed.then(() => failed(new Error(`${file} ended:\n${output}`)));
    });
  const stop = async () => {
    kill();
    await closed;
  };
  return { child, ended: text(child.stdout).then(() => closed.then(() => output)), output: () => output, said, stop };
}

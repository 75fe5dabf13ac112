import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../../src/root.ts';
import { endWithTests } from './left-behind.ts';
import { freePort } from './server.ts';

/** What a page of docs/applications/ tells to save, by the names of the files, as it is printed there. */
export function filesOf(page: string): ReadonlyMap<string, string> {
  const text = readFileSync(path.join(root, `docs/applications/${page}.md`), 'utf8');
  const blocks = text.matchAll(/^<!-- (.+) -->\n\n```\w*\n([\s\S]*?)^```$/gm);
  return new Map([...blocks].map(([, name = '', content = '']) => [name, content]));
}

/** A folder with what a page tells to save, and programs that run in it. */
export type DocumentedApplication = {
  readonly folder: string;
  /** Where the program answers: `http://127.0.0.1:8080` on the page, and a port that is free here. */
  readonly origin: string;
  /** Runs a command to its end; throws what it printed where it failed. */
  run(command: string, args: readonly string[]): void;
  /** Starts a program, and waits until it answers at its origin or says what is wanted. */
  start(command: string, args: readonly string[], until?: RegExp): Promise<Started>;
  /** The port that stands for one on the page. */
  port(documented: number): number;
  close(): void;
};
export type Started = { readonly child: ChildProcess; output(): string };

type Options = {
  /** Only the files whose marks begin so; what follows is the name of the file. */
  readonly part?: string;
  /** The ports that the page names. */
  readonly ports?: readonly number[];
  /** What stands for the placeholders of the page: server, client, secret. */
  readonly values: Readonly<Record<string, string>>;
  /** The test's own files, and what comes before a fragment of the page. */
  readonly before?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
};

/** Saves the files of a page, with the addresses and credentials of a test in their places and nothing else changed. */
export async function saved(page: string, options: Options): Promise<DocumentedApplication> {
  const parent = path.join(root, '.build/applications'); // below node_modules of the project, as after `npm install`
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(path.join(parent, `${page}-`));
  const ports = new Map<number, number>();
  for (const port of options.ports ?? [8080]) ports.set(port, await freePort());
  const values = Object.entries(options.values);
  const filled = (text: string) =>
    [...values, ...[...ports].map(([from, to]) => [String(from), String(to)] as const)].reduce(
      (all, [from, to]) => all.replaceAll(from, to),
      text,
    );
  const files = new Map(Object.entries(options.before ?? {}));
  for (const [mark, text] of filesOf(page)) {
    if (options.part && !mark.startsWith(`${options.part} `)) continue;
    const name = options.part ? mark.slice(options.part.length + 1) : mark;
    files.set(name, (files.get(name) ?? '') + text);
  }
  for (const [name, text] of files) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), filled(text));
  }
  const env = { ...process.env, NODE_OPTIONS: '', NODE_TEST_CONTEXT: '', NO_COLOR: '1', ...options.env };
  const port = (documented: number) => ports.get(documented) ?? documented;
  const origin = `http://127.0.0.1:${port(options.ports?.[0] ?? 8080)}`;
  const children: ChildProcess[] = [];
  return {
    ...{ folder, origin, port },
    run(command, args) {
      const { status, stdout, stderr, error } = spawnSync(command, args.map(filled), {
        cwd: folder,
        env,
        encoding: 'utf8',
      });
      if (status !== 0) throw new Error(`${command} ${args.join(' ')}:\n${error ?? ''}${stdout}${stderr}`);
    },
    async start(command, args, until) {
      const child = spawn(command, args.map(filled), {
        cwd: folder,
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
      });
      endWithTests(child);
      children.push(child);
      let output = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (chunk) => {
          output += chunk;
        });
      }
      const there = async () =>
        until
          ? until.test(output)
          : await fetch(origin, { redirect: 'manual' }).then(
              () => true,
              () => false,
            );
      for (const deadline = Date.now() + 600_000; !(await there()); await sleep(50)) {
        if (child.exitCode !== null || Date.now() > deadline) throw new Error(`${command}:\n${output}`);
      }
      return { child, output: () => output };
    },
    close() {
      for (const { pid, exitCode } of children) {
        if (pid === undefined || exitCode !== null) continue;
        try {
          process.kill(-pid, 'SIGKILL'); // and what it has started: Maven, cargo
        } catch {} // it has just ended
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

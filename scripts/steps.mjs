// The steps that the scripts share. Plain Node: this is what runs before anything is built.
import { spawn } from 'node:child_process';
import { readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

export const root = path.join(import.meta.dirname, '..');

/** Runs one of the installed tools; resolves with its exit code and, where it is not shown, what it printed. */
export function tool(name, args, { quiet = false, env = {} } = {}) {
  const program = path.join(root, 'node_modules', TOOLS[name]);
  const child = spawn(process.execPath, [program, ...args], {
    cwd: root,
    env: { ...process.env, PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1', ...env },
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += chunk;
    });
  }
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => done({ code: code ?? 1, output }));
  });
}

const TOOLS = {
  tsc: 'typescript/bin/tsc',
  prisma: 'prisma/build/index.js',
  biome: '@biomejs/biome/bin/biome',
  knip: 'knip/bin/knip.js',
  tsx: 'tsx/dist/cli.mjs',
};

/** Generates the Prisma client where the schema is newer than it. */
export async function generate() {
  const generated = newest(path.join(root, 'src/generated'));
  if (generated > newest(path.join(root, 'prisma/schema.prisma'))) return;
  await must('prisma generate', tool('prisma', ['generate'], { quiet: true }));
}

/** Compiles into an empty directory: a file that was renamed must not live on. */
export async function compile(project, directory) {
  rmSync(path.join(root, directory), { recursive: true, force: true });
  await must('tsc', tool('tsc', ['-p', project], { quiet: true }));
}

/** dist/, generated client included. */
export async function build() {
  await generate();
  await compile('tsconfig.build.json', 'dist');
}

/** When the newest file of a folder, or the file itself, was changed; 0 where there is none. */
export function newest(file, except) {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found || path.basename(file) === except) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(0, ...readdirSync(file).map((name) => newest(path.join(file, name), except)));
}

async function must(name, running) {
  const { code, output } = await running;
  if (code === 0) return;
  console.error(`${output.trim()}\n${name} failed`);
  process.exit(1);
}

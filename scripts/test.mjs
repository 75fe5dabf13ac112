// npm test: every check of the project. `npm test -- NAME...` runs only the test files whose path holds one of the names,
// and no lint. Each run has a Postgres of its own in the temporary directory, so that several can run side by side.
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compile, generate, root, tool } from './steps.mjs';

const names = process.argv.slice(2);
const started = Date.now();

await generate();
await compile('tsconfig.test.json', '.build');
const files = testFiles().filter((file) => names.length === 0 || names.some((name) => file.includes(name)));
if (files.length === 0) fail(`No test file has ${names.join(' or ')} in its path.`);

const directory = mkdtempSync(path.join(tmpdir(), 'latchkey-test-'));
const postgres = await startPostgres(path.join(directory, 'data'));
let code = 1;
try {
  await prepareTemplate();
  if (names.length === 0) await check();
  code = await runTests();
} finally {
  await postgres.release();
  rmSync(directory, { recursive: true, force: true });
}
process.exitCode = code;

function testFiles() {
  return readdirSync(path.join(root, '.build/test'), { recursive: true })
    .filter((file) => file.endsWith('.test.js'))
    .sort();
}

/** The product's own embedded Postgres, with what makes it durable switched off. */
async function startPostgres(dataDir) {
  chmodSync(directory, 0o711); // as root Postgres runs as another account
  const { startEmbedded } = await import(built('storage/embedded.js'));
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };
  return await startEmbedded({ dataDir, settings });
}

/** The database that every test clones. */
async function prepareTemplate() {
  const { migrate, readMigrations } = await import(built('storage/migrate.js'));
  await execute('CREATE DATABASE latchkey_template');
  await migrate(at('latchkey_template'), await readMigrations(path.join(root, 'prisma/migrations')));
}

/** What a person would be told in review: style, unused code, a schema that differs from its migrations. */
async function check() {
  const [lint, unused, drift] = await Promise.all([
    tool('biome', ['check', '.'], { quiet: true }),
    tool('knip', [], { quiet: true }),
    tool(
      'prisma',
      [
        'migrate',
        'diff',
        '--from-migrations',
        'prisma/migrations',
        '--to-schema',
        'prisma/schema.prisma',
        '--exit-code',
      ],
      { quiet: true, env: { DATABASE_URL: at('postgres') } },
    ),
  ]);
  const failed = Object.entries({ lint, unused, drift }).filter(([, { code: exit }]) => exit !== 0);
  for (const [name, { output }] of failed) console.error(`\n${output.trim()}\n`, `\n"${name}" failed`);
  if (failed.length > 0) throw new Error(`failed: ${failed.map(([name]) => name).join(', ')}`);
  console.log(`types, lint, unused code, schema drift: fine (${Math.round((Date.now() - started) / 1000)} s)`);
}

/** Node's own runner; its closing lines are the last that this prints. */
async function runTests() {
  const child = spawn(
    process.execPath,
    [
      '--enable-source-maps',
      '--test',
      '--test-reporter=spec',
      '--test-concurrency=2',
      ...files.map((file) => path.join(root, '.build/test', file)),
    ],
    { cwd: root, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'test', TEST_PG_URL: at('postgres') } },
  );
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  return await new Promise((done) => child.on('exit', (exit) => done(exit ?? 1)));
}

async function execute(sql) {
  const { default: pg } = await import('pg');
  const client = new pg.Client(at('postgres'));
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function at(database) {
  const url = new URL(postgres.url);
  url.pathname = `/${database}`;
  return url.href;
}

function built(file) {
  return new URL(`../.build/src/${file}`, import.meta.url).href;
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

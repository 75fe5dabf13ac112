// npm test: every check of the project. `npm test -- NAME...` runs only the test files whose path holds one of the names,
// and no lint. Each run has a Postgres of its own, so that several can run side by side.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { startPostgres } from './postgres.mjs';
import { compile, generate, root, tool } from './steps.mjs';

const names = process.argv.slice(2);
const started = Date.now();

await generate();
await compile('tsconfig.test.json', '.build');
const files = readdirSync(path.join(root, '.build/test'), { recursive: true })
  .filter((file) => file.endsWith('.test.js'))
  .filter((file) => names.length === 0 || names.some((name) => file.includes(name)))
  .map((file) => path.join(root, '.build/test', file))
  .sort();
if (files.length === 0) {
  console.error(`No test file has ${names.join(' or ')} in its path.`);
  process.exit(1);
}
const postgres = await startPostgres();
try {
  process.exitCode = names.length > 0 || (await check()) ? await runTests() : 1;
} finally {
  await postgres.stop();
}

/** What a person would be told in review: style, unused code, a schema that differs from its migrations. */
async function check() {
  const drift = ['--from-migrations', 'prisma/migrations', '--to-schema', 'prisma/schema.prisma', '--exit-code'];
  const checks = {
    lint: tool('biome', ['check', '.'], { quiet: true }),
    'unused code': tool('knip', [], { quiet: true }),
    'schema drift': tool('prisma', ['migrate', 'diff', ...drift], {
      quiet: true,
      env: { DATABASE_URL: postgres.at('postgres') },
    }),
  };
  let fine = true;
  for (const [name, running] of Object.entries(checks)) {
    const { code, output } = await running;
    if (code === 0) continue;
    fine = false;
    console.error(`${output.trim()}\n\nThe check for ${name} failed.\n`);
  }
  if (fine)
    console.log(`Types, ${Object.keys(checks).join(', ')}: fine (${Math.round((Date.now() - started) / 1000)} s).`);
  return fine;
}

/** Node's own runner; its closing lines are the last that this prints. */
async function runTests() {
  const options = ['--enable-source-maps', '--test', '--test-reporter=spec', '--test-concurrency=2'];
  const child = spawn(process.execPath, [...options, ...files], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'test', TEST_PG_URL: postgres.at('postgres') },
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  return await new Promise((done) => child.on('exit', (code) => done(code ?? 1)));
}

// npm test: every check of the project. `npm test -- NAME...` runs only the test files whose path holds one of the names,
// and no lint; of these, where a name is in no path, only the tests whose title holds it. With --inspect they wait for a
// debugger. Each run has a Postgres of its own, so that several can run side by side.
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { chooseTests } from './choose-tests.mjs';
import { LONG_TESTS } from './long-tests.mjs';
import { startPostgres } from './postgres.mjs';
import { compile, generate, root, tool } from './steps.mjs';

const words = process.argv.slice(2);
// One more than there are cores: while one waits for Postgres or a browser, another runs. More would be late for their own clocks.
const AT_ONCE = Math.min(availableParallelism() + 1, 4);
const started = Date.now();
const tests = path.join(root, '.build/test');

await generate();
await compile('tsconfig.test.json', '.build');
const leftOut = process.env.CI === 'true' && words.length === 0 ? LONG_TESTS : [];
const files = readdirSync(tests, { recursive: true })
  .filter((file) => file.endsWith('.test.js'))
  .filter((file) => !leftOut.includes(file.replaceAll(path.sep, '/').replace(/\.js$/, '')))
  .sort()
  .map((file) => ({ path: file.replaceAll(path.sep, '/'), text: readFileSync(path.join(tests, file), 'utf8') }));
const { processes, titles, inspect } = chooseTests(words, files);
if (processes.length === 0) {
  console.error(
    `No test ran: ${titles.length > 0 ? `${quoted(titles)} is in no path and in no title` : 'there is none'}.`,
  );
  process.exit(1);
}
if (titles.length > 0)
  console.log(`No path has ${quoted(titles)}: of these files, only the tests whose title has it run.`);
if (leftOut.length > 0)
  console.log(`With CI=true these long files do not run, as they do in every other npm test: ${leftOut.join(', ')}.`);
const postgres = await startPostgres();
try {
  process.exitCode = words.length > 0 || (await check()) ? await runTests() : 1;
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
  const patterns = titles.map((title) => `--test-name-pattern=${title.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}`);
  const runner = inspect
    ? [inspect.replace(/^--inspect(-brk)?/, '--inspect-brk')]
    : ['--test', `--test-concurrency=${AT_ONCE}`];
  const counted = path.join(root, '.build/tests-that-ran');
  const reporters = Object.entries({ spec: 'stdout', [path.join(import.meta.dirname, 'count-tests.mjs')]: counted });
  const reports = reporters.flatMap(([name, to]) => [`--test-reporter=${name}`, `--test-reporter-destination=${to}`]);
  const options = ['--enable-source-maps', ...reports, ...patterns, ...runner];
  const child = spawn(process.execPath, [...options, ...processes.map(entryOf)], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'test', TEST_PG_URL: postgres.at('postgres') },
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  const code = await new Promise((done) => child.on('exit', (code) => done(code ?? 1)));
  if (code !== 0 || Number(readFileSync(counted, 'utf8')) > 0) return code;
  const why = titles.length > 0 ? `no title in these files has ${quoted(titles)}` : 'the reasons stand above';
  console.error(`No test ran: ${why}.`);
  return 1;
}

function quoted(names) {
  return names.map((name) => `"${name}"`).join(' or ');
}

/** The file that a process runs: of several, one that has each of them as a suite, with hooks of its own. */
function entryOf(paths, at) {
  if (paths.length === 1) return path.join(tests, paths[0]);
  const folder = path.join(root, '.build/together');
  const suites = paths.map((file) => `describe('${file}', () => import('../test/${file}'));\n`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${at}.js`), `import { describe } from 'node:test';\n${suites.join('')}`);
  return path.join(folder, `${at}.js`);
}

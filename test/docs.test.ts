import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { commands } from '../src/commands/index.ts';
import { rules } from '../src/oauth/rules/index.ts';
import { root } from '../src/root.ts';
import { ruleTexts } from '../src/web/words/en/rules.ts';
import { allMarks, withPrograms } from './support/documented-programs.ts';

const STATEMENTS = 160;

const security = read('docs/security.md');
const readme = read('README.md');
const testFiles = readdirSync(path.join(root, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => `test/${name.replaceAll(path.sep, '/')}`)
  .sort();
const pages = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name.replaceAll(path.sep, '/')}`),
];

test('docs/security.md names exactly the test files whose titles carry the number of a statement', () => {
  const proofs = new Set(testFiles.flatMap((file) => numbersIn(file).map((number) => `${number} ${file}`)));
  const said = new Set(statements().flatMap(({ number, files }) => files.map((file) => `${number} ${file}`)));
  const difference = {
    unnamed: [...proofs].filter((entry) => !said.has(entry)),
    gone: [...said].filter((entry) => !proofs.has(entry)),
    remedy: 'node scripts/list-proofs.mjs',
  };
  assert.deepEqual(difference, { ...difference, unnamed: [], gone: [] });
});

test('every statement is in docs/security.md once: with a proof, with the reason for none, or waiting for its feature', () => {
  const waiting = [...security.matchAll(/^\| (S\d{3}(?:, S\d{3})*) \|/gm)].flatMap(([, list = '']) => list.split(', '));
  const said = [...statements().map(({ number }) => number), ...waiting].sort();
  const all = Array.from({ length: STATEMENTS }, (_, at) => `S${String(at + 1).padStart(3, '0')}`);
  assert.deepEqual(said, all);
  const unexplained = statements().filter(({ files, reason }) => files.length === 0 && reason === undefined);
  assert.deepEqual(unexplained, []);
});

test('every refusal has the words of its page', () => {
  assert.deepEqual(Object.keys(ruleTexts).sort(), Object.keys(rules).sort());
});

test('the configuration table of the README names exactly the variables that config.ts reads', () => {
  const text = read('src/config.ts');
  const found = [...text.matchAll(/(?:\b(?:read|optional)\(\s*|\benv\[)'([A-Z_]+)'/g)].map(([, name]) => name);
  const refusedOnly = ['NODE_OPTIONS', 'NODE_TLS_REJECT_UNAUTHORIZED']; // not ours, looked at because they are dangerous
  const variables = [...new Set(found)].filter((name) => name !== undefined && !refusedOnly.includes(name));
  const rows = tableOf(readme, 'Configuration').map((row) => row[0] ?? '');
  const named = rows.flatMap((cell) => [...cell.matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name));
  assert.deepEqual(named.sort(), variables.sort());
});

test('every line of the log names an event, and docs/operations.md lists exactly those', () => {
  const call = /(?:\blog|\bcreateLog\(.*\))\.(?:fatal|error|warn|info|debug)\(\s*(\{[^}]*|\w+)/g;
  const named = new Set<string | undefined>();
  for (const name of readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts') || name.startsWith('generated')) continue;
    const text = read(`src/${name}`);
    for (const [, given = ''] of text.matchAll(call)) {
      const fields = given.startsWith('{') ? given : new RegExp(`\\b${given} = (\\{[^}]*)`).exec(text)?.[1];
      assert.match(
        `${fields} `,
        /\bevent(?:: '\w+\.\w+'|,| )/,
        `src/${name}: a line of the log without an event: ${given}`,
      );
      named.add(/\bevent: '(\w+\.\w+)'/.exec(`${fields}`)?.[1]);
    }
  }
  named.delete(undefined); // handed on from these:
  for (const [name, from] of [
    ['log', /event: '(\w+\.\w+)'/g],
    ['start', /say\('(\w+\.\w+)'/g],
  ] as const) {
    for (const [, event] of read(`src/${name}.ts`).matchAll(from)) named.add(event);
  }
  const notices = /readonly event: (.*);/.exec(read('src/attach.ts'))?.[1]?.split(' | ') ?? [];
  for (const event of notices) named.add(event.slice(1, -1));
  const listed = tableOf(read('docs/operations.md'), 'The log').flatMap((row) => (row[0] ?? '').split(', '));
  assert.deepEqual(listed.map((name) => name.replaceAll('`', '')).sort(), [...named].sort());
});

test('the command table of the README names exactly the commands that there are', () => {
  const named = tableOf(readme, 'Command line').map(([cell = '']) => /^`([a-z-]+(?: [a-z-]+)?)/.exec(cell)?.[1]);
  assert.deepEqual(named.sort(), commands.map(({ name }) => name).sort());
});

test('docs/dependencies.md has a line for every package of package.json and no other', () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read('package.json'));
  const wanted = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies });
  const lines = [...read('docs/dependencies.md').matchAll(/^\| (`[^|]+`) \|/gm)].map(([, cell = '']) => cell);
  const named = lines.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
  assert.deepEqual(named.sort(), wanted.sort());
});

test('docs/libraries.md has every program of the example page, as it is there', () => {
  assert.equal(read('docs/libraries.md'), withPrograms(), 'node scripts/list-programs.mjs writes them');
  assert.deepEqual(
    read('docs/libraries.md')
      .match(/^<!-- .* -->$/gm)
      ?.sort(),
    allMarks().toSorted(),
  );
});

test('every link from one page to another, and to a heading, leads somewhere', () => {
  const broken = pages.flatMap((page) => linksOf(page).filter((target) => !leadsSomewhere(page, target)));
  assert.deepEqual(broken, []);
});

test('every file that a page names in code exists', () => {
  const named = pages.flatMap((page) =>
    [...read(page).matchAll(/`((?:src|test|views|scripts|prisma|docs|public|bench)\/[\w./-]+\.\w+)`/g)].map(
      ([, file = '']) => `${page}: ${file}`,
    ),
  );
  // A page about a program names the files of whoever reads it, too: those that it marks.
  const ofTheReader = ([page = '', file = '']: readonly string[]) => read(page).includes(`${file} -->`);
  assert.deepEqual(
    named
      .map((entry) => entry.split(': '))
      .filter((each) => !existsSync(path.join(root, each[1] ?? '')) && !ofTheReader(each)),
    [],
  );
});

type Statement = {
  readonly number: string;
  readonly files: readonly string[];
  readonly reason: string | undefined;
};

function statements(): readonly Statement[] {
  const found = security.matchAll(/^- \*\*(S\d{3})\*\* [^\n]*(?:\n {2}\S[^\n]*)*/gm);
  return [...found].map(([whole, number = '']) => {
    const proof = /\n {2}Proof: (.*)$/.exec(whole)?.[1] ?? '';
    return {
      number,
      files: [...proof.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file),
      reason: /\n {2}No test ([\s\S]+)$/.exec(whole)?.[1],
    };
  });
}

/** The statements that the titles of a test file begin with. */
function numbersIn(file: string): readonly string[] {
  return [...read(file).matchAll(/['"`]((?:S[01]\d\d )+)/g)].flatMap(([, list = '']) => list.trim().split(' '));
}

/** The rows of the first table below a heading. */
function tableOf(text: string, heading: string): readonly (readonly string[])[] {
  const section = text.split(new RegExp(`^#+ ${heading}$`, 'm'))[1] ?? '';
  const [, , ...rows] = /(?:^\|.*\n)+/m.exec(section)?.[0].trim().split('\n') ?? [];
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

function linksOf(page: string): readonly string[] {
  const links = read(page).matchAll(/\]\(([^)\s]+)\)/g);
  return [...links].map(([, target = '']) => target).filter((target) => !/^[a-z]+:/.test(target));
}

function leadsSomewhere(page: string, target: string): boolean {
  const [file = '', heading] = target.split('#');
  const found = file === '' ? page : path.posix.join(path.posix.dirname(page), file);
  if (!existsSync(path.join(root, found))) return false;
  return heading === undefined || headingsOf(found).includes(heading);
}

/** The names that a page's headings have as link targets. */
function headingsOf(page: string): readonly string[] {
  return [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

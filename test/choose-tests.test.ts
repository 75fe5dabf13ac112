import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { root } from '../src/root.ts';

type File = { readonly path: string; readonly text: string };
type Chosen = {
  readonly processes: readonly (readonly string[])[];
  readonly titles: readonly string[];
  readonly inspect?: string;
};

const script = pathToFileURL(path.join(root, 'scripts/choose-tests.mjs')).href;
const { chooseTests } = (await import(script)) as {
  chooseTests(words: readonly string[], files: readonly File[]): Chosen;
};

const FILES: readonly File[] = [
  { path: 'web/sign-in.test.js', text: "test('a session\\'s id is new', ...)" },
  { path: 'flows/code.test.js', text: "test('exactly one succeeds', ...)" },
  {
    path: 'flows/stop.test.js',
    text: "import { startServer } from '../support/server.js'; test('it stops', ...)",
  },
  { path: 'browser/pages.test.js', text: "import { launchBrowser } from '../support/browser.js'; test('a page', ...)" },
];

test('without a word every file runs: those with servers in processes of their own, those with a browser together and first', () => {
  const { processes, titles, inspect } = chooseTests([], FILES);
  assert.deepEqual(processes, [
    ['browser/pages.test.js'],
    ['flows/stop.test.js'],
    ['flows/code.test.js', 'web/sign-in.test.js'].sort((a, b) => lengthOf(b) - lengthOf(a)),
  ]);
  assert.deepEqual([titles, inspect], [[], undefined]);
});

test('files that look at pages share a browser, four at most', () => {
  const many = Array.from({ length: 9 }, (_, at) => ({
    path: `browser/${at}.test.js`,
    text: "from '../support/browser.js'",
  }));
  const { processes } = chooseTests([], [...many, ...FILES]);
  assert.deepEqual(
    processes.slice(0, 3).map((paths) => paths.filter((each) => each.startsWith('browser')).length),
    [4, 3, 3],
  );
});

test('many files that need no process of their own are dealt out to several', () => {
  const many = Array.from({ length: 30 }, (_, at) => ({ path: `web/${at}.test.js`, text: 'x'.repeat(at) }));
  const { processes } = chooseTests([], many);
  assert.deepEqual(
    processes.map(({ length }) => length),
    [10, 10, 10],
  );
  assert.deepEqual(processes.flat().sort(), many.map((file) => file.path).sort());
});

test('a word chooses the files with it in their path; one that is in no path is a title', () => {
  assert.deepEqual(chooseTests(['flows'], FILES).processes.flat(), ['flows/stop.test.js', 'flows/code.test.js']);
  const asSeen = chooseTests(['test/flows/code.test.ts'], FILES);
  assert.deepEqual([asSeen.processes, asSeen.titles], [[['flows/code.test.js']], []]);
  const byTitle = chooseTests(["a session's id"], FILES);
  assert.deepEqual([byTitle.processes, byTitle.titles], [[['web/sign-in.test.js']], ["a session's id"]]);
  assert.deepEqual(chooseTests(['flows', 'it stops'], FILES).processes, [['flows/stop.test.js']]);
  assert.deepEqual(chooseTests(['no such thing'], FILES).processes, []);
});

test('--inspect is no name, and has everything that is chosen in one process', () => {
  const { processes, inspect } = chooseTests(['--inspect=9230', 'flows'], FILES);
  assert.deepEqual([processes.length, processes.flat().length, inspect], [1, 2, '--inspect=9230']);
});

function lengthOf(file: string): number {
  return FILES.find((one) => one.path === file)?.text.length ?? 0;
}

// Which tests `npm test` runs, and in which processes.

// A test process takes a second and a half to load the server: files that use nothing but their own databases share one.
const ALONE = /support\/(?:latchkey|pair|webkit)\.js|startServer|child_process|process\.env\[|mock\.timers/;
const SHARE = 12;
// And those that look at pages share a browser, each in contexts of its own.
const BROWSER = /support\/browser\.js/;
const SHARE_BROWSER = 4;

/**
 * From the words after `npm test --` and the compiled test files, as `{ path, text }`: the files to run, those of each process
 * together and the longest first; `titles` are words that are in no path from `test/` on. A word `--inspect` has all in one process.
 */
export function chooseTests(words, files) {
  const inspect = words.find((word) => /^--inspect(-brk)?(=|$)/.test(word));
  const names = words.filter((word) => word !== inspect);
  const titles = names.filter((name) => !files.some(({ path }) => isIn(path, name)));
  const paths = names.filter((name) => !titles.includes(name));
  const chosen = files
    .filter(({ path }) => paths.length === 0 || paths.some((name) => isIn(path, name)))
    .filter(({ text }) => titles.length === 0 || titles.some((title) => saysIn(text, title)));
  return { processes: share(chosen, inspect !== undefined), titles, inspect };
}

/** Whether a name is in the path of a test as people see it. */
function isIn(compiled, name) {
  return `test/${compiled.replace(/\.js$/, '.ts')}`.includes(name);
}

function saysIn(text, title) {
  return text.includes(title) || text.includes(title.replaceAll("'", "\\'"));
}

function share(files, inOne) {
  const sorted = [...files].sort((a, b) => b.text.length - a.text.length);
  if (inOne) return files.length === 0 ? [] : [sorted.map(({ path }) => path)];
  const alone = sorted.filter(({ text }) => ALONE.test(text)).map(({ path }) => [path]);
  const shared = sorted.filter(({ text }) => !ALONE.test(text));
  const inBrowser = dealt(
    shared.filter(({ text }) => BROWSER.test(text)),
    SHARE_BROWSER,
  );
  const others = dealt(
    shared.filter(({ text }) => !BROWSER.test(text)),
    SHARE,
  );
  const browsersFirst = (a, b) => Number(b[0].startsWith('browser')) - Number(a[0].startsWith('browser'));
  return [...[...inBrowser, ...alone].sort(browsersFirst), ...others];
}

/** Dealt out like cards, so that the long ones do not meet. */
function dealt(files, most) {
  const processes = Array.from({ length: Math.ceil(files.length / most) }, () => []);
  for (const [at, { path }] of files.entries()) processes[at % processes.length].push(path);
  return processes;
}

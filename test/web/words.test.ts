import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { LANGUAGES } from '../../src/languages.ts';
import { root } from '../../src/root.ts';
import { inWords } from '../../src/web/frame/scope-texts.ts';
import { catalogue, english } from '../../src/web/words/index.ts';
import { sayings } from '../support/sayings.ts';

test('every language says everything that English says, and no sentence of it is English', () => {
  const said = sayings(english);
  assert.ok(said.size > 2000, `${said.size}`);
  for (const language of LANGUAGES) {
    const own = sayings(catalogue[language]);
    assert.deepEqual([...own.keys()].sort(), [...said.keys()].sort(), language);
    if (catalogue[language] === english) continue;
    const same = [...said].filter(([path, text]) => isSentence(path, text) && own.get(path) === text);
    assert.deepEqual(same, [], language);
  }
});

test('a tag of each language is what dates, numbers and its own name are written with', () => {
  for (const language of LANGUAGES) {
    const { locale, languageName } = catalogue[language];
    assert.equal(new Intl.Locale(locale).language, language);
    assert.ok(new Intl.DisplayNames(locale, { type: 'language' }).of(language)?.includes(languageName), languageName);
  }
});

test('the scopes that an installation begins with are shown in every language, until somebody changes their text', () => {
  const folder = path.join(root, 'prisma/migrations');
  const migrations = readdirSync(folder)
    .filter((name) => /^\d/.test(name))
    .map((name) => readFileSync(path.join(folder, name, 'migration.sql'), 'utf8'))
    .join('\n');
  const seeded = Object.entries(english.scopes).map(([name, text]) => ({ name, ...text }));
  for (const { name, description, detail } of seeded) {
    const [said, more] = [`'${description}'`, detail === undefined ? 'NULL' : `'${detail}'`];
    const added = migrations.includes(`'${name}', ${said}, ${more}`);
    const changed = `SET "description" = ${said}, "detail" = ${more}\nWHERE "name" = '${name}'`;
    assert.ok(added || migrations.includes(changed), `${name}: ${said}`);
    const later = `WHERE "name" = '${name}' AND "description" = ${said}`;
    assert.ok(!migrations.includes(later), `${name}: a migration changes ${said}`);
  }
  const german = inWords(catalogue.de, seeded);
  assert.deepEqual(Object.fromEntries(german.map(({ name, ...text }) => [name, text])), catalogue.de.scopes);
  const own = seeded.map((scope) => ({ ...scope, description: 'Our own words' }));
  assert.deepEqual(inWords(catalogue.de, own), own);
});

/** Three words or more, and nothing that is code. */
function isSentence(path: string, text: string): boolean {
  return (text.match(/[A-Za-z]{2,}/g) ?? []).length > 2 && !/(?:example|Example|\.instead)$/.test(path);
}

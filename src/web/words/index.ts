import { isLanguage, type Language } from '../../languages.ts';
import { de } from './de/index.ts';
import { en } from './en/index.ts';

/** What every language has. */
export type Words = typeof en;

/** What programs read, and people where no language is known. */
export const english: Words = en;

/** The words of the first of these tags for which there are some. */
export function wordsOf(...tags: readonly (string | undefined)[]): Words {
  const tag = tags.find(isLanguage);
  return tag === undefined ? english : catalogue[tag];
}

/** Every text, in each language. */
export const catalogue: Readonly<Record<Language, Words>> = { en, de };

import type { Words } from '../../src/web/words/index.ts';

/** Stands for whatever a sentence names. */
const VALUE = '\u0001';

/** Every text of a language by its place; of one that names values, what it says around them, as far as it takes any text for them. */
export function sayings(words: Words): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (path: string, value: unknown): void => {
    if (typeof value === 'string') found.set(path, value);
    else if (typeof value === 'function') found.set(path, saidBy(value));
    else for (const [name, each] of Object.entries(value ?? {})) visit(`${path}.${name}`, each);
  };
  visit('', words);
  return found;
}

/** The parts of a text that stand between the values that it names. */
export function partsOf(text: string): readonly string[] {
  return text.split(VALUE).map((part) => part.trim());
}

function saidBy(text: unknown): string {
  try {
    const say = text as (...values: readonly string[]) => unknown;
    const said = say(...Array.from({ length: say.length }, () => VALUE));
    return typeof said === 'string' ? said : '';
  } catch {
    return ''; // it names something else than text
  }
}

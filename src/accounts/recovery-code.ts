import { digest, toBase32 } from '../secrets.ts';

const CODES = 10;
const LETTERS = 24; // 120 bits: nobody guesses it, so that a digest is enough to keep it
const GROUP = 6;

/** Ten new codes, each to be used once in place of a factor; `value` gives 256 bits for each name: the same ones for an intention that comes twice. */
export function newRecoveryCodes(value: (of: string) => string): readonly string[] {
  return Array.from({ length: CODES }, (_, index) => {
    const letters = toBase32(digest(value(`recovery-code ${index}`)))
      .slice(0, LETTERS)
      .toLowerCase();
    return (letters.match(new RegExp(`.{${GROUP}}`, 'g')) ?? []).join('-');
  });
}

/** The digest of a code as somebody typed it: case, spaces and hyphens do not count. Undefined: it is none. */
export function recoveryCodeHash(typed: string): Buffer | undefined {
  const letters = typed.replace(/[\s-]/g, '').toLowerCase();
  return letters.length === LETTERS && /^[a-z2-7]+$/.test(letters) ? digest(`recovery-code ${letters}`) : undefined;
}

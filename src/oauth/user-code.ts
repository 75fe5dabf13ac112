import { type Keys, randomLetters } from '../secrets.ts';

// RFC 8628 §6.1: no vowels, so that no word comes out, and none that looks or sounds like another in capitals.
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ';
const LENGTH = 8; // 20^8 is above 2^34
const PLAIN = new RegExp(`^[${LETTERS}]{${LENGTH}}$`);

/** A code for a person to type: eight letters, 34.5 bits, as they are stored. */
export function newUserCode(): string {
  return randomLetters(LENGTH, LETTERS);
}

/** The eight letters of what a person typed, whatever its case, spaces and signs; undefined where it is no code. */
export function readUserCode(typed: string): string | undefined {
  if (typed.length > 100) return undefined;
  const plain = typed.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
  return PLAIN.test(plain) ? plain : undefined;
}

/** As people read it: WDJB-MJHT. */
export function showUserCode(plain: string): string {
  return `${plain.slice(0, LENGTH / 2)}-${plain.slice(LENGTH / 2)}`;
}

/** What is stored of it: an HMAC, since a plain digest of so short a code is found by trying. The newest key first. */
export function userCodeHashes(plain: string, keys: Keys): readonly [Buffer, ...Buffer[]] {
  const [newest, ...older] = keys.macs('user-code', plain);
  if (!newest) throw new Error('there is no key');
  return [newest, ...older];
}

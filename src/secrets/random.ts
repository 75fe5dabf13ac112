import { randomUUID as nodeRandomUUID, randomFillSync } from 'node:crypto';
import { BASE62 } from './base62.ts';

/** A random identifier in base62: 22 characters are 131 bits. Not a secret unless its user says so. */
export function randomId(length = 22): string {
  return randomLetters(length, BASE62);
}

/** Random letters of an alphabet of at most 256: none is likelier than another. */
export function randomLetters(length: number, alphabet: string): string {
  const below = 256 - (256 % alphabet.length);
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < below && text.length < length) text += alphabet[byte % alphabet.length];
    }
  }
  return text;
}

/** A random secret of 256 bits, base64url: cookies and links. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}

export function randomUUID(): string {
  return nodeRandomUUID();
}

const pool = Buffer.alloc(8192);
let taken = pool.length;

/** Random bytes from a pool that is filled at once: asking the system each time costs three times as much. */
export function randomBytes(length: number): Buffer {
  if (taken + length > pool.length) {
    randomFillSync(pool);
    taken = 0;
  }
  const bytes = Buffer.from(pool.subarray(taken, taken + length));
  pool.fill(0, taken, taken + length); // handed out once, kept nowhere
  taken += length;
  return bytes;
}

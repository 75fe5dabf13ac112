import { crc32 } from 'node:zlib';
import { base62, digits } from './base62.ts';
import { randomBytes } from './random.ts';

/**
 * What a value of ours is, by its first letters: secret scanners and people see at once what leaked. Those of OAuth 1.0a
 * begin with 1: request token, access token, secret. Those of registration are `ri`, to register, and `ra`, to keep it.
 */
export type TokenKind = 'at' | 'rt' | 'cr' | 'ac' | 'dc' | 'pr' | 'cs' | 'ri' | 'ra' | '1r' | '1a' | '1s';

const BODY = 43; // 62^43 is just above 2^256
const CHECK = 6; // 62^6 is above 2^32
const TOKEN = new RegExp(`^lk_(at|rt|cr|ac|dc|pr|cs|ri|ra|1r|1a|1s)_[0-9A-Za-z]{${BODY + CHECK}}$`);

/** A random token: `lk_<kind>_`, 256 bits in base62, CRC-32 of what stands before it. */
export function randomToken(kind: TokenKind): string {
  return tokenFrom(kind, randomBytes(32));
}

/** The token that stands for these 32 bytes: for values that a retry must get again. */
export function tokenFrom(kind: TokenKind, bytes: Buffer): string {
  const body = `lk_${kind}_${base62(bytes, BODY)}`;
  return body + checksum(body);
}

/** The identifier of 22 letters and digits that stands for the first 16 of these bytes. */
export function idFrom(bytes: Buffer): string {
  return base62(bytes.subarray(0, 16), 22);
}

/** Whether this can be a token of ours at all: form and checksum, no look-up. */
export function isToken(kind: TokenKind, value: string): boolean {
  if (!TOKEN.test(value) || !value.startsWith(`lk_${kind}_`)) return false;
  return checksum(value.slice(0, -CHECK)) === value.slice(-CHECK);
}

function checksum(text: string): string {
  return digits(crc32(text), CHECK);
}

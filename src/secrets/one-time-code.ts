import { createHmac } from 'node:crypto';
import { randomBytes } from './random.ts';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const SECRET_BYTES = 20; // RFC 4226 §4

/** The six digits that an authenticator app shows for a secret, in base32, at this count (RFC 4226 §5.3). */
export function oneTimeCode(secret: string, count: number): string {
  const moving = Buffer.alloc(8);
  moving.writeBigUInt64BE(BigInt(count));
  const mac = createHmac('sha1', fromBase32(secret)).update(moving).digest();
  const offset = (mac.at(-1) ?? 0) & 0x0f;
  const number = mac.readUInt32BE(offset) & 0x7f_ff_ff_ff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** A new secret for an authenticator app: 160 bits in base32 (RFC 4648 §6). */
export function newOneTimeSecret(): string {
  return toBase32(randomBytes(SECRET_BYTES));
}

/** Bytes in base32 without padding; of whatever is left over at the end the bits are filled with zero. */
export function toBase32(bytes: Buffer): string {
  let text = '';
  let value = 0;
  let bits = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += BASE32[(value >>> (bits - 5)) & 31];
    value &= 31;
  }
  return bits === 0 ? text : text + BASE32[(value << (5 - bits)) & 31];
}

function fromBase32(text: string): Buffer {
  const bytes: number[] = [];
  let value = 0;
  let bits = 0;
  for (const letter of text) {
    value = (value << 5) | BASE32.indexOf(letter);
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((value >>> bits) & 255);
    value &= 255;
  }
  return Buffer.from(bytes);
}

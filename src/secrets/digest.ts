import { hash, timingSafeEqual } from 'node:crypto';

/** SHA-256: what is stored in place of a value. */
export function digest(value: string): Buffer {
  return hash('sha256', value, 'buffer');
}

/** SHA-256 in base64url, as RFC 7636 §4.2 computes a challenge. */
export function digestBase64url(value: string): string {
  return hash('sha256', value, 'base64url');
}

/** Whether two byte strings are equal, in a time that depends on their length alone. */
export function equal(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The UUID that stands for the first 16 of these bytes, in the form of RFC 9562 §5.8. */
export function uuidFrom(bytes: Buffer): string {
  const own = Buffer.from(bytes.subarray(0, 16));
  own[6] = ((own[6] ?? 0) & 0x0f) | 0x80;
  own[8] = ((own[8] ?? 0) & 0x3f) | 0x80;
  return own.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** The left half of the SHA-256 of a token in base64url: at_hash and c_hash (OpenID Connect Core 1.0 §3.1.3.6). */
export function halfDigest(value: string): string {
  return digest(value).subarray(0, 16).toString('base64url');
}

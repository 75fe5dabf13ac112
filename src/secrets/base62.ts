/** The digits of base62, in order. */
export const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Big-endian bytes in base62, padded to `length`. Five digits a round: 62^5 x 2^16 is exact in a double. */
export function base62(bytes: Buffer, length: number): string {
  const limbs = bytes.length / 2;
  const values = new Float64Array(limbs);
  for (let i = 0; i < limbs; i += 1) values[i] = bytes.readUInt16BE(2 * i);
  let text = '';
  let first = 0; // the limbs before it are zero by now
  for (let left = length; left > 0; left -= 5) {
    let rest = 0;
    for (let i = first; i < limbs; i += 1) {
      const value = rest * 65536 + (values[i] as number);
      const quotient = Math.floor(value / CHUNK);
      values[i] = quotient;
      rest = value - quotient * CHUNK;
    }
    while (first < limbs && values[first] === 0) first += 1;
    text = digits(rest, Math.min(5, left)) + text;
  }
  return text;
}

const CHUNK = 62 ** 5;

/** A number below 62^count in `count` digits of base62. */
export function digits(value: number, count: number): string {
  let rest = value;
  let text = '';
  for (let i = 0; i < count; i += 1) {
    const quotient = Math.floor(rest / 62);
    text = (BASE62[rest - quotient * 62] as string) + text;
    rest = quotient;
  }
  return text;
}

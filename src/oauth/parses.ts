/**
 * Whether the WHATWG parser takes this for an address (RFC 3986 §4.3). Not `URL.canParse`: in Node.js 20 that says no to addresses with
 * letters such as ü as soon as it was called often enough to be optimized.
 */
export function parses(address: string): boolean {
  try {
    return new URL(address) !== undefined;
  } catch {
    return false;
  }
}

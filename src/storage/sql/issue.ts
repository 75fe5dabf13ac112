/** When an access token ends: `seconds` (a parameter) from now, or never where that is null. */
export function accessExpiry(seconds: string): string {
  return `coalesce(now() + $1::interval + make_interval(secs => ${seconds}::float8), 'infinity')`;
}

/**
 * A family that gets a token without an end is kept as long; `issued` is the row (id) that the token comes from. It
 * waits for nobody: whoever holds the family's lock is ending it, or does the same.
 */
export function keepFamily(issued: string, seconds: string): string {
  return `
    UPDATE authorizations SET expires_at = 'infinity' WHERE id IN (
      SELECT a.id FROM authorizations a JOIN ${issued} issued ON issued.id = a.id
      WHERE ${seconds}::float8 IS NULL AND a.expires_at < 'infinity' FOR NO KEY UPDATE OF a SKIP LOCKED)`;
}

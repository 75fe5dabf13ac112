import { carriedScopes } from './scopes.ts';

/** How far a timestamp may be from the clock, before or after, in seconds. */
const WINDOW_SECONDS = 300;

/**
 * SQL that uses up the nonce of digest `hash` and timestamp `seconds` (parameters; null where PLAINTEXT has none): one row
 * in `fresh`, or none where it was used before; of two statements at once, one waits for the other. It is kept for twice
 * the time in which its timestamp counts, so that no clock brings it back. `only`: a condition without which
 * none is used.
 */
export function useNonce(hash: string, seconds: string, only = 'true'): string {
  return `
    used AS (
      INSERT INTO oauth1_nonces (hash, expires_at)
      SELECT ${hash}::bytea, to_timestamp(${seconds}::float8) + interval '${2 * WINDOW_SECONDS} seconds'
      WHERE ${hash}::bytea IS NOT NULL AND ${only} ON CONFLICT (hash) DO NOTHING RETURNING true
    ), fresh AS (
      SELECT true AS fresh WHERE (${hash}::bytea IS NULL AND ${only}) OR EXISTS (SELECT FROM used)
    )`;
}

/** SQL for: this consumer may do anything at all. */
export const ACTIVE = 'c.disabled_at IS NULL AND NOT c.in_review';

/** SQL for the scopes of this consumer that OAuth 1.0a may carry. */
export const MAY_CARRY = carriedScopes('c.scopes', "'oauth1'");

/** The two parameters of `useNonce`. */
export function nonceValues(nonce: { readonly hash: Buffer; readonly timestamp: number } | undefined) {
  return [nonce?.hash ?? null, nonce?.timestamp ?? null];
}

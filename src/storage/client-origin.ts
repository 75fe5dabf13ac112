// SQL of its own: the hot path of browsers: redirect URIs are compared as elements of an array.
import type { Database, Statement } from './engine/database.ts';

/**
 * 2 the ways to write an origin, 3 patterns of addresses on this computer. The preflight of a browser knows no client: any
 * active application's redirect URI counts.
 */
const find: Statement = {
  name: 'find-client-origin',
  text: `
    SELECT EXISTS (
      SELECT FROM clients, unnest(redirect_uris) AS uri
      WHERE disabled_at IS NULL AND NOT in_review
        AND (lower(substring(uri FROM '^[A-Za-z]+://[^/?]+') COLLATE "C") = ANY ($2::text[]) OR uri LIKE ANY ($3::text[]))
    ) AS found, $1::interval AS clock`,
};

const LOOPBACK = /^(http:\/\/(?:127\.0\.0\.1|\[::1\]|localhost))(?::\d{1,5})?$/;

/** Whether an active application has a redirect URI of this origin; on this computer, of any port (RFC 8252 §7.3). */
export function hasOrigin(database: Database): (origin: string) => Promise<boolean> {
  return async (origin) => {
    // A browser leaves out the port that is the usual one; who registered the address may have written it.
    const usual = origin.startsWith('https:') ? 443 : 80;
    const [, here] = LOOPBACK.exec(origin) ?? [];
    const ofAnyPort = here === undefined ? [] : [here, `${here}:%`, `${here}/%`, `${here}?%`];
    const [row] = await database.run<{ found: boolean }>(find, [[origin, `${origin}:${usual}`], ofAnyPort]);
    return row?.found === true;
  };
}

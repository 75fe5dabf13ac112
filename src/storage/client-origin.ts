// SQL of its own: the hot path of browsers: redirect URIs are compared as elements of an array.
import type { Database, Statement } from './engine/database.ts';

// SQL of its own: asked for at every refusal to a page, so one named statement that looks up one entry of an index.

/** The preflight of a browser knows no client: any active application's redirect URI counts, and any preview. 2 the origin. */
export const FIND_ORIGIN: Statement = {
  name: 'find-client-origin',
  text: `SELECT $1::interval IS NOT NULL AND (EXISTS (SELECT FROM client_origins WHERE origin = $2)
    OR EXISTS (SELECT FROM preview_uris p WHERE p.host = substring($2 FROM '^https://([a-z0-9.-]+)') AND p.expires_at > now() + $1::interval)) AS found`,
};

const LOOPBACK = /^(http:\/\/(?:127\.0\.0\.1|\[::1\]|localhost))(?::\d{1,5})?$/;

/** Whether an active application has a redirect URI of this origin; on this computer, of any port (RFC 8252 §7.3). */
export function hasOrigin(database: Database): (origin: string) => Promise<boolean> {
  return async (origin) => {
    const [, here] = LOOPBACK.exec(origin) ?? [];
    const [row] = await database.run<{ found: boolean }>(FIND_ORIGIN, [here ?? origin]);
    return row?.found === true;
  };
}

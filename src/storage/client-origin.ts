import type { Database, Statement } from './database.ts';

/** 2 origin. The preflight of a browser knows no client: any active application's redirect URI counts. */
const find: Statement = {
  name: 'find-client-origin',
  text: `
    SELECT EXISTS (
      SELECT FROM clients, unnest(redirect_uris) AS uri
      WHERE disabled_at IS NULL AND NOT in_review
        AND (uri = $2 OR starts_with(uri, $2 || '/') OR starts_with(uri, $2 || '?'))
    ) AS found, $1::interval AS clock`,
};

/** Whether an active application has a redirect URI of this origin. */
export function hasOrigin(database: Database): (origin: string) => Promise<boolean> {
  return async (origin) => (await database.run<{ found: boolean }>(find, [origin]))[0]?.found === true;
}

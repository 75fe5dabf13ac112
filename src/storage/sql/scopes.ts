import { isReviewed, type Keeper, OWNER_ADMINISTERS } from './owner.ts';

/**
 * SQL for what of a granted scope may be had now, in order and by present names, as one text: recomputed whenever a token
 * is issued. `granted` is a text of names, `allowed` a text[]; `asked` a text[] or null for all of it.
 */
export function allowedScope(granted: string, allowed: string, asked = 'NULL::text[]'): string {
  return `array_to_string(ARRAY(SELECT name FROM unnest(${presentScopes(granted)}) WITH ORDINALITY AS g(name, place)
    WHERE name = ANY (${allowed}) AND (${asked} IS NULL OR name = ANY (${asked})) ORDER BY place), ' ')`;
}

/** SQL for a text of names as a text[] of the names that those scopes have now. */
export function presentScopes(granted: string): string {
  return `present_scopes(string_to_array(${granted}, ' '))`;
}

/** SQL for those of a client's scopes (text[]) that this grant (text) may carry, or the refresh tokens that came of it. */
export function carriedScopes(scopes: string, grant: string): string {
  return `ARRAY(SELECT held.name FROM unnest(${scopes}) AS held (name) WHERE NOT EXISTS (
    SELECT FROM scopes s WHERE s.name = held.name AND s.grants <> '{}' AND NOT ${grant} = ANY (s.grants)))`;
}

/**
 * SQL for: an owner who is not an administrator adds no privileged scope to an application, or consumer, that was looked at
 * already. `scopes` is what it will have. Its form is checked before; an approval may come between that and the statement.
 */
export function looked(by: Keeper, table: 'clients' | 'oauth1_consumers', scopes: string): string {
  if (!isReviewed(by)) return 'true';
  return `(in_review OR ${OWNER_ADMINISTERS} OR NOT EXISTS (
    SELECT FROM scopes s WHERE s.privileged AND s.name = ANY (${scopes}) AND NOT s.name = ANY (${table}.scopes)))`;
}

/** SQL for: these scopes (text[]) are safe, all of them, and there are safe ones at all: an application with them needs no review. */
export function areSafe(scopes: string): string {
  return `(EXISTS (SELECT FROM scopes s WHERE s.safe) AND NOT EXISTS (SELECT FROM unnest(${scopes}) AS held (name)
    WHERE NOT EXISTS (SELECT FROM scopes s WHERE s.name = held.name AND s.safe)))`;
}

/** SQL for: among these scopes (text[]) is one that an application, or consumer, had not, and that is not safe. */
export function asksMore(table: 'clients' | 'oauth1_consumers', scopes: string): string {
  return `EXISTS (SELECT FROM unnest(${scopes}) AS held (name) WHERE NOT held.name = ANY (${table}.scopes)
    AND NOT EXISTS (SELECT FROM scopes s WHERE s.name = held.name AND s.safe))`;
}

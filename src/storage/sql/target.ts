import type { Target } from '../../oauth/model/target.ts';

/**
 * SQL for: the resources that are asked for ($`resources`, a jsonb, or null for none) are among those that the family names in
 * its `facts`; where none are asked for, it names none (RFC 8707 §2.2).
 */
export function namesOnly(resources: string, facts: string): string {
  return `CASE WHEN ${resources}::jsonb IS NULL THEN ${facts}->'resources' IS NULL
    ELSE coalesce(${facts}->'resources' @> ${resources}::jsonb, false) END`;
}

/** SQL for: the family names no resource. */
export function namesNone(facts: string): string {
  return `${facts}->'resources' IS NULL`;
}

/** SQL for those of `allowed` (text[]) that tokens for these resources carry ($`kept`, a text[], or null for all). */
export function keptScopes(allowed: string, kept: string): string {
  return `CASE WHEN ${kept}::text[] IS NULL THEN ${allowed} ELSE ARRAY(SELECT unnest(${allowed}) INTERSECT SELECT unnest(${kept}::text[])) END`;
}

/** Both as parameters, for `namesOnly` and `keptScopes`. */
export function targetValues(target: Target | undefined): readonly [string | null, readonly string[] | null] {
  return [target ? JSON.stringify(target.resources) : null, target?.scopes ?? null];
}

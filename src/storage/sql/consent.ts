/**
 * Where consent is given for the client `c`: a change of it comes wholly before, and then it is not the one that was
 * shown, or wholly after, and then what it makes of the identity forgets this consent.
 */
export const LOCK_CLIENT = 'FOR SHARE OF c';

/** SQL for the resources that facts ($`facts`, or null) name, as a text[]. */
export function resourcesOf(facts: string): string {
  return `ARRAY(SELECT jsonb_array_elements_text(${facts}::jsonb->'resources'))`;
}

/**
 * Remembers that the person of `allowed` (user_id) agreed to `scopes` of `client` for `resources`; `from` may have no row, then
 * nobody did.
 */
export function rememberConsent(
  { client, scopes, resources }: { readonly client: string; readonly scopes: string; readonly resources: string },
  from: string,
): string {
  const kept = `had.approved_at > (SELECT identity_changed_at FROM clients WHERE id = ${client})`;
  return `
    INSERT INTO consents AS had (user_id, client_id, scopes, resources, created_at, approved_at, last_used_at)
    SELECT allowed.user_id, ${client}, ${scopes}::text[], ${resources}::text[], now() + $1::interval, now() + $1::interval, now() + $1::interval
    FROM ${from}
    ON CONFLICT (user_id, client_id) DO UPDATE SET
      scopes = CASE WHEN ${kept} THEN ARRAY(SELECT DISTINCT unnest(had.scopes || excluded.scopes)) ELSE excluded.scopes END,
      resources = CASE WHEN ${kept} THEN ARRAY(SELECT DISTINCT unnest(had.resources || excluded.resources)) ELSE excluded.resources END,
      approved_at = excluded.approved_at, last_used_at = excluded.last_used_at`;
}

/**
 * Where nobody was asked on its page: a consent that is there to be seen and revoked. Approved in 1970 and for nothing, it
 * is never taken for one that the person gave to this client. `from` has the facts of issue.ts.
 */
export function noteConsent(from: string): string {
  return `
    INSERT INTO consents (user_id, client_id, scopes, created_at, approved_at, last_used_at)
    SELECT user_id, client_id, '{}', now() + $1::interval, 'epoch', now() + $1::interval FROM ${from}
    ON CONFLICT (user_id, client_id) DO UPDATE SET last_used_at = excluded.last_used_at`;
}

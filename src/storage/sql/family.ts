import { after } from './issue.ts';

/**
 * The one INSERT of families, as `a`: one for each row of `from`. `id`, `client`, `scope`, `grant` and `seconds` are SQL, or
 * parameters; `seconds` says how long any of its tokens can live, and null that one does not end.
 */
export function insertFamily(
  from: string,
  family: {
    readonly id: string;
    readonly user: string;
    readonly client: string;
    readonly scope: string;
    readonly grant: string;
    readonly seconds: string;
    /** SQL, or a parameter, of type jsonb (FamilyFacts). */
    readonly facts?: string;
    /** SQL of type bytea[]: the access tokens that it was exchanged from, all the way back (RFC 8693 §2.1). */
    readonly parents?: string;
  },
): string {
  return `
    INSERT INTO authorizations AS a (id, user_id, client_id, scope, grant_type, created_at, expires_at, facts${family.parents === undefined ? '' : ', parents'})
    SELECT ${family.id}::uuid, ${family.user}, ${family.client}, ${family.scope}, ${family.grant}, now() + $1::interval,
      coalesce(${after(family.seconds)}, 'infinity'), ${family.facts ?? 'NULL::jsonb'}${family.parents === undefined ? '' : `, ${family.parents}`}
    FROM ${from}`;
}

/** SQL that selects the subject by which this sector knows this person. */
export function pairwiseSubject(sector: string, user: string): string {
  return `SELECT encode(sha256(convert_to(concat_ws(' ', ${sector}, ${user}, salt), 'UTF8')), 'hex') FROM subject_salts`;
}

/**
 * SQL for facts of a family ($`given`, or null) with the subject by which its sector knows this person (OpenID Connect Core 1.0
 * §8.1): the digest of both and of a salt, which is in this database alone.
 */
export function factsWithSubject(given: string, user: string): string {
  return `CASE WHEN ${given}::jsonb ? 'sector' THEN ${given}::jsonb || jsonb_build_object('sub', (
    ${pairwiseSubject(`${given}::jsonb->>'sector'`, user)}))
    ELSE ${given}::jsonb END`;
}

/**
 * SQL for the facts of a family ($`given`, or null) with those of the session `person` that it was approved in: when and how its
 * person last proved who they are (OpenID Connect Core 1.0 §2).
 */
export function factsWithSession(given: string, person: string): string {
  return `CASE WHEN ${given}::jsonb IS NOT NULL THEN ${factsWithSubject(given, `${person}.user_id`)} || jsonb_build_object('auth', jsonb_build_object(
    'time', floor(extract(epoch FROM ${person}.authenticated_at))::bigint, 'amr', to_jsonb(${person}.amr), 'sid', ${person}.handle)) END`;
}

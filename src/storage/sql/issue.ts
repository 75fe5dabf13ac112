import type { MintedAccessToken } from '../../oauth/model/access-token.ts';
import type { FamilyFacts, Issued } from '../../oauth/model/issued.ts';

/**
 * What is issued comes of a part of its statement that has one row, or none, with these columns: the facts of a family `a`
 * (src/oauth/model/issued.ts). A fact more is a column here, in ISSUED and in `toIssued`.
 */
export function factsOf(scope: string): string {
  return `a.id AS authorization_id, a.user_id, a.client_id, ${scope} AS scope, a.facts`;
}

/** The same where a client gets it for itself. */
export function factsOfClient(client: string, scope: string): string {
  return `NULL::uuid AS authorization_id, NULL::uuid AS user_id, ${client} AS client_id, ${scope} AS scope, NULL::jsonb AS facts`;
}

/** The facts of the one row of `from`, as `toIssued` reads them. */
export function issuedFrom(from: string): string {
  return `${from}.authorization_id, ${from}.user_id, ${from}.scope, ${from}.facts, ${ISSUED_AT}`;
}

const ISSUED_AT = 'extract(epoch FROM now() + $1::interval)::float8 AS issued_at';
/** The same for RETURNING, where a statement is nothing but `insertAccess` to a client for itself. */
export const ISSUED_TO_CLIENT = `scope, ${ISSUED_AT}`;

export type IssuedRow = {
  /** Like `user_id` not there at all where it was issued to a client for itself: a column costs a microsecond or two. */
  readonly authorization_id?: string | null;
  readonly user_id?: string | null;
  readonly facts?: FamilyFacts | null;
  /** Null where the row is missing. */
  readonly scope: string | null;
  readonly issued_at: number;
};

export function toIssued({ authorization_id, user_id, scope, facts, issued_at }: IssuedRow): Issued {
  return {
    authorizationId: authorization_id ?? undefined,
    userId: user_id ?? undefined,
    scope: scope ?? '',
    facts: facts ?? undefined,
    issuedAt: issued_at,
  };
}

/**
 * The one INSERT of access tokens: one for each row of `from`. `hash`, `seconds` and `binding` are parameters; null: it does not
 * end, and is bound to nothing.
 */
export function insertAccess(
  from: string,
  { hash, seconds, binding }: { readonly hash: string; readonly seconds: string; readonly binding: string },
): string {
  return `
    INSERT INTO access_tokens (hash, authorization_id, client_id, scope, issued_at, expires_at, binding)
    SELECT ${hash}::bytea, authorization_id, client_id, scope, now() + $1::interval, coalesce(${after(seconds)}, 'infinity'), ${binding}::jsonb
    FROM ${from}`;
}

/** SQL for: the access token `t` is good for whoever has it. One that is bound to a key is not (RFC 9449 §7.2, RFC 8705 §3). */
export const BEARER_ONLY = "t.binding->'cnf' IS NULL";

/**
 * SQL for: the access token `t` is good for who proved these keys (parameters, or null). One that is bound to no key is none for
 * whoever comes with a proof (RFC 9449 §7.1); who has a certificate may have it for something else.
 */
export function goodFor({ jkt, x5t }: { readonly jkt: string; readonly x5t: string }): string {
  const bound = "t.binding->'cnf'";
  return `${bound}->>'jkt' IS NOT DISTINCT FROM ${jkt}::text
      AND (${bound}->>'x5t#S256' IS NULL OR ${bound}->>'x5t#S256' = ${x5t}::text)`;
}

/** The binding of an access token as a parameter. */
export function bindingOf({ binding }: Pick<MintedAccessToken, 'binding'>): string | null {
  return binding === undefined ? null : JSON.stringify(binding);
}

/** SQL for staysConnected() of src/oauth/offline-access.ts, of a part with the facts of a family. */
export function staysConnected(issued: string): string {
  return `(${issued}.facts->'openid' IS NULL OR 'offline_access' = ANY (string_to_array(${issued}.scope, ' ')))`;
}

/** The one INSERT of refresh tokens. `hash` and `idleSeconds` are parameters, `endsAt` is SQL: its absolute end. */
export function insertRefresh(
  from: string,
  { hash, idleSeconds, endsAt }: { readonly hash: string; readonly idleSeconds: string; readonly endsAt: string },
): string {
  return `
    INSERT INTO refresh_tokens (hash, authorization_id, expires_at, ends_at)
    SELECT ${hash}::bytea, authorization_id, least(${after(idleSeconds)}, ${endsAt}), ${endsAt} FROM ${from}`;
}

/** SQL for this many seconds (a parameter, or SQL) from now. */
export function after(seconds: string): string {
  return `now() + $1::interval + make_interval(secs => ${seconds}::float8)`;
}

/**
 * A family that gets a token without an end is kept as long; `issued` is the row that the token comes from. It waits for
 * nobody: whoever holds the family's lock is ending it, or does the same.
 */
export function keepFamily(issued: string, seconds: string): string {
  return `
    UPDATE authorizations SET expires_at = 'infinity' WHERE id IN (
      SELECT a.id FROM authorizations a JOIN ${issued} issued ON issued.authorization_id = a.id
      WHERE ${seconds}::float8 IS NULL AND a.expires_at < 'infinity' FOR NO KEY UPDATE OF a SKIP LOCKED)`;
}

/**
 * The same, and the refresh tokens of the family are good for whoever proves this key alone (RFC 9449 §5), unless they are bound
 * already. It waits for whoever holds the family: unbound it would be good for everybody.
 */
export function bindFamily(issued: string, seconds: string, key: string): string {
  return `
    UPDATE authorizations a SET facts = jsonb_build_object('jkt', ${key}::text) || coalesce(a.facts, '{}'),
      expires_at = CASE WHEN ${seconds}::float8 IS NULL THEN 'infinity' ELSE a.expires_at END
    FROM ${issued} issued WHERE issued.authorization_id = a.id`;
}

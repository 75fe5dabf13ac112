import type { AuthorizationDetail } from './authorization-details.ts';

/**
 * The facts of what was issued, from the statement that issued it: everything that an answer says, or a signed token would
 * say, without a second look. A fact more of the family is a member of FamilyFacts, one of a single token of TokenBinding.
 */
export type Issued = {
  /** The family, and its person; undefined where a client got it for itself. */
  readonly authorizationId: string | undefined;
  readonly userId: string | undefined;
  /** As it is answered: names in order, a space between them. */
  readonly scope: string;
  /** What few families have; undefined: none of it. */
  readonly facts: FamilyFacts | undefined;
  /** Seconds since 1970, not rounded. When the token ends follows from how it was minted. */
  readonly issuedAt: number;
};

/** What some families have beyond client, person and scope. It is kept as JSON, by these names. */
export type FamilyFacts = {
  /** How the person was authenticated in the session that approved it. The store adds it to whatever else there is. */
  readonly auth?: Authentication;
  /** For whom the application knows the person by a subject of its own (OpenID Connect Core 1.0 §8.1); absent: by their id. */
  readonly sector?: string;
  /** That subject. The store adds it. */
  readonly sub?: string;
  /** Of the key alone that its refresh tokens may be used with (RFC 9449 §5); absent: any. */
  readonly jkt?: string;
  /** The resources that its tokens may be for (RFC 8707 §2), by their URIs; absent: it names none, and so do they. */
  readonly resources?: readonly string[];
  /** Who acts for the person, where the family was exchanged from another one (RFC 8693 §4.1). */
  readonly act?: Actor;
  /** A personal access token: what its person calls it, and by which digest (hex) it is known. */
  readonly personal?: { readonly name: string; readonly hash: string };
  /** OpenID Connect: what its ID tokens say. Absent: `openid` was not asked for. */
  readonly openid?: OpenIdFacts;
  /** What the person agreed to beyond scopes (RFC 9396 §2). */
  readonly details?: readonly AuthorizationDetail[];
};

export type Authentication = {
  /** auth_time: seconds since 1970. */
  readonly time: number;
  /** In the names of RFC 8176 §2. */
  readonly amr: readonly string[];
  /** Names the session: sid. */
  readonly sid: string;
};

/** Who acts, and for whom they do: the innermost began (RFC 8693 §4.1). A client acts by its client_id. */
export type Actor = { readonly sub: string; readonly act?: Actor };

export type OpenIdFacts = {
  /** As it was sent (OpenID Connect Core 1.0 §3.1.2.1). */
  readonly nonce?: string;
  /** What was asked for by name, and allowed, beside what the scopes release (OpenID Connect Core 1.0 §5.5). */
  readonly claims?: { readonly userinfo?: readonly string[]; readonly id_token?: readonly string[] };
};

/** By whose key a token may be used, by the names of `cnf` (RFC 9449 §6.1, RFC 8705 §3.1). */
export type Confirmation = { readonly jkt?: string; readonly 'x5t#S256'?: string };

/** The key that a request proved (RFC 9449 §5). */
export type ProvedKey = {
  readonly jkt: string;
  /** The refresh tokens of its family may be used with it alone from now on: its client has no other proof of who it is. */
  readonly bindsFamily: boolean;
};

/** What a single token is tied to, by the names of JWT claims. It is kept as JSON. */
export type TokenBinding = {
  /** The resources that it is for (RFC 8707 §2); absent: it names none. */
  readonly aud?: readonly string[];
  /** Those of its family that it was narrowed to (RFC 9396 §6.1); absent: all of them. */
  readonly authorization_details?: readonly AuthorizationDetail[];
  /** Absent: a bearer token. */
  readonly cnf?: Confirmation;
};

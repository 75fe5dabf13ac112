import type { FamilyFacts, Issued, TokenBinding } from './issued.ts';

/** An access token about to be stored: its digest and its life; undefined: until it is ended. */
export type MintedAccessToken = {
  /** The token itself or, of one that is signed, its `jti`. */
  readonly value: string;
  /** Digest of the value: whichever form the token has, the database knows it by this. */
  readonly hash: Buffer;
  readonly seconds: number | undefined;
  /** `jwt`: it is signed when it is answered (RFC 9068 §2). */
  readonly format: 'opaque' | 'jwt';
  /** Undefined: a bearer token that names no resource. */
  readonly binding: TokenBinding | undefined;
};

/** What a live token is (RFC 7662 §2.2). Times in seconds since 1970. */
export type LiveToken = {
  readonly clientId: string;
  /** The person, or the client itself where no person is involved. */
  readonly subject: string;
  readonly scope: string;
  readonly issuedAt: number | undefined;
  /** Undefined: it does not expire. */
  readonly expiresAt: number | undefined;
  /** Undefined: a bearer token that names no resource. */
  readonly binding: TokenBinding | undefined;
  readonly facts: FamilyFacts | undefined;
};

/** Whose a live token is, and whether it has what was asked for. */
export type CheckedToken = Pick<LiveToken, 'clientId' | 'subject'> & {
  readonly covered: boolean;
  /** The URIs of the resources that it is for; undefined: it names none. */
  readonly resources: readonly string[] | undefined;
  /** It does not expire. */
  readonly endless: boolean;
};

/** Who asks about a token. A resource server is told of those that name no resource, or one of its own. */
export type Caller = { readonly clientId: string; readonly revision: number; readonly resourceServer: boolean };

/** Every method is one statement; "stale" says that the client changed after it was read, and that nothing was done. */
export type AccessTokenStore = {
  /** Issues to an active client for itself (RFC 6749 §4.4.3). */
  issue(to: {
    readonly clientId: string;
    readonly revision: number;
    readonly scope: string;
    readonly access: MintedAccessToken;
  }): Promise<Issued | 'stale'>;
  /** The token, if it is live now and this caller may know. */
  introspect(hash: Buffer, caller: Caller): Promise<LiveToken | 'stale' | undefined>;
  /** The token, if it is live now, whoever asks: they have it. Scopes count by every name that they ever had. */
  check(hash: Buffer, scopes: readonly string[]): Promise<CheckedToken | undefined>;
  /** Ends this client's token; another's, or none, is left alone. */
  revoke(hash: Buffer, clientId: string): Promise<void>;
};

/** What is stored of a code that was just refused, where it is the client's own. */
export type RefusedCode = {
  readonly consumed: boolean;
  readonly expired: boolean;
  /** How often something that came with it was wrong, this time included. */
  readonly misses: number;
  readonly challenge: Buffer | undefined;
  /** As sent in the authorization request; undefined where it was left out. */
  readonly redirectUri: string | undefined;
  /** The registered URI that it matched. */
  readonly registeredUri: string;
  /** Of the key that it is bound to (RFC 9449 §10). */
  readonly keyThumbprint: string | undefined;
};

/** The same of a refresh token. */
export type RefusedRefreshToken = {
  readonly consumed: boolean;
  readonly expired: boolean;
  /** Why its family ended; undefined where it has not. */
  readonly endedBy: string | undefined;
  /** Of the key that its family is bound to (RFC 9449 §5). */
  readonly keyThumbprint: string | undefined;
};

/** A second look at what was refused, for the owner of the application: the answer says one sentence for all reasons. */
export type RefusedGrantStore = {
  code(hash: Buffer, clientId: string): Promise<RefusedCode | undefined>;
  refreshToken(hash: Buffer, clientId: string): Promise<RefusedRefreshToken | undefined>;
};

import type { Caller, CheckedToken, LiveToken } from './access-token.ts';
import type { TokenBinding } from './issued.ts';

/** A signed token that a client got for itself: it is not stored, so all that is known of it stands in it. */
export type SignedToken = {
  /** Digest of its jti: it is stored where the token was revoked. */
  readonly hash: Buffer;
  readonly clientId: string;
  /** Client.tokenGeneration when it was signed. */
  readonly generation: number;
  readonly scope: string;
  /** Seconds since 1970, both. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly binding: TokenBinding | undefined;
};

/** Every method is one statement; "stale" says that the client changed after it was read. */
export type SignedTokenStore = {
  /** When it is: that the client is what it was, so that a token may be signed for it. Nothing is written. */
  vouch(client: { readonly clientId: string; readonly revision: number }): Promise<number | 'stale'>;
  /** The token, if its client is active and it was not ended, and this caller may know. */
  introspect(token: SignedToken, caller: Caller): Promise<LiveToken | 'stale' | undefined>;
  /** The same for whoever has it. Scopes count by every name that they ever had. */
  check(token: SignedToken, scopes: readonly string[]): Promise<CheckedToken | undefined>;
  /** Ends it, until it would have expired. */
  revoke(token: SignedToken): Promise<void>;
};

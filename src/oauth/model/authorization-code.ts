import type { MintedAccessToken } from './access-token.ts';
import type { Issued, ProvedKey } from './issued.ts';
import type { MintedRefreshToken } from './refresh-token.ts';
import type { Target, Targeted } from './target.ts';

/** As many requests with something wrong beside the code end it. */
export const MOST_MISSES = 3;

/**
 * For so many seconds after a code was consumed, the same request again is a repetition: refused (RFC 6749 §4.1.2), but no
 * sign of theft. A request ends within five seconds, and is told to come again after five where its outcome is not known.
 */
export const REPEATED_SECONDS = 10;

/** A code about to be stored with everything that it is bound to. */
export type MintedCode = {
  readonly value: string;
  readonly hash: Buffer;
  readonly seconds: number;
  /** As sent in the request; undefined where it was left out. */
  readonly redirectUri: string | undefined;
  /** The registered URI that it matched. */
  readonly registeredUri: string;
  /** The scopes as asked for, where a name of old was used. */
  readonly wording: string | undefined;
  /** RFC 7636 §4.2, the 32 bytes. */
  readonly challenge: Buffer | undefined;
  /** Of the key that whoever redeems it must prove (RFC 9449 §10); undefined: none. */
  readonly keyThumbprint: string | undefined;
};

export type Redemption = {
  readonly hash: Buffer;
  readonly clientId: string;
  readonly revision: number;
  /** Some of the client's scopes may be carried by some grants only. */
  readonly limited: boolean;
  readonly redirectUri: string | undefined;
  readonly challenge: Buffer | undefined;
  readonly key: ProvedKey | undefined;
  readonly access: MintedAccessToken;
  readonly refresh: MintedRefreshToken | undefined;
  /** What its tokens are for; undefined: the request named no resource. */
  readonly target: Target | undefined;
};

export type Redeemed =
  /** `asked`: the scopes as the request named them, where one has another name by now. */
  | { readonly outcome: 'redeemed'; readonly issued: Issued; readonly asked: string | undefined }
  | { readonly outcome: 'stale' }
  | Targeted
  /** `replay`: the family, where this client has a code that was consumed before, and it is no repetition. */
  | { readonly outcome: 'refused'; readonly replay: string | undefined };

export type AuthorizationCodeStore = {
  /**
   * Proves every binding, consumes the code and issues its tokens, in one statement: exactly one caller wins. A miss of
   * its own client is counted; after three the code is dead.
   */
  redeem(redemption: Redemption): Promise<Redeemed>;
};

import type { MintedAccessToken } from '../../oauth/model/access-token.ts';
import type { Issued } from '../../oauth/model/issued.ts';
import type { MintedRefreshToken } from '../../oauth/model/refresh-token.ts';
import type { RequestOrigin } from '../../oauth/model/request-origin.ts';
import type { Nonce } from './signer.ts';

export type Exchange = {
  readonly consumerKey: string;
  readonly nonce: Nonce | undefined;
  /** Digest of the OAuth 1.0a access token. */
  readonly hash: Buffer;
  /** Of the family that comes of it. */
  readonly authorizationId: string;
  readonly clientId: string;
  readonly revision: number;
  /** What the client asks for, of what it may have. */
  readonly scopes: readonly string[];
  readonly access: MintedAccessToken;
  readonly refresh: MintedRefreshToken | undefined;
  readonly from: RequestOrigin;
};

export type Exchanged =
  | { readonly outcome: 'exchanged'; readonly issued: Issued }
  /** The client is not what it was; nothing was done. */
  | { readonly outcome: 'stale' }
  | { readonly outcome: 'replayed' }
  /** Consumer and client are not one owner's, or have no scope in common; the token lives on. */
  | { readonly outcome: 'unrelated' }
  /** The token does not live any more. */
  | { readonly outcome: 'refused' };

export type ExchangeStore = {
  /**
   * Uses the nonce, consumes an access token of OAuth 1.0a and stores what the OAuth 2 client gets for it, in one
   * statement: exactly one caller wins.
   */
  exchange(exchange: Exchange): Promise<Exchanged>;
};

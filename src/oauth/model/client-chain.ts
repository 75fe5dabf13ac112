import type { Caller, LiveToken, MintedAccessToken } from './access-token.ts';
import type { Issued } from './issued.ts';
import type { MintedRefreshToken } from './refresh-token.ts';

/** What a client begins for itself, where its dialect gives client credentials a refresh token. */
export type NewClientLine = {
  readonly clientId: string;
  readonly revision: number;
  /** It lives only while the client has this dialect. */
  readonly dialect: string;
  readonly scope: string;
  readonly access: MintedAccessToken;
  readonly refresh: MintedRefreshToken;
};

/** What a step of a chain gave. Times in seconds, not rounded. */
export type ChainIssued = {
  readonly issued: Issued;
  /** Of the refresh token. */
  readonly refreshIssuedAt: number;
  readonly refreshSeconds: number;
  /** How often the chain was refreshed. */
  readonly refreshes: number;
};

export type LineStep = {
  /** Digest of what was presented. */
  readonly hash: Buffer;
  readonly clientId: string;
  readonly revision: number;
  /** The scope asked for; undefined: all that is left of what was granted. */
  readonly scopes: readonly string[] | undefined;
  /** What the client may have by this grant now. */
  readonly allowed: readonly string[];
  readonly access: MintedAccessToken;
};

export type LineRotated =
  | ({ readonly outcome: 'rotated' } & ChainIssued)
  | { readonly outcome: 'stale' }
  | { readonly outcome: 'wider' }
  | { readonly outcome: 'refused' }
  /** Consumed: before this statement began (reuse, unless the grace rule covers it), or by one running beside it. */
  | { readonly outcome: 'consumed'; readonly before: boolean };

/** Refresh tokens of clients for themselves: as RefreshTokenStore, without a person. */
export type ClientChainStore = {
  /** Stores a chain with its first tokens; "stale": the client changed, and nothing was done. */
  begin(chain: NewClientLine): Promise<ChainIssued | 'stale'>;
  /** Consumes the refresh token and issues the next with its access token, in one statement: exactly one caller wins. */
  rotate(step: LineStep & { readonly successor: MintedRefreshToken }): Promise<LineRotated>;
  /** The grace rule: another access token beside a successor that was not used yet. */
  retry(
    step: LineStep & { readonly successors: readonly Buffer[]; readonly graceSeconds: number },
  ): Promise<({ readonly successor: Buffer } & ChainIssued) | 'wider' | 'refused'>;
  /** Ends the chain of this client's token, consumed or not, and the access tokens that came of it; `reason`: an event name. */
  end(hash: Buffer, clientId: string, reason: 'refresh.reused' | 'token.revoked'): Promise<void>;
  /** The client's own live refresh token. */
  introspect(hash: Buffer, caller: Caller): Promise<LiveToken | 'stale' | undefined>;
};

import type { Caller, LiveToken, MintedAccessToken } from './access-token.ts';
import type { Issued, ProvedKey } from './issued.ts';
import type { Target, Targeted } from './target.ts';

/** A refresh token about to be stored: its digest, how long it may lie idle, and how long its family may last. */
export type MintedRefreshToken = {
  readonly value: string;
  readonly hash: Buffer;
  readonly idleSeconds: number;
  readonly seconds: number;
};

export type Rotation = {
  /** Digest of what was presented. */
  readonly hash: Buffer;
  readonly clientId: string;
  readonly revision: number;
  /** Some of its scopes may be carried by some grants only. */
  readonly limited: boolean;
  /** The scope asked for; undefined: what was granted. */
  readonly scopes: readonly string[] | undefined;
  readonly key: ProvedKey | undefined;
  readonly access: MintedAccessToken;
  /** What the access token is for; undefined: the request named no resource. */
  readonly target: Target | undefined;
  /** What takes its place; undefined: it stays what it is, and only its idle time begins again. */
  readonly successor: MintedRefreshToken | undefined;
  readonly idleSeconds: number;
};

export type Rotated =
  | { readonly outcome: 'rotated'; readonly issued: Issued }
  | { readonly outcome: 'stale' }
  /** More was asked for than was granted; nothing was consumed. */
  | { readonly outcome: 'wider' }
  | Targeted
  /** Consumed: before this statement began (reuse, unless the grace rule covers it), or by one running beside it. */
  | { readonly outcome: 'consumed'; readonly before: boolean }
  | { readonly outcome: 'refused' };

export type Retried =
  | { readonly outcome: 'retried'; readonly successor: Buffer; readonly issued: Issued }
  | Targeted
  /** The grace rule covers it, but more was asked for than was granted; nothing was done. */
  | { readonly outcome: 'wider' }
  | { readonly outcome: 'refused' };

export type RefreshTokenStore = {
  /** Consumes one and issues the next with its access token, in one statement: exactly one caller wins. Where there is no next, nothing is consumed. */
  rotate(rotation: Rotation): Promise<Rotated>;
  /**
   * The grace rule: where `hash` was rotated within `graceSeconds` and its successor, one of `successors`, was not
   * used yet, stores another access token beside it and says which successor it is. Otherwise, with `alarm`, ends the
   * family in the same statement.
   */
  retry(retry: {
    readonly hash: Buffer;
    readonly clientId: string;
    readonly revision: number;
    readonly scopes: readonly string[] | undefined;
    readonly key: ProvedKey | undefined;
    readonly access: MintedAccessToken;
    readonly target: Target | undefined;
    readonly successors: readonly Buffer[];
    readonly graceSeconds: number;
    readonly alarm: boolean;
  }): Promise<Retried>;
  /** The client's own live token, for introspection. */
  introspect(hash: Buffer, caller: Caller): Promise<LiveToken | 'stale' | undefined>;
  /** Ends the family of this client's token (RFC 7009 §2.1). */
  revoke(hash: Buffer, clientId: string): Promise<void>;
};

import type { From } from '../../events.ts';
import type { Consumer } from './consumer.ts';
import type { FoundSigner, Nonce } from './signer.ts';

/** An access token (RFC 5849 §2.3: token credentials) that was just used. */
export type UsedToken = {
  /** The person. */
  readonly subject: string;
  readonly scope: string;
  /** Seconds since 1970. */
  readonly issuedAt: number;
};

/** What a person has allowed a consumer, as that person sees it: one line however many tokens there are. */
export type AllowedConsumer = {
  readonly consumer: Pick<Consumer, 'key' | 'name' | 'homepage' | 'ownerName'> & { readonly verified: boolean };
  readonly scopes: readonly string[];
  readonly createdAt: Date;
  /** To five minutes. */
  readonly lastUsedAt: Date;
};

/** Access tokens of OAuth 1.0a live until they are ended. */
export type OAuth1TokenStore = {
  /** Who may have signed a request that names this live access token of this consumer: one statement. */
  findSigner(consumerKey: string, hash: Buffer): Promise<FoundSigner>;
  /**
   * Uses the nonce, if the token still lives: one statement. "stale": the client that asks (of OAuth 2, a resource
   * server) is not what it was.
   */
  use(use: {
    readonly consumerKey: string;
    readonly nonce: Nonce | undefined;
    readonly hash: Buffer;
    readonly caller: { readonly clientId: string; readonly revision: number };
  }): Promise<UsedToken | 'stale' | 'replayed' | 'refused'>;
  /** What a person has allowed, the last used first. */
  list(userId: string): Promise<readonly AllowedConsumer[]>;
  /** Ends every token that this person gave this consumer, with its row of the audit trail. Whether there was one. */
  revoke(userId: string, consumerKey: string, from: From): Promise<boolean>;
};

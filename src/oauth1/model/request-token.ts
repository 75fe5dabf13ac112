import type { FoundSigner, Nonce } from './signer.ts';

/** Credentials about to be stored: the digest of the token, and its secret, which the store encrypts. */
export type MintedCredentials = { readonly value: string; readonly hash: Buffer; readonly secret: string };

/** A request token (RFC 5849 §2.1: temporary credentials) that waits for a person. */
export type PendingRequest = {
  readonly consumer: {
    readonly key: string;
    readonly name: string;
    readonly homepage: string;
    readonly ownerName: string | undefined;
    /** Its owner is an administrator. */
    readonly verified: boolean;
  };
  /** What the person is asked for. */
  readonly scopes: readonly string[];
  /** Undefined: the verifier is shown to the person. */
  readonly callbackUrl: string | undefined;
};

/**
 * What became of a statement that uses a nonce: `replayed` says that the nonce was used before, `refused` everything
 * else. Neither has changed anything that counts.
 */
export type Outcome = 'done' | 'replayed' | 'refused';

export type DecidedRequest =
  /** `again`: it was decided the same way before - approved by the same person, and not exchanged yet, or denied. */
  | { readonly outcome: 'decided' | 'again'; readonly callbackUrl: string | undefined }
  | { readonly outcome: 'signed-out' }
  /** It is unknown, expired, exchanged, another's, or was decided otherwise. */
  | { readonly outcome: 'refused' };

/** Every method is one statement. */
export type RequestTokenStore = {
  /** Who may have signed a request that names no token. */
  findConsumer(consumerKey: string): Promise<FoundSigner>;
  /** Who may have signed a request that names this live request token of this consumer. */
  findSigner(consumerKey: string, hash: Buffer): Promise<FoundSigner>;
  /**
   * Uses the nonce and stores a request token for `seconds`. `callback` is what was sent: equal to the one registered,
   * or `oob`, which means the one registered, and the person's own eyes where there is none.
   */
  issue(issue: {
    readonly consumerKey: string;
    readonly nonce: Nonce | undefined;
    readonly credentials: MintedCredentials;
    readonly callback: string;
    readonly seconds: number;
  }): Promise<Outcome>;
  /** The one that waits for a person; undefined: unknown, expired, decided, or its consumer is not active. */
  findPending(hash: Buffer): Promise<PendingRequest | undefined>;
  /** Stores the decision of the person of this session, once: about these scopes, where they were shown some. */
  approve(
    hash: Buffer,
    verifierHash: Buffer,
    browser: { readonly sessionHash: Buffer; readonly scopes: readonly string[] | undefined },
  ): Promise<DecidedRequest>;
  /** Ends it for the person of this session, once; where they are sent. */
  deny(hash: Buffer, browser: { readonly sessionHash: Buffer }): Promise<DecidedRequest>;
  /**
   * Uses the nonce, proves consumer and verifier, consumes the request token and stores the access token: exactly one
   * caller wins. A wrong verifier is counted; after three the request token is dead.
   */
  exchange(exchange: {
    readonly consumerKey: string;
    readonly nonce: Nonce | undefined;
    readonly hash: Buffer;
    readonly verifierHash: Buffer;
    readonly credentials: MintedCredentials;
  }): Promise<Outcome>;
};

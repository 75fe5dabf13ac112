/** What a signature is checked with: the secrets of the consumer and of the token that a request names. */
export type Signer = {
  readonly consumerSecret: string;
  /** Empty where the request names no token (RFC 5849 §3.4.2). */
  readonly tokenSecret: string;
  readonly rsaPublicKey: string | undefined;
  readonly plaintextAllowed: boolean;
};

/** The answer to who may have signed: nobody where consumer or token is unknown or dead, and the time, in seconds. */
export type FoundSigner = { readonly signer: Signer | undefined; readonly now: number };

/** A nonce (RFC 5849 §3.3) of a request whose signature is right: to be used up in the statement that acts on it. */
export type Nonce = {
  /** Digest of consumer key, token, timestamp and nonce, all decoded. */
  readonly hash: Buffer;
  /** Seconds since 1970, as sent. */
  readonly timestamp: number;
};

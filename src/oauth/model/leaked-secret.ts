/** A value that came as client_secret in the address of a request. */
export type LeakedSecret = {
  /** SHA-256 of it. */
  readonly hash: Buffer;
  /** The network address it came from. */
  readonly address: string;
  readonly requestId: string;
};

/**
 * Marks live client secrets that came in an address, once each, and writes it to the audit trail. Gathered in memory and
 * written in batches: the answer waits for nothing, whether the value is a secret or not.
 */
export type LeakedSecretStore = {
  record(leaked: LeakedSecret): void;
  flush(): Promise<void>;
  /** Writes what is left and stops the timer. */
  close(): Promise<void>;
};

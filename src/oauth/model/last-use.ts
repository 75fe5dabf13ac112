/**
 * When something was last used, such as a token that does not expire (what goes unused for long enough ends) or a client secret.
 * Gathered in memory, to some minutes, and written in batches, so that a request costs no more for it.
 */
export type LastUses = {
  /** By the digest of what was used. */
  record(hash: Buffer): void;
  flush(): Promise<void>;
  /** Writes what is left and stops the timer. */
  close(): Promise<void>;
};

/**
 * When tokens that do not expire were last asked about: what goes unused for long enough ends. Gathered in memory, to
 * some minutes, and written in batches, so that an introspection costs no more for it.
 */
export type TokenUseStore = {
  /** By the digest of the token. */
  record(hash: Buffer): void;
  flush(): Promise<void>;
  /** Writes what is left and stops the timer. */
  close(): Promise<void>;
};

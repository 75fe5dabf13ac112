/** An authorization request that waits here until a browser comes with its reference (RFC 9126 §2). */
export type PushedRequest = {
  /** Digest of the reference. */
  readonly hash: Buffer;
  readonly clientId: string;
  /** What its client sent, form-encoded, without what proved who it is. */
  readonly parameters: string;
  /** It came in an object that its client signed (RFC 9101 §4). */
  readonly signed: boolean;
};

export type FoundRequest = Pick<PushedRequest, 'parameters' | 'signed'> & {
  /** A page was shown for it: it lives until the person has had the time to answer. */
  readonly kept: boolean;
  /** It was answered. */
  readonly used: boolean;
};

export type PushedRequestStore = {
  /**
   * `seconds`: how long it waits for its browser. `kept`: it is there already. One that is
   * there stays as it is. "stale": the client is not what it was.
   */
  push(
    request: PushedRequest & { readonly revision: number; readonly seconds: number; readonly kept: boolean },
  ): Promise<'pushed' | 'stale'>;
  /** That of this client, while it lives. */
  find(reference: Pick<PushedRequest, 'hash' | 'clientId'>): Promise<FoundRequest | undefined>;
  /** From now on it lives for so many seconds; the first time alone. */
  keep(hash: Buffer, seconds: number): Promise<void>;
  /** One that is kept, and not answered yet, lives for so many seconds from now on at least. */
  prolong(hash: Buffer, seconds: number): Promise<void>;
  /** Uses it up: true for the first answer, and for the same one (`by`) again. Codes do so where they are stored. */
  use(hash: Buffer, by: Buffer): Promise<boolean>;
};

/** The grants that only administrators give. */
export type LegacyGrant = 'password' | 'implicit';

/** What one request of an application came to. */
export type Activity = {
  /** A token was issued, or the request was refused; undefined: neither yet. */
  readonly outcome?: 'issued' | 'refused';
  /** Whether PKCE was used; undefined where it has no place. */
  readonly pkce?: boolean | undefined;
  /** Whether it was understood, or answered, only by the client's dialect. */
  readonly dialect?: boolean | undefined;
  /** The grant, where only administrators give it. */
  readonly legacy?: LegacyGrant | undefined;
};

/** What an application did in a span of time. */
export type ActivitySummary = {
  readonly issued: number;
  readonly refused: number;
  readonly withPkce: number;
  readonly withoutPkce: number;
  /** Requests that needed its dialect. */
  readonly dialect: number;
  /** Tokens by each. */
  readonly legacy: Readonly<Record<LegacyGrant, number>>;
  /** When it last got a token, of all time: what was refused is no use. */
  readonly lastIssuedAt: Date | undefined;
  /** People whose consent is remembered. */
  readonly people: number;
};

/** Counted in memory and written by the hour in batches: the numbers are for people, not for decisions. */
export type ClientActivityStore = {
  record(clientId: string, activity: Activity): void;
  flush(): Promise<void>;
  summary(clientId: string, days: number): Promise<ActivitySummary>;
  /** Writes what is left and stops the timer. */
  close(): Promise<void>;
};

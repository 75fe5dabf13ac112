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

/** More people than this are not looked at. */
export const MOST_PEOPLE = 100_000;

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
  /** Requests for tokens since the day began (UTC). */
  readonly today: number;
  /** About how many access tokens live, by those that were issued within their life; undefined where they have no end. */
  readonly liveTokens: number | undefined;
  /** People whose consent is remembered, among the first MOST_PEOPLE that there ever were. */
  readonly people: number;
  /** Those were all; otherwise there may be more. */
  readonly allPeople: boolean;
};

/** Counted in memory and written by the hour in batches: the numbers are for people, not for decisions. */
export type ClientActivityStore = {
  record(clientId: string, activity: Activity): void;
  flush(): Promise<void>;
  /** `tokenSeconds`: how long its access tokens live. */
  summary(clientId: string, days: number, tokenSeconds?: number): Promise<ActivitySummary>;
  /** Writes what is left and stops the timer. */
  close(): Promise<void>;
};

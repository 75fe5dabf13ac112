import type { RuleId } from '../rules/index.ts';

/** Something an application sent that was refused: for its owner, beside what is registered. */
export type Refused<Rule extends string = RuleId> = {
  /** Its client_id, or, of OAuth 1.0a, its consumer key. */
  readonly clientId: string;
  readonly rule: Rule;
  /** The parameter at fault; never a secret. Cut after 1000 characters. */
  readonly sent: string;
  readonly requestId: string;
};

/** Equal ones are one, and counted. */
export type Refusal<Rule extends string = RuleId> = Refused<Rule> & {
  readonly count: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
};

/** Gathered in memory and written in batches: a refusal may be lost, and costs the request nothing. */
export type RefusalStore<Rule extends string = RuleId> = {
  record(refused: Refused<Rule>): void;
  flush(): Promise<void>;
  /** The latest first; the store keeps the newest 50 of an application. */
  list(clientId: string, limit: number): Promise<readonly Refusal<Rule>[]>;
  /** When each of these applications was last refused something; absent where nothing is kept. */
  latest(clientIds: readonly string[]): Promise<ReadonlyMap<string, Date>>;
  /** Writes what is left and stops the timer. */
  close(): Promise<void>;
};

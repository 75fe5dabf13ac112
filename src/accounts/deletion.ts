import type { Administrator, From } from '../events.ts';

/** `deleted`: at once. `last-administrator`: nobody else administers, so nothing was changed. */
export type Deletion = 'asked' | 'deleted' | 'last-administrator' | 'unknown';

/**
 * The end of accounts. From the moment in which it is asked for, an account is as if it were disabled; after some days
 * everything personal is deleted. What is done stands in the audit trail, or has not been done.
 */
export type DeletionStore = {
  /** For the person, who may take it back by signing in; not of a disabled account. Without days: at once. */
  ask(userId: string, days: number, from: From): Promise<Deletion>;
  /** By an administrator, who alone may take it back, by enabling the account. */
  order(userId: string, days: number, by: Administrator): Promise<Deletion>;
  /** The person takes back what they asked for, in time: what had ended stays ended. */
  keep(userId: string, from: From): Promise<boolean>;
};

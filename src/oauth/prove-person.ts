import type { RequestOrigin } from './model/request-origin.ts';

/** What came of checking a name and a password. */
export type PersonProof =
  | { readonly kind: 'proved'; readonly userId: string; readonly passwordChangedAt: Date | undefined }
  /** Unknown, disabled, wrong: nobody is told which. */
  | { readonly kind: 'refused' }
  /** The password is right, and the account needs another factor too, for which the request has no place. */
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'throttled' | 'busy'; readonly retryAfterSeconds: number };

/**
 * Checks a name and a password exactly as the sign-in page does: the same limits and counts, the same cost whether the
 * account exists or not. The accounts keep it; the protocol is given it.
 */
export type ProvePerson = (attempt: {
  readonly username: string;
  readonly password: string;
  readonly from: RequestOrigin;
}) => Promise<PersonProof>;

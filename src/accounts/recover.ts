import { canonicalEmail, type EmailProblem } from './email.ts';
import type { Mailbox } from './mail.ts';
import type { AccountDeps } from './stores.ts';
import { recoveryBudgets } from './throttle.ts';

export type Asked =
  /** Whether there is such an account is looked up when the mail is written: nobody who asks learns it, by word or by time. */
  | { readonly kind: 'asked'; readonly email: string }
  | { readonly kind: 'problem'; readonly problem: EmailProblem }
  | { readonly kind: 'throttled'; readonly retryAfterSeconds: number };

/**
 * Somebody lost the password of the account of this address, and asks for a mail with a link to set a new one. Whatever is
 * typed, the same is done: one mail is queued, or too many were asked for.
 */
export async function askToRecover(
  attempt: { readonly email: string; readonly address: string; readonly requestId?: string | undefined },
  { mailbox, throttle, audit }: Pick<AccountDeps, 'throttle' | 'audit'> & { readonly mailbox: Mailbox },
): Promise<Asked> {
  const read = canonicalEmail(attempt.email);
  if ('problem' in read) return { kind: 'problem', problem: read.problem };
  const { address, requestId } = attempt;
  const reserved = await throttle.reserve(recoveryBudgets({ account: read.canonical, address }));
  if (!reserved.admitted) return { kind: 'throttled', retryAfterSeconds: reserved.retryAfterSeconds };
  await audit.record({ event: 'recovery.asked', address, requestId });
  await mailbox.add({ kind: 'recovery', email: read.canonical });
  return { kind: 'asked', email: read.email };
}

import type { AccountDeps } from './stores.ts';
import { firstRefusal, typedCodeBudgets } from './throttle.ts';

/** Who typed a code, and where. */
export type CodeAttempt = { readonly userId: string; readonly address: string; readonly requestId: string };

export type TriedCode =
  | { readonly kind: 'right' }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'throttled'; readonly retryAfterSeconds: number };

/**
 * Looks up a short code that a person typed. The attempt is counted before `isRight` is asked, against the account, the
 * address and everybody's budget, and given back when it was right (RFC 8628 §5.1).
 */
export async function tryCode(
  attempt: CodeAttempt,
  isRight: () => Promise<boolean>,
  { throttle, audit }: Pick<AccountDeps, 'throttle' | 'audit'>,
): Promise<TriedCode> {
  const reserved = await throttle.reserve(typedCodeBudgets(attempt));
  if (!reserved.admitted) {
    const first = await throttle.reserve(firstRefusal({ account: attempt.userId, address: attempt.address }));
    if (first.admitted) await audit.record({ event: 'device_code.throttled', ...attempt });
    return { kind: 'throttled', retryAfterSeconds: reserved.retryAfterSeconds };
  }
  if (await isRight()) {
    await throttle.giveBack(reserved.held);
    return { kind: 'right' };
  }
  await audit.record({ event: 'device_code.failed', ...attempt });
  return { kind: 'wrong' };
}

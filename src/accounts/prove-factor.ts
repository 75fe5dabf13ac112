import { knownBrowser } from './known-browser.ts';
import type { NotProved } from './prove-password.ts';
import { recoveryCodeHash } from './recovery-code.ts';
import type { Origin } from './session.ts';
import type { AccountDeps } from './stores.ts';
import { factorBudgets, firstRefusal } from './throttle.ts';
import { stepOf } from './totp.ts';
import type { User } from './user.ts';

export type FactorProofDeps = Pick<AccountDeps, 'factors' | 'throttle' | 'audit' | 'keys'> & {
  readonly now: () => Date;
};

/** A code as somebody typed it, and the cookie of knownBrowserMark. */
export type CodeTyped = Origin & { readonly code: string; readonly browserMark: string | undefined };

/** How a factor was shown, in the names of RFC 8176 §2. */
export type FactorProof = { readonly kind: 'proved'; readonly amr: readonly string[] } | NotProved;

/**
 * Checks what an authenticator app shows, or a recovery code: each counts once. Counted before it is looked at, and given back
 * when it was right, as a password is: against the person, the address and everybody's budget.
 */
export async function proveFactor(user: User, typed: CodeTyped, deps: FactorProofDeps): Promise<FactorProof> {
  const account = user.emailCanonical;
  const { address, requestId, code } = typed;
  const who = { account, address, knownBrowser: knownBrowser(deps.keys, typed.browserMark, account) };
  return counted(user, { ...who, requestId }, () => isRight(user, code, { address, requestId }, deps), deps);
}

/** The same for a factor that is shown in another way; `amr` where it was. */
export async function counted(
  user: User,
  who: {
    readonly account: string;
    readonly address: string;
    readonly knownBrowser: string | undefined;
    readonly requestId: string | undefined;
  },
  show: () => Promise<readonly string[] | undefined>,
  { throttle, audit }: Pick<FactorProofDeps, 'throttle' | 'audit'>,
): Promise<FactorProof> {
  const { address, requestId } = who;
  const reserved = await throttle.reserve(factorBudgets(who));
  if (!reserved.admitted) {
    const first = await throttle.reserve(firstRefusal({ account: `factor ${who.account}`, address }));
    if (first.admitted) await audit.record({ event: 'sign_in.throttled', userId: user.id, address, requestId });
    return { kind: 'throttled', retryAfterSeconds: reserved.retryAfterSeconds };
  }
  const amr = await show();
  if (amr) {
    await throttle.giveBack(reserved.held);
    return { kind: 'proved', amr };
  }
  await audit.record({ event: 'sign_in.failed', userId: user.id, address, requestId, detail: 'factor' });
  return { kind: 'refused' };
}

async function isRight(
  { id }: User,
  code: string,
  from: { readonly address: string; readonly requestId: string | undefined },
  { factors, now }: FactorProofDeps,
): Promise<readonly string[] | undefined> {
  const recovery = recoveryCodeHash(code);
  if (recovery) return (await factors.useRecoveryCode(id, recovery, from)) ? ['otp', 'mfa'] : undefined;
  const secret = await factors.appSecret(id);
  const step = secret === undefined ? undefined : stepOf(code.replace(/\s/g, ''), secret, now());
  return step !== undefined && (await factors.useStep(id, step)) ? ['otp', 'mfa'] : undefined;
}

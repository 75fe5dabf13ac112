import type { ShownCode } from './factor.ts';
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
 * Checks what an authenticator app shows, or a recovery code: `use` says whether it counts, which each does once. Counted before it is looked at, and given back
 * when it was right, as a password is: against the person, the address and everybody's budget.
 */
export async function proveFactor(
  user: User,
  typed: CodeTyped,
  use: (shown: ShownCode) => Promise<boolean>,
  deps: FactorProofDeps,
): Promise<FactorProof> {
  const account = user.emailCanonical;
  const { address, requestId, code } = typed;
  const who = { account, address, requestId, knownBrowser: knownBrowser(deps.keys, typed.browserMark, account) };
  const show = async () => {
    const shown = await readCode(user, code, deps);
    return shown && (await use(shown)) ? BY_CODE : undefined;
  };
  return counted(user, who, show, deps);
}

/** How somebody was authenticated who showed a code (RFC 8176 §2). */
export const BY_CODE = ['otp', 'mfa'];

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

async function readCode({ id }: User, code: string, { factors, now }: FactorProofDeps): Promise<ShownCode | undefined> {
  const recoveryHash = recoveryCodeHash(code);
  if (recoveryHash) return { recoveryHash };
  const secret = await factors.appSecret(id);
  const step = secret === undefined ? undefined : stepOf(code.replace(/\s/g, ''), secret, now());
  return step === undefined ? undefined : { step };
}

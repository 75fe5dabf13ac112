import { randomId } from '../secrets.ts';
import { secondStepOf } from './factor.ts';
import { isNewBrowser, knownBrowserMark } from './known-browser.ts';
import { type NotProved, type PasswordAttempt, type ProofDeps, provePassword } from './prove-password.ts';
import { PASSWORD_ALONE, type SessionStore, type StartedSession, startSession } from './session.ts';
import { sealLeaving, sealStep } from './sign-in-step.ts';
import type { AccountDeps } from './stores.ts';
import type { User } from './user.ts';

export type SignInAttempt = PasswordAttempt & {
  /** What the session cookie held before, whoever put it there. */
  readonly previousSession: string | undefined;
};

export type SignedIn = StartedSession & {
  readonly kind: 'signed-in';
  /** The next value of the cookie by which this browser is known. */
  readonly browserMark: string;
};

/** The password is right, and more is asked of this person: there is no session yet. */
export type SecondStep = {
  readonly kind: 'second-step';
  /** Show a factor, or set one up. */
  readonly needs: 'factor' | 'set-up';
  /** What the browser keeps until then (sign-in-step.ts). */
  readonly step: string;
};

/** Everything was proved, and the account is going to be deleted: there is a session once its person keeps it (keep-account.ts). */
export type LeavingPerson = { readonly kind: 'leaving'; readonly step: string };

/**
 * The whole sign-in: throttle, look-up, password, audit, a session under a new id, or what comes before it. One answer, `refused`, for an
 * account that is unknown or disabled and for a wrong password, at the same cost.
 */
export async function signIn(
  attempt: SignInAttempt,
  deps: ProofDeps &
    Pick<AccountDeps, 'factorPolicy'> & { readonly sessions: Pick<SessionStore, 'start'>; readonly now: () => Date },
): Promise<SignedIn | SecondStep | LeavingPerson | NotProved> {
  const proof = await provePassword({ ...attempt, leaving: true }, deps);
  if (proof.kind !== 'proved') return proof;
  const { user } = proof;
  const needs = secondStepOf(user, deps.factorPolicy);
  if (needs === 'factor' || (needs && !user.mayKeep))
    return { kind: 'second-step', needs, step: sealStep(user, randomId(), { keys: deps.keys, now: deps.now() }) };
  if (user.mayKeep) return leaving(user, PASSWORD_ALONE, deps);
  const newBrowser = isNewBrowser(deps.keys, attempt.browserMark, user.emailCanonical);
  const started = await startSession(user, attempt, attempt.previousSession, deps.sessions, { newBrowser });
  if (!started) return { kind: 'refused' }; // disabled, or given another password, in this very moment
  const browserMark = knownBrowserMark(deps.keys, attempt.browserMark, user.emailCanonical);
  return { kind: 'signed-in', ...started, browserMark };
}

/** Somebody who proved by `amr` who they are, on the way to being asked whether they keep their account. */
export function leaving(
  user: User,
  amr: readonly string[],
  { keys, now }: Pick<AccountDeps, 'keys'> & { readonly now: () => Date },
): LeavingPerson {
  return { kind: 'leaving', step: sealLeaving(user, amr, randomId(), { keys, now: now() }) };
}

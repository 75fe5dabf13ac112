import { knownBrowserMark } from './known-browser.ts';
import { type NotProved, type PasswordAttempt, type ProofDeps, provePassword } from './prove-password.ts';
import { type SessionStore, type StartedSession, startSession } from './session.ts';

export type SignInAttempt = PasswordAttempt & {
  /** What the session cookie held before, whoever put it there. */
  readonly previousSession: string | undefined;
};

export type SignedIn = StartedSession & {
  readonly kind: 'signed-in';
  /** The next value of the cookie by which this browser is known. */
  readonly browserMark: string;
};

/**
 * The whole sign-in: throttle, look-up, password, audit, a session under a new id. One answer, `refused`, for an
 * account that is unknown or disabled and for a wrong password, at the same cost.
 */
export async function signIn(
  attempt: SignInAttempt,
  deps: ProofDeps & { readonly sessions: Pick<SessionStore, 'start'> },
): Promise<SignedIn | NotProved> {
  const proof = await provePassword(attempt, deps);
  if (proof.kind !== 'proved') return proof;
  const { user } = proof;
  const started = await startSession(user, attempt, attempt.previousSession, deps.sessions);
  if (!started) return { kind: 'refused' }; // disabled, or given another password, in this very moment
  const browserMark = knownBrowserMark(deps.keys, attempt.browserMark, user.emailCanonical);
  return { kind: 'signed-in', ...started, browserMark };
}

import { digest } from '../secrets.ts';
import type { ShownCode } from './factor.ts';
import { isNewBrowser, knownBrowserMark } from './known-browser.ts';
import { BY_CODE, type CodeTyped, type FactorProofDeps, proveFactor } from './prove-factor.ts';
import type { NotProved } from './prove-password.ts';
import { type Session, type SessionStore, type StartedSession, startSessionByCode } from './session.ts';
import { type LeavingPerson, leaving, type SignedIn } from './sign-in.ts';
import { isStill, openStep, type SignInStep } from './sign-in-step.ts';
import type { AccountDeps } from './stores.ts';
import type { User } from './user.ts';

export type FinishDeps = FactorProofDeps & {
  readonly users: Pick<AccountDeps['users'], 'find'>;
  readonly sessions: Pick<SessionStore, 'startByCode' | 'find'>;
};

/** `gone`: there is no such sign-in any more, or the account changed meanwhile; it begins anew with the password. */
export type Finished = SignedIn | LeavingPerson | NotProved | { readonly kind: 'gone' };

/**
 * The second step of a sign-in: the code, and a session, both or neither. `id`: of the session, made from what the form meant, so that of a double
 * click the second one finds the session of the first, whose code counted.
 */
export async function finishSignIn(
  attempt: CodeTyped & {
    readonly step: string | undefined;
    readonly previousSession: string | undefined;
    readonly id: string;
  },
  deps: FinishDeps,
): Promise<Finished> {
  const begun = await findStep(attempt.step, deps);
  if (!begun) return { kind: 'gone' };
  const { user } = begun;
  const { id, address, requestId, previousSession: previous } = attempt;
  const amr = ['pwd', ...BY_CODE];
  const newBrowser = isNewBrowser(deps.keys, attempt.browserMark, user.emailCanonical);
  let started: StartedSession | undefined;
  const use = async (shown: ShownCode) => {
    if (user.mayKeep) return deps.factors.use(user.id, shown, { address, requestId });
    const start = await startSessionByCode(user, attempt, shown, deps.sessions, { amr, id, newBrowser, previous });
    if (start !== 'refused') started = start;
    return start !== 'refused';
  };
  const proof = await proveFactor(user, attempt, use, deps);
  if (proof.kind === 'refused') {
    const session = await deps.sessions.find(digest(id));
    return session?.user.id === user.id ? signedIn({ id, session }, user, attempt, deps) : proof;
  }
  if (proof.kind !== 'proved') return proof;
  if (user.mayKeep) return leaving(user, amr, deps);
  return started ? signedIn(started, user, attempt, deps) : { kind: 'gone' };
}

/** Whose sign-in waits for its second step; undefined: none, or the account has changed since. */
export async function findStep(
  sealed: string | undefined,
  deps: Pick<FinishDeps, 'users' | 'keys' | 'now'>,
): Promise<{ readonly step: SignInStep; readonly user: User } | undefined> {
  const step = openStep(sealed, { keys: deps.keys, now: deps.now() });
  const user = step && (await deps.users.find(step.userId));
  return step && isStill(user, step) ? { step, user } : undefined;
}

function signedIn(
  started: { readonly id: string; readonly session: Session },
  user: User,
  { browserMark }: Pick<CodeTyped, 'browserMark'>,
  { keys }: Pick<FinishDeps, 'keys'>,
): SignedIn {
  return { kind: 'signed-in', ...started, browserMark: knownBrowserMark(keys, browserMark, user.emailCanonical) };
}

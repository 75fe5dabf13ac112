import { once } from '../events.ts';
import { AT_RANDOM, type Mint } from '../secrets.ts';
import { TooBusy } from './hash-slots.ts';
import { type PasswordProblem, passwordProblem } from './password.ts';
import { type NotProved, type PasswordAttempt, type ProofDeps, provePassword } from './prove-password.ts';
import { renewSession, type Session, type SessionStore, type StartedSession } from './session.ts';

export type PasswordChange =
  | (StartedSession & { readonly kind: 'changed' })
  | { readonly kind: 'problem'; readonly problem: PasswordProblem }
  | NotProved;

/**
 * Changes the password of a session's person, who shows the current one (`password`) beside the `next`. Every other
 * session and every authorization of theirs ends; this session goes on under a new id, which is the same for an intention that
 * comes twice (SentBefore, newSessionId).
 */
export async function changePassword(
  attempt: Omit<PasswordAttempt, 'email'> & { readonly session: Session; readonly next: string },
  { mint = AT_RANDOM, ...deps }: ProofDeps & { readonly sessions: Pick<SessionStore, 'renew'>; readonly mint?: Mint },
): Promise<PasswordChange> {
  const { session, address, requestId, language } = attempt;
  const problem = await passwordProblem(attempt.next, { email: session.user.email });
  if (problem) return { kind: 'problem', problem };
  const proof = await provePassword({ ...attempt, email: session.user.email }, deps);
  if (proof.kind !== 'proved') return proof;
  if (proof.user.id !== session.user.id) return { kind: 'refused' };
  try {
    const passwordHash = await deps.passwords.hash(attempt.next);
    const change = { userId: proof.user.id, passwordHash, keep: session.idHash };
    const user = await deps.users.setPassword(change, once({ address, requestId, language }, mint));
    if (!user) return { kind: 'refused' };
    const renewed = await renewSession(session, user, attempt, deps.sessions, newSessionId(mint));
    return renewed ? { kind: 'changed', ...renewed } : { kind: 'refused' };
  } catch (error) {
    if (error instanceof TooBusy) return { kind: 'busy', retryAfterSeconds: error.retryAfterSeconds };
    throw error;
  }
}

/** Under which id the session goes on whose password was changed. */
export function newSessionId(mint: Mint): string {
  return mint.value('session');
}

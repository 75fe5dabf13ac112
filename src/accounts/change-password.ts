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
 * session and every authorization of theirs ends; this session goes on under a new id.
 */
export async function changePassword(
  attempt: Omit<PasswordAttempt, 'email'> & { readonly session: Session; readonly next: string },
  deps: ProofDeps & { readonly sessions: Pick<SessionStore, 'renew'> },
): Promise<PasswordChange> {
  const { session, address, requestId } = attempt;
  const problem = await passwordProblem(attempt.next, { email: session.user.email });
  if (problem) return { kind: 'problem', problem };
  const proof = await provePassword({ ...attempt, email: session.user.email }, deps);
  if (proof.kind !== 'proved') return proof;
  if (proof.user.id !== session.user.id) return { kind: 'refused' };
  try {
    const passwordHash = await deps.passwords.hash(attempt.next);
    const user = await deps.users.setPassword({ userId: proof.user.id, passwordHash, keep: session.idHash });
    if (!user) return { kind: 'refused' };
    await deps.audit.record({ event: 'password.changed', userId: user.id, address, requestId });
    const renewed = await renewSession(session, user, attempt, deps.sessions);
    return renewed ? { kind: 'changed', ...renewed } : { kind: 'refused' };
  } catch (error) {
    if (error instanceof TooBusy) return { kind: 'busy', retryAfterSeconds: error.retryAfterSeconds };
    throw error;
  }
}

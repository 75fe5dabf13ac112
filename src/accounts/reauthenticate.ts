import { type NotProved, type PasswordAttempt, type ProofDeps, provePassword } from './prove-password.ts';
import { renewSession, type Session, type SessionStore, type StartedSession } from './session.ts';

export type Reauthenticated = StartedSession & { readonly kind: 'reauthenticated' };

/**
 * Proves the person of a session again, before something sensitive: the throttle of signing in, and a new session id.
 * `refused` also where the session ended meanwhile.
 */
export async function reauthenticate(
  attempt: Omit<PasswordAttempt, 'email'> & { readonly session: Session },
  deps: ProofDeps & { readonly sessions: Pick<SessionStore, 'renew'> },
): Promise<Reauthenticated | NotProved> {
  const { session } = attempt;
  const proof = await provePassword({ ...attempt, email: session.user.email }, deps);
  if (proof.kind !== 'proved') return proof;
  if (proof.user.id !== session.user.id) return { kind: 'refused' };
  const renewed = await renewSession(session, proof.user, attempt, deps.sessions);
  return renewed ? { kind: 'reauthenticated', ...renewed } : { kind: 'refused' };
}

import { digest } from '../secrets.ts';
import { isNewBrowser, knownBrowserMark } from './known-browser.ts';
import { type Origin, startSession } from './session.ts';
import type { SignedIn } from './sign-in.ts';
import { isStill, type Leaving, openLeaving } from './sign-in-step.ts';
import type { AccountDeps } from './stores.ts';
import type { User } from './user.ts';

type Deps = Pick<AccountDeps, 'users' | 'sessions' | 'deletions' | 'keys'> & { readonly now: () => Date };

/** Whose account is going to be deleted, and who proved that it is theirs; undefined: nobody, or it is too late. */
export async function findLeaving(
  sealed: string | undefined,
  deps: Pick<Deps, 'users' | 'keys' | 'now'>,
): Promise<{ readonly user: User; readonly step: Leaving; readonly deletesAt: Date } | undefined> {
  const step = openLeaving(sealed, { keys: deps.keys, now: deps.now() });
  const user = step && (await deps.users.find(step.userId));
  if (!step || !isStill(user, step) || !user.mayKeep || !user.deletesAt) return undefined;
  return { user, step, deletesAt: user.deletesAt };
}

/**
 * Keeps an account whose deletion its person had asked for, and signs them in. `gone`: they take too long, or it is deleted; also
 * where they have to sign in as anybody, since more is asked of them by now.
 */
export async function keepAccount(
  attempt: Origin & {
    readonly step: string | undefined;
    readonly browserMark: string | undefined;
    readonly previousSession: string | undefined;
    /** Of the session, made from what the form meant: of a double click the second one finds it. */
    readonly id: string;
  },
  deps: Deps,
): Promise<SignedIn | { readonly kind: 'gone' }> {
  const { id, address, requestId, language } = attempt;
  const step = openLeaving(attempt.step, { keys: deps.keys, now: deps.now() });
  const user = step && (await deps.users.find(step.userId));
  if (!step || !isStill(user, step)) return { kind: 'gone' };
  const newBrowser = isNewBrowser(deps.keys, attempt.browserMark, user.emailCanonical);
  const kept = await deps.deletions.keep(user.id, { address, requestId, language });
  const before = kept ? undefined : await deps.sessions.find(digest(id));
  const started = kept
    ? await startSession(user, attempt, attempt.previousSession, deps.sessions, { amr: step.amr, id, newBrowser })
    : before && { id, session: before };
  if (started?.session.user.id !== user.id) return { kind: 'gone' };
  return {
    kind: 'signed-in',
    ...started,
    browserMark: knownBrowserMark(deps.keys, attempt.browserMark, user.emailCanonical),
  };
}

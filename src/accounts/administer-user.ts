import type { Administrator } from '../events.ts';
import type { SessionStore } from './session.ts';
import type { Disabled, UserStore } from './user.ts';

type Deps<Change extends keyof UserStore> = { readonly users: Pick<UserStore, Change> };

/**
 * Disables an account: its sessions, links and authorizations end at once. Not the last administrator's: nobody could
 * administer any more. `unknown`: there is no such account.
 */
export function disableUser(userId: string, by: Administrator, { users }: Deps<'disable'>): Promise<Disabled> {
  return users.disable(userId, by);
}

/** Lets a disabled account sign in again; what was ended stays ended. False where there is no such account. */
export function enableUser(userId: string, by: Administrator, { users }: Deps<'enable'>): Promise<boolean> {
  return users.enable(userId, by);
}

/** Makes an account an administrator's. False where there is no such account. */
export function makeAdministrator(userId: string, by: Administrator, { users }: Deps<'makeAdmin'>): Promise<boolean> {
  return users.makeAdmin(userId, by);
}

/** Signs a person out of every browser; what applications were allowed stays. How many sessions there were. */
export function endSessions(
  userId: string,
  by: Administrator,
  { sessions }: { readonly sessions: Pick<SessionStore, 'endAll'> },
): Promise<number> {
  return sessions.endAll(userId, by);
}

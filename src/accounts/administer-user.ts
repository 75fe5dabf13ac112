import type { AuditTrail, EventName } from '../events.ts';
import type { Disabled, UserStore } from './user.ts';

/** Who does it: an administrator's session, or nobody by name on the command line. */
export type Administrator = {
  readonly actorId?: string | undefined;
  readonly address?: string | undefined;
  readonly requestId?: string | undefined;
};

type Deps<Change extends keyof UserStore> = { readonly users: Pick<UserStore, Change>; readonly audit: AuditTrail };

/**
 * Disables an account: its sessions, links and authorizations end at once. Not the last administrator's: nobody could
 * administer any more. `unknown`: there is no such account.
 */
export async function disableUser(
  userId: string,
  by: Administrator,
  { users, audit }: Deps<'disable'>,
): Promise<Disabled> {
  const outcome = await users.disable(userId);
  if (outcome === 'disabled') await audit.record({ event: 'user.disabled', userId, ...by });
  return outcome;
}

/** Lets a disabled account sign in again; what was ended stays ended. False where there is no such account. */
export function enableUser(userId: string, by: Administrator, { users, audit }: Deps<'enable'>): Promise<boolean> {
  return recorded('user.enabled', userId, by, audit, users.enable(userId));
}

/** Makes an account an administrator's. False where there is no such account. */
export function makeAdministrator(
  userId: string,
  by: Administrator,
  { users, audit }: Deps<'makeAdmin'>,
): Promise<boolean> {
  return recorded('user.made_admin', userId, by, audit, users.makeAdmin(userId));
}

async function recorded(
  event: EventName,
  userId: string,
  by: Administrator,
  audit: AuditTrail,
  change: Promise<boolean>,
): Promise<boolean> {
  const changed = await change;
  if (changed) await audit.record({ event, userId, ...by });
  return changed;
}

import type { Actor } from './client.ts';

export const MOST_ROLES = 50;
/** Addresses that a role is given to; for more there are groups. */
export const MOST_HOLDERS = 1000;
const LONGEST = 60;
/** What programs compare: no space, so that it can stand in a list. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._:-]*$/;

/**
 * What somebody may be at an application, such as `editor`, and who is. People have it by their address, as it was given: whether
 * there is an account of it, and of whom, `name` says, which is for administrators alone.
 */
export type Role = {
  readonly name: string;
  readonly people: readonly { readonly email: string; readonly emailCanonical: string; readonly name: string | null }[];
  readonly groups: readonly { readonly id: string; readonly name: string }[];
};

export type RoleHolder =
  | { readonly kind: 'person'; readonly email: string; readonly emailCanonical: string }
  | { readonly kind: 'group'; readonly id: string };

/** A role that somebody has, of which application. */
export type HeldRole = {
  readonly client: { readonly id: string; readonly name: string };
  readonly role: string;
};

/**
 * The roles of applications. Whoever keeps the application may change them; what is done stands in the audit trail, or has not
 * been done. Booleans say whether there was anything to do.
 */
export type RoleStore = {
  /** What a person is, by themselves, by their address or by a group: by application. */
  listOf(userId: string): Promise<readonly HeldRole[]>;
  /** By name. */
  list(clientId: string): Promise<readonly Role[]>;
  /** `too-many`: MOST_ROLES. */
  add(clientId: string, name: string, by: Actor): Promise<boolean | 'too-many'>;
  /** With all that it was given. */
  remove(clientId: string, name: string, by: Actor): Promise<boolean>;
  /** To an address: whoever has it, or has it once there is an account, and keeps it with another. `too-many`: MOST_HOLDERS. */
  give(clientId: string, role: string, to: RoleHolder, by: Actor): Promise<boolean | 'too-many'>;
  take(clientId: string, role: string, from: RoleHolder, by: Actor): Promise<boolean>;
};

/** Whether a role may be called so. */
export function isRoleName(name: string): boolean {
  return name.length <= LONGEST && NAME.test(name);
}

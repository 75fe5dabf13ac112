import type { Actor, OwnerActor } from '../../oauth/model/client.ts';

/**
 * Whose an application, or a consumer, is, and who may do what to it: SQL that every statement about them shares. `column`
 * holds the owner; an administrator may do everything.
 */
export function mayChange(by: Actor, at: number, column = 'owner_id'): string {
  return isOwner(by) ? ownedBy(at, column) : 'true';
}

/** SQL for: it belongs to the person $`at`. */
export function ownedBy(at: number, column = 'owner_id'): string {
  return `${column} = $${at}::uuid`;
}

/** The value of $`at` in `mayChange`, where there is one. */
export function ownerOf(by: Actor): readonly string[] {
  return isOwner(by) ? [by.ownerId] : [];
}

/** The same of a row for the `where` of Prisma. */
export function whereMayChange(by: Actor): { readonly ownerId?: string } {
  return isOwner(by) ? { ownerId: by.ownerId } : {};
}

/** SQL for who owns the row `c`, nulls where it is nobody's, with the join that it needs. */
export const OWNER = 'c.owner_id, u.name AS owner_name, u.is_admin AS owner_is_admin';
export const WITH_OWNER = 'LEFT JOIN users u ON u.id = c.owner_id';

/** SQL for: it belongs to an administrator, whose word is the review. */
export const OWNER_ADMINISTERS = 'EXISTS (SELECT FROM users u WHERE u.id = owner_id AND u.is_admin)';

export function isOwner(by: Actor): by is OwnerActor {
  return by !== 'administrator' && 'ownerId' in by;
}

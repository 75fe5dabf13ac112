import type { Prisma } from '../../generated/prisma/client.ts';
import type { Actor, OwnerActor, RegistrantActor } from '../../oauth/model/client.ts';

/** Whoever has a right to an application. */
export type Keeper = Actor | RegistrantActor;

/**
 * Whose an application is, and who may do what to it: SQL that every statement about `clients` shares. An administrator may do
 * everything. Who registered an application by a program has it by a token, while it is not disabled and nobody owns it.
 */
export function mayChange(by: Keeper, at: number): string {
  if (isRegistrant(by)) return registeredBy('clients', at);
  return isOwner(by) ? keptBy('clients', at) : 'true';
}

/** The same of what has a person for its owner, in this column, and never a team. */
export function mayChangeOwn(by: Actor, at: number, column = 'owner_id'): string {
  return isOwner(by) ? ownedBy(at, column) : 'true';
}

/** SQL for: the application of this row belongs to the person $`at`, or to a team that they are in, whatever they may do there. */
export function keptBy(row: string, at: number): string {
  return `(${row}.owner_id = $${at}::uuid OR ${row}.owner_team_id IN (SELECT m.team_id FROM team_members m WHERE m.user_id = $${at}::uuid))`;
}

/** SQL for: the application in this row is not disabled and nobody's, and has the registration token of the digest $`at`. */
export function registeredBy(row: string, at: number): string {
  return `${row}.disabled_at IS NULL AND ${row}.owner_id IS NULL AND ${row}.owner_team_id IS NULL AND EXISTS (SELECT FROM client_registrations r WHERE r.client_id = ${row}.id AND r.hash = $${at}::bytea)`;
}

/** SQL for: it belongs to the person $`at`. */
export function ownedBy(at: number, column = 'owner_id'): string {
  return `${column} = $${at}::uuid`;
}

/** SQL for: the person $`at` may give it away: theirs alone, or of a team that they manage. */
export function givenBy(row: string, at: number): string {
  return gives(row, `$${at}::uuid`);
}

function gives(row: string, person: string): string {
  return `(${row}.owner_id = ${person} OR ${row}.owner_team_id IN (
    SELECT m.team_id FROM team_members m WHERE m.user_id = ${person} AND m.role = 'manager'))`;
}

/**
 * SQL for: the person of this column, who offered the application of the row `client`, may give it away still, and is not disabled. Null: the
 * release before did not keep who it was.
 */
export function stillGives(client: string, column: string): string {
  return `(${column} IS NULL OR (${gives(client, column)} AND NOT ${isDisabled(column)}))`;
}

/** SQL for: the person of this column manages the team still, and is not disabled. Null: an administrator, or the release before. */
export function stillManages(team: string, column: string): string {
  return `(${column} IS NULL OR (NOT ${isDisabled(column)} AND EXISTS (
    SELECT FROM team_members m WHERE m.team_id = ${team} AND m.user_id = ${column} AND m.role = 'manager')))`;
}

/** SQL for: those who keep what has this owner, a person or a team, as `user_id`: the person, or the managers of the team. */
export function keepers(person: string, team: string): string {
  return `(
    SELECT ${person} AS user_id WHERE ${person} IS NOT NULL
    UNION SELECT m.user_id FROM team_members m WHERE m.team_id = ${team} AND m.role = 'manager'
  ) keeper`;
}

function isDisabled(person: string): string {
  return `EXISTS (SELECT FROM users g WHERE g.id = ${person} AND g.disabled_at IS NOT NULL)`;
}

/** The value of $`at` in `mayChange`, where there is one. */
export function ownerOf(by: Keeper): readonly (string | Buffer)[] {
  if (isRegistrant(by)) return [by.registrationHash];
  return isOwner(by) ? [by.ownerId] : [];
}

/** `mayChange` for the `where` of Prisma. */
export function whereMayChange(by: Actor): Prisma.ClientWhereInput {
  if (!isOwner(by)) return {};
  const userId = by.ownerId;
  return { OR: [{ ownerId: userId }, { ownerTeam: { members: { some: { userId } } } }] };
}

/** `mayChangeOwn` for the `where` of Prisma. */
export function whereMayChangeOwn(by: Actor): { readonly ownerId?: string } {
  return isOwner(by) ? { ownerId: by.ownerId } : {};
}

/** SQL for who owns the row `c`, nulls where it is nobody's, with the joins that it needs. */
export const OWNER =
  'c.owner_id, u.name AS owner_name, u.is_admin AS owner_is_admin, c.owner_team_id, team.name AS owner_team_name';
export const WITH_OWNER = 'LEFT JOIN users u ON u.id = c.owner_id LEFT JOIN teams team ON team.id = c.owner_team_id';

/** SQL for: it belongs to an administrator, whose word is the review. */
export const OWNER_ADMINISTERS = 'EXISTS (SELECT FROM users u WHERE u.id = owner_id AND u.is_admin)';

export function isOwner(by: Keeper): by is OwnerActor {
  return by !== 'administrator' && 'ownerId' in by;
}

export function isRegistrant(by: Keeper): by is RegistrantActor {
  return by !== 'administrator' && 'registrationHash' in by;
}

/** Not an administrator: what they change is looked at again where users' applications are. */
export function isReviewed(by: Keeper): boolean {
  return isOwner(by) || isRegistrant(by);
}

import type { ListedEvent } from '../../events.ts';

/** What a person may know of an event in their own part of the audit trail, beside what happened. */
export type OwnEvent = {
  /** Somebody else did it. */
  readonly byOther: boolean;
  /** To whom they did it; undefined: to themselves, or it tells nobody to whom. */
  readonly to: { readonly name: string | undefined } | undefined;
  /** Where it came from; undefined where that is somebody else's address. */
  readonly address: string | undefined;
};

/**
 * The person of this id is told where their own acts came from, and those that nobody signed in for, never where somebody else was. A role is given
 * to an address, and tells nobody whose that is (S108).
 */
export function ownEvent(
  { event, actor, person, address }: Pick<ListedEvent, 'event' | 'actor' | 'person' | 'address'>,
  userId: string,
): OwnEvent {
  const byOther = actor !== undefined && actor.id !== userId;
  const toOther = person !== undefined && person.id !== userId && event !== 'client.roles_changed';
  return { byOther, to: toOther ? { name: person.name } : undefined, address: byOther ? undefined : address };
}

import type { User } from './user.ts';

/** A line of the list of people. */
export type ListedPerson = User & {
  /** How many applications they own. */
  readonly applications: number;
};

/** `after` is the `next` of the page before; `search` is in the name or the address of whoever is found (of one or two letters: what they begin with); first come those whose address begins with it, or is their id. */
export type PeoplePage = {
  readonly size: number;
  readonly search?: string;
  readonly after?: string | undefined;
  /** Of those alone who have no second factor, and could sign in without one. */
  readonly withoutFactor?: boolean;
};

/** People, as administrators look for them. */
export type PeopleList = {
  /**
   * In the order of canonical addresses, of a search those that begin with it before the others. Not `ordered`: the others are more
   * than are put in order, and come in none, each once. `next` is undefined on the last page.
   */
  list(page: PeoplePage): Promise<FoundPeople>;
};

export type FoundPeople = {
  readonly people: readonly ListedPerson[];
  readonly next: string | undefined;
  readonly ordered: boolean;
};

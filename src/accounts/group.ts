import type { Administrator, From } from '../events.ts';
import type { User } from './user.ts';

export type GroupProblem = 'missing' | 'too-long' | 'control-character';

const MAX_NAME = 100;
const MAX_DESCRIPTION = 500;
const UNFIT = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202A-\u202E\u2066-\u2069]/u;

/** People who may use the same things, with somebody who may manage who they are. */
export type Group = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Undefined: administrators alone manage it. */
  readonly owner: Pick<User, 'id' | 'name' | 'email'> | undefined;
  readonly createdAt: Date;
  /** Its people, and those of the groups in it, must have a second factor. */
  readonly requiresFactor: boolean;
};

/** A line of a list: how many people are in it by themselves, how many groups, and how many applications are for it. */
export type ListedGroup = Group & {
  readonly people: number;
  readonly groups: number;
  readonly applications: number;
};

export type GroupFields = { readonly name: string; readonly description: string; readonly ownerId: string | undefined };

/** Whoever manages the members of a group: an administrator, or its owner, which the statement itself checks. */
export type GroupKeeper = Administrator | (From & { readonly ownerId: string });

export type GroupMember = Pick<User, 'id' | 'name' | 'email' | 'disabledAt'>;

/** `after`: the `next` of the page before. */
export type GroupPage = { readonly size: number; readonly search?: string; readonly after?: string | undefined };

/** Groups as people read them. */
export type GroupList = {
  /** By name; `search` is in the name or the description. */
  list(page: GroupPage): Promise<{ readonly groups: readonly ListedGroup[]; readonly next: string | undefined }>;
  find(id: string): Promise<Group | undefined>;
  findByName(name: string): Promise<Group | undefined>;
  /** Whoever is in it by themselves, by address. */
  members(
    id: string,
    page: GroupPage,
  ): Promise<{ readonly people: readonly GroupMember[]; readonly next: string | undefined }>;
  /** The groups in it, those that it is in, those that somebody owns, those that an application is for: by name. */
  listHeld(id: string): Promise<readonly Group[]>;
  listHolding(id: string): Promise<readonly Group[]>;
  listOwned(userId: string): Promise<readonly Group[]>;
  /** Those that somebody is in by themselves. */
  listOfPerson(userId: string): Promise<readonly Group[]>;
  listOfClient(clientId: string): Promise<readonly Group[]>;
  /** Applications that are for it, by name, `most` of them, and how many more there are. */
  applications(
    id: string,
    most: number,
  ): Promise<{
    readonly applications: readonly { readonly id: string; readonly name: string }[];
    readonly more: number;
  }>;
  /** Whether somebody is in one of the groups that this restricted application is for. */
  isAdmitted(userId: string, clientId: string): Promise<boolean>;
};

/** What is done to groups: each is one transaction, with its row of the audit trail, and with what follows from it. */
export type GroupStore = GroupList & {
  add(group: GroupFields, by: Administrator): Promise<Group | 'taken'>;
  change(id: string, group: GroupFields, by: Administrator): Promise<'changed' | 'taken' | 'unknown'>;
  /** Says whether its people must have a second factor; their sessions of a password alone end where they must. */
  requireFactor(id: string, required: boolean, by: Administrator): Promise<boolean>;
  /** `in-use`: applications are for it. */
  delete(id: string, by: Administrator): Promise<'deleted' | 'in-use' | 'unknown'>;
  /** Whether there was anything to do. */
  addPerson(id: string, userId: string, by: GroupKeeper): Promise<boolean>;
  /** Ends what applications hold for the person who may not use them any more. */
  removePerson(id: string, userId: string, by: GroupKeeper): Promise<boolean>;
  /** `too-deep`: one of them is in a group, or holds one, already. */
  addGroup(id: string, memberId: string, by: Administrator): Promise<'added' | 'too-deep' | 'unchanged'>;
  removeGroup(id: string, memberId: string, by: Administrator): Promise<boolean>;
};

/** What must be unique of a name. */
export function groupKey(name: string): string {
  return name.trim().normalize('NFKC').toLowerCase();
}

/** Name and description as typed, trimmed, or what is wrong with them. */
export function readGroup(typed: {
  readonly name: string;
  readonly description: string;
}):
  | { readonly name: string; readonly description: string }
  | { readonly problems: { readonly name?: GroupProblem; readonly description?: GroupProblem } } {
  const [name, description] = [typed.name.trim(), typed.description.trim()];
  const wrong = { name: problemOf(name, MAX_NAME), description: problemOf(description, MAX_DESCRIPTION) };
  const missing = name === '' ? 'missing' : wrong.name;
  if (!missing && !wrong.description) return { name, description };
  return {
    problems: {
      ...(missing ? { name: missing } : {}),
      ...(wrong.description ? { description: wrong.description } : {}),
    },
  };
}

function problemOf(text: string, most: number): GroupProblem | undefined {
  if ([...text].length > most) return 'too-long';
  return UNFIT.test(text) ? 'control-character' : undefined;
}

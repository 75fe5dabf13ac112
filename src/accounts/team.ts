import type { Administrator, From } from '../events.ts';
import type { GroupFields, GroupPage } from './group.ts';
import type { User } from './user.ts';

/** People who keep applications together: what a team owns lives on when one of them leaves. */
export type Team = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly createdAt: Date;
};

/** A manager says who is in it, gives its applications away and deletes it; a developer keeps its applications, as an owner does. */
export const TEAM_ROLES = ['manager', 'developer'] as const;
export type TeamRole = (typeof TEAM_ROLES)[number];

/** A line of a list. */
export type ListedTeam = Team & { readonly members: number; readonly applications: number };

/** A team of somebody's, and what they are in it. */
export type OwnTeam = ListedTeam & { readonly role: TeamRole };

export type TeamMember = Pick<User, 'id' | 'name' | 'email' | 'disabledAt'> & {
  readonly role: TeamRole;
  readonly addedAt: Date;
};

export type TeamFields = Pick<GroupFields, 'name' | 'description'>;

/** By whose right a team is changed: an administrator's, or that of a person in it, which the statement itself checks. */
export type TeamKeeper = Administrator | (From & { readonly ownerId: string });

/** How many teams a person makes, and how many people are in one, those who are invited among them. */
export const MOST_TEAMS = 20;
export const MOST_MEMBERS = 100;

/** An invitation that waits, for the page of its team. */
export type TeamInvitation = {
  readonly id: string;
  readonly email: string;
  readonly role: TeamRole;
  readonly expiresAt: Date;
};

/** What an invitation is to, for whoever has its link. */
export type OpenInvitation = { readonly team: Team; readonly email: string; readonly role: TeamRole };

/** `last-manager`: nobody would be left who may invite somebody. */
export type MemberChanged = 'changed' | 'last-manager' | 'unchanged';

/** Teams as people read them. */
export type TeamList = {
  /** By name; `search` is in the name or the description. */
  list(page: GroupPage): Promise<{ readonly teams: readonly ListedTeam[]; readonly next: string | undefined }>;
  find(id: string): Promise<ListedTeam | undefined>;
  findByName(name: string): Promise<ListedTeam | undefined>;
  /** Those that a person is in, by name. */
  listOf(userId: string): Promise<readonly OwnTeam[]>;
  /** One of them. */
  findOf(id: string, userId: string): Promise<OwnTeam | undefined>;
  /** Managers first, then whoever is there longest. */
  members(id: string): Promise<readonly TeamMember[]>;
  invitations(id: string): Promise<readonly TeamInvitation[]>;
  /** By the digest of its token, while it works. */
  findInvitation(hash: Buffer): Promise<OpenInvitation | undefined>;
};

/** What is done to teams: each is one transaction, with its row of the audit trail. */
export type TeamStore = TeamList & {
  /** Its first manager makes it, or an administrator does for them; `too-many`: they manage `most` already. */
  add(
    team: TeamFields & { readonly managerId: string },
    by: TeamKeeper,
    most?: number,
  ): Promise<Team | 'taken' | 'too-many'>;
  /** By a manager. Under another name its applications are approved no more. */
  change(id: string, team: TeamFields, by: TeamKeeper): Promise<'changed' | 'taken' | 'unknown'>;
  /** By a manager. `in-use`: it owns applications. */
  delete(id: string, by: TeamKeeper): Promise<'deleted' | 'in-use' | 'unknown'>;
  /** Whoever is in it already gets the role. */
  appoint(id: string, userId: string, role: TeamRole, by: Administrator): Promise<MemberChanged>;
  /** By a manager. */
  setRole(id: string, userId: string, role: TeamRole, by: TeamKeeper): Promise<MemberChanged>;
  /** By a manager, or by who leaves. They keep the applications of the team no more, from then on. */
  removeMember(id: string, userId: string, by: TeamKeeper): Promise<MemberChanged>;
  /**
   * By a manager; one for this address takes the place of another. `hash`: of the token, where its link is shown at once.
   * Undefined: there is no room, the person is in it, or it is not theirs to do.
   */
  invite(
    id: string,
    invitation: {
      readonly email: string;
      readonly emailCanonical: string;
      readonly role: TeamRole;
      readonly hash?: Buffer;
    },
    by: TeamKeeper,
  ): Promise<string | undefined>;
  /** The token of an invitation whose mail is written now; undefined: it was withdrawn. */
  seal(invitationId: string, hash: Buffer): Promise<OpenInvitation | undefined>;
  withdraw(id: string, invitationId: string, by: TeamKeeper): Promise<boolean>;
  /** Consumes it: exactly one caller wins. Only by whoever has its address. */
  accept(hash: Buffer, by: From & { readonly ownerId: string }): Promise<Team | undefined>;
};

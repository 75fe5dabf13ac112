import { canonicalEmail } from '../accounts/email.ts';
import type { Group } from '../accounts/group.ts';
import type { ListedTeam } from '../accounts/team.ts';
import type { User } from '../accounts/user.ts';
import { type CommandDeps, Refused } from '../command.ts';
import type { Client } from '../oauth/model/client.ts';
import type { Owner } from '../oauth/model/owner.ts';
import { problems } from '../web/words/en/problems.ts';

/** The account of this address. */
export async function findUser({ users }: Pick<CommandDeps, 'users'>, email: string): Promise<User> {
  const read = canonicalEmail(email);
  if ('problem' in read) throw new Refused(`${problems.email[read.problem]} This was "${email}".`);
  const user = await users.findByEmail(read.canonical);
  if (!user) throw new Refused(`There is no account ${read.email}.`);
  return user;
}

/** The application with this client ID. */
export async function findApplication({ clients }: Pick<CommandDeps, 'clients'>, id: string): Promise<Client> {
  const client = await clients.find(id);
  if (!client) throw new Refused(`There is no application with the client ID ${id}.`);
  return client;
}

/** The group of this name. */
export async function findGroup({ groups }: Pick<CommandDeps, 'groups'>, name: string): Promise<Group> {
  const group = await groups.findByName(name);
  if (!group) throw new Refused(`There is no group ${name}.`);
  return group;
}

/** The team of this name. */
export async function findTeam({ teams }: Pick<CommandDeps, 'teams'>, name: string): Promise<ListedTeam> {
  const team = await teams.findByName(name);
  if (!team) throw new Refused(`There is no team ${name}.`);
  return team;
}

/** Who is to own an application, by `--owner` or `--owner-team`; undefined: neither was given. */
export async function findOwner(
  deps: Pick<CommandDeps, 'users' | 'teams'>,
  { owner, ownerTeam }: { readonly owner?: string | undefined; readonly ownerTeam?: string | undefined },
): Promise<(Owner & { readonly called: string }) | undefined> {
  if (owner !== undefined && ownerTeam !== undefined) throw new Refused('Give --owner or --owner-team, not both.');
  if (ownerTeam !== undefined) {
    const team = await findTeam(deps, ownerTeam);
    return { kind: 'team', teamId: team.id, called: team.name };
  }
  if (owner === undefined) return undefined;
  const user = await findUser(deps, owner);
  return { kind: 'person', userId: user.id, called: user.email };
}

/** Who is put into a group, or taken out: the account of this address, or the other group. */
export async function findMember(
  deps: Pick<CommandDeps, 'users' | 'groups'>,
  email: string | undefined,
  group: string | undefined,
): Promise<{ readonly kind: 'person' | 'group'; readonly id: string; readonly name: string }> {
  if ((email === undefined) === (group === undefined)) throw new Refused('Give an address, or --group and a name.');
  if (group !== undefined) return { kind: 'group', ...(await findGroup(deps, group)) };
  const user = await findUser(deps, email ?? '');
  return { kind: 'person', id: user.id, name: user.email };
}

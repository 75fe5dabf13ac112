import { canonicalEmail } from '../accounts/email.ts';
import type { User } from '../accounts/user.ts';
import { type CommandDeps, Refused } from '../command.ts';
import type { Client } from '../oauth/model/client.ts';
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

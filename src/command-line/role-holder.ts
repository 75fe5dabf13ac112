import type { OptionValues } from 'commander';
import { canonicalEmail } from '../accounts/email.ts';
import { type Command, type CommandDeps, Refused } from '../command.ts';
import { MOST_HOLDERS, type RoleHolder } from '../oauth/model/role.ts';
import { applicationRoles } from '../web/words/en/application-roles.ts';
import { findApplication, findGroup } from './find-subject.ts';

/** The options of who is given a role, or loses it. */
export const holderOptions: NonNullable<Command['configure']> = (commander) =>
  commander
    .argument('<client-id>')
    .argument('<role>')
    .option('--person <email>', 'a person')
    .option('--group <name>', 'everybody in a group');

/** Gives a role or takes it: what is printed of it. */
export async function changeHolder(
  what: 'give' | 'take',
  { args: [clientId = '', role = ''], options }: Parameters<Command['run']>[0],
) {
  const { withDeps } = await import('./with-deps.ts');
  return withDeps(async (deps) => {
    const client = await findApplication(deps, clientId);
    const roles = (await deps.roles.list(client.id)).map(({ name }) => name);
    if (!roles.includes(role))
      throw new Refused(`${client.name} has no role ${role}. It has ${roles.join(', ') || 'none'}.`);
    const { holder, name } = await holderFrom(options, deps);
    const done = await deps.roles[what](client.id, role, holder, 'administrator');
    if (done === 'too-many') throw new Refused(applicationRoles.tooManyHolders(MOST_HOLDERS));
    const sentence =
      what === 'give' ? `${name} has the role ${role} now.` : `${name} does not have the role ${role} any more.`;
    return {
      json: { client_id: client.id, role, [holder.kind]: name, result: done ? 'changed' : 'unchanged' },
      text: done ? sentence : 'Nothing was to be changed.',
    };
  });
}

async function holderFrom(
  options: OptionValues,
  deps: CommandDeps,
): Promise<{ readonly holder: RoleHolder; readonly name: string }> {
  const [person, group] = [options['person'] as string | undefined, options['group'] as string | undefined];
  if ((person === undefined) === (group === undefined)) throw new Refused('Give --person EMAIL or --group NAME.');
  if (person !== undefined) {
    const address = canonicalEmail(person);
    if ('problem' in address) throw new Refused(`--person is no address of mail: "${person}".`);
    return { holder: { kind: 'person', email: address.email, emailCanonical: address.canonical }, name: address.email };
  }
  const { id, name } = await findGroup(deps, group ?? '');
  return { holder: { kind: 'group', id }, name };
}

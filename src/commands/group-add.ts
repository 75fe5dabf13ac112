import { readGroup } from '../accounts/group.ts';
import { type Command, Refused } from '../command.ts';
import { findUser } from '../command-line/find-subject.ts';
import { said } from '../command-line/group-problems.ts';

export const groupAdd: Command = {
  name: 'group add',
  summary: 'Makes a group of people, for applications that are not for everybody.',
  configure: (commander) =>
    commander
      .argument('<name>')
      .option('--description <text>', 'who is in it, for whoever manages it')
      .option('--owner <email>', 'the account that may manage its members, beside administrators'),
  async run({ args: [name = ''], options }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const read = readGroup({ name, description: (options['description'] as string | undefined) ?? '' });
      if ('problems' in read) throw new Refused(said(read.problems));
      const owner = options['owner'] === undefined ? undefined : await findUser(deps, options['owner'] as string);
      const group = await deps.groups.add({ ...read, ownerId: owner?.id }, 'administrator');
      if (group === 'taken') throw new Refused(`There is a group ${read.name} already.`);
      const json = { id: group.id, name: group.name, description: group.description, owner: group.owner?.email };
      return { json, text: `Added the group ${group.name}.` };
    });
  },
};

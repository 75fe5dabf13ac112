import { readGroup } from '../accounts/group.ts';
import { type Command, Refused } from '../command.ts';
import { findUser } from '../command-line/find-subject.ts';
import { said } from '../command-line/group-problems.ts';

export const teamAdd: Command = {
  name: 'team add',
  summary: 'Makes a team, which owns applications, with its first manager.',
  configure: (commander) =>
    commander
      .argument('<name>')
      .requiredOption('--manager <email>', 'the account that says who else is in it')
      .option('--description <text>', 'what the team does'),
  async run({ args: [name = ''], options }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const read = readGroup({ name, description: (options['description'] as string | undefined) ?? '' });
      if ('problems' in read) throw new Refused(said(read.problems));
      const manager = await findUser(deps, options['manager'] as string);
      const team = await deps.teams.add({ ...read, managerId: manager.id }, 'administrator');
      if (team === 'taken') throw new Refused(`There is a team ${read.name} already.`);
      if (team === 'too-many') throw new Refused(`The account ${manager.email} is disabled.`);
      return {
        json: { id: team.id, name: team.name, description: team.description, manager: manager.email },
        text: `Added the team ${team.name}, with ${manager.email} as its manager.`,
      };
    });
  },
};

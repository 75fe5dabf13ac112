import { type Command, Refused } from '../command.ts';
import { findTeam, findUser } from '../command-line/find-subject.ts';

export const teamMemberRemove: Command = {
  name: 'team member-remove',
  summary: 'Takes a person out of a team. Its last manager stays.',
  configure: (commander) => commander.argument('<name>').argument('<email>'),
  async run({ args: [name = '', email = ''] }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const [team, user] = [await findTeam(deps, name), await findUser(deps, email)];
      const done = await deps.teams.removeMember(team.id, user.id, 'administrator');
      if (done === 'last-manager') {
        throw new Refused(`${user.email} is the only manager of ${team.name}: make somebody else one first.`);
      }
      return {
        json: { team: team.name, member: user.email, result: done === 'changed' ? 'removed' : 'unchanged' },
        text:
          done === 'changed'
            ? `${user.email} is not in ${team.name} any more.`
            : `${user.email} was not in ${team.name} before.`,
      };
    });
  },
};

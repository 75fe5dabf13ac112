import { Option } from 'commander';
import { TEAM_ROLES, type TeamRole } from '../accounts/team.ts';
import { type Command, Refused } from '../command.ts';
import { findTeam, findUser } from '../command-line/find-subject.ts';

export const teamMemberAdd: Command = {
  name: 'team member-add',
  summary: 'Puts a person into a team, or changes what they may do in it.',
  configure: (commander) =>
    commander
      .argument('<name>')
      .argument('<email>')
      .addOption(
        new Option('--role <role>', 'a manager also says who is in it').choices(TEAM_ROLES).default('developer'),
      ),
  async run({ args: [name = '', email = ''], options }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const [team, user] = [await findTeam(deps, name), await findUser(deps, email)];
      const role = options['role'] as TeamRole;
      const done = await deps.teams.appoint(team.id, user.id, role, 'administrator');
      if (done === 'last-manager') {
        throw new Refused(`${user.email} is the only manager of ${team.name}: make somebody else one first.`);
      }
      const members = await deps.teams.members(team.id);
      if (!members.some(({ id }) => id === user.id)) throw new Refused(`The team ${team.name} is full.`);
      return {
        json: { team: team.name, member: user.email, role, result: done },
        text: `${user.email} is ${role} in ${team.name}${done === 'changed' ? ' now' : ' already'}.`,
      };
    });
  },
};

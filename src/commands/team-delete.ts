import { type Command, Refused } from '../command.ts';
import { findTeam } from '../command-line/find-subject.ts';

export const teamDelete: Command = {
  name: 'team delete',
  summary: 'Deletes a team that owns no application.',
  configure: (commander) => commander.argument('<name>'),
  async run({ args: [name = ''] }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const team = await findTeam(deps, name);
      const deleted = await deps.teams.delete(team.id, 'administrator');
      if (deleted === 'in-use') {
        throw new Refused(`${team.name} owns applications: delete them, or give them away with "latchkey app set".`);
      }
      return { json: { team: team.name, result: deleted }, text: `Deleted the team ${team.name}.` };
    });
  },
};

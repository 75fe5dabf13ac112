import type { Command } from '../command.ts';
import { findTeam } from '../command-line/find-subject.ts';

const MOST = 200;

export const teamShow: Command = {
  name: 'team show',
  summary: 'Prints a team: its members with what they may do, and its applications.',
  configure: (commander) => commander.argument('<name>'),
  async run({ args: [name = ''] }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const { createdAt, ...team } = await findTeam(deps, name);
      const members = await deps.teams.members(team.id);
      const { clients } = await deps.clients.listOfTeam(team.id, { page: 1, size: MOST });
      const json = {
        ...team,
        members: members.map(({ email, role }) => ({ email, role })),
        applications: clients.map((client) => ({ client_id: client.id, name: client.name })),
        created_at: createdAt.toISOString(),
      };
      const text = [
        `name          ${json.name}`,
        `description   ${json.description || '-'}`,
        ...json.members.map(({ email, role }) => `${role.padEnd(12)}  ${email}`),
        ...json.applications.map((each) => `application   ${each.client_id} ${each.name}`),
      ];
      return { json, text: text.join('\n') };
    });
  },
};

import type { ListedTeam } from '../accounts/team.ts';
import { type Command, columns } from '../command.ts';

const MOST = 200;

export const teamList: Command = {
  name: 'team list',
  summary: 'Lists every team: how many members and applications it has.',
  async run() {
    const { withDeps } = await import('../command-line/with-deps.ts');
    const teams = await withDeps(async ({ teams: store }) => {
      const all: ListedTeam[] = [];
      for (let after: string | undefined, first = true; first || after !== undefined; first = false) {
        const page = await store.list({ size: MOST, after });
        all.push(...page.teams);
        after = page.next;
      }
      return all;
    });
    return {
      json: teams.map(({ createdAt, ...team }) => ({ ...team, created_at: createdAt.toISOString() })),
      text: teams.length === 0 ? 'There is no team yet: see "latchkey team add --help".' : columns(teams.map(line)),
    };
  },
};

function line({ name, members, applications, description }: ListedTeam) {
  return [name, `members: ${members}`, `applications: ${applications}`, description];
}

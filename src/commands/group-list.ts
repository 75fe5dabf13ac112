import type { ListedGroup } from '../accounts/group.ts';
import { type Command, columns } from '../command.ts';

const MOST = 200;

export const groupList: Command = {
  name: 'group list',
  summary: 'Lists every group: who owns it, and how many people, groups and applications it has.',
  async run() {
    const { withDeps } = await import('../command-line/with-deps.ts');
    const groups = await withDeps(async ({ groups: store }) => {
      const all: ListedGroup[] = [];
      for (let after: string | undefined, first = true; first || after !== undefined; first = false) {
        const page = await store.list({ size: MOST, after });
        all.push(...page.groups);
        after = page.next;
      }
      return all;
    });
    return {
      json: groups.map(({ owner, createdAt, ...group }) => ({
        ...group,
        owner: owner?.email,
        created_at: createdAt.toISOString(),
      })),
      text: groups.length === 0 ? 'There is no group yet: see "latchkey group add --help".' : columns(groups.map(line)),
    };
  },
};

function line({ name, owner, people, groups, applications, description }: ListedGroup) {
  const counts = [`people: ${people}`, `groups: ${groups}`, `applications: ${applications}`];
  return [name, owner?.email ?? '-', ...counts, description];
}

import type { Command } from '../command.ts';
import { findGroup } from '../command-line/find-subject.ts';

const MOST = 200;

export const groupShow: Command = {
  name: 'group show',
  summary: 'Prints a group: its owner, the people and groups in it, and the groups that it is in.',
  configure: (commander) => commander.argument('<name>'),
  async run({ args: [name = ''] }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const { id, owner, createdAt, requiresFactor, ...group } = await findGroup(deps, name);
      const people: string[] = [];
      for (let after: string | undefined, first = true; first || after !== undefined; first = false) {
        const page = await deps.groups.members(id, { size: MOST, after });
        people.push(...page.people.map(({ email }) => email));
        after = page.next;
      }
      const names = async (groups: Promise<readonly { readonly name: string }[]>) =>
        (await groups).map((each) => each.name);
      const json = {
        id,
        ...group,
        owner: owner?.email,
        require_factor: requiresFactor,
        created_at: createdAt.toISOString(),
        people,
        groups: await names(deps.groups.listHeld(id)),
        in_groups: await names(deps.groups.listHolding(id)),
      };
      const lines = Object.entries(json).filter(([, value]) => value !== undefined);
      const text = lines.map(
        ([key, value]) => `${key.padEnd(12)}  ${Array.isArray(value) ? value.join(', ') || '-' : value}`,
      );
      return { json, text: text.join('\n') };
    });
  },
};

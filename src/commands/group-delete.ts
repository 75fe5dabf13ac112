import { type Command, Refused } from '../command.ts';
import { findGroup } from '../command-line/find-subject.ts';

export const groupDelete: Command = {
  name: 'group delete',
  summary: 'Deletes a group that no application is for. Its people stay; what they had by it ends.',
  configure: (commander) => commander.argument('<name>'),
  async run({ args: [name = ''] }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const group = await findGroup(deps, name);
      const outcome = await deps.groups.delete(group.id, 'administrator');
      if (outcome === 'in-use') {
        throw new Refused(
          `Applications are for the group ${group.name}: give them to others first, with "latchkey app set --allow-group".`,
        );
      }
      return { json: { id: group.id, name: group.name, result: outcome }, text: `Deleted the group ${group.name}.` };
    });
  },
};

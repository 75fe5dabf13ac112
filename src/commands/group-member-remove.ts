import type { Command } from '../command.ts';
import { findGroup, findMember } from '../command-line/find-subject.ts';

export const groupMemberRemove: Command = {
  name: 'group member-remove',
  summary: 'Takes a person, or another group, out of a group: what they may not use any more ends at once.',
  configure: (commander) =>
    commander.argument('<name>').argument('[email]').option('--group <name>', 'the other group'),
  async run({ args: [name = '', email], options }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const group = await findGroup(deps, name);
      const member = await findMember(deps, email, options['group'] as string | undefined);
      const removed =
        member.kind === 'person'
          ? await deps.groups.removePerson(group.id, member.id, 'administrator')
          : await deps.groups.removeGroup(group.id, member.id, 'administrator');
      return {
        json: { group: group.name, member: member.name, result: removed ? 'removed' : 'unchanged' },
        text: removed ? `${member.name} is not in ${group.name} any more.` : `${member.name} was not in ${group.name}.`,
      };
    });
  },
};

import { type Command, Refused } from '../command.ts';
import { findGroup, findMember } from '../command-line/find-subject.ts';

export const groupMemberAdd: Command = {
  name: 'group member-add',
  summary: 'Puts a person into a group, or, with --group, everybody of another group.',
  configure: (commander) =>
    commander
      .argument('<name>')
      .argument('[email]')
      .option('--group <name>', 'the other group: its people count, and those of groups in it do not'),
  async run({ args: [name = '', email], options }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const group = await findGroup(deps, name);
      const member = await findMember(deps, email, options['group'] as string | undefined);
      const added =
        member.kind === 'person'
          ? await deps.groups.addPerson(group.id, member.id, 'administrator')
          : await deps.groups.addGroup(group.id, member.id, 'administrator');
      if (added === 'too-deep') {
        throw new Refused(
          `Groups are nested once: ${member.name} holds groups, or ${group.name} is in one. See "latchkey group show".`,
        );
      }
      const done = added === true || added === 'added';
      return {
        json: { group: group.name, member: member.name, result: done ? 'added' : 'unchanged' },
        text: done ? `${member.name} is in ${group.name} now.` : `${member.name} was in ${group.name} before.`,
      };
    });
  },
};

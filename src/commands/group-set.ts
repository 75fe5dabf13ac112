import { type Command, Refused } from '../command.ts';
import { findGroup } from '../command-line/find-subject.ts';

export const groupSet: Command = {
  name: 'group set',
  summary: 'Says whether the people of a group, and of the groups in it, need a second factor.',
  configure: (commander) =>
    commander
      .argument('<name>')
      .option('--require-factor', 'they set one up at the next sign-in; sessions of a password alone end')
      .option('--no-require-factor', 'as FACTORS says for everybody'),
  async run({ args: [name = ''], options }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const group = await findGroup(deps, name);
      const required = options['requireFactor'] as boolean | undefined;
      if (required === undefined) throw new Refused('Say what to change: --require-factor or --no-require-factor.');
      await deps.groups.requireFactor(group.id, required, 'administrator');
      const text = required
        ? `The people of ${group.name} need a second factor.`
        : `A password is enough for ${group.name}.`;
      return { json: { id: group.id, name: group.name, require_factor: required }, text };
    });
  },
};

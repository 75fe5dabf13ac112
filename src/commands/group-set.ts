import { readGroup } from '../accounts/group.ts';
import { type Command, Refused } from '../command.ts';
import { findGroup, findUser } from '../command-line/find-subject.ts';
import { said } from '../command-line/group-problems.ts';

export const groupSet: Command = {
  name: 'group set',
  summary: 'Changes a group: what it is called, who manages it, whether its people need a second factor.',
  configure: (commander) =>
    commander
      .argument('<name>')
      .option('--name <name>', 'what it is called from now on')
      .option('--description <text>', 'who is in it, for whoever manages it')
      .option('--owner <email>', 'the account that may manage its members, beside administrators')
      .option('--no-owner', 'administrators alone manage it')
      .option(
        '--require-factor',
        'its people, and those of the groups in it, set one up at the next sign-in; sessions of a password alone end',
      )
      .option('--no-require-factor', 'as FACTORS says for everybody'),
  async run({ args: [called = ''], options }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    const { name, description, owner, requireFactor } = options as {
      readonly name?: string;
      readonly description?: string;
      readonly owner?: string | false;
      readonly requireFactor?: boolean;
    };
    return withDeps(async (deps) => {
      const before = await findGroup(deps, called);
      const entry = name ?? description ?? owner;
      if (entry === undefined && requireFactor === undefined) {
        throw new Refused('Say what to change: --name, --description, --owner or --require-factor.');
      }
      if (entry !== undefined) {
        const read = readGroup({ name: name ?? before.name, description: description ?? before.description });
        if ('problems' in read) throw new Refused(said(read.problems));
        const ownerId = owner === false ? undefined : owner ? (await findUser(deps, owner)).id : before.owner?.id;
        const changed = await deps.groups.change(before.id, { ...read, ownerId }, 'administrator');
        if (changed === 'taken') throw new Refused(`There is a group ${read.name} already.`);
      }
      if (requireFactor !== undefined) await deps.groups.requireFactor(before.id, requireFactor, 'administrator');
      const group = await deps.groups.find(before.id);
      if (!group) throw new Refused(`There is no group ${called}: it was deleted meanwhile.`);
      const json = {
        id: group.id,
        name: group.name,
        description: group.description,
        owner: group.owner?.email,
        require_factor: group.requiresFactor,
      };
      const factor = group.requiresFactor ? 'need a second factor' : 'need a second factor only where FACTORS says so';
      return { json, text: `${group.name}: ${group.owner?.email ?? 'administrators'}; its people ${factor}.` };
    });
  },
};

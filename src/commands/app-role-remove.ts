import { type Command, Refused } from '../command.ts';
import { findApplication } from '../command-line/find-subject.ts';

export const appRoleRemove: Command = {
  name: 'app role-remove',
  summary: 'Removes a role of an application, from everybody who had it.',
  configure: (commander) => commander.argument('<client-id>').argument('<role>'),
  async run({ args: [clientId = '', role = ''] }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const client = await findApplication(deps, clientId);
      if (!(await deps.roles.remove(client.id, role, 'administrator')))
        throw new Refused(`${client.name} has no role ${role}.`);
      return {
        json: { client_id: client.id, role, removed: true },
        text: `${client.name} has no role ${role} any more.`,
      };
    });
  },
};

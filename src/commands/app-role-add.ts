import { type Command, Refused } from '../command.ts';
import { findApplication } from '../command-line/find-subject.ts';
import { isRoleName, MOST_ROLES } from '../oauth/model/role.ts';
import { applicationRoles } from '../web/words/en/application-roles.ts';

export const appRoleAdd: Command = {
  name: 'app role-add',
  summary: 'Adds a role that people and groups can have at an application; the scope roles tells it.',
  configure: (commander) => commander.argument('<client-id>').argument('<role>'),
  async run({ args: [clientId = '', role = ''] }) {
    if (!isRoleName(role)) throw new Refused(`${applicationRoles.nameWrong} This was "${role}".`);
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const client = await findApplication(deps, clientId);
      const added = await deps.roles.add(client.id, role, 'administrator');
      if (added === 'too-many') throw new Refused(applicationRoles.tooMany(MOST_ROLES));
      return {
        json: { client_id: client.id, role, result: added ? 'added' : 'unchanged' },
        text: `${client.name} has the role ${role}.`,
      };
    });
  },
};

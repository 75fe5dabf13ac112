import { type Command, Refused } from '../command.ts';
import { findApplication } from '../command-line/find-subject.ts';

export const appRevokeAll: Command = {
  name: 'app revoke-all',
  summary: 'Ends every authorization, token, code and consent of an application at once; it stays, and begins anew.',
  configure: (commander) => commander.argument('<client-id>'),
  async run({ args: [id = ''] }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const { name } = await findApplication(deps, id);
      if (!(await deps.clients.endEverything(id, 'administrator'))) throw new Refused(`${name} was deleted meanwhile.`);
      return { json: { client_id: id, revoked: true }, text: `Everything that ${name} held has ended.` };
    });
  },
};

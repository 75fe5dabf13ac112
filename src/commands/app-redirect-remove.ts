import { type Command, Refused } from '../command.ts';
import { findApplication } from '../command-line/find-subject.ts';

export const appRedirectRemove: Command = {
  name: 'app redirect-remove',
  summary: 'Removes a redirect URI that ends: nobody is sent there any more, at once.',
  configure: (commander) => commander.argument('<client-id>').argument('<uri>'),
  async run({ args: [id = '', uri = ''] }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const client = await findApplication(deps, id);
      if (!(await deps.previews.remove(client.id, uri, 'administrator'))) {
        throw new Refused(`${client.name} has no redirect URI ${uri} that ends.`);
      }
      return { json: { client_id: client.id, redirect_uri: uri, result: 'removed' }, text: `Removed ${uri}.` };
    });
  },
};

import type { Command } from '../command.ts';
import { findApplication } from '../command-line/find-subject.ts';

export const appEnable: Command = {
  name: 'app enable',
  summary: 'Enables an application that is disabled, or that waits for review.',
  configure: (commander) => commander.argument('<client-id>'),
  async run({ args: [id = ''] }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const { name } = await findApplication(deps, id);
      if (await deps.clients.enable(id)) await deps.audit.record({ event: 'client.enabled', clientId: id });
      if (await deps.clients.approve(id)) await deps.audit.record({ event: 'client.approved', clientId: id });
      return { json: { client_id: id, state: 'active' }, text: `${name} is enabled.` };
    });
  },
};

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
      await deps.clients.enable(id, 'administrator');
      const { state } = await findApplication(deps, id);
      if (state === 'review') await deps.clients.approve(id, 'administrator');
      return { json: { client_id: id, state: 'active' }, text: `${name} is enabled.` };
    });
  },
};

import type { Command } from '../command.ts';
import { findApplication } from '../command-line/find-subject.ts';

export const appDisable: Command = {
  name: 'app disable',
  summary: 'Disables an application: its authorizations and tokens end at once.',
  configure: (commander) =>
    commander
      .argument('<client-id>')
      .option('--reason <text>', 'what its developer reads on the page of the application'),
  async run({ args: [id = ''], options }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const { name } = await findApplication(deps, id);
      await deps.clients.disable(id, 'administrator', options['reason'] as string | undefined);
      return { json: { client_id: id, state: 'disabled' }, text: `${name} is disabled.` };
    });
  },
};

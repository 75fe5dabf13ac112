import type { Command } from '../command.ts';
import { findApplication } from '../command-line/find-subject.ts';

export const appDelete: Command = {
  name: 'app delete',
  summary: 'Deletes an application with its authorizations and tokens. Nothing brings it back.',
  configure: (commander) => commander.argument('<client-id>'),
  async run({ args: [id = ''] }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const { name } = await findApplication(deps, id);
      await deps.clients.delete(id, 'administrator');
      return { json: { client_id: id, deleted: true }, text: `Deleted ${name}.` };
    });
  },
};

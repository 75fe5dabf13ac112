import type { Command } from '../command.ts';
import { applicationJson, applicationText } from '../command-line/application-json.ts';
import { findApplication } from '../command-line/find-subject.ts';

export const appShow: Command = {
  name: 'app show',
  summary: 'Shows one application, all but its secrets.',
  configure: (commander) => commander.argument('<client-id>'),
  async run({ args: [id = ''] }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const client = await findApplication(deps, id);
      return { json: applicationJson(client), text: applicationText(client) };
    });
  },
};

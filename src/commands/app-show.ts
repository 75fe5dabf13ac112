import type { Command } from '../command.ts';
import { readApplication } from '../command-line/application-json.ts';

export const appShow: Command = {
  name: 'app show',
  summary: 'Shows one application, all but its secrets.',
  configure: (commander) => commander.argument('<client-id>'),
  async run({ args: [id = ''] }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps((deps) => readApplication(deps, id));
  },
};

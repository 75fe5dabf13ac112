import type { Command } from '../command.ts';
import {
  applicationOptions,
  NO_PRIVILEGES,
  privilegesFrom,
  settingsFrom,
} from '../command-line/application-options.ts';
import { findUser } from '../command-line/find-subject.ts';
import { registerClient } from '../oauth/register-client.ts';

export const appAdd: Command = {
  name: 'app add',
  summary: 'Registers an application and prints its client ID and, once, its secret.',
  configure(commander) {
    commander
      .requiredOption('--name <name>', 'what people see when they are asked for consent')
      .requiredOption('--owner <email>', 'the account that it belongs to');
    applicationOptions(commander);
  },
  async run({ options }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const owner = await findUser(deps, options['owner'] as string);
      const settings = await settingsFrom(options, undefined, deps);
      const privileges = privilegesFrom(options, { ...NO_PRIVILEGES, requirePkce: settings.requirePkce });
      const made = { owner: { kind: 'person', userId: owner.id } as const, settings, inReview: false, privileges };
      const { id, secret } = await registerClient(made, 'administrator', deps);
      return {
        json: { client_id: id, client_secret: secret, name: settings.name, owner: owner.email },
        text: [`client_id      ${id}`, ...(secret === undefined ? [] : [`client_secret  ${secret}`])].join('\n'),
      };
    });
  },
};

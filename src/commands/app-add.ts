import { type Command, Refused } from '../command.ts';
import {
  applicationOptions,
  linksFrom,
  NO_PRIVILEGES,
  privilegesFrom,
  settingsFrom,
} from '../command-line/application-options.ts';
import { findOwner } from '../command-line/find-subject.ts';
import { registerClient } from '../oauth/register-client.ts';

export const appAdd: Command = {
  name: 'app add',
  summary: 'Registers an application and prints its client ID and, once, its secret.',
  configure(commander) {
    commander
      .requiredOption('--name <name>', 'what people see when they are asked for consent')
      .option('--owner <email>', 'the account that it belongs to')
      .option('--owner-team <name>', 'the team that it belongs to, instead of an account');
    applicationOptions(commander);
  },
  async run({ options }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const owner = await findOwner(deps, options);
      if (!owner) throw new Refused('Say whose it is: --owner and an address, or --owner-team and a name.');
      const settings = await settingsFrom(options, undefined, deps);
      const privileges = privilegesFrom(options, { ...NO_PRIVILEGES, requirePkce: settings.requirePkce });
      const made = { owner, settings, inReview: false, privileges, metadata: linksFrom(options, undefined) };
      const { id, secret } = await registerClient(made, 'administrator', deps);
      return {
        json: {
          client_id: id,
          client_secret: secret,
          name: settings.name,
          [owner.kind === 'team' ? 'owner_team' : 'owner']: owner.called,
        },
        text: [`client_id      ${id}`, ...(secret === undefined ? [] : [`client_secret  ${secret}`])].join('\n'),
      };
    });
  },
};

import type { Command } from '../command.ts';
import { findUser } from '../command-line/find-subject.ts';
import { exportAccount } from '../web/account/export-account.ts';

export const userExport: Command = {
  name: 'user export',
  summary: 'Prints everything that is known of a person, as JSON: nothing secret.',
  configure: (commander) => commander.argument('<email>'),
  async run({ args: [email = ''] }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const user = await findUser(deps, email);
      await deps.audit.record({ event: 'user.exported', userId: user.id });
      const json = (await exportAccount(user, deps)) ?? {};
      return { json, text: JSON.stringify(json, null, 2) };
    });
  },
};

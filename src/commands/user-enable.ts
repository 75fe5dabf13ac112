import { enableUser } from '../accounts/administer-user.ts';
import type { Command } from '../command.ts';
import { findUser } from '../command-line/find-subject.ts';

export const userEnable: Command = {
  name: 'user enable',
  summary: 'Lets a disabled account sign in again.',
  configure: (commander) => commander.argument('<email>'),
  async run({ args: [email = ''] }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const user = await findUser(deps, email);
      await enableUser(user.id, 'administrator', deps);
      return { json: { id: user.id, email: user.email, disabled: false }, text: `${user.email} is enabled.` };
    });
  },
};

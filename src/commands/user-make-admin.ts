import { makeAdministrator } from '../accounts/administer-user.ts';
import type { Command } from '../command.ts';
import { findUser } from '../command-line/find-subject.ts';

export const userMakeAdmin: Command = {
  name: 'user make-admin',
  summary: 'Makes an account an administrator.',
  configure: (commander) => commander.argument('<email>'),
  async run({ args: [email = ''] }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const user = await findUser(deps, email);
      await makeAdministrator(user.id, 'administrator', deps);
      return { json: { id: user.id, email: user.email, admin: true }, text: `${user.email} is an administrator.` };
    });
  },
};

import { disableUser } from '../accounts/administer-user.ts';
import { type Command, Refused } from '../command.ts';
import { findUser } from '../command-line/find-subject.ts';

export const userDisable: Command = {
  name: 'user disable',
  summary: 'Disables an account: its sessions, links and authorizations end at once.',
  configure: (commander) => commander.argument('<email>'),
  async run({ args: [email = ''] }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const user = await findUser(deps, email);
      if ((await disableUser(user.id, 'administrator', deps)) === 'last-administrator') {
        throw new Refused(
          `${user.email} is the only administrator: make somebody else one first, with latchkey user make-admin EMAIL.`,
        );
      }
      return { json: { id: user.id, email: user.email, disabled: true }, text: `${user.email} is disabled.` };
    });
  },
};

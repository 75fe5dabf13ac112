import { type Command, Refused } from '../command.ts';
import { findUser } from '../command-line/find-subject.ts';

export const userRemoveAdmin: Command = {
  name: 'user remove-admin',
  summary: 'Takes administration away from an account, which stays as it is.',
  configure: (commander) => commander.argument('<email>'),
  async run({ args: [email = ''] }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const user = await findUser(deps, email);
      if ((await deps.users.removeAdmin(user.id, 'administrator')) === 'last-administrator') {
        throw new Refused(
          `${user.email} is the only administrator: make somebody else one first, with latchkey user make-admin EMAIL.`,
        );
      }
      return { json: { id: user.id, email: user.email, admin: false }, text: `${user.email} is no administrator.` };
    });
  },
};

import { endSessions } from '../accounts/administer-user.ts';
import type { Command } from '../command.ts';
import { findUser } from '../command-line/find-subject.ts';

export const userEndSessions: Command = {
  name: 'user end-sessions',
  summary: 'Signs a person out of every browser; what applications were allowed stays.',
  configure: (commander) => commander.argument('<email>'),
  async run({ args: [email = ''] }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const user = await findUser(deps, email);
      const ended = await endSessions(user.id, 'administrator', deps);
      return { json: { id: user.id, email: user.email, ended }, text: `${user.email}: ${ended} sessions ended.` };
    });
  },
};

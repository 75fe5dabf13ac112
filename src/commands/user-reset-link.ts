import { issuePasswordLink, passwordLink } from '../accounts/one-time-link.ts';
import { type Command, Refused } from '../command.ts';
import { findUser } from '../command-line/find-subject.ts';

export const userResetLink: Command = {
  name: 'user reset-link',
  summary: 'Prints a link that sets a new password, once and within 30 minutes.',
  configure: (commander) => commander.argument('<email>'),
  async run({ args: [email = ''] }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const user = await findUser(deps, email);
      const token = await issuePasswordLink(user.id, 'administrator', deps);
      if (token === undefined) throw new Refused(`${user.email} is disabled: enable the account first.`);
      const link = passwordLink(deps.issuer, token);
      return { json: { email: user.email, password_link: link }, text: link };
    });
  },
};

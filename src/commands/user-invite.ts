import { type Command, Refused } from '../command.ts';
import { findUser } from '../command-line/find-subject.ts';

export const userInvite: Command = {
  name: 'user invite',
  summary: 'Sends another invitation to somebody who has not chosen a password yet; the link of the one before ends.',
  configure: (commander) => commander.argument('<email>'),
  async run({ args: [email = ''] }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const user = await findUser(deps, email);
      const { mailbox } = deps;
      if (!mailbox) throw new Refused('This needs SMTP_URL and MAIL_FROM: this server sends no mail.');
      if (user.passwordChangedAt !== undefined || user.disabledAt !== undefined) {
        throw new Refused(`${user.email} has a password already, or is disabled: nothing was sent.`);
      }
      await mailbox.add({ kind: 'invitation', userId: user.id });
      return { json: { id: user.id, email: user.email, invited: true }, text: 'An invitation waits to be sent.' };
    });
  },
};

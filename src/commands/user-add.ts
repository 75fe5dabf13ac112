import { text } from 'node:stream/consumers';
import { addUser } from '../accounts/add-user.ts';
import type { NewUserProblems } from '../accounts/new-user.ts';
import { issuePasswordLink, passwordLink } from '../accounts/one-time-link.ts';
import { type Command, Refused } from '../command.ts';
import { problems } from '../web/words/en/problems.ts';

export const userAdd: Command = {
  name: 'user add',
  summary: 'Makes an account. Without --password-stdin it prints a link with which its owner chooses a password.',
  configure: (commander) =>
    commander
      .requiredOption('--email <address>', 'what the person signs in with')
      .requiredOption('--name <name>', 'as other people see it')
      .option('--admin', 'may administer this server')
      .option('--invite', 'send them a mail with which they choose a password, instead of printing a link')
      .option('--password-stdin', 'read the password from standard input (one line)'),
  async run({ options }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    const { email, name } = options as { email: string; name: string };
    const password = options['passwordStdin'] === true ? (await text(process.stdin)).replace(/\r?\n$/, '') : undefined;
    return withDeps(async (deps) => {
      const { mailbox } = deps;
      const invite = options['invite'] === true;
      if (invite && password !== undefined) throw new Refused('Give --invite or --password-stdin, not both.');
      if (invite && !mailbox) throw new Refused('--invite needs SMTP_URL and MAIL_FROM: this server sends no mail.');
      const result = await addUser(
        { email, name, password, isAdmin: options['admin'] === true },
        'administrator',
        deps,
      );
      if (result.kind === 'problems') throw new Refused(sentences(result.problems));
      const { user } = result;
      if (invite) await mailbox?.add({ kind: 'invitation', userId: user.id });
      const token =
        password === undefined && !invite ? await issuePasswordLink(user.id, 'administrator', deps) : undefined;
      const link = token === undefined ? undefined : passwordLink(deps.issuer, token);
      return {
        json: {
          id: user.id,
          email: user.email,
          name: user.name,
          admin: user.isAdmin,
          ...(invite ? { invited: true } : {}),
          password_link: link,
        },
        text: [
          `Added ${user.email}.`,
          ...(invite ? ['An invitation waits to be sent.'] : []),
          ...(link ? [`To choose a password, within 30 minutes: ${link}`] : []),
        ].join('\n'),
      };
    });
  },
};

function sentences({ name, email, password }: NewUserProblems): string {
  return [
    name && `--name: ${problems.name[name]}`,
    email && `--email: ${problems.email[email]}`,
    password && problems.password[password],
  ]
    .filter((sentence) => sentence !== undefined)
    .join(' ');
}

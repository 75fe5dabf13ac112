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
      .option('--password-stdin', 'read the password from standard input (one line)'),
  async run({ options }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    const { email, name } = options as { email: string; name: string };
    const password = options['passwordStdin'] === true ? (await text(process.stdin)).replace(/\r?\n$/, '') : undefined;
    return withDeps(async (deps) => {
      const result = await addUser(
        { email, name, password, isAdmin: options['admin'] === true },
        'administrator',
        deps,
      );
      if (result.kind === 'problems') throw new Refused(sentences(result.problems));
      const { user } = result;
      const token = password === undefined ? await issuePasswordLink(user.id, 'administrator', deps) : undefined;
      const link = token === undefined ? undefined : passwordLink(deps.issuer, token);
      return {
        json: { id: user.id, email: user.email, name: user.name, admin: user.isAdmin, password_link: link },
        text: [`Added ${user.email}.`, ...(link ? [`To choose a password, within 30 minutes: ${link}`] : [])].join(
          '\n',
        ),
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

import { type Command, Refused } from '../command.ts';
import { revokeKey } from '../oauth/signing-keys.ts';

export const keyRevoke: Command = {
  name: 'key revoke',
  summary: 'For a key that leaked: what it signed counts no more, from now on, and another one signs in its place.',
  configure: (commander) => commander.argument('<kid>', 'as "latchkey key list" shows it'),
  async run({ args: [kid = ''] }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async ({ signingKeys }) => {
      if (!(await revokeKey(kid, 'administrator', { signingKeys }))) {
        throw new Refused(`There is no key ${kid} that was not revoked before: see "latchkey key list".`);
      }
      return { json: { kid, revoked: true }, text: `Revoked ${kid}. What it signed counts no more.` };
    });
  },
};

import type { Command } from '../command.ts';
import { findUser } from '../command-line/find-subject.ts';

export const userRemoveFactors: Command = {
  name: 'user remove-factors',
  summary: 'Removes the second factors of somebody who lost them all; their sessions end.',
  configure: (commander) => commander.argument('<email>'),
  async run({ args: [email = ''] }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const user = await findUser(deps, email);
      const removed = await deps.factors.removeAll(user.id, 'administrator');
      const text = removed ? `${user.email} has no second factor any more.` : `${user.email} had no second factor.`;
      return { json: { id: user.id, email: user.email, removed }, text };
    });
  },
};

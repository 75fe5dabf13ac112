import { type Command, Refused } from '../command.ts';
import { findApplication } from '../command-line/find-subject.ts';

export const appApprove: Command = {
  name: 'app approve',
  summary: 'Ends the review of an application, and marks it as verified until what people go by changes.',
  configure: (commander) =>
    commander
      .argument('<client-id>')
      .option('--note <text>', 'a word to its developer, on the page of the application'),
  async run({ args: [id = ''], options }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const { name, revision, verified, state } = await findApplication(deps, id);
      const note = options['note'] as string | undefined;
      const approved = await deps.clients.approve(id, 'administrator', { revision, note });
      if (!approved && !(verified && state !== 'review')) {
        throw new Refused(`${name} was changed meanwhile: look at it again with "latchkey app show ${id}".`);
      }
      return { json: { client_id: id, verified: true }, text: `${name} is approved and verified.` };
    });
  },
};

import { type Command, Refused } from '../command.ts';
import { findApplication } from '../command-line/find-subject.ts';

export const appReject: Command = {
  name: 'app reject',
  summary: 'Says no to an application that waits for review; its developer reads why, and may change it.',
  configure: (commander) =>
    commander.argument('<client-id>').requiredOption('--reason <text>', 'what its developer has to change'),
  async run({ args: [id = ''], options }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    const note = String(options['reason']).trim();
    if (note === '') throw new Refused('--reason: say why; its developer reads this and nothing else.');
    return withDeps(async (deps) => {
      const { name, revision } = await findApplication(deps, id);
      if (!(await deps.clients.reject(id, 'administrator', { revision, note }))) {
        throw new Refused(`${name} does not wait for review as it was: see "latchkey app show ${id}".`);
      }
      return { json: { client_id: id, rejected: true, note }, text: `${name} is rejected.` };
    });
  },
};

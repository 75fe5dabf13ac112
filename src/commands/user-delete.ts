import { type Command, Refused } from '../command.ts';
import { findUser } from '../command-line/find-subject.ts';

export const userDelete: Command = {
  name: 'user delete',
  summary:
    'Deletes an account: everything ends at once, and after DELETION_DAYS nothing personal is left. Until then user enable keeps it.',
  configure: (commander) => commander.argument('<email>').option('--now', 'without waiting: nobody can undo it'),
  async run({ args: [email = ''], options }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const { id, email: address } = await findUser(deps, email);
      const days = options['now'] === true ? 0 : deps.deletionDays;
      const outcome = await deps.deletions.order(id, days, 'administrator');
      if (outcome === 'last-administrator') {
        throw new Refused(
          `${address} is the only administrator: make somebody else one first, with latchkey user make-admin EMAIL.`,
        );
      }
      const deletesAt = days > 0 ? (await deps.users.find(id))?.deletesAt : undefined;
      return {
        json: { id, email: address, deleted: deletesAt === undefined, deletes_at: deletesAt?.toISOString() ?? null },
        text: deletesAt
          ? `${address} is deleted on ${deletesAt.toISOString().slice(0, 10)}; until then latchkey user enable keeps it.`
          : `${address} is deleted.`,
      };
    });
  },
};

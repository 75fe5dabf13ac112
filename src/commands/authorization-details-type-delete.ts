import { type Command, Refused } from '../command.ts';

export const authorizationDetailsTypeDelete: Command = {
  name: 'authorization-details-type delete',
  summary: 'Deletes a kind of authorization details that no application may ask for.',
  configure: (commander) => commander.argument('<type>'),
  async run({ args: [type = ''] }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async ({ detailsTypes }) => {
      const done = await detailsTypes.delete(type, 'administrator');
      if (done === 'unknown') throw new Refused(`There is no type ${type}.`);
      if (done === 'used') {
        throw new Refused(
          `Applications may ask for ${type}: take it from them first, with "latchkey app set CLIENT_ID --no-authorization-details-type".`,
        );
      }
      return { json: { type, deleted: true }, text: `Deleted ${type}.` };
    });
  },
};

import { type Command, Refused } from '../command.ts';

export const resourceDelete: Command = {
  name: 'resource delete',
  summary: 'Takes an API that no application has out of the list.',
  configure: (commander) => commander.argument('<uri>'),
  async run({ args: [uri = ''] }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async ({ resources }) => {
      const done = await resources.delete(uri, 'administrator');
      if (done === 'unknown') throw new Refused(`There is no resource ${uri}: see "latchkey resource list".`);
      if (done === 'used')
        throw new Refused(`${uri} is a resource of applications: take it from them first (app set).`);
      return { json: { uri, deleted: true }, text: `Deleted ${uri}.` };
    });
  },
};

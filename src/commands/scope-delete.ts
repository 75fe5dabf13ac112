import { type Command, Refused } from '../command.ts';

export const scopeDelete: Command = {
  name: 'scope delete',
  summary: 'Deletes a scope that no application has.',
  configure: (commander) => commander.argument('<name>'),
  async run({ args: [name = ''] }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async ({ scopes }) => {
      const done = await scopes.delete(name, 'administrator');
      if (done === 'unknown') throw new Refused(`There is no scope ${name}.`);
      if (done === 'used') {
        const users = await scopes.users(name);
        const some = users.slice(0, 5).map((client) => `${client.name} (${client.id})`);
        const more = users.length > some.length ? ', and more' : '';
        throw new Refused(`${name} is a scope of ${some.join(', ')}${more}: take it from them first.`);
      }
      await scopes.rewrite({ seconds: Number.POSITIVE_INFINITY });
      return { json: { name, deleted: true }, text: `Deleted ${name}.` };
    });
  },
};

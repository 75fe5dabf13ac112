import { type Command, Refused } from '../command.ts';
import { isScopeName } from '../oauth/scope.ts';

export const scopeAdd: Command = {
  name: 'scope add',
  summary: 'Adds a scope that applications can ask for, or updates the one of that name.',
  configure: (commander) =>
    commander
      .argument('<name>', 'as applications send it, such as read_prefs')
      .requiredOption('--description <phrase>', 'as after "It can": "Read your preferences"')
      .option('--detail <sentence>', 'one more sentence: what it means for the person')
      .option('--privileged', 'applications get it only from an administrator'),
  async run({ args: [name = ''], options }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    if (!isScopeName(name)) {
      throw new Refused(`"${name}" cannot be a scope: use letters, digits and signs without spaces, " or \\.`);
    }
    const scope = {
      name,
      description: phrase('--description', options['description']) ?? '',
      detail: phrase('--detail', options['detail']),
      privileged: options['privileged'] === true,
    };
    return withDeps(async ({ scopes, audit }) => {
      const done = await scopes.save(scope);
      await audit.record({ event: 'scope.changed', detail: done });
      return { json: { ...scope, result: done }, text: `${done === 'added' ? 'Added' : 'Updated'} ${name}.` };
    });
  },
};

function phrase(option: string, value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (text === '' || text.length > 300 || /\p{Cc}/u.test(text)) {
    throw new Refused(`${option} must be one line of 1 to 300 characters.`);
  }
  return text;
}

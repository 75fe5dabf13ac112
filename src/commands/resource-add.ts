import { InvalidArgumentError, Option } from 'commander';
import { type Command, collect, Refused } from '../command.ts';
import { checkResource } from '../oauth/resource-entry.ts';
import { sentenceOf } from '../web/words/en/problems.ts';

export const resourceAdd: Command = {
  name: 'resource add',
  summary:
    'Adds an API that tokens can be for (resource indicators), or replaces all that is said of the one of that URI.',
  configure: (commander) =>
    commander
      .argument('<uri>', 'as applications send it, such as https://api.example/')
      .requiredOption('--name <name>', 'what people see when they are asked for consent')
      .option('--scope <name>', 'a scope that its tokens may carry, and no other; may be repeated', collect)
      .addOption(
        new Option('--access-token-format <format>', 'of its tokens, whatever the application has').choices([
          'opaque',
          'jwt',
        ]),
      )
      .option('--access-token-seconds <n>', 'how long its tokens live, whatever the application says', seconds),
  async run({ args: [uri = ''], options }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async ({ resources, scopes }) => {
      const typed = {
        uri,
        name: String(options['name']),
        scopes: (options['scope'] as readonly string[] | undefined) ?? [],
        accessTokenFormat: options['accessTokenFormat'] as 'opaque' | 'jwt' | undefined,
        accessTokenSeconds: options['accessTokenSeconds'] as number | undefined,
      };
      const checked = checkResource(typed, { catalogue: await scopes.list() });
      if ('problems' in checked) throw new Refused(checked.problems.map(sentenceOf).join(' '));
      const { resource } = checked;
      const saved = await resources.save(resource, 'administrator');
      return {
        json: {
          uri: saved.uri,
          name: resource.name,
          scopes: resource.scopes,
          access_token_format: resource.accessTokenFormat,
          access_token_seconds: resource.accessTokenSeconds,
          result: saved.done,
        },
        text: `${saved.done === 'added' ? 'Added' : 'Updated'} ${saved.uri}.`,
      };
    });
  },
};

function seconds(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('Give a number of seconds.');
  return Number(value);
}

import { readAttribute } from '../accounts/attribute.ts';
import { personName } from '../accounts/new-user.ts';
import { type Command, collect, Refused } from '../command.ts';
import { findUser } from '../command-line/find-subject.ts';
import { problems } from '../web/words/en/problems.ts';

export const userSet: Command = {
  name: 'user set',
  summary:
    'Changes an account: its name, what else applications may learn of the person, whether a password is enough.',
  configure: (commander) =>
    commander
      .argument('<email>')
      .option('--name <name>', 'as people see it')
      .option(
        '--attribute <claim=value>',
        'such as given_name=Ines or address={"country":"PT"}; an empty value takes it away; may be repeated',
        collect,
      )
      .option('--require-factor', 'the account must have a second factor: it is set up at the next sign-in')
      .option('--no-require-factor', 'as FACTORS says for everybody'),
  async run({ args: [email = ''], options }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    const attributes = Object.fromEntries(((options['attribute'] as string[] | undefined) ?? []).map(attribute));
    const name = options['name'] as string | undefined;
    return withDeps(async (deps) => {
      const user = await findUser(deps, email);
      const named = name === undefined ? undefined : personName(name, user);
      if (named && 'problem' in named) throw new Refused(`--name: ${problems.name[named.problem]}`);
      const required = options['requireFactor'] as boolean | undefined;
      if (required !== undefined) await deps.users.requireFactor(user.id, required, 'administrator');
      const known = await deps.users.describe(user.id, { name: named?.name, attributes }, 'administrator');
      const json = {
        id: user.id,
        email: user.email,
        name: named?.name ?? user.name,
        attributes: known,
        requiresFactor: required ?? user.requiresFactor,
      };
      return { json, text: [`${user.email}: ${json.name}`, ...said(json)].join('\n') };
    });
  },
};

function said({
  attributes = {},
  requiresFactor,
}: {
  readonly attributes: object | undefined;
  readonly requiresFactor: boolean;
}) {
  return [
    ...Object.entries(attributes).map(([claim, value]) => `  ${claim}: ${JSON.stringify(value)}`),
    requiresFactor
      ? '  needs a second factor, from the next sign-in on'
      : '  needs a second factor only where FACTORS, a group or an application asks for one',
  ];
}

function attribute(given: string): readonly [string, unknown] {
  const read = readAttribute(given);
  if ('problem' in read) throw new Refused(`--attribute: ${problems.attribute[read.problem](read.written)}`);
  return read;
}

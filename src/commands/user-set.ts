import { personName } from '../accounts/new-user.ts';
import { type Command, collect, Refused } from '../command.ts';
import { findUser } from '../command-line/find-subject.ts';
import { problems } from '../web/words/en/problems.ts';

const KNOWN_ELSEWHERE = ['sub', 'name', 'email'];

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
      if (named) await deps.users.rename(user.id, named.name, {});
      const required = options['requireFactor'] as boolean | undefined;
      if (required !== undefined) await deps.users.requireFactor(user.id, required, 'administrator');
      const known = await deps.users.setAttributes(user.id, attributes, 'administrator');
      const json = {
        id: user.id,
        email: user.email,
        name: named?.name ?? user.name,
        attributes: known,
        requiresFactor: required ?? user.requiresFactor,
      };
      return { json, text: `${user.email}: ${json.name} ${JSON.stringify(known)}` };
    });
  },
};

/** JSON is what it says, for a claim may be an object; anything else is a text. */
function attribute(given: string): readonly [string, unknown] {
  const [, claim = '', value = ''] = /^([\w.:/-]{1,100})=(.*)$/su.exec(given) ?? [];
  if (claim === '' || KNOWN_ELSEWHERE.includes(claim)) {
    throw new Refused(`--attribute is CLAIM=VALUE, such as given_name=Ines, and not "${given}". A name has --name.`);
  }
  if (value === '') return [claim, null];
  if (!/^[{[]|^(?:true|false|null|-?\d+(?:\.\d+)?)$/.test(value)) return [claim, value];
  try {
    return [claim, JSON.parse(value)];
  } catch {
    throw new Refused(`--attribute ${claim}: it begins as JSON does, and is not JSON: ${value}`);
  }
}

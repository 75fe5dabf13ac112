import { type Command, collect, Refused } from '../command.ts';
import { carryingGrants, checkScope, type ScopeProblem, saveScope } from '../oauth/scope-entry.ts';
import { sentenceOf } from '../web/words/en/problems.ts';

export const scopeAdd: Command = {
  name: 'scope add',
  summary: 'Adds a scope that applications can ask for, or replaces all that is said of the one of that name.',
  configure: (commander) =>
    commander
      .argument('<name>', 'as applications send it, such as read_prefs')
      .requiredOption('--description <phrase>', 'as after "It can": "Read your preferences"')
      .option('--detail <sentence>', 'one more sentence: what it means for the person')
      .option('--privileged', 'applications get it only from an administrator')
      .option('--safe', 'with REGISTRATION=review applications that ask for safe scopes alone pass by themselves')
      .option('--grant <type>', 'only this grant type may carry it; may be repeated', collect)
      .option('--claim <name>', 'what it releases of a person, such as given_name; may be repeated', collect)
      .option('--not-offered', 'developers do not see it; only an administrator gives it to an application'),
  async run({ args: [name = ''], options }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async ({ scopes, ...deps }) => {
      // What it releases stays where nothing is said of it.
      const before = (await scopes.list()).find((scope) => scope.name === name);
      const typed = {
        name,
        description: String(options['description']),
        detail: typeof options['detail'] === 'string' ? options['detail'] : '',
        privileged: options['privileged'] === true,
        safe: options['safe'] === true,
        grants: (options['grant'] as readonly string[] | undefined) ?? [],
        offered: options['notOffered'] !== true,
        claims: (options['claim'] as readonly string[] | undefined) ?? before?.claims ?? [],
      };
      const checked = checkScope(typed, { grants: carryingGrants(deps) });
      if ('problems' in checked) throw new Refused(checked.problems.map(said).join(' '));
      const done = await saveScope(checked.scope, 'administrator', { scopes }, { seconds: Number.POSITIVE_INFINITY });
      if (done === 'leaving') {
        throw new Refused(
          `${name} was deleted a moment ago and is being taken out of what people allowed: try again in ten seconds.`,
        );
      }
      if (done === 'taken') throw new Refused(`${name} is an old name of another scope: see "latchkey scope list".`);
      return { json: { ...checked.scope, result: done }, text: `${done === 'added' ? 'Added' : 'Updated'} ${name}.` };
    });
  },
};

const OPTIONS = {
  name: '',
  description: '--description: ',
  detail: '--detail: ',
  safe: '--safe: ',
  grants: '--grant: ',
  claims: '--claim: ',
} as const;

function said({ field, problem }: ScopeProblem): string {
  return `${OPTIONS[field]}${sentenceOf(problem)}`;
}

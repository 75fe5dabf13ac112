import { type Command, Refused } from '../command.ts';
import { scopeNameProblem } from '../oauth/scope-entry.ts';
import { sentenceOf } from '../web/words/en/problems.ts';

export const scopeRename: Command = {
  name: 'scope rename',
  summary: 'Gives a scope another name. The old one stays good, nobody is asked again, and no token is lost.',
  configure: (commander) => commander.argument('<old>', 'its name now').argument('<new>', 'its name from now on'),
  async run({ args: [old = '', name = ''] }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    const problem = scopeNameProblem(name);
    if (problem !== undefined) throw new Refused(sentenceOf(problem));
    return withDeps(async ({ scopes }) => {
      const done = await scopes.rename(old, name, 'administrator');
      if (done === 'unknown') throw new Refused(`There is no scope ${old}.`);
      if (done === 'taken') throw new Refused(`${name} is or was the name of another scope.`);
      await scopes.rewrite({ seconds: Number.POSITIVE_INFINITY });
      return { json: { name, old_name: old }, text: `Renamed ${old}. Applications may ask for ${old} or ${name}.` };
    });
  },
};

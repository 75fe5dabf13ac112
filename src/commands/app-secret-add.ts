import { InvalidArgumentError } from 'commander';
import { type Command, Refused } from '../command.ts';
import { findApplication } from '../command-line/find-subject.ts';
import { addSecret, MOST_SECRET_DAYS } from '../oauth/client-secrets.ts';
import { sentenceOf } from '../web/words/en/problems.ts';
import { english } from '../web/words/index.ts';

export const appSecretAdd: Command = {
  name: 'app secret-add',
  summary: 'Gives an application one more secret, with a name, and prints it once; the others work as before.',
  configure: (commander) =>
    commander
      .argument('<client-id>')
      .requiredOption('--name <name>', 'what it is for, as in "production 2026"')
      .option('--days <number>', 'for how many days it works; without an end, if nothing is said', days),
  async run({ args: [clientId = ''], options }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const { name: application } = await findApplication(deps, clientId);
      const [name, given] = [options['name'] as string, options['days'] as number | undefined];
      const seconds = given === undefined ? undefined : given * 86_400;
      const added = await addSecret({ clientId, name, seconds, by: 'administrator' }, deps);
      if ('secret' in added) {
        const ends = seconds === undefined ? undefined : new Date(deps.now().getTime() + seconds * 1000).toISOString();
        return {
          json: { client_id: clientId, client_secret: added.secret, name, expires_at: ends },
          text: added.secret,
        };
      }
      const { refused } = added;
      if (refused === 'unknown') throw new Refused(`${application} is public: it has no secret.`);
      throw new Refused(refused === 'too-many' ? english['application-secrets'].tooMany : sentenceOf(refused));
    });
  },
};

function days(value: string): number {
  const number = /^\d{1,4}$/.test(value) ? Number(value) : 0;
  if (number < 1 || number > MOST_SECRET_DAYS) {
    throw new InvalidArgumentError(`Give a whole number from 1 to ${MOST_SECRET_DAYS}.`);
  }
  return number;
}

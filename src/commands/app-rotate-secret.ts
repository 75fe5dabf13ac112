import { type Command, Refused } from '../command.ts';
import { findApplication } from '../command-line/find-subject.ts';
import { rotateSecret, SECRET_OVERLAP_SECONDS } from '../oauth/register-client.ts';

export const appRotateSecret: Command = {
  name: 'app rotate-secret',
  summary: 'Gives an application another secret and prints it once; the current one works for a day more.',
  configure: (commander) =>
    commander.argument('<client-id>').option('--now', 'the current secret stops working at once'),
  async run({ args: [id = ''], options }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    const endOld = options['now'] === true;
    return withDeps(async (deps) => {
      const { name } = await findApplication(deps, id);
      const secret = await rotateSecret({ clientId: id, endOld, by: 'administrator' }, deps);
      if (secret === undefined) throw new Refused(`${name} is public: it has no secret.`);
      const seconds = endOld ? 0 : SECRET_OVERLAP_SECONDS;
      return { json: { client_id: id, client_secret: secret, old_secret_seconds: seconds }, text: secret };
    });
  },
};

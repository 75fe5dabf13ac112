import { type Command, Refused } from '../command.ts';
import { findApplication } from '../command-line/find-subject.ts';
import { handleOf } from '../oauth/client-secrets.ts';

export const appSecretEnd: Command = {
  name: 'app secret-end',
  summary: 'Ends one secret of an application at once, by its ID or its name.',
  configure: (commander) =>
    commander.argument('<client-id>').argument('<secret>', 'its ID in app secret-list, or its name'),
  async run({ args: [id = '', which = ''] }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const { name, secrets } = await findApplication(deps, id);
      const meant = secrets.filter((each) => handleOf(each) === which || each.name === which);
      const [secret] = meant;
      if (!secret) throw new Refused(`${name} has no live secret ${which}: see "latchkey app secret-list ${id}".`);
      if (meant.length > 1) throw new Refused(`${name} has several secrets called ${which}: give the ID of one.`);
      await deps.clientSecrets.end(id, handleOf(secret), 'administrator');
      return {
        json: { client_id: id, id: handleOf(secret), ended: true },
        text: `The secret ${which} of ${name} has ended.`,
      };
    });
  },
};

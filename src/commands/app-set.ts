import { InvalidArgumentError } from 'commander';
import { type Command, collect } from '../command.ts';
import { readApplication } from '../command-line/application-json.ts';
import { applicationOptions, privilegesFrom, settingsFrom } from '../command-line/application-options.ts';
import { dialectFrom, dialectOptions, refuseDialectOfPublic } from '../command-line/dialect-options.ts';
import { findApplication, findUser } from '../command-line/find-subject.ts';
import { rotateSecret } from '../oauth/register-client.ts';

const SHORTEST = 60;
const LONGEST = 30 * 86_400;
const LIVES = `${SHORTEST} to ${LONGEST}, "never" (they live until they are revoked), or "default"`;

export const appSet: Command = {
  name: 'app set',
  summary: 'Changes an application: the options that are given, the rest stays.',
  configure(commander) {
    commander
      .argument('<client-id>')
      .option('--name <name>', 'what people see when they are asked for consent')
      .option('--owner <email>', 'the account that it belongs to');
    applicationOptions(commander);
    commander
      .option('--no-public', 'can keep a secret; it gets one')
      .option('--no-trusted', 'people are asked for consent')
      .option('--no-resource-server', 'may not introspect the tokens of others')
      .option('--no-require-pkce', 'PKCE is up to it, where it has a secret')
      .option(
        '--allow-grant <type>',
        'also password or implicit, where LEGACY_GRANTS names it; --grant takes it away',
        collect,
      )
      .option('--access-token-seconds <n>', LIVES, seconds);
    dialectOptions(commander);
  },
  async run({ args: [id = ''], options }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const before = await findApplication(deps, id);
      const owner = options['owner'] === undefined ? undefined : await findUser(deps, options['owner'] as string);
      const dialect = dialectFrom(options, before, deps);
      // Taken away first, so that it can become public; given last, for then it has a secret.
      const settings = await settingsFrom(options, dialect ? before : { ...before, dialect }, deps);
      refuseDialectOfPublic(dialect, settings.confidential, deps);
      // In this order: a resource server cannot become public, nor a public application a resource server.
      const privileges = privilegesFrom(options, { ...before, requirePkce: settings.requirePkce });
      if (privileges && !privileges.resourceServer) await deps.clients.setPrivileges(id, privileges);
      if (dialect === undefined) await deps.clients.setDialect(id, undefined);
      await deps.clients.change(id, settings, 'administrator');
      if (privileges?.resourceServer) await deps.clients.setPrivileges(id, privileges);
      if (dialect && dialect !== 'as before') await deps.clients.setDialect(id, dialect);
      if (owner) await deps.clients.giveTo(id, owner.id);
      const needsSecret = settings.confidential && !before.confidential;
      const secret = needsSecret
        ? await rotateSecret({ clientId: id, endOld: true, by: 'administrator' }, deps)
        : undefined;
      await deps.audit.record({ event: 'client.changed', clientId: id });
      if (dialect !== 'as before') {
        await deps.audit.record({ event: 'client.dialect_changed', clientId: id, detail: dialect?.name ?? 'none' });
      }
      const after = await readApplication(deps, id);
      return {
        json: { ...after.json, client_secret: secret },
        text: [after.text, ...(secret === undefined ? [] : [`client_secret         ${secret}`])].join('\n'),
      };
    });
  },
};

function seconds(value: string): number | 'never' | 'default' {
  if (value === 'never' || value === 'default') return value;
  const number = /^\d{1,9}$/.test(value) ? Number(value) : 0;
  if (number < SHORTEST || number > LONGEST) throw new InvalidArgumentError(`Give ${LIVES}.`);
  return number;
}

import { InvalidArgumentError, type OptionValues } from 'commander';
import { type Command, type CommandDeps, collect, Refused } from '../command.ts';
import { readApplication } from '../command-line/application-json.ts';
import { applicationOptions, linksFrom, privilegesFrom, settingsFrom } from '../command-line/application-options.ts';
import { authenticationFrom, authenticationOptions } from '../command-line/authentication-options.ts';
import { detailsFrom, detailsOptions } from '../command-line/details-options.ts';
import { dialectFrom, dialectOptions, refuseDialectOfPublic } from '../command-line/dialect-options.ts';
import { findApplication, findGroup, findOwner } from '../command-line/find-subject.ts';
import { metadataFrom, metadataOptions } from '../command-line/metadata-options.ts';
import { peopleFrom, peopleOptions } from '../command-line/people-options.ts';
import { exchangesFrom, resourceOptions, resourcesFrom } from '../command-line/resource-options.ts';
import { withAssertions, workloadOptions, workloadsFrom } from '../command-line/workload-options.ts';
import { administerClient } from '../oauth/administer-client.ts';
import { checkLifetimes, typedLifetimesOf } from '../oauth/client-lifetimes.ts';
import type { Client } from '../oauth/model/client.ts';

const CHANGED_MEANWHILE = 'The application was changed or deleted meanwhile: nothing was done. Run the command again.';
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
      .option('--owner <email>', 'the account that it belongs to')
      .option('--owner-team <name>', 'the team that it belongs to')
      .option('--note <text>', 'a word to its developer, on the page of the application; empty: none');
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
      .option('--allow-group <name>', 'only people of these groups may use it; may be repeated', collect)
      .option('--no-allow-group', 'everybody may use it')
      .option('--access-token-seconds <n>', LIVES, seconds)
      .option('--refresh-token-idle-seconds <n>', 'how long a refresh token lives unused, or "default"')
      .option('--refresh-token-seconds <n>', 'how long one lives altogether, or "default"')
      .option('--code-seconds <n>', 'how long an authorization code lives: 10 to 600, or "default"');
    metadataOptions(commander);
    resourceOptions(commander);
    workloadOptions(commander);
    peopleOptions(commander);
    authenticationOptions(commander);
    detailsOptions(commander);
    dialectOptions(commander);
  },
  async run({ args: [id = ''], options }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const before = await findApplication(deps, id);
      const owner = await findOwner(deps, options);
      const dialect = dialectFrom(options, before, deps);
      const settings = await settingsFrom(options, dialect ? before : { ...before, dialect }, deps);
      refuseDialectOfPublic(dialect, settings.confidential, deps);
      const privileges = privilegesFrom(options, { ...before, requirePkce: settings.requirePkce });
      const workloads = workloadsFrom(options, deps);
      const { authMethods, metadata: keys } = await authenticationFrom(options, deps);
      const changes = {
        settings,
        privileges,
        lifetimes: lifetimesFrom(options, before, deps),
        ...(dialect === 'as before' ? {} : { dialect: dialect ?? ('none' as const) }),
        owner,
        note: options['note'] as string | undefined,
        groups: await groupsFrom(options['allowGroup'], deps),
        authMethods: withAssertions(authMethods, workloads?.workloads, { ...before, ...settings }),
        metadata: {
          ...metadataFrom(options),
          ...linksFrom(options, before),
          ...(await resourcesFrom(options, before, deps)),
          ...(await exchangesFrom(options, deps)),
          ...workloads,
          ...(await peopleFrom(options, { ...before.metadata, ...workloads }, deps)),
          ...keys,
          ...(await detailsFrom(options, deps)),
        },
      };
      const changed = await administerClient(id, changes, 'administrator', deps);
      if (changed.outcome !== 'changed') throw new Refused(CHANGED_MEANWHILE);
      const { secret } = changed;
      const after = await readApplication(deps, id);
      return {
        json: { ...after.json, client_secret: secret },
        text: [after.text, ...(secret === undefined ? [] : [`client_secret         ${secret}`])].join('\n'),
      };
    });
  },
};

/** The lifetimes that were given, but for that of access tokens, which is among the privileges. */
function lifetimesFrom(options: OptionValues, before: Client, { lifetimes }: Pick<CommandDeps, 'lifetimes'>) {
  const names = ['refreshTokenIdleSeconds', 'refreshTokenSeconds', 'codeSeconds'] as const;
  const given = names.filter((name) => options[name] !== undefined);
  if (given.length === 0) return undefined;
  const typed = given.map((name) => [name, options[name] === 'default' ? '' : String(options[name])]);
  const checked = checkLifetimes(
    { ...typedLifetimesOf(before), ...Object.fromEntries(typed) },
    { lifetimes, privileged: true, held: before },
  );
  if ('problems' in checked) {
    const said = checked.problems.map(({ field, problem }) => {
      const option = `--${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
      return problem.id === 'idle-too-long'
        ? `${option}: at most ${problem.most}, as long as one lives altogether.`
        : `${option}: a whole number from ${problem.least} to ${problem.most}, or "default".`;
    });
    throw new Refused(said.join(' '));
  }
  return Object.fromEntries(given.map((name) => [name, checked.lifetimes[name]]));
}

/** The ids of the groups that were named; `--no-allow-group` is false. */
async function groupsFrom(names: readonly string[] | false | undefined, deps: Pick<CommandDeps, 'groups'>) {
  if (names === undefined) return undefined;
  if (names === false) return 'everybody' as const;
  const groups = await Promise.all(names.map((name) => findGroup(deps, name)));
  return groups.map((group) => group.id);
}

function seconds(value: string): number | 'never' | 'default' {
  if (value === 'never' || value === 'default') return value;
  const number = /^\d{1,9}$/.test(value) ? Number(value) : 0;
  if (number < SHORTEST || number > LONGEST) throw new InvalidArgumentError(`Give ${LIVES}.`);
  return number;
}

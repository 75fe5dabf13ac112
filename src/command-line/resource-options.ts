import type { Command as Commander, OptionValues } from 'commander';
import { type CommandDeps, collect, Refused } from '../command.ts';
import type { ClientMetadata } from '../oauth/model/client-metadata.ts';
import { comparableUri } from '../oauth/model/resource.ts';
import { findApplication } from './find-subject.ts';

/** For which APIs an application may ask for tokens; the options of `app set`. */
export function resourceOptions(commander: Commander): void {
  commander
    .option(
      '--resource <uri>',
      'an API of "resource list" that it may ask for or, of a resource server, that it is; may be repeated',
      collect,
    )
    .option('--no-resource', 'none')
    .option(
      '--exchanges-from <client-id>',
      'an application whose tokens it may exchange for its own (token exchange); may be repeated',
      collect,
    )
    .option('--no-exchanges-from', 'none');
}

/** The applications that it may exchange from, each of which there is; nothing where nothing was given. */
export async function exchangesFrom(
  options: OptionValues,
  deps: Pick<CommandDeps, 'clients'>,
): Promise<Pick<ClientMetadata, 'exchangesFrom'> | undefined> {
  const given = options['exchangesFrom'] as readonly string[] | boolean | undefined;
  if (given === undefined || given === true) return undefined;
  const ids = given === false ? [] : [...new Set(given)];
  for (const id of ids) await findApplication(deps, id);
  return { exchangesFrom: ids };
}

/** What was given of them, as it is registered in the list; nothing where nothing was. */
export async function resourcesFrom(
  options: OptionValues,
  { resources }: Pick<CommandDeps, 'resources'>,
): Promise<Pick<ClientMetadata, 'resources'> | undefined> {
  const given = options['resource'] as readonly string[] | boolean | undefined;
  if (given === undefined || given === true) return undefined;
  if (given === false || given.length === 0) return { resources: [] };
  const list = await resources.list();
  const found = given.map((uri) => {
    const entry = list.find((each) => comparableUri(each.uri) === comparableUri(uri));
    if (!entry) throw new Refused(`--resource: there is no ${uri}. See "latchkey resource list".`);
    return entry.uri;
  });
  return { resources: [...new Set(found)] };
}

import type { Command as Commander, OptionValues } from 'commander';
import { type CommandDeps, collect, Refused } from '../command.ts';
import type { Client } from '../oauth/model/client.ts';
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
    .option('--default-resource <uri>', 'the one of them that its tokens are for where a request names none')
    .option('--no-default-resource', 'such a token is for every API')
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

/** What was given of them, as it is registered in the list; nothing where nothing was. `before`: the application that is changed. */
export async function resourcesFrom(
  options: OptionValues,
  before: Pick<Client, 'resources' | 'metadata'>,
  { resources }: Pick<CommandDeps, 'resources'>,
): Promise<Partial<Pick<ClientMetadata, 'resources' | 'defaultResource'>>> {
  const given = options['resource'] as readonly string[] | boolean | undefined;
  const usual = options['defaultResource'] as string | boolean | undefined;
  const named = given === undefined || given === true ? undefined : given || [];
  const list = named?.length ? await resources.list() : [];
  const found = named?.map((uri) => {
    const entry = spelledAs(uri, list);
    if (!entry) throw new Refused(`--resource: there is no ${uri}. See "latchkey resource list".`);
    return entry;
  });
  const held = found ?? before.resources.map(({ uri }) => uri);
  const { defaultResource } = before.metadata;
  const stays = defaultResource !== undefined && held.includes(defaultResource) ? defaultResource : undefined;
  const next =
    typeof usual === 'string'
      ? spelledAs(
          usual,
          held.map((uri) => ({ uri })),
        )
      : stays;
  if (typeof usual === 'string' && next === undefined) {
    throw new Refused(
      `--default-resource: it may not ask for ${usual}: give it with --resource, beside those that it has.`,
    );
  }
  return { ...(found && { resources: [...new Set(found)] }), defaultResource: usual === false ? undefined : next };
}

/** The one of these that a URI means, as it is spelled there. */
function spelledAs(uri: string, among: readonly { readonly uri: string }[]): string | undefined {
  return among.find((each) => comparableUri(each.uri) === comparableUri(uri))?.uri;
}

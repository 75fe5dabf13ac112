import type { Command as Commander, OptionValues } from 'commander';
import { type CommandDeps, collect, Refused } from '../command.ts';
import type { ClientMetadata } from '../oauth/model/client-metadata.ts';

/** Which kinds of details an application may ask for (RFC 9396 §10). */
export function detailsOptions(commander: Commander): void {
  commander
    .option('--authorization-details-type <type>', 'a type of details that it may ask for; may be repeated', collect)
    .option('--no-authorization-details-type', 'none');
}

/** What was given of it, checked; nothing where nothing was. */
export async function detailsFrom(
  options: OptionValues,
  { detailsTypes }: Pick<CommandDeps, 'detailsTypes'>,
): Promise<Partial<ClientMetadata>> {
  const given = options['authorizationDetailsType'] as readonly string[] | false | undefined;
  if (given === undefined) return {};
  if (given === false) return { authorizationDetailsTypes: [] };
  const known = (await detailsTypes.list()).map(({ type }) => type);
  const unknown = given.find((type) => !known.includes(type));
  if (unknown !== undefined) {
    throw new Refused(
      `--authorization-details-type: there is no ${unknown}. There are ${known.join(', ') || 'none: see "latchkey authorization-details-type add --help"'}.`,
    );
  }
  return { authorizationDetailsTypes: [...new Set(given)] };
}

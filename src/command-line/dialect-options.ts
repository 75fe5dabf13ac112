import type { Command as Commander, OptionValues } from 'commander';
import { type CommandDeps, Refused } from '../command.ts';
import type { Client, ClientDialect } from '../oauth/model/client.ts';
import { endOfDay } from '../web/administration/until.ts';

const NONE = 'none';

/** The options of `app set` for an application that is written to another service's document. */
export function dialectOptions(commander: Commander): void {
  commander
    .option(
      '--dialect <name>',
      'the wording of another service’s document that it may use: community-maps, op-api, openstreetmap or none; the first two need a secret',
    )
    .option('--dialect-until <date>', 'its last day, as 2027-01-31; without it the dialect has no end');
}

/** What the options say; "as before" where they say nothing. */
export function dialectFrom(
  options: OptionValues,
  before: Client,
  deps: Pick<CommandDeps, 'dialects' | 'now'>,
): ClientDialect | undefined | 'as before' {
  const until = options['dialectUntil'] as string | undefined;
  const name = (options['dialect'] as string | undefined) ?? (until === undefined ? undefined : before.dialect?.name);
  if (until !== undefined && (name === undefined || name === NONE)) {
    throw new Refused('--dialect-until needs a dialect to end: give --dialect too.');
  }
  if (name === undefined) return 'as before';
  if (name === NONE) return undefined;
  const known = deps.dialects.map((dialect) => dialect.name);
  if (!known.includes(name)) throw new Refused(`--dialect: give one of ${[...known, NONE].join(', ')}.`);
  const expiresAt = endOfDay(until ?? '', deps.now());
  if (expiresAt === 'wrong') throw new Refused('--dialect-until: give a day from today on, as 2027-01-31.');
  return { name, expiresAt };
}

/** Whoever may use a dialect proves itself with a secret, but where it is for those that keep none. */
export function refuseDialectOfPublic(
  dialect: ClientDialect | undefined | 'as before',
  confidential: boolean,
  deps: Pick<CommandDeps, 'dialects'>,
): void {
  if (dialect === undefined || dialect === 'as before' || confidential) return;
  if (!deps.dialects.some(({ name, forPublic }) => forPublic && name === dialect.name)) {
    throw new Refused(
      `--dialect ${dialect.name} is for an application with a secret: it cannot be public (--no-public).`,
    );
  }
}

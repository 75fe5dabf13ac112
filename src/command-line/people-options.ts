import type { Command as Commander, OptionValues } from 'commander';
import { type CommandDeps, collect, Refused } from '../command.ts';
import type { ClientMetadata, IssuerKeys, PeopleIssuer } from '../oauth/model/client-metadata.ts';
import { isIssuer } from '../oauth/workload-entry.ts';
import { readKeys } from './authentication-options.ts';

const MOST = 20;

/** Whose tokens name people for an application, and the keys of issuers that publish none; the options of `app set`. */
export function peopleOptions(commander: Commander): void {
  commander
    .option(
      '--people-by <text>',
      '"email" or "sub", an issuer and an audience, with spaces between: its tokens name people by that claim; may be repeated',
      collect,
    )
    .option('--no-people-by', 'none')
    .option(
      '--issuer-keys <text>',
      'an issuer and a file with its public keys, a space between, in place of those that it publishes; may be repeated',
      collect,
    )
    .option('--no-issuer-keys', 'those that they publish');
}

/** What was given of them, beside what is so already; nothing where nothing was. */
export async function peopleFrom(
  options: OptionValues,
  held: Pick<ClientMetadata, 'workloads' | 'peopleIssuers'>,
  { issuer }: Pick<CommandDeps, 'issuer'>,
): Promise<Partial<Pick<ClientMetadata, 'peopleIssuers' | 'issuerKeys'>>> {
  const people = readAll(options['peopleBy'], (text) => readPeople(text, issuer));
  const { workloads, peopleIssuers } = { ...held, ...(people && { peopleIssuers: people }) };
  const both = peopleIssuers.find((each) => workloads.some((workload) => workload.issuer === each.issuer));
  if (both) {
    throw new Refused(
      `${both.issuer}: its tokens stand for the application (--workload) or name people (--people-by), not both.`,
    );
  }
  const keys = readAll(options['issuerKeys'], (text) => text);
  const trusted = [...workloads, ...peopleIssuers].map((each) => each.issuer);
  const issuerKeys = keys && (await Promise.all(keys.map((text) => readIssuerKeys(text, trusted))));
  if (issuerKeys && new Set(issuerKeys.map((each) => each.issuer)).size < issuerKeys.length) {
    throw new Refused('--issuer-keys: give each issuer once, with one file of all its keys.');
  }
  return { ...(people && { peopleIssuers: people }), ...(issuerKeys && { issuerKeys }) };
}

/** Each text that was given, read; with `--no-` none, and undefined where nothing was said. */
function readAll<Read>(given: readonly string[] | boolean | undefined, read: (text: string) => Read) {
  if (given === undefined || given === true) return undefined;
  const texts = given === false ? [] : given;
  if (texts.length > MOST) throw new Refused(`An application trusts at most ${MOST} issuers.`);
  return texts.map((text) => read(text.trim()));
}

function readPeople(text: string, usualAudience: string): PeopleIssuer {
  const [by = '', issuer = '', audience = usualAudience, ...more] = text.split(/ +/);
  const wrong = (what: string) => new Refused(`--people-by "${text}": ${what}`);
  if (by !== 'email' && by !== 'sub') throw wrong('it begins with the claim that names people: email or sub.');
  if (more.length > 0) throw wrong('give the claim, an issuer and, where it is not this server, an audience.');
  if (!isIssuer(issuer)) throw wrong('the issuer is an https address, as it stands in iss.');
  return { issuer, by, audience };
}

async function readIssuerKeys(text: string, trusted: readonly string[]): Promise<IssuerKeys> {
  const [issuer = '', ...rest] = text.split(/ +/);
  if (rest.length === 0) throw new Refused(`--issuer-keys "${text}": give an issuer and a file, with a space between.`);
  if (!trusted.includes(issuer)) {
    throw new Refused(`--issuer-keys: ${issuer} is in no --workload and no --people-by of this application.`);
  }
  return { issuer, jwks: await readKeys(rest.join(' '), '--issuer-keys') };
}

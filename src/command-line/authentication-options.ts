import { readFile } from 'node:fs/promises';
import type { Command as Commander, OptionValues } from 'commander';
import { type CommandDeps, collect, Refused } from '../command.ts';
import { checkJwks, type JwksProblem } from '../oauth/check-jwks.ts';
import type { ClientChanges } from '../oauth/model/client.ts';

/** How an application proves who it is. */
export function authenticationOptions(commander: Commander): void {
  commander
    .option('--auth-method <method>', 'a method that it may use, by its name in the metadata; may be repeated', collect)
    .option('--jwks <file>', 'its public keys, for private_key_jwt: a JWK Set');
}

/** What was given of them, checked; nothing where nothing was. */
export async function authenticationFrom(
  options: OptionValues,
  { methods }: Pick<CommandDeps, 'methods'>,
): Promise<Pick<ClientChanges, 'authMethods' | 'metadata'>> {
  const authMethods = options['authMethod'] as readonly string[] | undefined;
  const names = methods.map(({ name }) => name);
  const unknown = authMethods?.find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new Refused(`--auth-method: there is no ${unknown}. It is one of ${names.join(', ')}.`);
  const file = options['jwks'] as string | undefined;
  return {
    ...(authMethods && { authMethods }),
    ...(file !== undefined && { metadata: { jwks: await readKeys(file) } }),
  };
}

async function readKeys(file: string) {
  let document: unknown;
  try {
    document = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new Refused(`--jwks: ${file} cannot be read as JSON: ${(error as Error).message.split('\n')[0]}`);
  }
  const checked = await checkJwks(document);
  if ('jwks' in checked) return checked.jwks;
  throw new Refused(`--jwks: ${checked.at === undefined ? '' : `key ${checked.at}: `}${PROBLEMS[checked.problem]}`);
}

const PROBLEMS: Readonly<Record<JwksProblem, string>> = {
  'no-set': 'expected a JWK Set with at least one key: {"keys":[{"kty":"EC",...}]}.',
  'too-many': 'expected at most 20 keys.',
  private: 'this is a private or shared key. Keep it, and give the public one; make a new pair if others have seen it.',
  'not-for-signing': 'expected a key for RS256, PS256, ES256, EdDSA or a longer one of their kind.',
  weak: 'expected an RSA key of 2048 bits or more.',
  unreadable: 'it cannot be read as a public key.',
  'kid-repeated': 'its kid is that of another one; each key needs its own.',
};

import { readFile } from 'node:fs/promises';
import type { Command as Commander, OptionValues } from 'commander';
import { type CommandDeps, collect, Refused } from '../command.ts';
import { checkJwks, type JwksProblem } from '../oauth/check-jwks.ts';
import type { ClientChanges } from '../oauth/model/client.ts';
import type { ClientMetadata } from '../oauth/model/client-metadata.ts';
import { parses } from '../oauth/parses.ts';

/** How an application proves who it is. */
export function authenticationOptions(commander: Commander): void {
  commander
    .option('--auth-method <method>', 'a method that it may use, by its name in the metadata; may be repeated', collect)
    .option(
      '--jwks <file>',
      'its public keys, for private_key_jwt: a JWK Set; their x5c for self_signed_tls_client_auth',
    )
    .option('--jwks-uri <uri>', 'where its public keys are, instead')
    .option(
      '--tls-subject-dn <name>',
      'for tls_client_auth: the subject of its certificate, as CN=worker,O=Example,C=FR',
    )
    .option('--tls-san-dns <name>', 'for tls_client_auth: a DNS name in its certificate')
    .option('--tls-san-uri <uri>', 'for tls_client_auth: a URI in its certificate')
    .option('--certificate-bound-tokens', 'its access tokens are bound to its certificate')
    .option('--no-certificate-bound-tokens', 'they are not')
    .option(
      '--dpop-bound-tokens',
      'its access tokens are bound to a key that it proves (DPoP); requests without a proof are refused',
    )
    .option('--no-dpop-bound-tokens', 'they are where it sends a proof');
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
  const metadata = { ...certificateFrom(options), ...(await keysFrom(file, options['jwksUri'] as string | undefined)) };
  return { ...(authMethods && { authMethods }), metadata };
}

/** One of the two (RFC 7591 §2): what is given takes the place of the other. */
async function keysFrom(file: string | undefined, uri: string | undefined): Promise<Partial<ClientMetadata>> {
  if (uri !== undefined && file !== undefined)
    throw new Refused('Give --jwks or --jwks-uri: the keys are in one place.');
  if (file !== undefined) return { jwks: await readKeys(file), jwksUri: undefined };
  if (uri === undefined) return {};
  if (!/^https:|^http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/]/.test(uri) || !parses(uri)) {
    throw new Refused(`--jwks-uri: expected an https address, and "${uri}" is none.`);
  }
  return { jwks: undefined, jwksUri: uri };
}

function certificateFrom(options: OptionValues): Partial<ClientMetadata> {
  const text = (name: string) => options[name] as string | undefined;
  const dn = text('tlsSubjectDn');
  const dns = text('tlsSanDns');
  const uri = text('tlsSanUri');
  const bound = options['certificateBoundTokens'] as boolean | undefined;
  const proved = options['dpopBoundTokens'] as boolean | undefined;
  return {
    ...(dn !== undefined && { tlsClientAuthSubjectDn: dn }),
    ...(dns !== undefined && { tlsClientAuthSanDns: dns }),
    ...(uri !== undefined && { tlsClientAuthSanUri: uri }),
    ...(bound !== undefined && { tlsClientCertificateBoundAccessTokens: bound }),
    ...(proved !== undefined && { dpopBoundAccessTokens: proved }),
  };
}

/** The public keys in a file; `option` is what named it. */
export async function readKeys(file: string, option = '--jwks') {
  let document: unknown;
  try {
    document = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new Refused(`${option}: ${file} cannot be read as JSON: ${(error as Error).message.split('\n')[0]}`);
  }
  const checked = await checkJwks(document);
  if ('jwks' in checked) return checked.jwks;
  throw new Refused(`${option}: ${checked.at === undefined ? '' : `key ${checked.at}: `}${PROBLEMS[checked.problem]}`);
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

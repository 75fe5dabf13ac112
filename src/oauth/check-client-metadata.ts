import { checkJwks } from './check-jwks.ts';
import { needsSecret } from './client-grants.ts';
import { nameProblem, tidyName } from './client-settings.ts';
import { OAuthError } from './errors.ts';
import type { Grant } from './grant.ts';
import { type ReadMember, refuse, text, texts, webAddress } from './metadata-members.ts';
import type { Client, ClientSettings } from './model/client.ts';
import type { ClientMetadata } from './model/client-metadata.ts';
import { OPENID_SCOPES, type Scope } from './model/scope.ts';
import { redirectHost } from './redirect-uri.ts';
import { readRegistrable } from './registrable-members.ts';
import { responseTypeOf } from './response-mode.ts';

/** What client metadata is checked against. */
export type MetadataRules = {
  readonly catalogue: readonly Scope[];
  /** Those that a program may register. */
  readonly grants: readonly Grant[];
  /** The ways to authenticate that it may register, by their names in RFC 7591 §2. */
  readonly methods: readonly string[];
  readonly redirectUris: ReadMember<readonly string[]>;
  /**
   * What a client may ask for: what it names or, where it names nothing, what is said of the person who signs in. `all`: whatever it
   * names, all that anybody may have, for its clients learn later what they need.
   */
  readonly usualScopes: 'openid' | 'all';
  /** What it has already may stay. */
  readonly held: Pick<Client, 'scopes' | 'grants' | 'requirePkce'> | undefined;
};

/** Client metadata in order: every member that a program may set, at its default where the document does not say. */
export type CheckedMetadata = {
  readonly settings: ClientSettings;
  readonly authMethods: readonly string[];
  readonly metadata: Partial<ClientMetadata>;
};

type Document = Readonly<Record<string, unknown>>;

const MOST_REDIRECT_URIS = 20;
const SECRET_METHODS = ['client_secret_basic', 'client_secret_post'];

/**
 * Client metadata that a program sent (RFC 7591 §2, OpenID Connect Dynamic Client Registration 1.0 §2). Members that this server
 * does not know are passed over; of grant types and scopes, which registrations name for many servers, those that it has not. Throws what
 * RFC 7591 §3.2.2 has for the first that is wrong. `name` is '' where nothing in the document is one.
 */
export async function checkClientMetadata(document: Document, rules: MetadataRules): Promise<CheckedMetadata> {
  const read = <Value>(name: string, as: ReadMember<Value>): Value | undefined =>
    Object.hasOwn(document, name) ? as(document[name], name) : undefined;

  const authMethods = methodsIn(read, rules.methods);
  const { grants, responseTypes } = flowsIn(read, rules);
  const confidential = !authMethods.includes('none');
  const secretive = confidential ? undefined : grants.find(needsSecret);
  if (secretive !== undefined) throw contradictory(`grant_types ${secretive} with token_endpoint_auth_method none`);
  const redirectUris = read('redirect_uris', rules.redirectUris) ?? [];
  if (redirectUris.length > MOST_REDIRECT_URIS) refuse('redirect_uris', `${redirectUris.length} entries`);
  if (redirectUris.length === 0 && responseTypes.length > 0) throw new OAuthError('registered-redirect-uri-missing');

  const homepage = read('client_uri', webAddress);
  const given = readRegistrable(document);
  const jwks = await keysIn(document, given.jwksUri);
  const metadata = { ...given, jwks, responseTypes };
  checkMethods(authMethods, metadata);
  checkSubjects(metadata, redirectUris);
  return {
    settings: {
      name: nameIn(read('client_name', text), [homepage, ...redirectUris]),
      homepage,
      confidential,
      redirectUris,
      scopes: scopesIn(read('scope', text), grants, rules),
      grants,
      requirePkce: rules.held?.requirePkce ?? false,
    },
    authMethods,
    metadata,
  };
}

type Read = <Value>(name: string, as: ReadMember<Value>) => Value | undefined;

/** One method or, where a client names what it can, those that there are here (OpenID Connect RP Metadata Choices 1.0 §2). */
function methodsIn(read: Read, known: readonly string[]): readonly string[] {
  const one = read('token_endpoint_auth_method', text);
  if (one !== undefined && !known.includes(one)) refuse('token_endpoint_auth_method', one);
  const choices = read('token_endpoint_auth_methods_supported', texts)?.filter((name) => known.includes(name)) ?? [];
  const methods = [...new Set([...(one === undefined ? [] : [one]), ...choices])];
  if (methods.length > 0) return methods;
  const usual = ['client_secret_basic', 'none'].find((name) => known.includes(name)); // RFC 7591 §2
  return usual ? [usual] : refuse('token_endpoint_auth_method', 'nothing');
}

/** Grants and response types fit each other (RFC 7591 §2.1); where one of the two is not there, the other says it. */
function flowsIn(read: Read, { grants: open, held }: MetadataRules) {
  const askedGrants = read('grant_types', texts);
  const openTypes = open.flatMap((grant) => grant.responseTypes);
  const named = read('response_types', texts)?.map(responseTypeOf);
  const askedTypes = named?.filter((type) => openTypes.includes(type));
  if (named && named.length > 0 && askedTypes?.length === 0) refuse('response_types', named.join(', '));
  const needed = (askedTypes ?? []).flatMap(grantsOf);
  const names = [...open.map(({ name }) => name), ...(held?.grants ?? [])];
  const grants = [
    ...new Set(askedGrants?.filter((name) => names.includes(name)) ?? [...needed, ...(askedTypes ? [] : [CODE])]),
  ];
  if (grants.length === 0) refuse('grant_types', askedGrants?.join(' ') || 'nothing');
  const missing = needed.find((grant) => !grants.includes(grant));
  if (missing !== undefined)
    throw contradictory(`response_types ${askedTypes?.join(', ')} without grant_types ${missing}`);
  const usual = grants.includes(CODE)
    ? ['code']
    : openTypes.filter((type) => grantsOf(type).every((grant) => grants.includes(grant)));
  return { grants, responseTypes: askedTypes ?? usual };
}

const CODE = 'authorization_code';

function grantsOf(responseType: string): readonly string[] {
  const words = responseType.split(' ');
  const direct = words.some((word) => word === 'token' || word === 'id_token');
  return [...(words.includes('code') ? [CODE] : []), ...(direct ? ['implicit'] : [])];
}

async function keysIn(document: Document, jwksUri: string | undefined): Promise<ClientMetadata['jwks']> {
  if (!Object.hasOwn(document, 'jwks')) return undefined;
  if (jwksUri !== undefined) throw new OAuthError('metadata-keys-refused', 'jwks beside jwks_uri');
  const checked = await checkJwks(document['jwks']);
  if ('jwks' in checked) return checked.jwks;
  throw new OAuthError('metadata-keys-refused', `jwks: ${checked.problem}${checked.at ? ` key ${checked.at}` : ''}`);
}

function checkMethods(methods: readonly string[], { jwks, jwksUri, ...metadata }: Partial<ClientMetadata>): void {
  const named = [metadata.tlsClientAuthSubjectDn, metadata.tlsClientAuthSanDns, metadata.tlsClientAuthSanUri];
  const names = [...named, metadata.tlsClientAuthSanIp, metadata.tlsClientAuthSanEmail].filter(
    (name) => name !== undefined,
  );
  const without = (method: string, member: string) =>
    contradictory(`token_endpoint_auth_method ${method} without ${member}`);
  if (methods.includes('private_key_jwt') && !jwks && jwksUri === undefined) throw without('private_key_jwt', 'keys');
  if (methods.includes('tls_client_auth') && names.length !== 1) throw without('tls_client_auth', 'one name'); // RFC 8705 §2.1.2
  if (methods.includes('self_signed_tls_client_auth') && !jwks?.keys.some((key) => 'x5c' in key)) {
    throw without('self_signed_tls_client_auth', 'a certificate in jwks');
  }
}

/** OpenID Connect Core 1.0 §8.1: of several hosts nobody could say which of them the subjects are for. */
function checkSubjects(metadata: Partial<ClientMetadata>, redirectUris: readonly string[]): void {
  if (metadata.subjectType !== 'pairwise' || metadata.sectorIdentifierUri !== undefined) return;
  if (new Set(redirectUris.map(redirectHost)).size > 1) {
    throw contradictory('subject_type pairwise with redirect_uris of several hosts and no sector_identifier_uri');
  }
}

function nameIn(given: string | undefined, addresses: readonly (string | undefined)[]): string {
  const name = tidyName(given ?? '');
  if (name !== '') return nameProblem(name) === undefined ? name : refuse('client_name', name);
  const [host = ''] = addresses.flatMap((uri) => (uri === undefined ? [] : [redirectHost(uri)]));
  return host.slice(0, 80);
}

/** What may be asked for at all is what anybody may have: what is privileged, an administrator gives (S096). */
function scopesIn(given: string | undefined, grants: readonly string[], rules: MetadataRules): readonly string[] {
  const { catalogue, held, usualScopes } = rules;
  const open = catalogue
    .filter((scope) => held?.scopes.includes(scope.name) || (scope.offered && !scope.privileged))
    .filter((scope) => scope.grants.length === 0 || scope.grants.some((grant) => grants.includes(grant)))
    .map(({ name }) => name);
  if (usualScopes === 'all') return open;
  if (given === undefined) return open.filter((name) => OPENID_SCOPES.includes(name));
  return open.filter((name) => given.split(' ').includes(name));
}

function contradictory(sent: string): OAuthError {
  return new OAuthError('metadata-contradictory', sent);
}

/** The methods that work with a secret of this server's making. */
export function takesSecret(methods: readonly string[]): boolean {
  return methods.some((name) => SECRET_METHODS.includes(name));
}

import { checkJwks, type JwksProblem } from './check-jwks.ts';
import type { Client } from './model/client.ts';
import type { ClientMetadata } from './model/client-metadata.ts';
import { isSigningAlg } from './model/signing-key.ts';
import { type RedirectUriProblem, redirectUriProblem } from './redirect-uri.ts';
import { type ServerUriProblem, serverUriProblem } from './server-uri.ts';

/** How an application proves itself, and what its tokens are like: what was typed, as it came. */
export type TypedConnection = {
  readonly authMethods: readonly string[];
  /** A JWK Set (RFC 7517 §5), as text. */
  readonly jwks: string;
  readonly jwksUri: string;
  readonly idTokenAlg: string;
  readonly idTokenClaims: boolean;
  readonly signedAccessTokens: boolean;
  readonly pairwise: boolean;
  readonly requireFactor: boolean;
  /** One each; empty ones are passed over. */
  readonly postLogoutRedirectUris: readonly string[];
  readonly backchannelLogoutUri: string;
};

export type ConnectionProblem = {
  readonly field: keyof TypedConnection;
  /** Counts from 1 where a field has several. */
  readonly line?: number | undefined;
  readonly problem:
    | RedirectUriProblem
    | ServerUriProblem
    | { readonly id: 'methods-unknown' | 'alg-unknown' | 'jwks-missing' | 'jwks-twice' | 'jwks-no-json' }
    | { readonly id: `jwks-${JwksProblem}`; readonly at?: number | undefined };
};

/** What of it changes the client. */
export type ConnectionChanges = {
  readonly metadata: Partial<ClientMetadata>;
  /** Undefined: those that it has, or that go with having a secret or none. */
  readonly authMethods: readonly string[] | undefined;
};

const NEEDS_KEYS = ['private_key_jwt', 'self_signed_tls_client_auth'];

/** The methods that a form may offer for this client: those with a name in a certificate only where it has that. */
export function openMethods(names: readonly string[], held: Pick<Client, 'authMethods'>): readonly string[] {
  return names.filter((name) => name !== 'none' && (name !== 'tls_client_auth' || held.authMethods.includes(name)));
}

/** What the form of a client starts with. */
export function connectionOf({ authMethods, metadata }: Pick<Client, 'authMethods' | 'metadata'>): TypedConnection {
  return {
    authMethods: authMethods.filter((name) => name !== 'none'),
    jwks: metadata.jwks === undefined ? '' : JSON.stringify(metadata.jwks, undefined, 2),
    jwksUri: metadata.jwksUri ?? '',
    idTokenAlg: metadata.idTokenSignedResponseAlg,
    idTokenClaims: metadata.idTokenClaims,
    signedAccessTokens: metadata.accessTokenFormat === 'jwt',
    pairwise: metadata.subjectType === 'pairwise',
    requireFactor: metadata.requireFactor,
    postLogoutRedirectUris: metadata.postLogoutRedirectUris,
    backchannelLogoutUri: metadata.backchannelLogoutUri ?? '',
  };
}

/** Checks it (RFC 7591 §2), of a client that will be confidential or not. `open`: the methods that it may have. */
export async function checkConnection(
  typed: TypedConnection,
  { confidential, open }: { readonly confidential: boolean; readonly open: readonly string[] },
): Promise<ConnectionChanges | { readonly problems: readonly ConnectionProblem[] }> {
  const problems: ConnectionProblem[] = [];
  const say = (field: keyof TypedConnection, problem: ConnectionProblem['problem'] | undefined, line?: number) => {
    if (problem) problems.push({ field, problem, line });
  };
  const [jwksText, jwksUri, told] = [typed.jwks, typed.jwksUri, typed.backchannelLogoutUri].map((each) => each.trim());
  const lines = typed.postLogoutRedirectUris.map((line) => line.trim());
  const methods = [...new Set(typed.authMethods)];
  if (methods.some((name) => !open.includes(name))) say('authMethods', { id: 'methods-unknown' });
  if (!isSigningAlg(typed.idTokenAlg)) say('idTokenAlg', { id: 'alg-unknown' });
  const keys = jwksText ? await readKeys(jwksText) : { jwks: undefined };
  if ('id' in keys) say('jwks', keys);
  if (jwksText && jwksUri) say('jwksUri', { id: 'jwks-twice' });
  if (jwksUri) say('jwksUri', serverUriProblem(jwksUri));
  const needsKeys = confidential && methods.some((name) => NEEDS_KEYS.includes(name));
  if (needsKeys && !jwksText && !jwksUri) say('jwks', { id: 'jwks-missing' });
  if (told) say('backchannelLogoutUri', serverUriProblem(told));
  lines.forEach((line, at) => {
    if (line) say('postLogoutRedirectUris', redirectUriProblem(line), lines.length > 1 ? at + 1 : undefined);
  });
  if (problems.length > 0 || 'id' in keys) return { problems };
  return {
    authMethods: confidential && methods.length > 0 ? methods : undefined,
    metadata: {
      jwks: keys.jwks,
      jwksUri: jwksUri || undefined,
      idTokenSignedResponseAlg: typed.idTokenAlg,
      idTokenClaims: typed.idTokenClaims,
      accessTokenFormat: typed.signedAccessTokens ? 'jwt' : 'opaque',
      subjectType: typed.pairwise ? 'pairwise' : 'public',
      requireFactor: typed.requireFactor,
      postLogoutRedirectUris: [...new Set(lines.filter((line) => line !== ''))],
      backchannelLogoutUri: told || undefined,
    },
  };
}

/** Public keys as somebody pasted or uploaded them (RFC 7517 §5), or what is wrong with them. */
export async function readKeys(text: string) {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return { id: 'jwks-no-json' } as const;
  }
  const checked = await checkJwks(document);
  return 'jwks' in checked ? checked : ({ id: `jwks-${checked.problem}`, at: checked.at } as const);
}

import type { Client, ClientStore } from './model/client.ts';
import type { ClientMetadata } from './model/client-metadata.ts';
import type { SigningAlg } from './model/signing-key.ts';
import { VERIFIED_ALGS } from './verify-jwt.ts';

/** What an application, or a whole server, keeps to, the strictest last: OAuth 2.0, OAuth 2.1, FAPI 2.0 Security Profile. */
export const PROFILES = ['standard', 'oauth-2.1', 'fapi-2'] as const;
export type Profile = (typeof PROFILES)[number];

/** What the server keeps every application to. */
export type ServerProfile = {
  readonly profile: Profile;
  /** How long a code lives where a client has no time of its own. */
  readonly codeSeconds: number;
};

/** FAPI 2.0 §5.4.1 */
export const FAPI_ALGS: readonly string[] = ['PS256', 'ES256', 'EdDSA', 'Ed25519'];

const LEGACY_GRANTS = ['password', 'implicit'];
/** FAPI 2.0 §5.3.2.1 */
const FAPI_METHODS = ['private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth'];
const FAPI_CODE_SECONDS = 60;

/** Whether an application of this profile may prove itself so. */
export function allowsMethod(profile: Profile, method: string): boolean {
  return profile !== 'fapi-2' || FAPI_METHODS.includes(method);
}

/** Whether it may have this grant (OAuth 2.1 draft §10; FAPI 2.0 §5.3.2.1). */
export function allowsGrant(profile: Profile, grant: string): boolean {
  return profile === 'standard' || !LEGACY_GRANTS.includes(grant);
}

/** Which signatures of others count for an application of this profile; undefined: all that the server takes. */
export function algorithmsOf(profile: Profile): readonly string[] | undefined {
  return profile === 'fapi-2' ? FAPI_ALGS : undefined;
}

/** Which of them count where it registered one; each of them where it did not. */
export function registeredAlgs(profile: Profile, registered: string | undefined): readonly string[] {
  const all = algorithmsOf(profile) ?? VERIFIED_ALGS;
  return registered === undefined ? all : all.filter((alg) => alg === registered);
}

/** The stricter one of what a client is registered with and what its server wants. */
export function profileOf(
  { metadata }: Pick<Client, 'metadata'>,
  { profile }: Pick<ServerProfile, 'profile'>,
): Profile {
  return stricter(metadata.profile, profile);
}

function stricter(one: Profile, other: Profile): Profile {
  return PROFILES[Math.max(PROFILES.indexOf(one), PROFILES.indexOf(other))] ?? 'fapi-2';
}

/** What is signed with for an application of this profile that registered this algorithm: under FAPI 2.0 never RS256 (§5.4.1). */
export function signsWith(alg: string, profile: Profile, server: Pick<ServerProfile, 'profile'>): SigningAlg {
  return (stricter(profile, server.profile) === 'fapi-2' ? strong(alg) : alg) as SigningAlg;
}

/**
 * A client as its profile has it: the switches that it turns are turned, and what does not fit into it is not there. So every
 * request is checked as it is for a client that was registered like this.
 */
export function underProfile(client: Client, server: ServerProfile): Client {
  const profile = profileOf(client, server);
  if (profile === 'standard') return client;
  const safer: Client = {
    ...client,
    dialect: undefined,
    requirePkce: true,
    grants: client.grants.filter((grant) => allowsGrant(profile, grant)),
    metadata: { ...client.metadata, profile },
  };
  return profile === 'fapi-2' ? underFapi(safer, server) : safer;
}

/** The same store, whose clients are kept to their profiles. */
export function keptTo(server: ServerProfile, store: Pick<ClientStore, 'find'>): Pick<ClientStore, 'find'> {
  return {
    async find(id) {
      const client = await store.find(id);
      return client && underProfile(client, server);
    },
  };
}

/** FAPI 2.0 §5.3.2 */
function underFapi(client: Client, { codeSeconds }: ServerProfile): Client {
  const { metadata } = client;
  return {
    ...client,
    redirectUris: client.redirectUris.filter(isHttps),
    authMethods: client.authMethods.filter((method) => allowsMethod('fapi-2', method)),
    accessTokenSeconds: client.accessTokenSeconds === 'never' ? undefined : client.accessTokenSeconds,
    codeSeconds: Math.min(client.codeSeconds ?? codeSeconds, FAPI_CODE_SECONDS),
    metadata: {
      ...metadata,
      requirePushedAuthorizationRequests: true,
      requestUris: [],
      // Bound to a certificate or to a key: one of the two it has to be.
      dpopBoundAccessTokens: metadata.dpopBoundAccessTokens || !metadata.tlsClientCertificateBoundAccessTokens,
      legacyAssertionAudience: false,
      idTokenSignedResponseAlg: strong(metadata.idTokenSignedResponseAlg),
      introspectionSignedResponseAlg: strong(metadata.introspectionSignedResponseAlg ?? 'RS256'), // RFC 9701 §6
      authorizationSignedResponseAlg: strong(metadata.authorizationSignedResponseAlg ?? 'RS256'), // JARM §3
    },
  };
}

/** What an RSA key signs instead of RS256. */
function strong(alg: string): string {
  return FAPI_ALGS.includes(alg) ? alg : 'PS256';
}

function isHttps(uri: string): boolean {
  return /^https:/i.test(uri);
}

/** What of a registration does not fit into its profile, and so is refused or left out. `values`: which. */
export type Unmet = {
  readonly id:
    | 'public'
    | 'auth-methods'
    | 'keys'
    | 'redirect-uris'
    | 'grants'
    | 'dialect'
    | 'endless-tokens'
    | 'signing-algs';
  readonly values: readonly string[];
};

/** What is missing of this profile, for whoever keeps the application. */
export function unmet(client: Client, profile: Profile): readonly Unmet[] {
  if (profile === 'standard') return [];
  const { grants, dialect, metadata } = client;
  const fapi = profile === 'fapi-2';
  const byKey = client.authMethods.includes('private_key_jwt');
  const strongMethods = client.authMethods.filter((method) => allowsMethod(profile, method));
  const checks: readonly (readonly [Unmet['id'], readonly string[] | boolean])[] = [
    ['grants', grants.filter((grant) => !allowsGrant(profile, grant))],
    ['dialect', dialect ? [dialect.name] : []],
    ['public', fapi && !client.confidential],
    ['auth-methods', fapi && client.confidential && strongMethods.length === 0],
    ['keys', fapi && byKey && metadata.jwks === undefined && metadata.jwksUri === undefined],
    ['redirect-uris', fapi ? client.redirectUris.filter((uri) => !isHttps(uri)) : []],
    ['endless-tokens', fapi && client.accessTokenSeconds === 'never'],
    ['signing-algs', fapi ? weakAlgs(metadata) : []],
  ];
  return checks.flatMap(([id, found]) => {
    if (typeof found === 'boolean') return found ? [{ id, values: [] }] : [];
    return found.length > 0 ? [{ id, values: found }] : [];
  });
}

/** What was registered of algorithms that others rely on, so that no other can be put in their place. */
function weakAlgs(metadata: ClientMetadata): readonly string[] {
  const { tokenEndpointAuthSigningAlg, requestObjectSigningAlg, userinfoSignedResponseAlg } = metadata;
  const named = [tokenEndpointAuthSigningAlg, requestObjectSigningAlg, userinfoSignedResponseAlg];
  return [...new Set(named)].filter((alg): alg is string => alg !== undefined && !FAPI_ALGS.includes(alg));
}

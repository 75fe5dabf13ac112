/**
 * What a client registered beyond what every client has: the members of RFC 7591 §2, OpenID Connect Dynamic Client
 * Registration 1.0 §2 and their extensions. It is kept as JSON by those names; what is not there has its default.
 */
export type ClientMetadata = {
  /** Undefined: all that its grants lead to. */
  readonly responseTypes: readonly string[] | undefined;
  readonly applicationType: 'web' | 'native';
  /** OpenID Connect RP-Initiated Logout 1.0 §3.1 */
  readonly postLogoutRedirectUris: readonly string[];
  /** OpenID Connect Back-Channel Logout 1.0 §2.2 */
  readonly backchannelLogoutUri: string | undefined;
  readonly backchannelLogoutSessionRequired: boolean;
  readonly idTokenSignedResponseAlg: string;
  /** Undefined: userinfo answers in JSON. */
  readonly userinfoSignedResponseAlg: string | undefined;
  /** Undefined: introspection answers in JSON (RFC 9701 §6). */
  readonly introspectionSignedResponseAlg: string | undefined;
  /** Undefined: answers are signed only where a response mode says so (JARM §4). */
  readonly authorizationSignedResponseAlg: string | undefined;
  readonly subjectType: 'public' | 'pairwise';
  readonly sectorIdentifierUri: string | undefined;
  /** Seconds. */
  readonly defaultMaxAge: number | undefined;
  readonly requireAuthTime: boolean;
  /** Public keys (RFC 7517 §5), or where they are. */
  readonly jwks: { readonly keys: readonly Readonly<Record<string, unknown>>[] } | undefined;
  readonly jwksUri: string | undefined;
  /** Undefined: any that the server takes. */
  readonly tokenEndpointAuthSigningAlg: string | undefined;
  readonly requestObjectSigningAlg: string | undefined;
  /** Where its requests may be fetched (OpenID Connect Core 1.0 §6.2): these addresses and no others. */
  readonly requestUris: readonly string[];
  readonly requireSignedRequestObject: boolean;
  /** RFC 9126 §6 */
  readonly requirePushedAuthorizationRequests: boolean;
  /** RFC 9449 §5.2 */
  readonly dpopBoundAccessTokens: boolean;
  /** RFC 8705 §2.1.2: one of them is set, by its name. */
  readonly tlsClientAuthSubjectDn: string | undefined;
  readonly tlsClientAuthSanDns: string | undefined;
  readonly tlsClientAuthSanUri: string | undefined;
  readonly tlsClientAuthSanIp: string | undefined;
  readonly tlsClientAuthSanEmail: string | undefined;
  /** RFC 8705 §3.4 */
  readonly tlsClientCertificateBoundAccessTokens: boolean;
  /** RFC 9396 §10 */
  readonly authorizationDetailsTypes: readonly string[];
  readonly initiateLoginUri: string | undefined;
  readonly logoUri: string | undefined;
  readonly tosUri: string | undefined;
  readonly policyUri: string | undefined;
  readonly contacts: readonly string[];
  readonly softwareId: string | undefined;
  readonly softwareVersion: string | undefined;

  // Of this server alone; no registration by a program sets them.
  /** Where people find help with it. */
  readonly supportUri: string | undefined;
  /** The format of its access tokens where no resource says another. */
  readonly accessTokenFormat: 'opaque' | 'jwt';
  /** The resources that it may ask for or, of a resource server, those that it is. */
  readonly resources: readonly string[];
  /** The one of them that its tokens are for where a request names none (RFC 9068 §3); undefined: none. */
  readonly defaultResource: string | undefined;
  /** Its ID tokens say what its scopes release, not userinfo alone. */
  readonly idTokenClaims: boolean;
  /** Which groups of a person the claim `groups` tells it: those that it is for, or all. */
  readonly groupsClaim: 'own' | 'all';
  /** People are known to it by two factors, or not at all. */
  readonly requireFactor: boolean;
  /** Assertions may name the token endpoint as their audience, as they did before rfc7523bis. */
  readonly legacyAssertionAudience: boolean;
  /** Its answers are to be signed: it has to ask for a response mode that does so (JARM §2.3). */
  readonly requireSignedResponse: boolean;
  readonly profile: 'standard' | 'oauth-2.1' | 'fapi-2';
  /** Whose tokens it may authenticate with instead of a secret. */
  readonly workloads: readonly Workload[];
  /** Whose tokens name a person for whom it gets a token (RFC 7523 §2.1). */
  readonly peopleIssuers: readonly PeopleIssuer[];
  /** The keys of issuers that publish none: an administrator wrote them down. */
  readonly issuerKeys: readonly IssuerKeys[];
  /** The applications whose tokens it may exchange for its own (RFC 8693 §2). */
  readonly exchangesFrom: readonly string[];
  /** How it came to be: by a person, by a program (RFC 7591 §3), or by a document of its own. */
  readonly origin: 'person' | 'registration' | 'document';
};

/** An issuer of somebody else's, and which of its tokens stand for the client. `subject` may end in *. */
export type Workload = { readonly issuer: string; readonly subject: string; readonly audience: string };

/**
 * An issuer of somebody else's whose tokens name people of this server: by an address that both have verified, or by the id that they
 * have here, as `sub`.
 */
export type PeopleIssuer = { readonly issuer: string; readonly by: 'email' | 'sub'; readonly audience: string };

export type IssuerKeys = {
  readonly issuer: string;
  readonly jwks: { readonly keys: readonly Readonly<Record<string, unknown>>[] };
};

/** What a client has that registered nothing. */
export const NO_METADATA: ClientMetadata = {
  responseTypes: undefined,
  applicationType: 'web',
  postLogoutRedirectUris: [],
  backchannelLogoutUri: undefined,
  backchannelLogoutSessionRequired: false,
  idTokenSignedResponseAlg: 'RS256',
  userinfoSignedResponseAlg: undefined,
  introspectionSignedResponseAlg: undefined,
  authorizationSignedResponseAlg: undefined,
  subjectType: 'public',
  sectorIdentifierUri: undefined,
  defaultMaxAge: undefined,
  requireAuthTime: false,
  jwks: undefined,
  jwksUri: undefined,
  tokenEndpointAuthSigningAlg: undefined,
  requestObjectSigningAlg: undefined,
  requestUris: [],
  requireSignedRequestObject: false,
  requirePushedAuthorizationRequests: false,
  dpopBoundAccessTokens: false,
  tlsClientAuthSubjectDn: undefined,
  tlsClientAuthSanDns: undefined,
  tlsClientAuthSanUri: undefined,
  tlsClientAuthSanIp: undefined,
  tlsClientAuthSanEmail: undefined,
  tlsClientCertificateBoundAccessTokens: false,
  authorizationDetailsTypes: [],
  initiateLoginUri: undefined,
  logoUri: undefined,
  tosUri: undefined,
  policyUri: undefined,
  contacts: [],
  softwareId: undefined,
  softwareVersion: undefined,
  supportUri: undefined,
  accessTokenFormat: 'opaque',
  resources: [],
  defaultResource: undefined,
  idTokenClaims: false,
  groupsClaim: 'own',
  requireFactor: false,
  legacyAssertionAudience: false,
  requireSignedResponse: false,
  profile: 'standard',
  workloads: [],
  peopleIssuers: [],
  issuerKeys: [],
  exchangesFrom: [],
  origin: 'person',
};

/** By the names of the registry, which JSON has: idTokenSignedResponseAlg is id_token_signed_response_alg. */
export function wireName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** What is stored, with the defaults of what is not. */
export function readMetadata(stored: Readonly<Record<string, unknown>>): ClientMetadata {
  if (Object.keys(stored).length === 0) return NO_METADATA;
  const read = Object.entries(NO_METADATA).map(([name, usual]) => [name, stored[wireName(name)] ?? usual]);
  return Object.fromEntries(read) as ClientMetadata;
}

/** As it is stored; null where something is back at its default. */
export function writeMetadata(metadata: Partial<ClientMetadata>): Readonly<Record<string, unknown>> {
  const usual: Readonly<Record<string, unknown>> = NO_METADATA;
  const isUsual = (name: string, value: unknown) => JSON.stringify(value) === JSON.stringify(usual[name]);
  return Object.fromEntries(
    Object.entries(metadata).map(([name, value]) => [wireName(name), isUsual(name, value) ? null : value]),
  );
}

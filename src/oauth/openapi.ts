import type { NamedEndpoint } from './metadata.ts';
import type { Scope } from './model/scope.ts';

/** The versions of the OpenAPI Specification that a scheme can be written in, the usual one first. */
export const OPENAPI_VERSIONS = ['3.1', '3.2', '3.0', '2.0'] as const;
export type OpenApiVersion = (typeof OPENAPI_VERSIONS)[number];

/** Whose security scheme it is, and in which form. */
export type Described = {
  readonly version: OpenApiVersion;
  /** Relative ones are for an API at the origin of the issuer. OpenAPI 2.0 knows none: there they stay absolute. */
  readonly addresses: 'absolute' | 'relative';
  readonly issuer: string;
  readonly endpoints: readonly NamedEndpoint[];
  /** Wire names. */
  readonly grants: readonly string[];
  readonly scopes: readonly Scope[];
  /** For people who read it. */
  readonly description: string;
};

type Json = Readonly<Record<string, unknown>>;
type Address = 'authorizationUrl' | 'deviceAuthorizationUrl' | 'tokenUrl';
type Flow = {
  readonly grant: string;
  /** Its name in OpenAPI 3. */
  readonly name: string;
  /** Its name in OpenAPI 2.0, where that knows it. */
  readonly name2?: string;
  readonly only?: OpenApiVersion;
  readonly addresses: readonly Address[];
  /** Whether its answer can hold a refresh token (RFC 6749 §4.2.2, RFC 6749 §4.4.3). */
  readonly refreshes: boolean;
};

const SCHEME = 'oauth2';
const FULL = { '3.0': '3.0.3', '3.1': '3.1.0', '3.2': '3.2.0' };
const ENDPOINTS: Readonly<Record<Address, string>> = {
  authorizationUrl: 'authorization_endpoint',
  deviceAuthorizationUrl: 'device_authorization_endpoint',
  tokenUrl: 'token_endpoint',
};
const FLOWS: readonly Flow[] = [
  {
    grant: 'authorization_code',
    name: 'authorizationCode',
    name2: 'accessCode',
    addresses: ['authorizationUrl', 'tokenUrl'],
    refreshes: true,
  },
  {
    grant: 'urn:ietf:params:oauth:grant-type:device_code',
    name: 'deviceAuthorization',
    only: '3.2',
    addresses: ['deviceAuthorizationUrl', 'tokenUrl'],
    refreshes: true,
  },
  {
    grant: 'client_credentials',
    name: 'clientCredentials',
    name2: 'application',
    addresses: ['tokenUrl'],
    refreshes: false,
  },
  { grant: 'password', name: 'password', name2: 'password', addresses: ['tokenUrl'], refreshes: true },
  { grant: 'implicit', name: 'implicit', name2: 'implicit', addresses: ['authorizationUrl'], refreshes: false },
];

/** Whether any of its grants has a flow in this version. */
export function hasFlows(described: Described): boolean {
  return flowsOf(described).length > 0;
}

/** The part of an API description that defines the scheme; OpenAPI 2.0 has a definition for each flow. */
export function securityScheme(described: Described): Json {
  const { version, issuer, description } = described;
  const flows = flowsOf(described);
  if (version === '2.0') {
    const definitions = flows.map((flow) => [
      definitionName(flow),
      { type: 'oauth2', description, flow: flow.name2, ...flowObject(flow, described) },
    ]);
    return { securityDefinitions: Object.fromEntries(definitions) };
  }
  const metadata = addressAt(issuer, '/.well-known/oauth-authorization-server', described);
  const scheme = {
    type: 'oauth2',
    description,
    ...(version === '3.2' ? { oauth2MetadataUrl: metadata } : {}),
    flows: Object.fromEntries(flows.map((flow) => [flow.name, flowObject(flow, described)])),
  };
  return { components: { securitySchemes: { [SCHEME]: scheme } } };
}

/** The value of `security`: a token with these scopes, by whichever flow. Without scopes any token will do. */
export function securityRequirement(described: Described, scopes: readonly string[]): readonly Json[] {
  if (described.version !== '2.0') return [{ [SCHEME]: scopes }];
  return flowsOf(described)
    .filter((flow) => scopes.every((name) => scopesOf(flow, described).some((scope) => scope.name === name)))
    .map((flow) => ({ [definitionName(flow)]: scopes }));
}

/** A whole description around the scheme. `api`: the address of the API's server, where there is an API. */
export function openApiDocument(
  described: Described,
  {
    info,
    api,
    ...rest
  }: { readonly info: Json; readonly api?: string; readonly security?: unknown; readonly paths: Json },
): Json {
  const { version } = described;
  const scheme = securityScheme(described);
  if (version !== '2.0') {
    return {
      openapi: FULL[version],
      info,
      ...(api === undefined ? {} : { servers: [{ url: api }] }),
      ...scheme,
      ...rest,
    };
  }
  const at = api === undefined ? undefined : new URL(api);
  return {
    swagger: '2.0',
    info,
    ...(at ? { host: at.host, schemes: [at.protocol.slice(0, -1)] } : {}),
    ...scheme,
    ...rest,
  };
}

/** The scopes that a token of some flow can have, each once. */
export function describedScopes(described: Described): readonly Scope[] {
  const flows = flowsOf(described);
  return described.scopes.filter((scope) => flows.some((flow) => scopesOf(flow, described).includes(scope)));
}

function flowsOf({ version, endpoints, grants }: Described): readonly Flow[] {
  return FLOWS.filter(
    ({ grant, only, name2, addresses }) =>
      grants.includes(grant) &&
      (only === undefined || only === version) &&
      (version !== '2.0' || name2 !== undefined) &&
      addresses.every((address) => endpoints.some(({ name }) => name === ENDPOINTS[address])),
  );
}

function flowObject(flow: Flow, described: Described): Json {
  const { issuer, endpoints, grants, version } = described;
  const at = (address: Address) => {
    const path = endpoints.find(({ name }) => name === ENDPOINTS[address])?.path ?? '';
    return addressAt(issuer, path, described);
  };
  const refresh = flow.refreshes && version !== '2.0' && grants.includes('refresh_token');
  return {
    ...Object.fromEntries(flow.addresses.map((address) => [address, at(address)])),
    ...(refresh ? { refreshUrl: at('tokenUrl') } : {}),
    scopes: Object.fromEntries(scopesOf(flow, described).map(({ name, description }) => [name, description])),
  };
}

function addressAt(issuer: string, path: string, { version, addresses }: Described): string {
  return addresses === 'relative' && version !== '2.0' ? path : issuer + path;
}

function definitionName(flow: Flow): string {
  return `${SCHEME}_${flow.name2}`;
}

function scopesOf({ grant }: Flow, { scopes }: Described): readonly Scope[] {
  return scopes.filter(({ grants }) => grants.length === 0 || grants.includes(grant));
}

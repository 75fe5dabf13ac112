import { tokenAliases } from '../../dialects/index.ts';
import type { Endpoint } from '../endpoint.ts';
import { deviceAuthorizationEndpoint } from './device-authorization.ts';
import { deviceQrCodeEndpoint } from './device-qr-code.ts';
import { healthEndpoint, readinessEndpoint } from './health.ts';
import { introspectionEndpoint } from './introspect.ts';
import { jwksEndpoint } from './jwks.ts';
import { type ListedEndpoint, metadataEndpoint } from './metadata.ts';
import { checkEndpoint } from './oauth1-check.ts';
import { exchangeEndpoint } from './oauth1-exchange.ts';
import { accessTokenEndpoint, requestTokenEndpoint } from './oauth1-tokens.ts';
import { openApiEndpoint } from './openapi.ts';
import { pushedAuthorizationRequestEndpoint } from './pushed-authorization-request.ts';
import { clientConfigurationEndpoint, registrationEndpoint } from './register.ts';
import { revocationEndpoint } from './revoke.ts';
import { tokenAliasEndpoint, tokenEndpoint } from './token.ts';
import { tokenCheckEndpoint } from './token-check.ts';
import { userinfoEndpoint } from './userinfo.ts';
import { changePasswordEndpoint, passkeyEndpointsEndpoint } from './well-known.ts';

const protocol: readonly Endpoint[] = [
  tokenEndpoint,
  pushedAuthorizationRequestEndpoint,
  deviceAuthorizationEndpoint,
  revocationEndpoint,
  introspectionEndpoint,
  jwksEndpoint,
  userinfoEndpoint,
  registrationEndpoint,
];

/** Nothing is mounted where OAUTH1 is off. */
const oauth1: readonly Endpoint[] = [requestTokenEndpoint, accessTokenEndpoint, checkEndpoint, exchangeEndpoint];

/** Those that metadata and API descriptions name. */
export const namedEndpoints: readonly ListedEndpoint[] = [
  { name: 'authorization_endpoint', path: '/oauth2/authorize' }, // a page
  { name: 'end_session_endpoint', path: '/oauth2/logout' }, // another one
  ...protocol.flatMap(({ name, path, isServed }) =>
    name === undefined ? [] : [{ name, path, ...(isServed && { isServed }) }],
  ),
];

/** One document, wherever programs look for it (RFC 8414 §3, OpenID Connect Discovery 1.0 §4). */
const METADATA_PATHS = [
  '/.well-known/oauth-authorization-server',
  '/.well-known/oauth-authorization-server/',
  '/.well-known/openid-configuration',
  '/.well-known/openid-configuration/',
];

/** Every endpoint; metadata lists those with a name. */
export const endpoints: readonly Endpoint[] = [
  ...protocol,
  clientConfigurationEndpoint,
  ...oauth1,
  ...tokenAliases.map(tokenAliasEndpoint),
  ...METADATA_PATHS.map((path) => metadataEndpoint(path, namedEndpoints)),
  openApiEndpoint(namedEndpoints),
  tokenCheckEndpoint,
  deviceQrCodeEndpoint,
  changePasswordEndpoint,
  passkeyEndpointsEndpoint,
  healthEndpoint,
  readinessEndpoint,
];

import { takesSecret } from './check-client-metadata.ts';
import type { Client } from './model/client.ts';
import { NO_METADATA, wireName } from './model/client-metadata.ts';
import { REGISTRABLE_NAMES } from './registrable-members.ts';

/** What its registrant reads of a client (RFC 7591 §3.2.1): all that is registered, of secrets only what is known in this moment. */
export function clientInformation(
  client: Pick<
    Client,
    'id' | 'name' | 'homepage' | 'redirectUris' | 'scopes' | 'grants' | 'authMethods' | 'metadata' | 'createdAt'
  >,
  {
    issuer,
    secret,
    registrationToken,
  }: { readonly issuer: string; readonly secret: string | undefined; readonly registrationToken: string },
): Readonly<Record<string, unknown>> {
  const { metadata, authMethods } = client;
  const [method, ...others] = authMethods;
  const beyond = REGISTRABLE_NAMES.map((name) => [wireName(name), worthSaying(metadata[name], NO_METADATA[name])]);
  return {
    client_id: client.id,
    client_id_issued_at: Math.floor(client.createdAt.getTime() / 1000),
    ...(secret === undefined ? {} : { client_secret: secret }),
    ...(takesSecret(authMethods) ? { client_secret_expires_at: 0 } : {}), // it does not expire
    registration_access_token: registrationToken,
    registration_client_uri: `${issuer}/oauth2/register/${client.id}`,
    client_name: client.name,
    client_uri: client.homepage,
    redirect_uris: client.redirectUris,
    grant_types: client.grants,
    response_types: metadata.responseTypes ?? [],
    token_endpoint_auth_method: method,
    ...(others.length > 0 ? { token_endpoint_auth_methods_supported: authMethods } : {}),
    scope: client.scopes.join(' '),
    jwks: metadata.jwks,
    ...Object.fromEntries(beyond),
  };
}

/** Lists that are empty and switches that are off say nothing that their absence does not. */
function worthSaying(value: unknown, usual: unknown): unknown {
  if (Array.isArray(value)) return value.length > 0 ? value : undefined;
  return value === false && usual === false ? undefined : value;
}

import type { Client } from '../oauth/model/client.ts';

/** An application as the command line prints it: everything but its secrets, of which only the end is known. */
export function applicationJson(client: Client) {
  return {
    client_id: client.id,
    name: client.name,
    homepage: client.homepage,
    owner: client.ownerName,
    owner_id: client.ownerId,
    confidential: client.confidential,
    redirect_uris: client.redirectUris,
    scopes: client.scopes,
    grants: client.grants,
    require_pkce: client.requirePkce,
    trusted: client.trusted,
    resource_server: client.resourceServer,
    dialect: client.dialect?.name,
    dialect_expires_at: client.dialect?.expiresAt?.toISOString(),
    access_token_seconds: client.accessTokenSeconds,
    state: client.state,
    created_at: client.createdAt.toISOString(),
    secrets: client.secrets.map((secret) => ({
      ends_with: secret.hint,
      created_at: secret.createdAt.toISOString(),
      expires_at: secret.expiresAt?.toISOString(),
    })),
  };
}

/** The same for people: a line each. */
export function applicationText(client: Client): string {
  return Object.entries(applicationJson(client))
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name.padEnd(20)}  ${lineOf(value)}`)
    .join('\n');
}

function lineOf(value: unknown): string {
  if (!Array.isArray(value)) return String(value);
  return value.map((item) => (typeof item === 'object' ? `...${item.ends_with}` : String(item))).join(' ') || '-';
}

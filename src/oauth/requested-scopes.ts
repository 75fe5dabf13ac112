import { OAuthError } from './errors.ts';
import type { Client } from './model/client.ts';
import { covers, parseScope } from './scope.ts';

/**
 * The scopes that a request of this client is about: those that it names, or, where it names none, all that the
 * client may have by this grant (RFC 6749 §3.3). `grant` is a wire name. Refuses what is malformed, unknown, not the
 * client's, or not for this grant.
 */
export function requestedScopes(client: Client, grant: string, asked: string | undefined): readonly string[] {
  if (asked === undefined) return carriedScopes(client, grant);
  const scopes = namedScopes(client, asked);
  if (!covers(client.scopes, scopes)) throw new OAuthError('scope-not-registered', asked);
  const others = scopes.filter((name) => !carries(client, grant, name));
  if (others.length > 0) throw new OAuthError('scope-not-for-grant', `${others.join(' ')} by ${grant}`);
  return scopes;
}

/** All that the client may have by this grant now; with `granted`, what is left of that, by the names of now. */
export function carriedScopes(
  client: Pick<Client, 'scopes' | 'scopeLimits' | 'scopeAliases'>,
  grant: string,
  granted: readonly string[] = client.scopes,
): readonly string[] {
  const present = new Set(granted.map((name) => client.scopeAliases.get(name) ?? name));
  return [...present].filter((name) => client.scopes.includes(name) && carries(client, grant, name));
}

/** The scopes that a client names, by the names that they have now: old ones mean what they meant. */
export function namedScopes(client: Client, asked: string): readonly string[] {
  return [...new Set(parseScope(asked).map((name) => client.scopeAliases.get(name) ?? name))];
}

function carries(client: Pick<Client, 'scopeLimits'>, grant: string, name: string): boolean {
  return client.scopeLimits.get(name)?.includes(grant) ?? true;
}

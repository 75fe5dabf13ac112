import { OAuthError } from './errors.ts';
import type { Client } from './model/client.ts';
import { covers, parseScope } from './scope.ts';

/**
 * The scopes that a request of this client is about: those that it names, or, where it names none, all that the
 * client may have by this grant (RFC 6749 §3.3). `grant` is a wire name. Refuses what is malformed, unknown, not the
 * client's, or not for this grant.
 */
export function requestedScopes(client: Client, grant: string, asked: string | undefined): readonly string[] {
  const carried = (name: string) => client.scopeLimits.get(name)?.includes(grant) ?? true;
  if (asked === undefined) return client.scopes.filter(carried);
  const scopes = namedScopes(client, asked);
  if (!covers(client.scopes, scopes)) throw new OAuthError('scope-not-registered', asked);
  const others = scopes.filter((name) => !carried(name));
  if (others.length > 0) throw new OAuthError('scope-not-for-grant', `${others.join(' ')} by ${grant}`);
  return scopes;
}

/** The scopes that a client names, by the names that they have now: old ones mean what they meant. */
export function namedScopes(client: Client, asked: string): readonly string[] {
  return [...new Set(parseScope(asked).map((name) => client.scopeAliases.get(name) ?? name))];
}

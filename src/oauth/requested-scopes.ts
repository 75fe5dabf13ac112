import { OAuthError } from './errors.ts';
import type { Client } from './model/client.ts';
import type { Resource } from './model/resource.ts';
import { covers, parseScope } from './scope.ts';
import { scopesFor } from './target.ts';

/**
 * The scopes that a request of this client is about: those that it names, or, where it names none, all that the
 * client may have by this grant (RFC 6749 §3.3). `grant` is a wire name; `resources` are those that it names. Refuses what
 * is malformed, unknown, not the client's, not for this grant, or not for one of the resources.
 */
export function requestedScopes(
  client: Client,
  grant: string,
  asked: string | undefined,
  resources?: readonly Resource[],
): readonly string[] {
  const kept = scopesFor(resources);
  const foreign = (name: string) => kept !== undefined && !kept.includes(name);
  if (asked === undefined) return carriedScopes(client, grant).filter((name) => !foreign(name));
  const scopes = namedScopes(client, asked);
  if (!covers(client.scopes, scopes)) throw new OAuthError('scope-not-registered', asked);
  const others = scopes.filter((name) => !carries(client, grant, name));
  if (others.length > 0) throw new OAuthError('scope-not-for-grant', `${others.join(' ')} by ${grant}`);
  const elsewhere = scopes.filter(foreign);
  if (elsewhere.length > 0) throw new OAuthError('scope-not-for-resource', elsewhere.join(' '));
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

/** The scopes as a request asked for them, where it used a name of old; undefined: by the names of now, or not at all. */
export function wordingOf(
  { scopeAliases }: Pick<Client, 'scopeAliases'>,
  asked: string | undefined,
): string | undefined {
  return asked?.split(' ').some((name) => scopeAliases.has(name)) ? asked : undefined;
}

/**
 * A scope that was issued, by the names by which it was asked for: whoever asks by a name of old compares with that
 * (RFC 6749 §5.1: what differs from the request was not granted so). What was not named has the name of now.
 */
export function asAsked<Granted extends { readonly scope: string }>(
  issued: Granted,
  client: Client,
  asked: string | undefined,
): Granted {
  if (wordingOf(client, asked) === undefined || asked === undefined) return issued;
  const present = (name: string) => client.scopeAliases.get(name) ?? name;
  const granted = issued.scope.split(' ');
  const named = asked.split(' ').filter((name) => granted.includes(present(name)));
  const others = granted.filter((name) => name !== '' && !named.some((own) => present(own) === name));
  return { ...issued, scope: [...new Set([...named, ...others])].join(' ') };
}

function carries(client: Pick<Client, 'scopeLimits'>, grant: string, name: string): boolean {
  return client.scopeLimits.get(name)?.includes(grant) ?? true;
}

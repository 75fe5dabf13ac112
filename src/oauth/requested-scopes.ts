import { OAuthError } from './errors.ts';
import type { Client } from './model/client.ts';
import { covers, parseScope } from './scope.ts';

/**
 * The scopes that a request of this client is about: those that it names, or, where it names none, all that the
 * client may have by this grant (RFC 6749 §3.3). `grant` is a wire name. Refuses what is malformed, unknown or not the
 * client's.
 */
export function requestedScopes(client: Client, _grant: string, asked: string | undefined): readonly string[] {
  const scopes = asked === undefined ? client.scopes : parseScope(asked);
  if (!covers(client.scopes, scopes)) throw new OAuthError('scope-not-registered', asked);
  return scopes;
}

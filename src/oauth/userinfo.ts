import { digest, isToken } from '../secrets.ts';
import { bearerToken } from './check-token.ts';
import { claimsOf } from './claims.ts';
import { OAuthError } from './errors.ts';
import type { PersonStore } from './model/person.ts';
import type { Parameters } from './parameters.ts';

/**
 * Who signed in, and what of them the person allowed this application to see (OpenID Connect Core 1.0 §5.3). Only an access
 * token of a person with the scope openid opens it; it comes in the header or, by POST, in the body (RFC 6750 §2).
 */
export async function userinfo(
  request: { readonly parameters: Parameters | undefined; readonly authorization: string | undefined },
  { persons }: { readonly persons: Pick<PersonStore, 'findByToken'> },
): Promise<{ readonly clientId: string; readonly claims: Readonly<Record<string, unknown>> }> {
  const { parameters, authorization } = request;
  parameters?.refuseRepeated();
  const inBody = parameters?.get('access_token');
  if (inBody !== undefined && authorization !== undefined) throw new OAuthError('bearer-token-twice');
  const token = inBody ?? bearerToken(authorization);
  if (!isToken('at', token)) throw new OAuthError('bearer-token-not-accepted');
  const found = await persons.findByToken(digest(token));
  if (!found) throw new OAuthError('bearer-token-not-accepted');
  if (!found.openid) throw new OAuthError('bearer-scope-insufficient', 'openid');
  const { person, clientId, claims } = found;
  return { clientId, claims: { sub: person.id, ...claimsOf(person, claims) } };
}

import type { FamilyFacts } from './model/issued.ts';
import type { AuthorizationRequest } from './read-request.ts';

/** What the family of this request will have beyond client, person and scope; undefined where it is nothing. */
export function familyFacts({
  scopes,
  nonce,
}: Pick<AuthorizationRequest, 'scopes' | 'nonce'>): FamilyFacts | undefined {
  if (!scopes.includes('openid')) return undefined;
  return { openid: { ...(nonce === undefined ? {} : { nonce }) } };
}

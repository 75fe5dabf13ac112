import { OAuthError } from '../errors.ts';
import type { Grant } from '../grant.ts';
import type { CachedDocuments } from '../model/outbound.ts';
import { JwtRefused } from '../verify-jwt.ts';
import { checkWorkload, WorkloadRefused } from '../workload.ts';

/** The wire name of the grant (RFC 7523 §2.1). */
export const JWT_BEARER_GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/**
 * A token of an issuer that an administrator trusts, for an access token of the application itself (RFC 7523 §2.1): what it may do
 * is what the application may, and no person is involved, whatever the token says of one. `ofClient`: the grant of client credentials.
 */
export function jwtBearerGrant(
  ofClient: Grant,
  { documents, now }: { readonly documents: CachedDocuments; readonly now: () => Date },
): Grant {
  return {
    name: JWT_BEARER_GRANT,
    responseTypes: [],
    confidentialOnly: true,
    offered: false,
    async exchange(request) {
      const { client, parameters } = request;
      const assertion = parameters.require('assertion', 'assertion-missing');
      try {
        await checkWorkload(client, assertion, { now: now(), documents });
      } catch (error) {
        if (!(error instanceof JwtRefused || error instanceof WorkloadRefused)) throw error;
        const why = error instanceof JwtRefused ? error.fault : 'workload';
        const forOwner = { clientId: client.id, sent: `${why} ${error.sent ?? ''}`.trimEnd() };
        throw new OAuthError('assertion-not-accepted', undefined, { forOwner });
      }
      if (!ofClient.exchange) throw new Error('client credentials have no exchange');
      return ofClient.exchange(request);
    },
  };
}

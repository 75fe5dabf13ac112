import { digest, equal, isToken } from '../../secrets.ts';
import { narrowedDetails } from '../authorization-details.ts';
import { provedKey } from '../confirm.ts';
import { OAuthError, StaleClient } from '../errors.ts';
import type { Grant } from '../grant.ts';
import type { IssueTokens } from '../issue-tokens.ts';
import type { GrantedDetails } from '../model/authorization-details.ts';
import type { Client } from '../model/client.ts';
import type { RefreshTokenStore } from '../model/refresh-token.ts';
import type { RefusedGrantStore } from '../model/refused-grant.ts';
import { asAsked, namedScopes } from '../requested-scopes.ts';
import { forTarget, requestedResources, targetOf } from '../target.ts';
import { type WhyRefreshToken, whyRefreshToken } from '../why-refused.ts';

/**
 * A refresh token for its successor and a new access token (RFC 6749 §6). Every use rotates (RFC 9700 §2.2.2); reuse
 * ends the family, but for a retry within `graceSeconds` whose successor is still unused: that one gets the same answer. Under
 * FAPI 2.0 it stays the same: its client proves a key with it, and a lost answer would cost the client its connection (§5.3.2.1).
 */
export function refreshTokenGrant({
  refreshTokens,
  refusedGrants,
  issueTokens,
  grantedDetails,
  graceSeconds,
}: {
  refreshTokens: RefreshTokenStore;
  refusedGrants: Pick<RefusedGrantStore, 'refreshToken'>;
  issueTokens: IssueTokens;
  grantedDetails: Pick<GrantedDetails, 'ofRefreshToken'>;
  graceSeconds: number;
}): Grant {
  return {
    name: 'refresh_token',
    responseTypes: [],
    confidentialOnly: false,
    narrowsDetails: true,
    async exchange({ client, parameters, confirmation }) {
      const token = parameters.require('refresh_token', 'refresh-token-missing');
      const asked = parameters.get('scope');
      const scopes = asked === undefined ? undefined : namedScopes(client, asked);
      if (!isToken('rt', token)) throw refused(client, 'not-ours');
      const hash = digest(token);
      const limited = client.scopeLimits.size > 0;
      const details = await narrowedDetails(parameters, () => grantedDetails.ofRefreshToken(hash, client.id));
      const [successor, ...older] = issueTokens.successors(token, client);
      const key = provedKey(client, confirmation);
      const same = { hash, clientId: client.id, revision: client.revision, limited, scopes, key };
      const keeps = client.metadata.profile === 'fapi-2';
      const resources = requestedResources(client, parameters);
      const mint = (named: typeof resources) => ({
        access: issueTokens.accessToken(client, { confirmation, resources: named, details }),
        target: targetOf(named),
      });
      const { access, ...rotated } = await forTarget(client, resources, async (named) => {
        const minted = mint(named);
        const outcome = await refreshTokens.rotate({
          ...same,
          ...minted,
          successor: keeps ? undefined : successor,
          idleSeconds: successor.idleSeconds,
        });
        return { ...outcome, access: minted.access };
      });
      if (rotated.outcome === 'rotated')
        return issueTokens.answer({
          client,
          access,
          refresh: keeps ? undefined : successor,
          issued: asAsked(rotated.issued, client, asked),
        });
      if (rotated.outcome === 'stale') throw new StaleClient();
      if (rotated.outcome === 'wider') throw new OAuthError('scope-wider-than-granted', asked);
      if (rotated.outcome === 'refused') {
        throw refused(client, whyRefreshToken({ key }, await refusedGrants.refreshToken(hash, client.id)));
      }
      const candidates = [successor, ...older];
      const { access: another, ...retried } = await forTarget(client, resources, async (named) => {
        const minted = mint(named);
        const outcome = await refreshTokens.retry({
          ...same,
          ...minted,
          successors: candidates.map((candidate) => candidate.hash),
          graceSeconds,
          alarm: rotated.before,
        });
        return { ...outcome, access: minted.access };
      });
      if (retried.outcome === 'wider') throw new OAuthError('scope-wider-than-granted', asked);
      if (retried.outcome === 'refused') throw refused(client, 'consumed');
      const refresh = candidates.find((candidate) => equal(candidate.hash, retried.successor));
      return issueTokens.answer({ client, access: another, refresh, issued: asAsked(retried.issued, client, asked) });
    },
  };
}

/** One sentence for all reasons; which it was, only the owner reads. */
function refused({ id }: Client, why: WhyRefreshToken): OAuthError {
  return new OAuthError('refresh-token-not-accepted', undefined, { forOwner: { clientId: id, sent: why } });
}

import { digest, equal, isToken } from '../../secrets.ts';
import { OAuthError, StaleClient } from '../errors.ts';
import type { Grant } from '../grant.ts';
import type { IssueTokens } from '../issue-tokens.ts';
import type { RefreshTokenStore } from '../model/refresh-token.ts';
import { namedScopes } from '../requested-scopes.ts';

/**
 * A refresh token for its successor and a new access token (RFC 6749 §6). Every use rotates (RFC 9700 §2.2.2); reuse
 * ends the family, but for a retry within `graceSeconds` whose successor is still unused: that one gets the same answer.
 */
export function refreshTokenGrant({
  refreshTokens,
  issueTokens,
  graceSeconds,
}: {
  refreshTokens: RefreshTokenStore;
  issueTokens: IssueTokens;
  graceSeconds: number;
}): Grant {
  return {
    name: 'refresh_token',
    responseTypes: [],
    confidentialOnly: false,
    async exchange({ client, parameters }) {
      const token = parameters.require('refresh_token', 'refresh-token-missing');
      const asked = parameters.get('scope');
      const scopes = asked === undefined ? undefined : namedScopes(client, asked);
      if (!isToken('rt', token)) throw new OAuthError('refresh-token-not-accepted');
      const hash = digest(token);
      const limited = client.scopeLimits.size > 0;
      const access = issueTokens.accessToken(client);
      const [successor, ...older] = issueTokens.successors(token, client);
      const same = { hash, clientId: client.id, revision: client.revision, limited, scopes, access };
      const rotated = await refreshTokens.rotate({ ...same, successor });
      if (rotated.outcome === 'rotated') return issueTokens.answer({ access, refresh: successor, ...rotated });
      if (rotated.outcome === 'stale') throw new StaleClient();
      if (rotated.outcome === 'wider') throw new OAuthError('scope-wider-than-granted', asked);
      if (rotated.outcome === 'refused') throw new OAuthError('refresh-token-not-accepted');
      const candidates = [successor, ...older];
      const retried = await refreshTokens.retry({
        ...same,
        successors: candidates.map((candidate) => candidate.hash),
        graceSeconds,
        alarm: rotated.before,
      });
      if (retried.outcome === 'wider') throw new OAuthError('scope-wider-than-granted', asked);
      if (retried.outcome === 'refused') throw new OAuthError('refresh-token-not-accepted');
      const refresh = candidates.find((candidate) => equal(candidate.hash, retried.successor));
      return issueTokens.answer({ access, refresh, ...retried });
    },
  };
}

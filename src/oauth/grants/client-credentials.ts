import { StaleClient } from '../errors.ts';
import type { Grant } from '../grant.ts';
import type { IssueTokens } from '../issue-tokens.ts';
import type { AccessTokenStore } from '../model/access-token.ts';
import { asAsked, requestedScopes } from '../requested-scopes.ts';

/** A client for itself (RFC 6749 §4.4): no person, no refresh token (RFC 6749 §4.4.3). */
export function clientCredentialsGrant({
  accessTokens,
  issueTokens,
}: {
  accessTokens: AccessTokenStore;
  issueTokens: IssueTokens;
}): Grant {
  return {
    name: 'client_credentials',
    responseTypes: [],
    confidentialOnly: true,
    async exchange({ client, parameters, confirmation }) {
      const scopes = requestedScopes(client, this.name, parameters.get('scope'));
      const access = issueTokens.accessToken(client, { confirmation });
      const scope = scopes.join(' ');
      const issued = await accessTokens.issue({ clientId: client.id, revision: client.revision, scope, access });
      if (issued === 'stale') throw new StaleClient();
      return issueTokens.answer({
        client,
        access,
        refresh: undefined,
        issued: asAsked(issued, client, parameters.get('scope')),
      });
    },
  };
}

import { StaleClient } from '../errors.ts';
import type { Grant } from '../grant.ts';
import type { IssueTokens } from '../issue-tokens.ts';
import type { AccessTokenStore } from '../model/access-token.ts';
import type { Issued } from '../model/issued.ts';
import type { SignedTokenStore } from '../model/signed-token.ts';
import { asAsked, requestedScopes } from '../requested-scopes.ts';
import { resourcesOrDefault } from '../target.ts';

/** A client for itself (RFC 6749 §4.4): no person, no refresh token (RFC 6749 §4.4.3). What is signed is not stored. */
export function clientCredentialsGrant({
  accessTokens,
  signedTokens,
  issueTokens,
}: {
  accessTokens: Pick<AccessTokenStore, 'issue'>;
  signedTokens: Pick<SignedTokenStore, 'vouch'>;
  issueTokens: IssueTokens;
}): Grant {
  return {
    name: 'client_credentials',
    responseTypes: [],
    confidentialOnly: true,
    async exchange({ client, parameters, confirmation }) {
      const resources = resourcesOrDefault(client, parameters);
      const scopes = requestedScopes(client, this.name, parameters.get('scope'), resources);
      const access = issueTokens.accessToken(client, { confirmation, resources, selfContained: true });
      const scope = scopes.join(' ');
      const to = { clientId: client.id, revision: client.revision };
      const issued =
        access.format === 'jwt'
          ? issuedAt(await signedTokens.vouch(to), scope)
          : await accessTokens.issue({ ...to, scope, access });
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

function issuedAt(time: number | 'stale', scope: string): Issued | 'stale' {
  if (time === 'stale') return time;
  return { authorizationId: undefined, userId: undefined, scope, facts: undefined, issuedAt: time };
}

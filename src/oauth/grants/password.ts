import { randomUUID } from '../../secrets.ts';
import { OAuthError, StaleClient } from '../errors.ts';
import { familyFacts } from '../family-facts.ts';
import type { Grant } from '../grant.ts';
import type { IssueTokens } from '../issue-tokens.ts';
import type { DirectAuthorizationStore } from '../model/direct-authorization.ts';
import type { ProvePerson } from '../prove-person.ts';
import { asAsked, requestedScopes } from '../requested-scopes.ts';
import { resourcesOrDefault } from '../target.ts';

/**
 * A person's password for tokens (RFC 6749 §4.3). RFC 9700 §2.4 forbids it to everybody who has a choice: it is there
 * for clients that are older, and only for those that can keep a secret of their own.
 */
export function passwordGrant({
  directAuthorizations,
  issueTokens,
  provePerson,
}: {
  directAuthorizations: DirectAuthorizationStore;
  issueTokens: IssueTokens;
  provePerson: ProvePerson;
}): Grant {
  return {
    name: 'password',
    responseTypes: [],
    confidentialOnly: true,
    legacy: true,
    async exchange({ client, parameters, from, confirmation }) {
      const username = parameters.require('username', 'username-missing');
      const password = parameters.require('password', 'password-missing');
      // Before the password costs anything.
      if (client.metadata.requireFactor) throw new OAuthError('factor-not-by-password');
      const resources = resourcesOrDefault(client, parameters);
      const scopes = requestedScopes(client, this.name, parameters.get('scope'), resources);
      const proof = await provePerson({ username, password, from });
      if (proof.kind === 'throttled') throw new OAuthError('too-many-requests', undefined, proof);
      if (proof.kind === 'busy') throw new OAuthError('too-many-passwords', undefined, proof);
      if (proof.kind !== 'proved') throw new OAuthError('password-not-accepted');
      const access = issueTokens.accessToken(client, { confirmation, resources });
      const refresh = issueTokens.refreshToken(client);
      const { id: clientId, revision } = client;
      const facts = familyFacts(client, { scopes: [], resources }); // it is OAuth 2.0 alone
      const authorization = {
        id: randomUUID(),
        grant: this.name,
        clientId,
        revision,
        scopes,
        access,
        refresh,
        from,
        facts,
      };
      const issued = await directAuthorizations.issueToPerson(authorization, proof);
      if (issued.outcome === 'stale') throw new StaleClient();
      if (issued.outcome === 'not-admitted') throw new OAuthError('not-admitted-by-password');
      if (issued.outcome !== 'issued') throw new OAuthError('password-not-accepted');
      return issueTokens.answer({
        client,
        access,
        refresh,
        issued: asAsked(issued.issued, client, parameters.get('scope')),
      });
    },
  };
}

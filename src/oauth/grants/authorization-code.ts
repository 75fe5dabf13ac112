import { digest, isToken } from '../../secrets.ts';
import { OAuthError, StaleClient } from '../errors.ts';
import type { Grant } from '../grant.ts';
import type { IssueTokens } from '../issue-tokens.ts';
import type { AuthorizationStore } from '../model/authorization.ts';
import type { AuthorizationCodeStore } from '../model/authorization-code.ts';
import { readVerifier } from '../pkce.ts';

/** A code for tokens (RFC 6749 §4.1.3). */
export function authorizationCodeGrant({
  codes,
  authorizations,
  issueTokens,
}: {
  codes: AuthorizationCodeStore;
  authorizations: Pick<AuthorizationStore, 'revoke'>;
  issueTokens: IssueTokens;
}): Grant {
  return {
    name: 'authorization_code',
    responseTypes: ['code'],
    confidentialOnly: false,
    async exchange({ client, parameters }) {
      const code = parameters.require('code', 'code-missing');
      const challenge = readVerifier(parameters);
      if (!isToken('ac', code)) throw new OAuthError('code-not-accepted');
      const access = issueTokens.accessToken(client);
      const refresh = issueTokens.refreshToken(client);
      const redeemed = await codes.redeem({
        hash: digest(code),
        clientId: client.id,
        revision: client.revision,
        limited: client.scopeLimits.size > 0,
        redirectUri: parameters.get('redirect_uri'),
        challenge,
        access,
        refresh,
      });
      if (redeemed.outcome === 'stale') throw new StaleClient();
      if (redeemed.outcome === 'refused') {
        // RFC 6749 §4.1.2: a code that comes twice was stolen once.
        if (redeemed.replay !== undefined) await authorizations.revoke(redeemed.replay, 'code.reused');
        throw new OAuthError('code-not-accepted');
      }
      return issueTokens.answer({ access, refresh, scope: redeemed.scope, issuedAt: redeemed.issuedAt });
    },
  };
}

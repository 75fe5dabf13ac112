import { digest, isToken } from '../../secrets.ts';
import { narrowedDetails } from '../authorization-details.ts';
import { provedKey } from '../confirm.ts';
import { OAuthError, StaleClient } from '../errors.ts';
import type { Grant } from '../grant.ts';
import type { IssueTokens } from '../issue-tokens.ts';
import type { AuthorizationStore } from '../model/authorization.ts';
import type { AuthorizationCodeStore } from '../model/authorization-code.ts';
import type { GrantedDetails } from '../model/authorization-details.ts';
import type { Client } from '../model/client.ts';
import type { RefusedGrantStore } from '../model/refused-grant.ts';
import { staysConnected } from '../offline-access.ts';
import { readVerifier } from '../pkce.ts';
import { asAsked } from '../requested-scopes.ts';
import { forTarget, requestedResources, targetOf } from '../target.ts';
import { type WhyCode, whyCode } from '../why-refused.ts';

export type CodeDeps = {
  readonly codes: AuthorizationCodeStore;
  readonly authorizations: Pick<AuthorizationStore, 'revoke'>;
  readonly refusedGrants: Pick<RefusedGrantStore, 'code'>;
  readonly issueTokens: IssueTokens;
  readonly grantedDetails: Pick<GrantedDetails, 'ofCode'>;
};

/** A code for tokens (RFC 6749 §4.1.3). `shortestVerifier`: characters, where a dialect takes fewer than the standard. */
export function authorizationCodeGrant(
  { codes, authorizations, refusedGrants, issueTokens, grantedDetails }: CodeDeps,
  shortestVerifier?: number,
): Grant {
  return {
    name: 'authorization_code',
    responseTypes: ['code'],
    confidentialOnly: false,
    narrowsDetails: true,
    async exchange({ client, parameters, confirmation }) {
      const code = parameters.require('code', 'code-missing');
      const challenge = readVerifier(parameters, shortestVerifier);
      if (!isToken('ac', code)) throw refused(client, 'not-ours' satisfies WhyCode);
      const hash = digest(code);
      const redirectUri = parameters.get('redirect_uri');
      const key = provedKey(client, confirmation);
      const details = await narrowedDetails(parameters, () => grantedDetails.ofCode(hash, client.id));
      const refresh = issueTokens.refreshToken(client);
      const { access, ...redeemed } = await forTarget(
        client,
        requestedResources(client, parameters),
        async (resources) => {
          const minted = issueTokens.accessToken(client, { confirmation, resources, details });
          const outcome = await codes.redeem({
            hash,
            clientId: client.id,
            revision: client.revision,
            limited: client.scopeLimits.size > 0,
            redirectUri,
            challenge,
            key,
            access: minted,
            refresh,
            target: targetOf(resources),
          });
          return { ...outcome, access: minted };
        },
      );
      if (redeemed.outcome === 'stale') throw new StaleClient();
      if (redeemed.outcome === 'refused') {
        // RFC 6749 §4.1.2: a code that comes twice was stolen once.
        if (redeemed.replay !== undefined) await authorizations.revoke(redeemed.replay, 'code.reused');
        const stored = await refusedGrants.code(hash, client.id);
        throw refused(client, whyCode({ challenge, redirectUri, key }, stored));
      }
      const issued = asAsked(redeemed.issued, client, redeemed.asked);
      return issueTokens.answer({
        client,
        access,
        refresh: staysConnected(redeemed.issued) ? refresh : undefined,
        issued,
      });
    },
  };
}

/** One sentence for all reasons; which it was, only the owner reads. */
function refused({ id }: Client, why: string): OAuthError {
  return new OAuthError('code-not-accepted', undefined, { forOwner: { clientId: id, sent: why } });
}

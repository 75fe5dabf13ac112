import { digest, isToken } from '../../secrets.ts';
import { provedKey } from '../confirm.ts';
import { OAuthError, StaleClient } from '../errors.ts';
import type { Grant } from '../grant.ts';
import type { IssueTokens } from '../issue-tokens.ts';
import { DEVICE_CODE, type DeviceCodeStore } from '../model/device-code.ts';
import { staysConnected } from '../offline-access.ts';
import { asAsked } from '../requested-scopes.ts';
import type { RuleId } from '../rules/index.ts';
import { forTarget, requestedResources, targetOf } from '../target.ts';

/**
 * A device asks whether its person has agreed (RFC 8628 §3.4). The scope is what was approved: one that is sent along is
 * not looked at.
 */
export function deviceCodeGrant({
  deviceCodes,
  issueTokens,
}: {
  deviceCodes: Pick<DeviceCodeStore, 'poll'>;
  issueTokens: IssueTokens;
}): Grant {
  return {
    name: DEVICE_CODE,
    responseTypes: [],
    confidentialOnly: false,
    async exchange({ client, parameters, confirmation }) {
      const code = parameters.require('device_code', 'device-code-missing');
      // Nothing would check it: no device_code has a challenge.
      if (parameters.get('code_verifier') !== undefined) {
        throw new OAuthError('pkce-not-for-devices', 'code_verifier');
      }
      if (!isToken('dc', code)) throw new OAuthError('device-code-not-accepted');
      const refresh = issueTokens.refreshToken(client);
      const { id: clientId, revision } = client;
      const key = provedKey(client, confirmation);
      const { access, ...polled } = await forTarget(
        client,
        requestedResources(client, parameters),
        async (resources) => {
          const minted = issueTokens.accessToken(client, { confirmation, resources });
          const asked = { hash: digest(code), clientId, revision, access: minted, refresh, key };
          return { ...(await deviceCodes.poll({ ...asked, target: targetOf(resources) })), access: minted };
        },
      );
      if (polled.outcome === 'issued') {
        return issueTokens.answer({
          client,
          access,
          refresh: staysConnected(polled.issued) ? refresh : undefined,
          issued: asAsked(polled.issued, client, polled.asked),
        });
      }
      if (polled.outcome === 'stale') throw new StaleClient();
      // The statement compared the client's revision: this holds for the client as it is.
      throw new OAuthError(REFUSALS[polled.outcome], undefined, { certain: true });
    },
  };
}

const REFUSALS = {
  pending: 'authorization-pending',
  'slow-down': 'slow-down',
  denied: 'device-denied',
  expired: 'device-code-expired',
  refused: 'device-code-not-accepted',
} as const satisfies Record<string, RuleId>;

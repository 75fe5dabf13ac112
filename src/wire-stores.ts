import type { FastifyBaseLogger } from 'fastify';
import type { Config } from './config.ts';
import type { RuleId } from './oauth/rules/index.ts';
import type { OAuth1RuleId } from './oauth1/rules.ts';
import type { Keys } from './secrets.ts';
import { accessTokenStore } from './storage/access-token.ts';
import { assertedAuthorizationStore } from './storage/asserted-authorization.ts';
import { auditTrail } from './storage/audit-event.ts';
import { authorizationStore } from './storage/authorization.ts';
import { authorizationCodeStore } from './storage/authorization-code.ts';
import { detailsTypeStore, grantedDetails } from './storage/authorization-details.ts';
import { clientStore } from './storage/client.ts';
import { clientActivityStore } from './storage/client-activity.ts';
import { clientChainStore } from './storage/client-chain.ts';
import { clientDocumentStore } from './storage/client-document.ts';
import { clientOfferStore } from './storage/client-offer.ts';
import { hasOrigin } from './storage/client-origin.ts';
import { registrationStore } from './storage/client-registration.ts';
import { clientSecretStore } from './storage/client-secret.ts';
import { consentStore } from './storage/consent.ts';
import { deletionStore } from './storage/deletion.ts';
import { deviceCodeStore } from './storage/device-code.ts';
import { directAuthorizationStore } from './storage/direct-authorization.ts';
import { emailChangeStore } from './storage/email-change.ts';
import type { Database } from './storage/engine/database.ts';
import { factorStore } from './storage/factor.ts';
import { groupStore } from './storage/group.ts';
import { invitationStore } from './storage/invitation.ts';
import { secretUses, tokenUses } from './storage/last-use.ts';
import { leakedSecretStore } from './storage/leaked-secret.ts';
import { eventLog } from './storage/list-events.ts';
import { peopleList } from './storage/list-people.ts';
import { startList } from './storage/list-startable.ts';
import { logoStore } from './storage/logo.ts';
import { logoutNoticeStore } from './storage/logout-notice.ts';
import { masterKeyStore } from './storage/master-key.ts';
import { oauth1TokenStore } from './storage/oauth1/access-token.ts';
import { consumerStore } from './storage/oauth1/consumer.ts';
import { exchangeStore } from './storage/oauth1/exchange.ts';
import { requestTokenStore } from './storage/oauth1/request-token.ts';
import { oneTimeLinkStore } from './storage/one-time-link.ts';
import { overviewStore } from './storage/overview.ts';
import { passkeyStore } from './storage/passkey.ts';
import { personStore } from './storage/person.ts';
import { personalTokenStore } from './storage/personal-token.ts';
import { previewStore } from './storage/preview.ts';
import { pushedRequestStore } from './storage/pushed-request.ts';
import { refreshTokenStore } from './storage/refresh-token.ts';
import { consumerRefusalStore, refusalStore } from './storage/refusal.ts';
import { refusedGrantStore } from './storage/refused-grant.ts';
import { resourceStore } from './storage/resource.ts';
import { roleStore } from './storage/role.ts';
import { scopeStore } from './storage/scope.ts';
import { sentForms } from './storage/sent-form.ts';
import { sessionStore } from './storage/session.ts';
import { signUpStore } from './storage/sign-up.ts';
import { signedTokenStore } from './storage/signed-token.ts';
import { signingKeyStore } from './storage/signing-key.ts';
import { teamStore } from './storage/team.ts';
import { teamDomainStore } from './storage/team-domain.ts';
import { throttleStore } from './storage/throttle.ts';
import { tokenExchangeStore } from './storage/token-exchange.ts';
import { usedJtis } from './storage/used-jti.ts';
import { userStore } from './storage/user.ts';

/** What stores are built from. */
export type StoreParts = { readonly config: Config; readonly database: Database; readonly log: FastifyBaseLogger };

/** What storage has for the rest of the server; `close` waits for what it counts in the background. */
export function wireStores({ config, database, log }: StoreParts, keys: Keys) {
  const { sessionIdleSeconds: idleSeconds, sessionSeconds: absoluteSeconds, factors } = config;
  const reviewed = config.registration === 'review';
  const onError = (err: unknown) => log.warn({ event: 'counts.not_written', err }, 'could not write what was counted');
  const counts = {
    refusals: refusalStore<RuleId>(database, { onError }),
    leakedSecrets: leakedSecretStore(database, { onError }),
    activity: clientActivityStore(database, { onError }),
    tokenUses: tokenUses(database, { onError }),
    secretUses: secretUses(database, { onError }),
  };
  const consumerRefusals = consumerRefusalStore<OAuth1RuleId>(database, { onError });
  return {
    /** Those of the protocol. */
    protocol: {
      clients: clientStore(database, { reviewed }),
      assertedAuthorizations: assertedAuthorizationStore(database),
      authorizations: authorizationStore(database, { idleSeconds }),
      grantedDetails: grantedDetails(database),
      codes: authorizationCodeStore(database),
      directAuthorizations: directAuthorizationStore(database, { idleSeconds }),
      deviceCodes: deviceCodeStore(database, { idleSeconds }),
      pushedRequests: pushedRequestStore(database),
      refreshTokens: refreshTokenStore(database),
      accessTokens: accessTokenStore(database),
      signedTokens: signedTokenStore(database),
      clientChains: clientChainStore(database),
      tokenExchanges: tokenExchangeStore(database),
      refusedGrants: refusedGrantStore(database),
    },
    oauth1: {
      consumers: consumerStore(database, { keys, reviewed }),
      requestTokens: requestTokenStore(database, { keys, idleSeconds }),
      accessTokens: oauth1TokenStore(database, { keys }),
      exchanges: exchangeStore(database),
      refusals: consumerRefusals,
    },
    accounts: {
      users: userStore(database),
      throttle: throttleStore(database),
      audit: auditTrail(database),
    },
    counts,
    /** What pages and endpoints ask by themselves. */
    others: {
      sessions: sessionStore(database, { idleSeconds, absoluteSeconds, factors }),
      factors: factorStore(database, { keys }),
      passkeys: passkeyStore(database),
      personalTokens: personalTokenStore(database),
      deletions: deletionStore(database),
      links: oneTimeLinkStore(database),
      groups: groupStore(database),
      teams: teamStore(database),
      invitations: invitationStore(database),
      emailChanges: emailChangeStore(database),
      signUps: signUpStore(database),
      sentForms: sentForms(database),
      detailsTypes: detailsTypeStore(database),
      roles: roleStore(database),
      scopes: scopeStore(database),
      resources: resourceStore(database),
      consents: consentStore(database),
      overview: overviewStore(database, { factors }),
      events: eventLog(database),
      people: peopleList(database),
      masterKeys: masterKeyStore(database, { keys }),
      startable: startList(database),
      previews: previewStore(database),
      teamDomains: teamDomainStore(database),
      clientOffers: clientOfferStore(database, { reviewed }),
      persons: personStore(database),
      signingKeys: signingKeyStore(database, { keys }),
      registrations: registrationStore(database, { reviewed }),
      clientSecrets: clientSecretStore(database),
      logos: logoStore(database, { reviewed }),
      logoutNotices: logoutNoticeStore(database),
      hasOrigin: hasOrigin(database),
    },
    usedJtis: usedJtis(database),
    clientDocuments: clientDocumentStore(database),
    close: async () => {
      await Promise.allSettled([...Object.values(counts), consumerRefusals].map((counted) => counted.close()));
    },
  };
}

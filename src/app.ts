import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { RunHashTask } from './accounts/hash-process.ts';
import { hashSlots } from './accounts/hash-slots.ts';
import { type HashPolicy, passwordHasher } from './accounts/password-hash.ts';
import { type ProofDeps, provePassword } from './accounts/prove-password.ts';
import type { Config } from './config.ts';
import type { Deps } from './deps.ts';
import { dialects } from './dialects/index.ts';
import { clientAuthMethods } from './oauth/client-auth-methods/index.ts';
import { clientCache } from './oauth/client-cache.ts';
import { grants } from './oauth/grants/index.ts';
import { idToken } from './oauth/id-token.ts';
import { issueTokens } from './oauth/issue-tokens.ts';
import { accessTokenJwt } from './oauth/jwt-access-token.ts';
import { keyring } from './oauth/keyring.ts';
import type { ProvePerson } from './oauth/prove-person.ts';
import { modesFor } from './oauth/response-mode.ts';
import { responseModes } from './oauth/response-modes/index.ts';
import type { RuleId } from './oauth/rules/index.ts';
import type { OAuth1RuleId } from './oauth1/rules.ts';
import { outbound } from './outbound/index.ts';
import { deriveKeys } from './secrets.ts';
import { accessTokenStore } from './storage/access-token.ts';
import { auditTrail } from './storage/audit-event.ts';
import { authorizationStore } from './storage/authorization.ts';
import { authorizationCodeStore } from './storage/authorization-code.ts';
import { clientStore } from './storage/client.ts';
import { clientActivityStore } from './storage/client-activity.ts';
import { clientChainStore } from './storage/client-chain.ts';
import { hasOrigin } from './storage/client-origin.ts';
import { consentStore } from './storage/consent.ts';
import { deviceCodeStore } from './storage/device-code.ts';
import { directAuthorizationStore } from './storage/direct-authorization.ts';
import type { Database } from './storage/engine/database.ts';
import { leakedSecretStore } from './storage/leaked-secret.ts';
import { eventLog } from './storage/list-events.ts';
import { peopleList } from './storage/list-people.ts';
import { oauth1TokenStore } from './storage/oauth1/access-token.ts';
import { consumerStore } from './storage/oauth1/consumer.ts';
import { exchangeStore } from './storage/oauth1/exchange.ts';
import { requestTokenStore } from './storage/oauth1/request-token.ts';
import { oneTimeLinkStore } from './storage/one-time-link.ts';
import { overviewStore } from './storage/overview.ts';
import { personStore } from './storage/person.ts';
import { refreshTokenStore } from './storage/refresh-token.ts';
import { consumerRefusalStore, refusalStore } from './storage/refusal.ts';
import { refusedGrantStore } from './storage/refused-grant.ts';
import { scopeStore } from './storage/scope.ts';
import { sentForms } from './storage/sent-form.ts';
import { sessionStore } from './storage/session.ts';
import { signingKeyStore } from './storage/signing-key.ts';
import { throttleStore } from './storage/throttle.ts';
import { tokenUseStore } from './storage/token-use.ts';
import { usedJtis } from './storage/used-jti.ts';
import { userStore } from './storage/user.ts';
import { endpoints } from './web/endpoints/index.ts';
import { pages } from './web/pages.ts';
import { mountEndpoints } from './web/plugins/endpoints.ts';
import { mountPages } from './web/plugins/pages.ts';
import { trustedProxies } from './web/requests/address.ts';
import { answerBadUrl } from './web/requests/bad-url.ts';
import { answerBrokenRequest } from './web/requests/broken-request.ts';
import { readClientCertificates } from './web/requests/client-certificate.ts';
import { requestIds } from './web/requests/request-id.ts';
import { plainTarget } from './web/requests/request-target.ts';

/** What an app is built from. */
export type Parts = {
  readonly config: Config;
  readonly database: Database;
  readonly log: FastifyBaseLogger;
  /** Whether the schema is what this release knows; asked by /readyz. */
  readonly schemaReady?: () => Promise<boolean>;
  /** Weaker hashes, for tests that are not about them. */
  readonly hashPolicy?: HashPolicy;
  /** Where passwords are hashed; here, if nothing is said. */
  readonly hashing?: RunHashTask;
};

const HEADER_BYTES = 48 * 1024;

/** The whole server on one database, not yet listening. Nothing is done before it is asked. */
export async function buildApp(parts: Parts): Promise<{ readonly app: FastifyInstance; readonly deps: Deps }> {
  const { config, log } = parts;
  let closing = false;
  const { deps, close } = wire(parts, () => closing);
  const app = fastify({
    // One logger for all: with one that it knows of, Fastify listens for the end of each answer, and makes a child for each
    // request, which is a fifth of the smallest. What is logged of a request names it.
    logger: false,
    childLoggerFactory: () => log,
    // A line for each request costs a fifth of the throughput and nobody reads it: refusals and failures are logged.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestIds(),
    trustProxy: config.trustProxy.length > 0 ? trustedProxies(config.trustProxy) : false,
    bodyLimit: 64 * 1024,
    requestTimeout: 15_000,
    keepAliveTimeout: 65_000, // longer than the idle time of usual proxies
    // A part may be as long as the whole: what it does not name is a page's to say.
    routerOptions: { maxParamLength: HEADER_BYTES, ignoreTrailingSlash: false, caseSensitive: true },
    http: { maxHeaderSize: HEADER_BYTES, headersTimeout: 10_000, connectionsCheckingInterval: 2000 },
    rewriteUrl: ({ url }) => plainTarget(url ?? '/'),
    clientErrorHandler: answerBrokenRequest,
    return503OnClosing: false,
    frameworkErrors: answerBadUrl,
  });
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.addHook('onClose', close);
  readClientCertificates(app, { header: config.mutualTlsHeader, trustProxy: config.trustProxy });
  await mountEndpoints(app, deps, endpoints);
  await mountPages(app, deps, pages);
  await app.ready();
  return { app, deps };
}

/** Every part with the others that it uses. */
export function wire({ config, database, log, schemaReady, hashPolicy, hashing }: Parts, isClosing: () => boolean) {
  const keys = deriveKeys(config.secrets);
  const { sessionIdleSeconds: idleSeconds, sessionSeconds: absoluteSeconds } = config;
  const lifetimes = {
    accessTokenSeconds: config.accessTokenSeconds,
    refreshTokenIdleSeconds: config.refreshTokenIdleSeconds,
    refreshTokenSeconds: config.refreshTokenSeconds,
    codeSeconds: config.codeSeconds,
  };
  const stores = {
    clients: clientStore(database, { reviewed: config.registration === 'review' }),
    authorizations: authorizationStore(database, { idleSeconds }),
    codes: authorizationCodeStore(database),
    directAuthorizations: directAuthorizationStore(database, { idleSeconds }),
    deviceCodes: deviceCodeStore(database, { idleSeconds }),
    refreshTokens: refreshTokenStore(database),
    accessTokens: accessTokenStore(database),
    clientChains: clientChainStore(database),
    refusedGrants: refusedGrantStore(database),
  };
  const signingKeys = signingKeyStore(database, { keys });
  const ring = keyring({ signingKeys, now: () => database.now() });
  const tokens = issueTokens({
    keys,
    lifetimes,
    sign: {
      accessToken: (issued) => accessTokenJwt(issued, { keyring: ring, issuer: config.issuer }),
      idToken: (issued) => idToken(issued, { keyring: ring, issuer: config.issuer }),
    },
  });
  const onError = (err: unknown) => log.warn({ event: 'counts.not_written', err }, 'could not write what was counted');
  const refusals = refusalStore<RuleId>(database, { onError });
  const consumerRefusals = consumerRefusalStore<OAuth1RuleId>(database, { onError });
  const activity = clientActivityStore(database, { onError });
  const tokenUses = tokenUseStore(database, { onError });
  const leakedSecrets = leakedSecretStore(database, { onError });
  const proof: ProofDeps = {
    keys,
    users: userStore(database),
    throttle: throttleStore(database),
    passwords: passwordHasher({
      slots: hashSlots(config.hashSlots),
      ...(hashPolicy ? { policy: hashPolicy } : {}),
      ...(hashing ? { run: hashing } : {}),
    }),
    audit: auditTrail(database),
  };
  const served = grants({
    ...stores,
    issueTokens: tokens,
    graceSeconds: config.refreshGraceSeconds,
    provePerson: provePerson(proof),
    legacy: config.legacyGrants,
  });
  const leaving = outbound({
    allow: config.outboundAllow,
    now: () => database.now(),
    onFailure: ({ host, fault }) => log.info({ event: 'outbound.failed', host, fault }, 'an outbound request failed'),
  });
  const deps: Deps = {
    ...stores,
    ...proof,
    issuer: config.issuer,
    registration: config.registration,
    cacheViews: config.strict,
    now: () => database.now(),
    sessions: sessionStore(database, { idleSeconds, absoluteSeconds }),
    links: oneTimeLinkStore(database),
    sentForms: sentForms(database),
    scopes: scopeStore(database),
    consents: consentStore(database),
    overview: overviewStore(database),
    events: eventLog(database),
    people: peopleList(database),
    refusals,
    leakedSecrets,
    activity,
    tokenUses,
    clientCache: clientCache(stores.clients),
    methods: clientAuthMethods(config, { usedJtis: usedJtis(database), documents: leaving.documents }),
    keyring: ring,
    signingKeys,
    persons: personStore(database),
    outbound: leaving,
    grants: served,
    responseModes: modesFor(responseModes, served),
    issueTokens: tokens,
    dialects: dialects({ ...stores, issueTokens: tokens, graceSeconds: config.refreshGraceSeconds }),
    lifetimes,
    oauth1: config.oauth1
      ? {
          consumers: consumerStore(database, { keys, reviewed: config.registration === 'review' }),
          requestTokens: requestTokenStore(database, { keys, idleSeconds }),
          accessTokens: oauth1TokenStore(database, { keys }),
          exchanges: exchangeStore(database),
          refusals: consumerRefusals,
          issueTokens: tokens,
        }
      : undefined,
    deviceCodeSeconds: config.deviceCodeSeconds,
    hasOrigin: hasOrigin(database),
    ready: async () => {
      if (isClosing()) return false;
      try {
        return schemaReady ? await schemaReady() : (await database.pool.query('SELECT 1')).rowCount === 1;
      } catch {
        return false;
      }
    },
  };
  const close = async () => {
    await Promise.allSettled([
      refusals.close(),
      consumerRefusals.close(),
      leakedSecrets.close(),
      activity.close(),
      tokenUses.close(),
    ]);
  };
  return { deps, close };
}

/** The protocol's word for proving a person, kept as the sign-in page keeps it: from no known browser. */
function provePerson(deps: ProofDeps): ProvePerson {
  return async ({ username, password, from }) => {
    const proof = await provePassword({ email: username, password, browserMark: undefined, agent: '', ...from }, deps);
    if (proof.kind !== 'proved') return proof;
    return { kind: 'proved', userId: proof.user.id, passwordChangedAt: proof.user.passwordChangedAt };
  };
}

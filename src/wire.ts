import { expectPeople } from './accounts/expect-people.ts';
import { type FactorPolicy, secondStepOf } from './accounts/factor.ts';
import type { RunHashTask } from './accounts/hash-process.ts';
import { hashSlots } from './accounts/hash-slots.ts';
import { type HashPolicy, passwordHasher } from './accounts/password-hash.ts';
import { type ProofDeps, provePassword } from './accounts/prove-password.ts';
import { relyingParty } from './accounts/relying-party.ts';
import type { Config } from './config.ts';
import type { Deps } from './deps.ts';
import { dialects } from './dialects/index.ts';
import { logoDrawer } from './images/draw-logo.ts';
import { readInstance } from './instance.ts';
import { clientAuthMethods } from './oauth/client-auth-methods/index.ts';
import { clientCache } from './oauth/client-cache.ts';
import { type DocumentClients, documentClients } from './oauth/document-clients.ts';
import { dpopProofs } from './oauth/dpop.ts';
import { grants } from './oauth/grants/index.ts';
import { idToken } from './oauth/id-token.ts';
import { issueTokens } from './oauth/issue-tokens.ts';
import { accessTokenJwt } from './oauth/jwt-access-token.ts';
import { keyring } from './oauth/keyring.ts';
import { allowsMethod, keptTo, type ServerProfile } from './oauth/profile.ts';
import { promptsFor } from './oauth/prompt.ts';
import type { ProvePerson } from './oauth/prove-person.ts';
import type { ProgramPolicy } from './oauth/register-by-program.ts';
import { modesFor } from './oauth/response-mode.ts';
import { responseModes } from './oauth/response-modes/index.ts';
import { outbound } from './outbound/index.ts';
import { deriveKeys } from './secrets.ts';
import { settingsOf } from './settings.ts';
import { composeMail } from './web/mails/compose.ts';
import { wireMail } from './wire-mail.ts';
import { type StoreParts, wireStores } from './wire-stores.ts';

/** What an app is built from. */
export type Parts = StoreParts & {
  /** Whether the schema is what this release knows; asked by /readyz. */
  readonly schemaReady?: () => Promise<boolean>;
  /** Weaker hashes, for tests that are not about them. */
  readonly hashPolicy?: HashPolicy;
  /** How names become addresses, whose certificates count and how long is waited, for tests; as the system has it, if nothing is said. */
  readonly reach?: Pick<Parameters<typeof outbound>[0], 'ca' | 'resolve' | 'timeoutMs'>;
  /** Where passwords are hashed; here, if nothing is said. */
  readonly hashing?: RunHashTask;
};

/** Every part with the others that it uses. */
export function wire(
  { config, database, log, schemaReady, hashPolicy, hashing, reach }: Parts,
  isClosing: () => boolean,
) {
  const keys = deriveKeys(config.secrets);
  const lifetimes = {
    accessTokenSeconds: config.accessTokenSeconds,
    refreshTokenIdleSeconds: config.refreshTokenIdleSeconds,
    refreshTokenSeconds: config.refreshTokenSeconds,
    codeSeconds: config.codeSeconds,
  };
  const stored = wireStores({ config, database, log }, keys);
  const { protocol: stores, others } = stored;
  const ring = keyring({ signingKeys: others.signingKeys, now: () => database.now() });
  const tokens = issueTokens({
    keys,
    lifetimes,
    sign: {
      accessToken: (issued) => accessTokenJwt(issued, { keyring: ring, issuer: config.issuer }),
      idToken: (issued) => idToken(issued, { keyring: ring, issuer: config.issuer, persons: others.persons }),
    },
  });
  const proof: ProofDeps = {
    keys,
    ...stored.accounts,
    passwords: passwordHasher({
      slots: hashSlots(config.hashSlots),
      ...(hashPolicy ? { policy: hashPolicy } : {}),
      ...(hashing ? { run: hashing } : {}),
    }),
  };
  const serverProfile: ServerProfile = { profile: config.securityProfile, codeSeconds: config.codeSeconds };
  const leaving = outbound({
    ...reach,
    allow: config.outboundAllow,
    now: () => database.now(),
    onFailure: ({ host, fault }) => log.info({ event: 'outbound.failed', host, fault }, 'an outbound request failed'),
  });
  const served = grants({
    ...stores,
    issueTokens: tokens,
    keyring: ring,
    documents: leaving.documents,
    now: () => database.now(),
    graceSeconds: config.refreshGraceSeconds,
    provePerson: provePerson(proof, config.factors),
    legacy: config.legacyGrants,
  });
  const described = config.clientMetadataDocuments
    ? documentClients({
        ...stored,
        ...leaving,
        clients: stores.clients,
        scopes: others.scopes,
        resources: others.resources,
        grants: served,
        usualScopes: usualScopes(config),
        now: () => database.now(),
        onRefused: (refused) =>
          log.info({ event: 'client_document.refused', ...refused }, 'a client document was refused'),
      })
    : undefined;
  const mail = wireMail({ config, database, log });
  const deps: Deps = {
    ...stores,
    ...stored.counts,
    ...others,
    ...proof,
    issuer: config.issuer,
    factorPolicy: config.factors,
    relyingParty: relyingParty(config.issuer),
    useOnce: stored.usedJtis.use,
    registration: config.registration,
    settings: settingsOf(config),
    programs: programPolicy(config),
    cacheViews: config.strict,
    expectPeople: expectPeople(stored.accounts.users, others.sessions),
    language: config.language,
    instance: readInstance(config),
    now: () => database.now(),
    ...(described && keepingDocuments({ ...stores, ...others }, described)),
    clientDocuments: described !== undefined,
    clientCache: clientCache(keptTo(serverProfile, described ?? stores.clients)),
    mailbox: mail.mailbox,
    deletionDays: config.deletionDays,
    signUp: { mode: config.signUp, domains: config.signUpDomains },
    methods: clientAuthMethods(config, {
      usedJtis: stored.usedJtis,
      documents: leaving.documents,
      secretUses: stored.counts.secretUses,
    }).filter(({ name }) => allowsMethod(config.securityProfile, name)),
    dpop: dpopProofs({
      keys,
      usedJtis: stored.usedJtis,
      issuer: config.issuer,
      nonceRequired: config.dpopNonce === 'required',
    }),
    drawLogo: logoDrawer(),
    keyring: ring,
    outbound: leaving,
    grants: served,
    responseModes: modesFor(responseModes({ keyring: ring, issuer: config.issuer, now: () => database.now() }), served),
    prompts: promptsFor({ signsUp: config.signUp === 'open' && mail.mailbox !== undefined }),
    issueTokens: tokens,
    dialects: dialects({ ...stores, issueTokens: tokens, graceSeconds: config.refreshGraceSeconds }),
    lifetimes,
    serverProfile,
    oauth1: config.oauth1 ? { ...stored.oauth1, issueTokens: tokens } : undefined,
    deviceCodeSeconds: config.deviceCodeSeconds,
    pushedRequestSeconds: config.pushedRequestSeconds,
    ready: async () => {
      if (isClosing()) return false;
      try {
        return schemaReady ? await schemaReady() : (await database.pool.query('SELECT 1')).rowCount === 1;
      } catch {
        return false;
      }
    },
  };
  return { deps, close: stored.close, sendMails: () => mail.start(composeMail(deps)) };
}

/** The client of a document has a row before a person allows it something, or it pushes a request. */
function keepingDocuments<Stores extends Pick<Deps, 'authorizations' | 'pushedRequests'>>(
  { authorizations, pushedRequests }: Stores,
  { keep }: DocumentClients,
): Pick<Deps, 'authorizations' | 'pushedRequests'> {
  return {
    authorizations: {
      ...authorizations,
      async approve(authorization, browser) {
        await keep(authorization.clientId);
        return authorizations.approve(authorization, browser);
      },
    },
    pushedRequests: {
      ...pushedRequests,
      async push(request) {
        await keep(request.clientId);
        return pushedRequests.push(request);
      },
    },
  };
}

function programPolicy(config: Config): ProgramPolicy | undefined {
  const { dynamicRegistration: mode, registration } = config;
  return mode === 'off' ? undefined : { mode, reviewed: registration === 'review', usualScopes: usualScopes(config) };
}

/** Clients of MCP learn from each server, and one after another, which scopes it needs (Model Context Protocol, Authorization). */
function usualScopes({ mcp }: Config): ProgramPolicy['usualScopes'] {
  return mcp ? 'all' : 'openid';
}

/** The protocol's word for proving a person, kept as the sign-in page keeps it: from no known browser. */
function provePerson(deps: ProofDeps, policy: FactorPolicy): ProvePerson {
  return async ({ username, password, from }) => {
    const proof = await provePassword({ email: username, password, browserMark: undefined, agent: '', ...from }, deps);
    if (proof.kind !== 'proved') return proof;
    if (secondStepOf(proof.user, policy)) return { kind: 'incomplete' };
    return { kind: 'proved', userId: proof.user.id, passwordChangedAt: proof.user.passwordChangedAt };
  };
}

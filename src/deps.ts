import type { PeopleList } from './accounts/listed-person.ts';
import type { Mailbox } from './accounts/mail.ts';
import type { RelyingParty } from './accounts/relying-party.ts';
import type { SignUp } from './accounts/sign-up.ts';
import type { AccountDeps } from './accounts/stores.ts';
import type { Dialect } from './dialects/dialect.ts';
import type { EventLog } from './events.ts';
import type { Instance } from './instance.ts';
import type { ClientAuthMethod } from './oauth/client-auth-method.ts';
import type { ClientCache } from './oauth/client-cache.ts';
import type { DpopProofs } from './oauth/dpop.ts';
import type { Grant } from './oauth/grant.ts';
import type { IssueTokens, Lifetimes } from './oauth/issue-tokens.ts';
import type { AccessTokenStore } from './oauth/model/access-token.ts';
import type { AuthorizationStore } from './oauth/model/authorization.ts';
import type { DetailsTypeStore } from './oauth/model/authorization-details.ts';
import type { ClientRegistry } from './oauth/model/client.ts';
import type { ClientActivityStore } from './oauth/model/client-activity.ts';
import type { ClientChainStore } from './oauth/model/client-chain.ts';
import type { ClientOfferStore } from './oauth/model/client-offer.ts';
import type { ClientSecretStore } from './oauth/model/client-secrets.ts';
import type { ConsentStore } from './oauth/model/consent.ts';
import type { DeviceCodeStore } from './oauth/model/device-code.ts';
import type { DirectAuthorizationStore } from './oauth/model/direct-authorization.ts';
import type { LastUses } from './oauth/model/last-use.ts';
import type { LeakedSecretStore } from './oauth/model/leaked-secret.ts';
import type { DrawLogo, LogoStore } from './oauth/model/logo.ts';
import type { LogoutNoticeStore } from './oauth/model/logout-notice.ts';
import type { Outbound } from './oauth/model/outbound.ts';
import type { OverviewStore } from './oauth/model/overview.ts';
import type { PersonStore } from './oauth/model/person.ts';
import type { PersonalTokenStore } from './oauth/model/personal-token.ts';
import type { PreviewStore } from './oauth/model/preview.ts';
import type { PushedRequestStore } from './oauth/model/pushed-request.ts';
import type { RefreshTokenStore } from './oauth/model/refresh-token.ts';
import type { RefusalStore } from './oauth/model/refusal.ts';
import type { RegistrationStore } from './oauth/model/registration.ts';
import type { ResourceStore } from './oauth/model/resource.ts';
import type { RoleStore } from './oauth/model/role.ts';
import type { ScopeStore } from './oauth/model/scope.ts';
import type { MasterKeyStore, Setting } from './oauth/model/setting.ts';
import type { SignedTokenStore } from './oauth/model/signed-token.ts';
import type { Keyring, SigningKeyStore } from './oauth/model/signing-key.ts';
import type { StartList } from './oauth/model/startable.ts';
import type { TeamDomainStore } from './oauth/model/team-domain.ts';
import type { ServerProfile } from './oauth/profile.ts';
import type { Prompt } from './oauth/prompt.ts';
import type { ProgramPolicy } from './oauth/register-by-program.ts';
import type { ResponseMode } from './oauth/response-mode.ts';
import type { OAuth1Stores } from './oauth1/stores.ts';

/** What the protocol's endpoints and pages are given. */
export type ProtocolDeps = {
  readonly clientCache: ClientCache;
  /** Whether a client_id may be the address of a document. */
  readonly clientDocuments: boolean;
  readonly methods: readonly ClientAuthMethod[];
  readonly dpop: DpopProofs;
  readonly keyring: Keyring;
  readonly signingKeys: SigningKeyStore;
  readonly persons: PersonStore;
  /** What leaves the server, all of it. */
  readonly outbound: Outbound;
  readonly grants: readonly Grant[];
  readonly responseModes: readonly ResponseMode[];
  readonly prompts: readonly Prompt[];
  readonly issueTokens: IssueTokens;
  readonly lifetimes: Lifetimes;
  /** What every application is kept to, at least. */
  readonly serverProfile: ServerProfile;
  /** How long a person has to type the code of a device. */
  readonly deviceCodeSeconds: number;
  /** For how long a pushed request waits for its browser. */
  readonly pushedRequestSeconds: number;
  readonly authorizations: AuthorizationStore;
  readonly directAuthorizations: DirectAuthorizationStore;
  readonly accessTokens: AccessTokenStore;
  readonly signedTokens: SignedTokenStore;
  readonly refreshTokens: RefreshTokenStore;
  readonly deviceCodes: DeviceCodeStore;
  readonly pushedRequests: PushedRequestStore;
  readonly clientChains: ClientChainStore;
  readonly dialects: readonly Dialect[];
  readonly scopes: ScopeStore;
  /** The kinds of authorization details. */
  readonly detailsTypes: DetailsTypeStore;
  readonly resources: ResourceStore;
  readonly consents: ConsentStore;
  /** Whether an active application has a redirect URI of this origin. */
  readonly hasOrigin: (origin: string) => Promise<boolean>;
  /** When a form that does something once did it. */
  readonly sentForms: { sentAt(intention: Buffer): Promise<Date | undefined> };
  /** What applications are to be told of ended sessions. */
  readonly logoutNotices: LogoutNoticeStore;
  readonly refusals: RefusalStore;
  readonly leakedSecrets: LeakedSecretStore;
  readonly activity: ClientActivityStore;
  readonly tokenUses: LastUses;
  readonly secretUses: LastUses;
  readonly personalTokens: PersonalTokenStore;
  /** Whether this instance can serve: database there, every known migration applied, not shutting down. */
  readonly ready: () => Promise<boolean>;
};

/** What the pages about applications are given. */
export type ConsoleDeps = {
  readonly clients: ClientRegistry;
  /** Of applications that have several. */
  readonly clientSecrets: ClientSecretStore;
  readonly logos: LogoStore;
  readonly drawLogo: DrawLogo;
  readonly overview: OverviewStore;
  readonly events: EventLog;
  readonly people: PeopleList;
  /** What is set for the whole server. */
  readonly settings: readonly Setting[];
  readonly masterKeys: MasterKeyStore;
  readonly startable: StartList;
  readonly clientOffers: ClientOfferStore;
  readonly previews: PreviewStore;
  readonly teamDomains: TeamDomainStore;
  /** Who may register applications; `review`: users, and an administrator approves. */
  readonly registration: 'users' | 'review' | 'admins';
  readonly registrations: RegistrationStore;
  readonly roles: RoleStore;
  /** How programs may; undefined: not at all, and there is no trace of it. */
  readonly programs: ProgramPolicy | undefined;
};

/** What pages and endpoints are given; app.ts fills it. Each takes from it what it uses. */
export type Deps = AccountDeps &
  ProtocolDeps &
  ConsoleDeps & {
    /** The one public origin, without a slash at the end; every absolute URL derives from it. */
    readonly issuer: string;
    /** Views are read once; otherwise at every request, so that a change shows at reload. */
    readonly cacheViews: boolean;
    /** Somebody may come: what only people need is loaded meanwhile. */
    readonly expectPeople: () => void;
    readonly now: () => Date;
    /** Of people of whom no other is known. */
    readonly language: string;
    readonly instance: Instance;
    /** Undefined: this server sends no mail. */
    readonly mailbox: Mailbox | undefined;
    /** Who may have an account. */
    readonly signUp: SignUp;
    /** How long an account that is to be deleted can be kept; 0: not at all. */
    readonly deletionDays: number;
    /** Whose passkeys they are; undefined: there are none, for the issuer's host is a number. */
    readonly relyingParty: RelyingParty | undefined;
    /** True for the first who uses what this is the digest of, until it ends. */
    readonly useOnce: (hash: Buffer, expiresAt: Date) => Promise<boolean>;
    /** OAuth 1.0a; undefined where it is switched off: then there is no trace of it. */
    readonly oauth1: (OAuth1Stores & { readonly issueTokens: IssueTokens }) | undefined;
  };

import type { Administrator, From } from '../../events.ts';
import type { LegacyGrant } from './client-activity.ts';
import type { ClientMetadata } from './client-metadata.ts';
import type { ClientSecret, NewClientSecret } from './client-secret.ts';
import type { HandedOn } from './handed-on.ts';
import type { KnownOwner, Owner } from './owner.ts';
import type { PreviewUri } from './preview.ts';
import type { Resource } from './resource.ts';

/** An OAuth client (RFC 6749 §2), which pages call an application: what its owner and the administrators registered. */
export type Client = {
  readonly id: string;
  readonly name: string;
  readonly homepage: string | undefined;
  readonly owner: KnownOwner;
  /** RFC 6749 §2.1: can keep a secret. */
  readonly confidential: boolean;
  readonly redirectUris: readonly string[];
  /** Beside these, while they last: as exact, and never what is meant where none is named. */
  readonly previews: readonly PreviewUri[];
  readonly scopes: readonly string[];
  /** Those of its scopes that not every grant may carry, with the grants that may, by their wire names. */
  readonly scopeLimits: ReadonlyMap<string, readonly string[]>;
  /** What its scopes were called before, with what they are called now. */
  readonly scopeAliases: ReadonlyMap<string, string>;
  /** Those of the list that it may ask for or, of a resource server, that it is. */
  readonly resources: readonly Resource[];
  /** Wire names. */
  readonly grants: readonly string[];
  /** The ways in which it may prove who it is, by their names in RFC 7591 §2; a public one has "none". */
  readonly authMethods: readonly string[];
  readonly requirePkce: boolean;
  /** First party: consent is not asked. */
  readonly trusted: boolean;
  /** It is for the people of some groups alone. Statements look it up again; here it says whether there is anything to ask. */
  readonly restricted: boolean;
  /** The digest of its logo, in hexadecimal; undefined: it has none. */
  readonly logo: string | undefined;
  /** An administrator approved its name, owner, homepage and redirect URIs as they are now. */
  readonly verified: boolean;
  readonly resourceServer: boolean;
  readonly dialect: ClientDialect | undefined;
  /** Its own lifetimes; undefined: the server's; "never": they do not expire. */
  readonly accessTokenSeconds: number | 'never' | undefined;
  readonly refreshTokenIdleSeconds: number | undefined;
  readonly refreshTokenSeconds: number | undefined;
  readonly codeSeconds: number | undefined;
  readonly metadata: ClientMetadata;
  /** "review" waits for an administrator; only "active" may do anything. */
  readonly state: 'active' | 'review' | 'disabled';
  /** Why it is disabled, where nobody decided it. */
  readonly disabledReason: string | undefined;
  /** When an administrator refused it as it is; undefined: it was not refused, or was changed since. */
  readonly rejectedAt: Date | undefined;
  /** What whoever had it before entered; undefined: nobody had it before, or its owner has looked at it. */
  readonly handedOn: HandedOn | undefined;
  /** What an administrator wrote to its developer. */
  readonly note: string | undefined;
  readonly createdAt: Date;
  readonly identityChangedAt: Date;
  /** Of the signed tokens that it gets for itself: those of another one are dead. */
  readonly tokenGeneration: number;
  /** Counted up with every change of the client or its secrets; statements that issue compare it. */
  readonly revision: number;
  readonly secrets: readonly ClientSecret[];
};

/** Why a client may do nothing: for its owner's eyes. */
export type NotActive = 'in-review' | 'rejected' | 'disabled';

/** What keeps this client from being active; call it for one that is not. */
export function whyNotActive({ state, rejectedAt }: Pick<Client, 'state' | 'rejectedAt'>): NotActive {
  if (state === 'disabled') return 'disabled';
  return rejectedAt === undefined ? 'in-review' : 'rejected';
}

/** A dialect of its own that an administrator allowed it (src/dialects/), until a moment or without an end. */
export type ClientDialect = { readonly name: string; readonly expiresAt: Date | undefined };

/** What a developer may set; registration checks it (oauth/client-settings.ts). */
export type ClientSettings = {
  readonly name: string;
  readonly homepage: string | undefined;
  readonly confidential: boolean;
  readonly redirectUris: readonly string[];
  readonly scopes: readonly string[];
  readonly grants: readonly string[];
  readonly requirePkce: boolean;
};

/** How it gets its tokens: of its settings those that stand under "Advanced". */
export type ClientGrants = Pick<ClientSettings, 'grants' | 'requirePkce'>;

/** Its own lifetimes in seconds; undefined: the server's; "never": they do not expire. */
export type ClientLifetimes = Pick<
  Client,
  'accessTokenSeconds' | 'refreshTokenIdleSeconds' | 'refreshTokenSeconds' | 'codeSeconds'
>;

/** What only an administrator may set. */
export type ClientPrivileges = {
  readonly trusted: boolean;
  /** Only a confidential client can be one: it must authenticate to introspect. */
  readonly resourceServer: boolean;
  readonly accessTokenSeconds: number | 'never' | undefined;
  readonly requirePkce: boolean;
};

export type NewClient = {
  readonly id: string;
  readonly owner: Owner;
  readonly settings: ClientSettings;
  /** Undefined for a public client, which has none. */
  readonly secret: NewClientSecret | undefined;
  readonly inReview: boolean;
  /** What an administrator gives it at once. */
  readonly privileges?: ClientPrivileges | undefined;
  /** What is not named has its default. */
  readonly metadata?: Partial<ClientMetadata> | undefined;
  /** By their names in RFC 7591 §2; left out: those of a secret or, of a public client, none. */
  readonly authMethods?: readonly string[] | undefined;
};

/**
 * By whose right something is done: the owner's, which the statement itself checks, or an administrator's. Whatever is
 * done stands in the audit trail, under their name, or has not been done.
 */
export type Actor = Administrator | OwnerActor;
export type OwnerActor = From & { readonly ownerId: string };
/** The program that registered an application and keeps it, by the digest of its token (RFC 7592 §3), while it is not disabled. */
export type RegistrantActor = From & { readonly registrationHash: Buffer };

/** What an administrator changes at once: all of it, or nothing. What is left out stays. */
export type ClientChanges = {
  readonly settings?: Partial<ClientSettings> | undefined;
  readonly privileges?: ClientPrivileges | undefined;
  /** Only those that are there. */
  readonly lifetimes?: Partial<ClientLifetimes> | undefined;
  /** The grants that only administrators give: these of them and no other. `password` only where it is confidential. */
  readonly legacyGrants?: readonly LegacyGrant[] | undefined;
  /** Only the members that are there. */
  readonly metadata?: Partial<ClientMetadata> | undefined;
  /** All of them, by their names in RFC 7591 §2: a client with `none` among them is public. */
  readonly authMethods?: readonly string[] | undefined;
  /** For a confidential client alone, but that openstreetmap is for all. Another dialect than before ends what its client credentials began. */
  readonly dialect?: ClientDialect | 'none' | undefined;
  /** The ids of the groups that it is for, and for nobody else: whoever is in none of them loses what it holds for them. */
  readonly groups?: readonly string[] | 'everybody' | undefined;
  /** Another one: everybody is asked for consent again. */
  readonly owner?: Owner | undefined;
  /** To its developer; empty: none. */
  readonly note?: string | undefined;
  /** Stored where it becomes confidential; of a registrant's, where it has none. */
  readonly secret?: NewClientSecret | undefined;
  /** The digest of the token that takes the place of the one by which its registrant changes it (RFC 7592 §3). */
  readonly registrationHash?: Buffer | undefined;
};

/** `refused`: it would be public with something that needs a secret. */
export type ClientChanged =
  | { readonly outcome: 'changed'; readonly secretStored: boolean }
  | { readonly outcome: 'unknown' | 'refused' };

/** A line of a list. */
export type ListedClient = Pick<
  Client,
  | 'id'
  | 'name'
  | 'homepage'
  | 'redirectUris'
  | 'scopes'
  | 'confidential'
  | 'trusted'
  | 'resourceServer'
  | 'verified'
  | 'logo'
  | 'state'
  | 'rejectedAt'
  | 'owner'
  | 'createdAt'
  | 'revision'
> & {
  /** Undefined where it belongs to nobody. */
  readonly ownerEmail: string | undefined;
  /** When a token was last issued to it; undefined: never. */
  readonly lastUsedAt: Date | undefined;
};

/** What an administrator decides about: `revision` is what they looked at (undefined: as it is), `note` their word on it. */
export type Review = { readonly revision?: number | undefined; readonly note?: string | undefined };

/** `page` counts from 1. Where `total` is not `exact`, there are about so many, and more pages. */
export type ClientList = { readonly clients: readonly ListedClient[]; readonly total: number; readonly exact: boolean };
export type ListPage = { readonly page: number; readonly size: number };

/** What the protocol asks of the table of clients: one look-up, exact as of now. */
export type ClientStore = {
  /** One statement, never a cache. */
  find(id: string): Promise<Client | undefined>;
};

/**
 * What the people who keep applications ask. Booleans say whether there was such a client, and it was theirs. A method
 * is one transaction, with its rows of the audit trail.
 */
export type ClientRegistry = ClientStore & {
  /** Where this person owns it, or is in the team that does. */
  findOwned(id: string, ownerId: string): Promise<Client | undefined>;
  /** Those that this person owns alone. The newest first, as in the lists below. */
  listOwned(ownerId: string, page: ListPage): Promise<ClientList>;
  /** The same, and those of the teams that they are in. */
  listKept(userId: string, page: ListPage): Promise<ClientList>;
  listOfTeam(teamId: string, page: ListPage): Promise<ClientList>;
  /** False, and nothing is stored: there is one of this id, its owner, no administrator, has `most`, or its registrar is not in its team. */
  register(client: NewClient, by: Actor, most?: number): Promise<boolean>;
  /**
   * Nothing but the settings that are there. A client that becomes public loses its secrets in the same transaction. Where users'
   * applications are reviewed, one whose owner changes name, homepage, redirect URIs or where its links lead waits again.
   */
  change(id: string, settings: Partial<ClientSettings>, by: Actor, links?: Partial<ClientMetadata>): Promise<boolean>;
  /** How it gets its tokens, how it proves itself and what its tokens are like, and nothing else of it. */
  connect(
    id: string,
    connection: Pick<ClientChanges, 'metadata' | 'authMethods' | 'lifetimes'> & { readonly settings?: ClientGrants },
    by: Actor,
  ): Promise<boolean>;
  /** The main secret ends after `overlapSeconds` (0: at once), the one before it at once; those with a name stay. Twice with one is once. */
  rotateSecret(id: string, secret: NewClientSecret, overlapSeconds: number, by: Actor): Promise<boolean>;
  /** The replaced secret ends before its time. */
  endOldSecret(id: string, by: Actor): Promise<boolean>;
  /** Its owner knows what whoever had it before entered. False too where there is nothing of the kind. */
  lookedAt(id: string, by: Actor): Promise<boolean>;
  /** Every authorization, code, token, device code and consent of it, at once; it stays as it is, and begins anew. */
  endEverything(id: string, by: Actor): Promise<boolean>;
  /** With its authorizations, codes and tokens. */
  delete(id: string, by: Actor | RegistrantActor): Promise<boolean>;

  // For administrators only.
  /** Those that wait for review first, then the newest. */
  /** `search`: those that this is in the name, an address or the owner of, or whose id it is. */
  list(page: ListPage & { readonly search?: string }): Promise<ClientList>;
  administer(id: string, changes: ClientChanges, by: Administrator): Promise<ClientChanged>;
  /** Ends its authorizations and tokens as well. `note`: what its developer reads of it from then on. */
  disable(id: string, by: Administrator, note?: string): Promise<boolean>;
  enable(id: string, by: Administrator): Promise<boolean>;
  /** Ends its wait for review and marks it as verified; false too where it changed since, or is both already. */
  approve(id: string, by: Administrator, review?: Review): Promise<boolean>;
  /** It waits no more, until its owner changes it. Only what is in review is rejected. */
  reject(id: string, by: Administrator, review: Review): Promise<boolean>;
};

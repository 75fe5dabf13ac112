/** What is recorded, and when: the audit trail and the log use the same names. */
export const EVENTS = {
  'sign_in.succeeded': 'a person proved who they are and got a session',
  'sign_in.failed':
    'a password or code was wrong, or the account is unknown, disabled or has no password; the detail says which',
  'sign_in.throttled': 'guessing at an account, or from an address, reached its limit; once per limit and window',
  'session.reauthenticated': 'a person proved again who they are, for something sensitive',
  'session.ended': 'a person signed out, or an administrator ended their sessions',
  'setup.completed': 'the one-time link made the first administrator',
  'user.added': 'an account was made',
  'user.renamed': 'the name of an account changed',
  'user.changed':
    'an administrator changed what is known of a person beside name and address: which claims, not what they say',
  'user.disabled': 'an administrator disabled an account: its sessions and tokens ended',
  'user.enabled': 'an administrator enabled a disabled account',
  'user.deletion_asked':
    'somebody asked for the deletion of their account, or an administrator did: its sessions and tokens ended',
  'user.exported': 'everything that is known of a person was given out: to them, or by the command line',
  'user.kept': 'a person signed in and kept the account whose deletion they had asked for',
  'user.deleted': 'an account was deleted, with everything personal',
  'user.made_admin': 'an account became an administrator',
  'user.removed_admin': 'an administrator took administration away from an account',
  'password.changed': 'a password was set: by its owner, or with a link',
  'recovery.asked':
    'somebody asked for a mail with a link for a new password; whether there is such an account, nobody was told',
  'password.link_mailed': 'a link for a new password went out to the address of the account',
  'user.signed_up': 'somebody made an account for themselves: the mail to its address was answered',
  'email.changed': 'the address of an account changed: mail to the new one was answered, and the old one was told',
  'invitation.mailed': 'an invitation went out to the address of an account that was made for somebody',
  'invitation.accepted': 'somebody took up an invitation: they chose their password, and mail reaches them',
  'password.link_issued': 'an administrator issued a link for a new password',
  'factor.added': 'a person set up an authenticator app or a passkey; they were signed out everywhere else',
  'factor.removed': 'a factor was removed: by its person, or all of them by an administrator; sessions ended',
  'factor.renamed': 'a person gave a passkey another name',
  'factor.recovery_codes_made': 'a person got new recovery codes; the old ones ended',
  'factor.recovery_code_used': 'a person signed in with a recovery code, which is used up',
  'factor.required': 'an administrator said that an account must have a second factor; sessions without one ended',
  'factor.not_required': 'an administrator took back that an account must have a second factor',
  'personal_token.created': 'a person made a personal access token: with which scopes',
  'personal_token.revoked': 'a person ended one of their personal access tokens',
  'consent.approved': 'a person allowed an application what it asked for',
  'consent.denied': 'a person denied an application what it asked for',
  'device_code.failed': 'a person typed a code that no device waits with',
  'device_code.throttled': 'typing codes of devices reached its limit; once per account, address and window',
  'consent.revoked': 'a person revoked what an application was allowed',
  'legacy_grant.used': 'an application got tokens by the grant password or implicit, which an administrator gave it',
  'code.reused': 'a consumed authorization code came again from its client: its family ended',
  'code.guessed': 'a code was shown with wrong bindings too often: it is dead',
  'refresh.reused': 'a rotated refresh token came again: its family ended',
  'oauth1.exchanged': 'an application exchanged a token of OAuth 1 for tokens of OAuth 2',
  'assertion.accepted': 'an application got a token for a person by an assertion of an issuer that it trusts',
  'token.exchanged': 'an application exchanged the token of another one for its own',
  'token.revoked': 'an application revoked a token',
  'token.shown': 'somebody looked at what the tokens of an application would say of a person',
  'client.registered': 'an application was registered',
  'client.changed': 'the registration of an application changed',
  'client.secret_rotated': 'an application got a new secret',
  'client.secret_added': 'an application got one more secret, with a name; the detail is its last three characters',
  'client.secret_ended': 'a secret of an application was ended before its time',
  'client.dialect_changed': 'an administrator gave an application a dialect, or took it away',
  'client.secret_leaked': 'a live secret of an application came in the address of a request',
  'client.all_ended': 'everything that an application held ended at once: authorizations, tokens, codes and consents',
  'client.disabled': 'an application was disabled: its tokens ended',
  'client.enabled': 'a disabled application was enabled',
  'client.deleted': 'an application was deleted, with its tokens',
  'client.approved': 'an administrator approved an application as it is',
  'client.rejected': 'an administrator refused an application that waited for review, and said why',
  'registration_token.added': 'an administrator made a token with which programs register applications',
  'key.added': 'a key was made that the server signs with: at the start, in its turn, or by an administrator',
  'key.revoked': 'an administrator revoked a key: what it signed counts no more',
  'client.groups_changed':
    'an administrator said which groups an application is for: what it held for anybody else ended',
  'client.roles_changed':
    'the roles of an application, or who has them, changed: one was added, removed, given or taken',
  'group.added': 'a group of people was made',
  'group.changed': 'the name, description or owner of a group changed',
  'group.deleted': 'a group was deleted',
  'group.member_added': 'a person, or another group, was put into a group',
  'group.member_removed': 'a person, or another group, was taken out of a group: what they cannot use any more ended',
  'client.preview_added': 'an application got a redirect URI that ends, under a domain that its team has verified',
  'client.preview_removed': 'a redirect URI that ends was removed before its time',
  'client.offered': 'the owner of an application offered it to a person or a team',
  'client.offer_withdrawn': 'the offer of an application was withdrawn',
  'client.offer_declined': 'whoever an application was offered to declined it',
  'client.offer_accepted': 'whoever an application was offered to accepted it, and owns it',
  'team.added': 'a team, which may own applications, was made',
  'team.changed': 'the name or description of a team changed',
  'team.deleted': 'a team was deleted; it owned no application',
  'team.member_added': 'a person came into a team, by an administrator',
  'team.member_removed': 'a person left a team, or was taken out of it: they keep its applications no more',
  'team.role_changed': 'a member of a team became its manager, or its developer',
  'team.invited': 'somebody was invited into a team',
  'team.invitation_withdrawn': 'an invitation into a team was withdrawn',
  'team.joined': 'somebody took up an invitation, and is in the team',
  'team.domain_added': 'a team said that a domain is its own',
  'team.domain_verified': 'a file on a domain proved that it is a team’s',
  'team.domain_removed': 'a domain was removed from a team: previews below it do not work any more',
  'details_type.changed': 'a kind of authorization details was added, changed or deleted',
  'resource.changed': 'a resource of the list, an API that tokens can be for, was added, changed or deleted',
  'scope.changed': 'a scope of the catalogue was added, changed, renamed or deleted',
  'audit.exported': 'somebody took the audit trail, or a part of it, out of the server',
} as const satisfies Record<string, string>;

export type EventName = keyof typeof EVENTS;

/** What did not come to what was wanted, or should not have been tried; all else was done as it was asked for. */
export const REFUSED = [
  'sign_in.failed',
  'sign_in.throttled',
  'consent.denied',
  'device_code.failed',
  'device_code.throttled',
  'code.reused',
  'code.guessed',
  'refresh.reused',
  'client.secret_leaked',
] as const satisfies readonly EventName[];

export type Outcome = 'done' | 'refused';

/** What came of it; of what another release records nobody knows that it was refused. */
export function outcomeOf(event: string): Outcome {
  return REFUSED.some((each) => each === event) ? 'refused' : 'done';
}

/** What the person of an account is told by mail, where this server sends any: what concerns its safety. */
export const TOLD = [
  'password.changed',
  'password.link_issued',
  'user.made_admin',
  'user.removed_admin',
  'user.disabled',
  'user.enabled',
  'user.kept',
  'factor.added',
  'factor.removed',
  'factor.recovery_codes_made',
  'factor.recovery_code_used',
  'personal_token.created',
  'personal_token.revoked',
] as const satisfies readonly EventName[];

export type ToldEvent = (typeof TOLD)[number];

/** One row of the audit trail. Ids only: never a name, an address of mail or a secret. */
export type AuditEvent = {
  readonly event: EventName;
  /** Who did it, where that is not `userId` itself. */
  readonly actorId?: string | undefined;
  /** Whom it is about. */
  readonly userId?: string | undefined;
  readonly clientId?: string | undefined;
  readonly authorizationId?: string | undefined;
  /** The network address it came from. */
  readonly address?: string | undefined;
  /** A word of our own, such as the reason; never what somebody typed. */
  readonly detail?: string | undefined;
  readonly requestId?: string | undefined;
};

/** Where an act came from: nowhere, for whoever has the command line. */
export type From = {
  readonly address?: string | undefined;
  readonly requestId?: string | undefined;
  /** In which whoever does it reads, for a mail about it to somebody who chose no language. */
  readonly language?: string | undefined;
  /** What it was meant as, such as one showing of a form: it is done once, and then refused with SentBefore. */
  readonly intention?: Buffer | undefined;
};

/** An administrator who acts, and from where. "administrator" alone is whoever has the command line: nobody names them. */
export type Administrator = 'administrator' | (From & { readonly administratorId: string });

/** The same one, who does it once. */
export function once<By extends Administrator | From>(by: By, { intention }: Pick<From, 'intention'>): By {
  return by === 'administrator' ? by : Object.assign({}, by, { intention });
}

export type AuditTrail = {
  record(event: AuditEvent): Promise<void>;
};

/** What an id stands for; `name` is what it is called now, undefined where it is gone. */
export type Named<Kind extends string> = {
  readonly kind: Kind;
  readonly id: string;
  readonly name: string | undefined;
};

/** A row of the audit trail as administrators read it. */
export type ListedEvent = {
  readonly id: string;
  readonly at: Date;
  /** A name of EVENTS, or of another release. */
  readonly event: string;
  readonly actor: Named<'person'> | undefined;
  readonly person: Named<'person'> | undefined;
  /** `consumer`: of OAuth 1.0a. */
  readonly application: Named<'client' | 'consumer'> | undefined;
  /** A team that is there still, of a row about it or about an application that came to it. */
  readonly team?: { readonly id: string; readonly name: string };
  /** The groups that are there still, of a row about them. */
  readonly groups?: readonly { readonly id: string; readonly name: string }[];
  readonly address: string | undefined;
  readonly detail: string | undefined;
  readonly requestId: string | undefined;
};

/** Which events: those that all of this holds of. */
export type EventFilter = {
  readonly event?: string | undefined;
  /** Whom it is about, or who did it. */
  readonly personId?: string | undefined;
  /** As that person may see it: without the accounts that they had made for others, which say of whom there was none. */
  readonly own?: true;
  readonly clientId?: string | undefined;
  readonly outcome?: Outcome | undefined;
  /** The network address it came from. */
  readonly address?: string | undefined;
  /** The request in which it happened: the id that error pages and the log show. */
  readonly requestId?: string | undefined;
  /** From this moment on. */
  readonly from?: Date | undefined;
  /** Before this moment. */
  readonly until?: Date | undefined;
};

/** A place between two events: `older` is what lies before it in time, `newer` what came after. */
export type EventPlace = { readonly side: 'older' | 'newer'; readonly at: Date; readonly id: string };

/** The newest first; without a place, from the latest on. */
export type EventPage = { readonly size: number; readonly place?: EventPlace | undefined };

/** `older`, `newer`: there are more beyond this page. */
export type EventList = { readonly events: readonly ListedEvent[]; readonly older: boolean; readonly newer: boolean };

/** A row of the audit trail as it stands there: ids alone. */
export type RecordedEvent = AuditEvent & { readonly id: string; readonly at: Date };

/** The audit trail as administrators read it. */
export type EventLog = {
  list(filter: EventFilter, page: EventPage): Promise<EventList>;
  /** All of it, oldest first, in parts: however many there are, a part is all that is held. */
  read(filter: EventFilter): AsyncIterable<readonly RecordedEvent[]>;
};

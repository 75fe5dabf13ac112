import type { ToldEvent } from '../events.ts';

/** A mail as it is sent: one person, and the same in both forms. */
export type Mail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
};

/**
 * What a mail is to be about. It holds no secret: a link is made when the mail is, so that none stands in the queue, and its
 * time begins when it is sent. Whether there is anybody to write to is not known before either.
 */
export type MailJob = MailAbout & {
  /** Of the request that caused it, for somebody who chose none. */
  readonly language?: string;
};

type MailAbout =
  /** Somebody asks for a new password for the account of this canonical address, if there is one. */
  | { readonly kind: 'recovery'; readonly email: string }
  /** An account was made for somebody, who chooses a password. */
  | { readonly kind: 'invitation'; readonly userId: string }
  /** Somebody wants an account; the password is hashed already. */
  | {
      readonly kind: 'sign-up';
      readonly name: string;
      readonly email: string;
      readonly passwordHash: string;
      /** The digest of the mark of the browser in which they chose it; undefined: of the release before. */
      readonly browser?: string;
      /** Sealed, as the place may be what a client knows alone. */
      readonly returnTo?: string;
    }
  /** Somebody wants another address for their account: it goes there. */
  | { readonly kind: 'email-change'; readonly userId: string; readonly email: string }
  /** They have it; it goes to the old one. */
  | { readonly kind: 'email-changed'; readonly userId: string; readonly to: string; readonly at: string }
  /** Somebody signed in with a browser that had not signed in to the account before. */
  | {
      readonly kind: 'new-browser';
      readonly userId: string;
      readonly at: string;
      readonly agent: string;
      readonly address: string;
    }
  /** An account is going to be deleted. */
  | { readonly kind: 'deletion'; readonly userId: string }
  /** It was: it goes to the address that it had, which stands nowhere else any more. */
  | { readonly kind: 'deleted'; readonly to: string; readonly name: string; readonly at: string }
  /** A secret of an application ends soon: for its owner. `at` in ISO 8601. */
  | {
      readonly kind: 'secret-ends';
      readonly userId: string;
      readonly clientId: string;
      readonly name: string;
      readonly hint: string;
      readonly at: string;
    }
  /** An application is offered to somebody, or to a team that they manage. */
  | { readonly kind: 'offer'; readonly userId: string; readonly clientId: string }
  /** They, or their team, have it now, and whoever had it before knows its secrets. */
  | { readonly kind: 'secrets-known'; readonly userId: string; readonly clientId: string }
  /** An administrator gave an application to them, or to a team that they manage. */
  | { readonly kind: 'transferred'; readonly userId: string; readonly clientId: string }
  /** The same, for whoever had it before. */
  | { readonly kind: 'transferred-away'; readonly userId: string; readonly clientId: string }
  /** Somebody is invited into a team. */
  | { readonly kind: 'team-invitation'; readonly invitationId: string }
  /** Something happened to an account that its person should know of; `at` in ISO 8601. */
  | { readonly kind: 'notice'; readonly userId: string; readonly event: ToldEvent; readonly at: string };

/** A mail that one sender has taken on, for as long as its lease; `attempts` is this one's number. */
export type ClaimedMail = {
  readonly id: string;
  readonly job: MailJob;
  readonly attempts: number;
  readonly createdAt: Date;
};

/** A mail that was given up, or that waits after it was refused. */
export type UnsentMail = {
  readonly id: string;
  readonly kind: MailJob['kind'];
  readonly createdAt: Date;
  /** Undefined: it is tried again. */
  readonly failedAt: Date | undefined;
  /** In the words of the mail server. */
  readonly error: string;
};

/** Mails that wait. Whatever is said of a claimed one counts only while its lease has not gone to another sender. */
export type MailQueue = {
  add(job: MailJob): Promise<void>;
  /** The one that has waited longest and is due, for `leaseSeconds`: no other sender gets it meanwhile. */
  claim(leaseSeconds: number): Promise<ClaimedMail | undefined>;
  /** It was taken by the mail server, or there is nobody to send it to. */
  done(mail: ClaimedMail): Promise<void>;
  postpone(mail: ClaimedMail, again: { readonly seconds: number; readonly error: string }): Promise<void>;
  giveUp(mail: ClaimedMail, error: string): Promise<void>;
  /** Those that the mail server refused, the newest first. */
  listUnsent(most: number): Promise<readonly UnsentMail[]>;
};

/** Hands a mail to the mail server. Rejects with MailRefused where it did not take it. */
export type MailTransport = (mail: Mail, id: string) => Promise<void>;

/** What the mail server said, or why it was not reached. `forGood`: the same mail will never be taken (RFC 5321 §4.2.1: 5yz). */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
  readonly forGood: boolean;

  constructor(message: string, options: { readonly forGood: boolean; readonly cause: unknown }) {
    super(message, { cause: options.cause });
    this.forGood = options.forGood;
  }
}

/** The mail of a job as things are now; undefined: there is nobody to send it to. */
export type ComposeMail = (job: MailJob) => Promise<Mail | undefined>;

/** What pages and commands know of mail. Undefined in their dependencies: this server sends none. */
export type Mailbox = {
  readonly add: (job: MailJob) => Promise<void>;
  /** Nothing is sent: what would be is printed, for whoever sits in front of the server. */
  readonly prints: boolean;
  readonly listUnsent: MailQueue['listUnsent'];
};

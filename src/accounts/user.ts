import type { Administrator, From } from '../events.ts';
import type { Attributes } from './attribute.ts';

/** A person with an account. */
export type User = {
  readonly id: string;
  readonly email: string;
  readonly emailCanonical: string;
  readonly name: string;
  readonly isAdmin: boolean;
  readonly createdAt: Date;
  readonly passwordChangedAt: Date | undefined;
  readonly disabledAt: Date | undefined;
  /** When the account is deleted: it is disabled until then. */
  readonly deletesAt: Date | undefined;
  /** Its person asked for that, and takes it back by signing in. */
  readonly mayKeep: boolean;
  /** There is something besides the password with which they prove who they are. */
  readonly hasFactor: boolean;
  /** An administrator said that there must be, whatever holds for others. */
  readonly requiresFactor: boolean;
  /** Of pages and mails, by its tag (RFC 5646 §2); undefined: as their browser says. */
  readonly language: string | undefined;
  /** That they last read pages in: of mails, where they chose none. Undefined: that of the instance, as far as is known. */
  readonly seenLanguage: string | undefined;
};

export type NewUser = {
  readonly email: string;
  readonly emailCanonical: string;
  readonly name: string;
  readonly isAdmin: boolean;
  readonly passwordHash: string | undefined;
};

/** A person with what proves them: leaves accounts/ in no answer. */
export type Credentials = { readonly user: User; readonly passwordHash: string | undefined };

export type UserPage = {
  readonly users: readonly User[];
  /** Give it as `after` for the next page; undefined on the last. */
  readonly next: string | undefined;
};

/** Their name, where it changes, and the attributes that do; null takes one away. */
export type PersonChange = { readonly name?: string | undefined; readonly attributes: Attributes };

/** `last-administrator`: nobody else administers, so nothing was changed. */
export type Disabled = 'disabled' | 'last-administrator' | 'unknown';

/** `unchanged`: they administer nothing, or there is no such account. */
export type AdministrationRemoved = 'removed' | 'last-administrator' | 'unchanged';

/**
 * People, as the accounts ask for them of a database. Booleans say whether there was such an account to change. What they
 * and administrators do stands in the audit trail, or has not been done.
 */
export type UserStore = {
  find(id: string): Promise<User | undefined>;
  findByEmail(emailCanonical: string): Promise<User | undefined>;
  findCredentials(emailCanonical: string): Promise<Credentials | undefined>;
  /** In the order of canonical addresses, beginning behind `after`; at most 200 at a time. */
  list(page: { readonly limit: number; readonly after?: string | undefined }): Promise<UserPage>;
  /** What else is known of a person: claims by their names, and when mail has reached them at their address. */
  findClaims(
    id: string,
  ): Promise<{ readonly attributes: Attributes; readonly emailVerifiedAt: Date | undefined } | undefined>;
  hasAdministrator(): Promise<boolean>;
  /** By an administrator or, where SIGN_UP lets them, by whoever invites. */
  add(user: NewUser, by: Administrator | (From & { readonly ownerId: string })): Promise<User | 'email-taken'>;
  /** Consumes the setup link and makes the administrator while there is none, in one statement; exactly one caller wins. */
  createFirstAdministrator(
    linkHash: Buffer,
    user: Omit<NewUser, 'isAdmin'>,
    from: From,
  ): Promise<User | 'gone' | 'email-taken'>;
  rename(id: string, name: string, from: From): Promise<boolean>;
  /** How the person wants to be spoken to, which nobody else needs to know of: it stands in no trail. */
  setLanguage(id: string, language: string | undefined): Promise<boolean>;
  /** In which they read pages now, as their browser or an application says. */
  noteLanguage(id: string, language: string): Promise<void>;
  /**
   * An administrator writes down what is known of a person, name and attributes in one transaction. All attributes that they
   * have then; undefined where there is no such account.
   */
  describe(id: string, change: PersonChange, by: Administrator): Promise<Attributes | undefined>;
  makeAdmin(id: string, by: Administrator): Promise<boolean>;
  /** Their account stays as it is. One enabled administrator remains, however many lose it at once. */
  removeAdmin(id: string, by: Administrator): Promise<AdministrationRemoved>;
  /** Says whether this person must have a factor; sessions of a password alone end where they must. */
  requireFactor(id: string, required: boolean, by: Administrator): Promise<boolean>;
  /**
   * Ends sessions, links and every authorization of the person in the same statement. One enabled administrator
   * remains, however many are disabled at once.
   */
  disable(id: string, by: Administrator): Promise<Disabled>;
  /** It is not deleted either, where it was going to be. */
  enable(id: string, by: Administrator): Promise<boolean>;
  /**
   * Sets the password and ends every session but `keep`, and every authorization, in one transaction; of one intention once
   * (SentBefore). Not where disabled.
   */
  setPassword(
    change: { readonly userId: string; readonly passwordHash: string; readonly keep?: Buffer | undefined },
    from: From,
  ): Promise<User | undefined>;
  /** The same password in a stronger hash, while `from` is still the hash; ends nothing. */
  replaceHash(change: { readonly userId: string; readonly from: string; readonly to: string }): Promise<boolean>;
};

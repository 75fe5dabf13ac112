import type { Administrator, From } from '../events.ts';
import { digest, randomSecret } from '../secrets.ts';
import type { ShownCode } from './factor.ts';

/** A signed-in browser. */
export type Session = {
  /** Digest of what the cookie holds. */
  readonly idHash: Buffer;
  /** Names the session in pages and forms. */
  readonly handle: string;
  readonly user: {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly isAdmin: boolean;
    /** What they chose; undefined: as their browser says. */
    readonly language: string | undefined;
    /** That they last read pages in. */
    readonly seenLanguage: string | undefined;
  };
  /** When the person last proved who they are. */
  readonly authenticatedAt: Date;
  /** How, in the names of RFC 8176 §2. */
  readonly amr: readonly string[];
  readonly createdAt: Date;
  readonly seenAt: Date;
  readonly expiresAt: Date;
  readonly address: string;
  readonly agent: string;
};

/** Where a request came from, as shown beside a session and in the audit trail. */
export type Origin = {
  readonly address: string;
  readonly agent: string;
  readonly requestId?: string | undefined;
  /** In which its person reads, where they are told by mail. */
  readonly language?: string | undefined;
};

export type NewSession = {
  readonly idHash: Buffer;
  readonly userId: string;
  /** Of the user as read when the password was checked: a change meanwhile, or disabling, starts no session. */
  readonly passwordChangedAt: Date | undefined;
  readonly amr: readonly string[];
  readonly address: string;
  readonly agent: string;
  readonly requestId: string | undefined;
  /** It did not sign in to this account before: where there were sign-ins, its person is told by mail. */
  readonly newBrowser?: boolean;
};

/**
 * Sessions, as the accounts ask for them. The store knows the idle and the absolute limit. What is started, renewed or ended
 * stands in the audit trail, or has not been done.
 */
export type SessionStore = {
  /**
   * Starts a session and deletes the one it replaces, in one statement. Undefined where the account changed meanwhile, and where
   * a password alone is not enough for this person: then `amr` has `mfa` (RFC 8176 §2).
   */
  start(session: NewSession, replaces?: Buffer): Promise<Session | undefined>;
  /** The same, and uses the code that was shown for it: both or neither. `refused`: the code does not count. */
  startByCode(
    session: NewSession,
    by: { readonly shown: ShownCode; readonly from: From; readonly replaces: Buffer | undefined },
  ): Promise<Session | 'refused' | undefined>;
  /**
   * Gives a live session a new id and a new time of authentication, in one statement: the old id is worth nothing. How its person
   * was authenticated before stands in `amr` further on: a session of two factors goes on with one of them (NIST SP 800-63B).
   */
  renew(idHash: Buffer, session: NewSession): Promise<Session | undefined>;
  /** The live session of an enabled account; touches it at most once a minute, in the same statement. */
  find(idHash: Buffer): Promise<Session | undefined>;
  /** The live sessions of a person, the last seen first. */
  list(userId: string): Promise<readonly Omit<Session, 'user'>[]>;
  /** Whether anybody has one that has not expired. */
  any(): Promise<boolean>;
  end(session: Pick<Session, 'idHash' | 'user'>, from: From): Promise<boolean>;
  endByHandle(userId: string, handle: string, from: From): Promise<boolean>;
  /** Ends all of a person's sessions but one; how many. */
  endOthers(userId: string, keep: Buffer, from: From): Promise<number>;
  /** For administrators: ends all of them; how many. */
  endAll(userId: string, by: Administrator): Promise<number>;
};

/** A session and what its cookie holds: known here once, stored nowhere. */
export type StartedSession = { readonly id: string; readonly session: Session };

/** Starts a session for a person who has just proved who they are, by `amr`; `previous` is the cookie's value before, if any. */
export async function startSession(
  person: { readonly id: string; readonly passwordChangedAt: Date | undefined },
  origin: Origin,
  previous: string | undefined,
  sessions: Pick<SessionStore, 'start'>,
  { amr = PASSWORD_ALONE, id = randomSecret(), newBrowser = false }: StartedBy = {},
): Promise<StartedSession | undefined> {
  const started = { ...newSession(id, person, origin, amr), newBrowser };
  const session = await sessions.start(started, previous ? digest(previous) : undefined);
  return session && { id, session };
}

type StartedBy = { readonly amr?: readonly string[]; readonly id?: string; readonly newBrowser?: boolean };

/** The same by a code that counts once: it is used with the session, or there is neither. `refused`: it does not count. */
export async function startSessionByCode(
  person: { readonly id: string; readonly passwordChangedAt: Date | undefined },
  origin: Origin,
  shown: ShownCode,
  sessions: Pick<SessionStore, 'startByCode'>,
  by: Required<StartedBy> & { readonly previous: string | undefined },
): Promise<StartedSession | 'refused' | undefined> {
  const { id, amr, newBrowser, previous } = by;
  const started = { ...newSession(id, person, origin, amr), newBrowser };
  const { address, requestId, language } = origin;
  const replaces = previous ? digest(previous) : undefined;
  const session = await sessions.startByCode(started, { shown, from: { address, requestId, language }, replaces });
  return typeof session === 'object' ? { id, session } : session;
}

/** The same session under a new id, for a person who has just proved again who they are. */
export async function renewSession(
  session: Session,
  person: { readonly id: string; readonly passwordChangedAt: Date | undefined },
  origin: Origin,
  sessions: Pick<SessionStore, 'renew'>,
  id = randomSecret(),
  amr: readonly string[] = PASSWORD_ALONE,
): Promise<StartedSession | undefined> {
  const renewed = await sessions.renew(session.idHash, newSession(id, person, origin, amr));
  return renewed && { id, session: renewed };
}

/** How long after a credential check sensitive actions need no other one, in seconds. */
export const SENSITIVE_SECONDS = 300;

/** Whether the person proved who they are so recently that a sensitive action may go ahead. */
export function authenticatedWithin(session: Session, now: Date, seconds = SENSITIVE_SECONDS): boolean {
  return now.getTime() - session.authenticatedAt.getTime() <= seconds * 1000;
}

/** RFC 8176 §2. */
export const PASSWORD_ALONE = ['pwd'];
const AGENT_LENGTH = 300;

function newSession(
  id: string,
  person: { readonly id: string; readonly passwordChangedAt: Date | undefined },
  origin: Origin,
  amr: readonly string[],
): NewSession {
  return {
    idHash: digest(id),
    userId: person.id,
    passwordChangedAt: person.passwordChangedAt,
    amr,
    address: origin.address,
    agent: origin.agent.slice(0, AGENT_LENGTH),
    requestId: origin.requestId,
  };
}

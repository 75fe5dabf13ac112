import type { ClientMetadata } from './client-metadata.ts';
import type { OutboundFault } from './outbound.ts';

/** An application that is to be told that a session ended in which it got an ID token (OpenID Connect Back-Channel Logout 1.0 §2.5). */
export type LogoutNotice = {
  readonly id: string;
  readonly clientId: string;
  /** Where; undefined: it takes none any more, or is not active. */
  readonly uri: string | undefined;
  /** What is registered for its ID tokens, and the profile that it is registered with. */
  readonly alg: string;
  readonly profile: ClientMetadata['profile'];
  /** By what it knows the person. */
  readonly subject: string;
  readonly sid: string;
};

/** One that did not arrive, for whoever registered the address. */
export type FailedNotice = {
  readonly sid: string;
  readonly createdAt: Date;
  readonly attempts: number;
  readonly lastAt: Date;
  readonly fault: OutboundFault;
  /** Undefined: it was given up. */
  readonly nextAt: Date | undefined;
};

/** So many seconds after the first attempt comes the second; each wait is twice as long as the one before, up to the longest. */
export const FIRST_WAIT_SECONDS = 10;
export const LONGEST_WAIT_SECONDS = 3600;
/** So many seconds after the session ended an attempt that fails is the last (one day). */
export const GIVEN_UP_SECONDS = 86_400;

/** The database fills it: with the session itself, in one transaction. */
export type LogoutNoticeStore = {
  /**
   * Takes at most so many whose time has come, for so many seconds: nobody else gets them before, and whoever asks afterwards, in case this
   * instance died.
   */
  claim(most: number, seconds: number): Promise<readonly LogoutNotice[]>;
  /** It arrived, or there is nobody to tell. */
  settle(id: string): Promise<void>;
  /**
   * It is tried again later, or given up; what else waits for the same application waits a little too. One that was not sent because
   * too much was being sent (`rate`) counts as no attempt.
   */
  postpone(id: string, fault: OutboundFault): Promise<'later' | 'given-up' | 'gone'>;
  /** The newest first. */
  listFailed(clientId: string, most: number): Promise<readonly FailedNotice[]>;
};

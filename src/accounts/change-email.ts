import type { From } from '../events.ts';
import { digest, randomSecret } from '../secrets.ts';
import { type CanonicalEmail, canonicalEmail, type EmailProblem } from './email.ts';
import type { Mailbox } from './mail.ts';
import { recoveryBudgets, type ThrottleStore } from './throttle.ts';
import type { User, UserStore } from './user.ts';

const SECONDS = 60 * 60;

/** New addresses that wait until their owner has opened the link, by the digest of its token. */
export type EmailChangeStore = {
  /** Replaces an older one of this person. False where the account is disabled. */
  add(change: {
    readonly hash: Buffer;
    readonly seconds: number;
    readonly userId: string;
    readonly to: CanonicalEmail;
  }): Promise<boolean>;
  /** Whose address would become what. */
  find(hash: Buffer): Promise<{ readonly user: User; readonly email: string } | undefined>;
  /**
   * Consumes the link and changes the address, once, and ends the person's other links: whoever reads the mail of the old one, and is
   * told, gets nothing by what went there. `taken`: somebody else has it since.
   */
  confirm(hash: Buffer, from: From): Promise<'changed' | 'taken' | 'gone'>;
};

type Deps = { readonly emailChanges: EmailChangeStore };

export type AskedForEmail =
  | { readonly kind: 'asked' }
  | { readonly kind: 'problem'; readonly problem: EmailProblem }
  | { readonly kind: 'throttled'; readonly retryAfterSeconds: number };

/** A person, who just proved who they are, wants another address: it counts once the mail to it has come back as a link. */
export async function askToChangeEmail(
  attempt: { readonly userId: string; readonly email: string; readonly address: string },
  { mailbox, throttle }: { readonly mailbox: Mailbox; readonly throttle: ThrottleStore },
): Promise<AskedForEmail> {
  const read = canonicalEmail(attempt.email);
  if ('problem' in read) return { kind: 'problem', problem: read.problem };
  const reserved = await throttle.reserve(recoveryBudgets({ account: attempt.userId, address: attempt.address }));
  if (!reserved.admitted) return { kind: 'throttled', retryAfterSeconds: reserved.retryAfterSeconds };
  await mailbox.add({ kind: 'email-change', userId: attempt.userId, email: read.email });
  return { kind: 'asked' };
}

/** The token of a link for a new address, good for an hour; undefined where it is somebody's already, or there is nobody. */
export async function issueEmailChange(
  job: { readonly userId: string; readonly email: string },
  { emailChanges, users }: Deps & { readonly users: Pick<UserStore, 'findByEmail'> },
): Promise<string | undefined> {
  const to = canonicalEmail(job.email);
  if ('problem' in to) return undefined;
  const holder = await users.findByEmail(to.canonical);
  if (holder && holder.id !== job.userId) return undefined;
  const token = randomSecret();
  const added = await emailChanges.add({ hash: digest(token), seconds: SECONDS, userId: job.userId, to });
  return added ? token : undefined;
}

export function findEmailChange(token: string, { emailChanges }: Deps) {
  return emailChanges.find(digest(token));
}

export function confirmEmailChange(token: string, from: From, { emailChanges }: Deps) {
  return emailChanges.confirm(digest(token), from);
}

/** Where the link leads to. */
export function emailChangeLink(issuer: string, token: string): string {
  return `${issuer}/account/email/confirm?token=${token}`;
}

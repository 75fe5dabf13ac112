import type { From } from '../events.ts';
import { digest, randomSecret } from '../secrets.ts';
import { TooBusy } from './hash-slots.ts';
import { type NewUserProblems, readNewUser } from './new-user.ts';
import type { PasswordHasher } from './password-hash.ts';
import type { Origin } from './session.ts';
import type { User } from './user.ts';

const SECONDS = 7 * 86_400;

/** Invitations of people whose account was made for them, by the digest of their token. */
export type InvitationStore = {
  /** Replaces whatever link there is for this person. False where the account is disabled, or has a password already. */
  add(invitation: { readonly hash: Buffer; readonly seconds: number; readonly userId: string }): Promise<boolean>;
  /** Who is invited by it, while it works. */
  find(hash: Buffer): Promise<User | undefined>;
  /**
   * Consumes it, and gives the account its name and password; its address counts as verified from now on. Exactly one caller
   * wins.
   */
  accept(
    invitation: { readonly hash: Buffer; readonly name: string; readonly passwordHash: string },
    from: From,
  ): Promise<User | undefined>;
};

/** The token of an invitation, good for seven days; undefined where there is nobody to invite. */
export async function issueInvitation(
  userId: string,
  { invitations }: { readonly invitations: Pick<InvitationStore, 'add'> },
): Promise<string | undefined> {
  const token = randomSecret();
  return (await invitations.add({ hash: digest(token), seconds: SECONDS, userId })) ? token : undefined;
}

/** Where an invitation leads to. */
export function invitationLink(issuer: string, token: string): string {
  return `${issuer}/invitation?token=${token}`;
}

/** Who is invited by this token; undefined: it was used, is too old, or never was. */
export function findInvited(
  token: string,
  { invitations }: { readonly invitations: Pick<InvitationStore, 'find'> },
): Promise<User | undefined> {
  return invitations.find(digest(token));
}

export type Accepted =
  | { readonly kind: 'accepted'; readonly user: User }
  | { readonly kind: 'problems'; readonly problems: NewUserProblems }
  | { readonly kind: 'gone' }
  | { readonly kind: 'busy'; readonly retryAfterSeconds: number };

/** Takes an invitation up: the person says how they are called and chooses a password. What is refused leaves it as it was. */
export async function acceptInvitation(
  token: string,
  typed: { readonly name: string; readonly password: string },
  { address, requestId }: Origin,
  deps: { readonly invitations: InvitationStore; readonly passwords: PasswordHasher },
): Promise<Accepted> {
  const invited = await findInvited(token, deps); // a stranger's guess costs no hash
  if (!invited) return { kind: 'gone' };
  const read = await readNewUser({ ...typed, email: invited.email });
  if ('problems' in read) return { kind: 'problems', problems: read.problems };
  try {
    const passwordHash = await deps.passwords.hash(typed.password);
    const accepted = { hash: digest(token), name: read.name, passwordHash };
    const user = await deps.invitations.accept(accepted, { address, requestId });
    return user ? { kind: 'accepted', user } : { kind: 'gone' };
  } catch (error) {
    if (error instanceof TooBusy) return { kind: 'busy', retryAfterSeconds: error.retryAfterSeconds };
    throw error;
  }
}

import type { From } from '../events.ts';
import { digest, type Keys, randomSecret } from '../secrets.ts';
import { canonicalEmail } from './email.ts';
import { TooBusy } from './hash-slots.ts';
import type { Mailbox, MailJob } from './mail.ts';
import { type NewUserProblems, readNewUser } from './new-user.ts';
import type { PasswordHasher } from './password-hash.ts';
import { recoveryBudgets, type ThrottleStore } from './throttle.ts';
import type { NewUser, User } from './user.ts';

const SECONDS = 24 * 60 * 60;

/** Who may have an account here: `open` lets everybody make one, `invite` lets whoever has one invite others. */
export type SignUp = {
  readonly mode: 'open' | 'invite' | 'closed';
  /** Domains that addresses must be of, in small letters and ASCII; empty: any. */
  readonly domains: readonly string[];
};

/** Accounts that wait until the mail to their address was answered, by the digest of its token. */
export type SignUpStore = {
  add(signUp: {
    readonly hash: Buffer;
    readonly seconds: number;
    readonly user: Omit<NewUser, 'isAdmin'>;
    readonly returnTo: string | undefined;
  }): Promise<void>;
  /** The address that waits behind this link. */
  find(hash: Buffer): Promise<string | undefined>;
  /** Consumes the link and makes the account, once. `taken`: somebody has the address since. */
  confirm(
    hash: Buffer,
    from: From,
  ): Promise<{ readonly user: User; readonly returnTo: string | undefined } | 'taken' | 'gone'>;
};

export type AskedToSignUp =
  /** Whether there is an account of this address already, only its mailbox learns. */
  | { readonly kind: 'asked' }
  | { readonly kind: 'problems'; readonly problems: NewUserProblems }
  | { readonly kind: 'other-domain' }
  | { readonly kind: 'throttled' | 'busy'; readonly retryAfterSeconds: number };

/** Somebody wants an account, on the way to `returnTo`. The same is done whatever the address is, a hash of the password and one mail. */
export async function askToSignUp(
  typed: {
    readonly name: string;
    readonly email: string;
    readonly password: string;
    readonly returnTo: string | undefined;
  },
  { address }: { readonly address: string },
  deps: {
    readonly keys: Keys;
    readonly throttle: ThrottleStore;
    readonly passwords: PasswordHasher;
    readonly mailbox: Mailbox;
    readonly signUp: SignUp;
  },
): Promise<AskedToSignUp> {
  const read = await readNewUser(typed);
  if ('problems' in read) return { kind: 'problems', problems: read.problems };
  if (!isOfDomain(read.canonical, deps.signUp)) return { kind: 'other-domain' };
  const reserved = await deps.throttle.reserve(recoveryBudgets({ account: read.canonical, address }));
  if (!reserved.admitted) return { kind: 'throttled', retryAfterSeconds: reserved.retryAfterSeconds };
  try {
    const passwordHash = await deps.passwords.hash(typed.password);
    const { name, email } = read;
    const returnTo =
      typed.returnTo && deps.keys.seal('return-to', typed.returnTo, read.canonical).toString('base64url');
    await deps.mailbox.add({ kind: 'sign-up', name, email, passwordHash, ...(returnTo ? { returnTo } : {}) });
    return { kind: 'asked' };
  } catch (error) {
    if (error instanceof TooBusy) return { kind: 'busy', retryAfterSeconds: error.retryAfterSeconds };
    throw error;
  }
}

/** Whether an account of this canonical address may be made. */
export function isOfDomain(canonical: string, { domains }: Pick<SignUp, 'domains'>): boolean {
  return domains.length === 0 || domains.includes(canonical.slice(canonical.lastIndexOf('@') + 1));
}

/** The token of a link that makes this account, good for a day; undefined where its address is no address. */
export async function issueSignUp(
  { name, email, passwordHash, returnTo }: Omit<Extract<MailJob, { readonly kind: 'sign-up' }>, 'kind'>,
  { signUps }: { readonly signUps: Pick<SignUpStore, 'add'> },
): Promise<string | undefined> {
  const read = canonicalEmail(email);
  if ('problem' in read) return undefined;
  const token = randomSecret();
  const user = { name, email: read.email, emailCanonical: read.canonical, passwordHash };
  await signUps.add({ hash: digest(token), seconds: SECONDS, user, returnTo });
  return token;
}

export function findSignUp(token: string, { signUps }: { readonly signUps: Pick<SignUpStore, 'find'> }) {
  return signUps.find(digest(token));
}

/** Makes the account, and says where its person was on the way to. */
export async function confirmSignUp(
  token: string,
  from: From,
  { signUps, keys }: { readonly signUps: Pick<SignUpStore, 'confirm'>; readonly keys: Keys },
): Promise<{ readonly returnTo: string | undefined } | 'taken' | 'gone'> {
  const made = await signUps.confirm(digest(token), from);
  if (typeof made === 'string' || made.returnTo === undefined)
    return typeof made === 'string' ? made : { returnTo: undefined };
  const address = canonicalEmail(made.user.email);
  const context = 'canonical' in address ? address.canonical : '';
  try {
    return { returnTo: keys.open('return-to', Buffer.from(made.returnTo, 'base64url'), context) };
  } catch {
    return { returnTo: undefined }; // SECRET is another by now
  }
}

/** Where the link leads to. */
export function signUpLink(issuer: string, token: string): string {
  return `${issuer}/sign-up/confirm?token=${token}`;
}

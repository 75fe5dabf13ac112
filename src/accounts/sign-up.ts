import type { From } from '../events.ts';
import { digest, digestBase64url, type Keys, randomSecret } from '../secrets.ts';
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

/** An account that waits for its address to answer. */
export type WaitingSignUp = {
  readonly email: string;
  readonly name: string;
  /** The digest of the mark of the browser in which its password was chosen. */
  readonly browser: string | undefined;
};

/** By whose word an account is made: of the browser that chose its password, or of whoever has the mail, who chooses another. */
export type SignUpWord =
  | { readonly browser: string }
  | { readonly chosen: { readonly name: string; readonly passwordHash: string } };

/** Accounts that wait until the mail to their address was answered, by the digest of its token. */
export type SignUpStore = {
  add(signUp: {
    readonly hash: Buffer;
    readonly seconds: number;
    readonly user: Omit<NewUser, 'isAdmin'>;
    readonly browser: string | undefined;
    readonly returnTo: string | undefined;
  }): Promise<void>;
  /** What waits behind this link. */
  find(hash: Buffer): Promise<WaitingSignUp | undefined>;
  /** Consumes the link and makes the account, once, and for no other browser than its own with what was chosen there. `taken`: somebody has the address since. */
  confirm(
    signUp: { readonly hash: Buffer; readonly word: SignUpWord },
    from: From,
  ): Promise<{ readonly user: User; readonly returnTo: string | undefined } | 'taken' | 'gone'>;
};

export type AskedToSignUp =
  /** Whether there is an account of this address already, only its mailbox learns. */
  | { readonly kind: 'asked' }
  | { readonly kind: 'problems'; readonly problems: NewUserProblems }
  | { readonly kind: 'other-domain' }
  | { readonly kind: 'throttled' | 'busy'; readonly retryAfterSeconds: number };

/** Somebody wants an account, on the way to `returnTo`, in the browser that keeps this mark. The same is done whatever the address is, a hash of the password and one mail. */
export async function askToSignUp(
  typed: {
    readonly name: string;
    readonly email: string;
    readonly password: string;
    readonly returnTo: string | undefined;
  },
  { address, browser }: { readonly address: string; readonly browser: string },
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
    const job = { kind: 'sign-up', name, email, passwordHash, browser: digestBase64url(browser) } as const;
    await deps.mailbox.add({ ...job, ...(returnTo ? { returnTo } : {}) });
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
  { name, email, passwordHash, browser, returnTo }: Omit<Extract<MailJob, { readonly kind: 'sign-up' }>, 'kind'>,
  { signUps }: { readonly signUps: Pick<SignUpStore, 'add'> },
): Promise<string | undefined> {
  const read = canonicalEmail(email);
  if ('problem' in read) return undefined;
  const token = randomSecret();
  const user = { name, email: read.email, emailCanonical: read.canonical, passwordHash };
  await signUps.add({ hash: digest(token), seconds: SECONDS, user, browser, returnTo });
  return token;
}

/** The account that waits behind this link. `isChosen`: its password was chosen in the browser that keeps this mark. */
export async function findSignUp(
  token: string,
  browser: string | undefined,
  { signUps }: { readonly signUps: Pick<SignUpStore, 'find'> },
): Promise<(WaitingSignUp & { readonly isChosen: boolean }) | undefined> {
  const found = await signUps.find(digest(token));
  if (!found) return undefined;
  return { ...found, isChosen: browser !== undefined && found.browser === digestBase64url(browser) };
}

export type ConfirmedSignUp =
  | { readonly kind: 'made'; readonly returnTo: string | undefined }
  | { readonly kind: 'problems'; readonly problems: NewUserProblems }
  | { readonly kind: 'gone' }
  | { readonly kind: 'busy'; readonly retryAfterSeconds: number };

/**
 * Makes the account, and says where its person was on the way to. Whoever typed the address may be a stranger to it: what they chose
 * counts in their browser alone, where the mail was opened too; in any other, what is `typed` there does.
 */
export async function confirmSignUp(
  { token, browser }: { readonly token: string; readonly browser: string | undefined },
  typed: { readonly name: string; readonly password: string },
  from: From,
  deps: { readonly signUps: SignUpStore; readonly keys: Keys; readonly passwords: PasswordHasher },
): Promise<ConfirmedSignUp> {
  const waiting = await findSignUp(token, browser, deps); // a stranger's guess costs no hash
  if (!waiting) return { kind: 'gone' };
  const word = waiting.isChosen ? { browser: waiting.browser ?? '' } : await chosenWord(waiting, typed, deps);
  if ('kind' in word) return word;
  const made = await deps.signUps.confirm({ hash: digest(token), word }, from);
  if (typeof made === 'string') return { kind: 'gone' };
  return { kind: 'made', returnTo: made.returnTo && openPlace(made.returnTo, made.user, deps.keys) };
}

async function chosenWord(
  { email }: WaitingSignUp,
  typed: { readonly name: string; readonly password: string },
  { passwords }: { readonly passwords: PasswordHasher },
): Promise<Extract<SignUpWord, { chosen: unknown }> | Extract<ConfirmedSignUp, { kind: 'problems' | 'busy' }>> {
  const read = await readNewUser({ ...typed, email });
  if ('problems' in read) return { kind: 'problems', problems: read.problems };
  try {
    return { chosen: { name: read.name, passwordHash: await passwords.hash(typed.password) } };
  } catch (error) {
    if (error instanceof TooBusy) return { kind: 'busy', retryAfterSeconds: error.retryAfterSeconds };
    throw error;
  }
}

function openPlace(sealed: string, { email }: User, keys: Keys): string | undefined {
  const address = canonicalEmail(email);
  try {
    return keys.open('return-to', Buffer.from(sealed, 'base64url'), 'canonical' in address ? address.canonical : '');
  } catch {
    return undefined; // SECRET is another by now
  }
}

/** Where the link leads to. */
export function signUpLink(issuer: string, token: string): string {
  return `${issuer}/sign-up/confirm?token=${token}`;
}

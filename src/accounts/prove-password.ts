import { canonicalEmail } from './email.ts';
import { TooBusy } from './hash-slots.ts';
import { knownBrowser } from './known-browser.ts';
import { MAX_PASSWORD_BYTES } from './password-hash.ts';
import type { Origin } from './session.ts';
import type { AccountDeps } from './stores.ts';
import { firstRefusal, type Held, signInBudgets } from './throttle.ts';
import type { Credentials, User } from './user.ts';

export type ProofDeps = Pick<AccountDeps, 'users' | 'throttle' | 'passwords' | 'audit' | 'keys'>;

export type PasswordAttempt = Origin & {
  readonly email: string;
  readonly password: string;
  /** The cookie of knownBrowserMark, as the browser sent it. */
  readonly browserMark: string | undefined;
  /** To sign in: also whoever may keep an account that is going to be deleted. */
  readonly leaving?: true;
};

/** Why an attempt came to nothing: one answer for an account that is unknown or disabled and for a wrong password. */
export type NotProved =
  | { readonly kind: 'refused' }
  | { readonly kind: 'throttled'; readonly retryAfterSeconds: number }
  | { readonly kind: 'busy'; readonly retryAfterSeconds: number };

export type Proof = { readonly kind: 'proved'; readonly user: User } | NotProved;

/**
 * Checks an address and a password. Where too many do so at once it is refused before anything is asked of the database. The
 * attempt is counted before it costs a hash and given back when it was no failure; an unknown account costs the same look-up
 * and the same hash as a known one.
 */
export async function provePassword(attempt: PasswordAttempt, deps: ProofDeps): Promise<Proof> {
  const email = canonicalEmail(attempt.email);
  if ('problem' in email || Buffer.byteLength(attempt.password) > MAX_PASSWORD_BYTES) return { kind: 'refused' };
  try {
    return await deps.passwords.attempt(() => counted(attempt, email.canonical, deps));
  } catch (error) {
    if (!(error instanceof TooBusy)) throw error;
    return { kind: 'busy', retryAfterSeconds: error.retryAfterSeconds };
  }
}

async function counted(attempt: PasswordAttempt, account: string, deps: ProofDeps): Promise<Proof> {
  const who = {
    account,
    address: attempt.address,
    knownBrowser: knownBrowser(deps.keys, attempt.browserMark, account),
  };
  const reserved = await deps.throttle.reserve(signInBudgets(who));
  if (!reserved.admitted) {
    await recordFirstRefusal(attempt, account, deps);
    return { kind: 'throttled', retryAfterSeconds: reserved.retryAfterSeconds };
  }
  try {
    return await check(attempt, account, reserved.held, deps);
  } catch (error) {
    if (error instanceof TooBusy) await deps.throttle.giveBack(reserved.held);
    throw error;
  }
}

async function check(attempt: PasswordAttempt, account: string, held: Held, deps: ProofDeps): Promise<Proof> {
  const found = await deps.users.findCredentials(account);
  const away = found?.user.disabledAt && !(attempt.leaving && found.user.mayKeep);
  const usable = away ? undefined : found?.passwordHash;
  const matches = await deps.passwords.verify(attempt.password, usable);
  if (!matches || !found || !usable) {
    const detail = !found ? 'unknown' : away ? 'disabled' : usable ? 'password' : 'no password';
    const { address, requestId } = attempt;
    await deps.audit.record({ event: 'sign_in.failed', userId: found?.user.id, address, requestId, detail });
    return { kind: 'refused' };
  }
  await deps.throttle.giveBack(held);
  await strengthen(attempt.password, { user: found.user, passwordHash: usable }, deps);
  return { kind: 'proved', user: found.user };
}

/** The policy rose since this hash was made: made anew while the password is at hand, or the next time. */
async function strengthen(password: string, { user, passwordHash }: Credentials, deps: ProofDeps): Promise<void> {
  if (!passwordHash || !deps.passwords.isWeak(passwordHash)) return;
  try {
    const to = await deps.passwords.hash(password);
    await deps.users.replaceHash({ userId: user.id, from: passwordHash, to });
  } catch (error) {
    if (!(error instanceof TooBusy)) throw error;
  }
}

/** Once per account, prefix and window: a flood of refusals must not become a flood of rows. */
async function recordFirstRefusal(attempt: PasswordAttempt, account: string, deps: ProofDeps): Promise<void> {
  const first = await deps.throttle.reserve(firstRefusal({ account, address: attempt.address }));
  if (!first.admitted) return;
  await deps.audit.record({ event: 'sign_in.throttled', address: attempt.address, requestId: attempt.requestId });
}

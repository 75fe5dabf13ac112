import { type Administrator, type From, once } from '../events.ts';
import { AT_RANDOM, digest, type Mint, randomSecret } from '../secrets.ts';
import { TooBusy } from './hash-slots.ts';
import { type PasswordProblem, passwordProblem } from './password.ts';
import type { PasswordHasher } from './password-hash.ts';
import type { Origin } from './session.ts';
import type { User } from './user.ts';

const SETUP_SECONDS = 60 * 60;
const PASSWORD_SECONDS = 30 * 60;

/** Links that work once, by the digest of their token. */
export type OneTimeLinkStore = {
  /** False where there is an administrator already. */
  addSetup(link: { readonly hash: Buffer; readonly seconds: number }): Promise<boolean>;
  /** Replaces the person's older links, in the same statement. False where there is no such enabled account. */
  addPassword(
    link: { readonly hash: Buffer; readonly seconds: number; readonly userId: string },
    /** An administrator, or whoever asked for it by mail. */
    by: Administrator | From,
  ): Promise<boolean>;
  /** Whether a setup link would work now. */
  hasSetup(hash: Buffer): Promise<boolean>;
  /** Whose password a link would set now. */
  findPassword(hash: Buffer): Promise<User | undefined>;
  /** Consumes the link, sets the password, ends the person's sessions and authorizations; exactly one caller wins. */
  redeemPassword(link: { readonly hash: Buffer; readonly passwordHash: string }, from: From): Promise<User | undefined>;
};

/** The token of a link that makes the first administrator, good for an hour; undefined where there is one. */
export async function issueSetupLink(links: Pick<OneTimeLinkStore, 'addSetup'>): Promise<string | undefined> {
  const token = randomSecret();
  return (await links.addSetup({ hash: digest(token), seconds: SETUP_SECONDS })) ? token : undefined;
}

/** Whether the setup page has something to offer for this token. */
export function isSetupLink(token: string, links: Pick<OneTimeLinkStore, 'hasSetup'>): Promise<boolean> {
  return links.hasSetup(digest(token));
}

/**
 * The token of a link that sets a person's password, good for 30 minutes; undefined where the account is not enabled.
 * An intention that comes twice makes one (SentBefore): what was used or replaced does not come back.
 */
export async function issuePasswordLink(
  userId: string,
  by: Administrator | From,
  { links, mint = AT_RANDOM }: { readonly links: Pick<OneTimeLinkStore, 'addPassword'>; readonly mint?: Mint },
): Promise<string | undefined> {
  const token = passwordToken(userId, mint);
  const link = { hash: digest(token), seconds: PASSWORD_SECONDS, userId };
  return (await links.addPassword(link, once(by, mint))) ? token : undefined;
}

/** The token that the same intention made before; undefined where its link was used, replaced, or is too old. */
export async function passwordTokenBefore(
  userId: string,
  { links, mint }: { readonly links: Pick<OneTimeLinkStore, 'findPassword'>; readonly mint: Mint },
): Promise<string | undefined> {
  const token = passwordToken(userId, mint);
  return (await links.findPassword(digest(token))) && token;
}

function passwordToken(userId: string, mint: Mint): string {
  return mint.value(`password-link ${userId}`);
}

/** Whose password the link would set, for the page to name; undefined where it is consumed, too old or unknown. */
export function findPasswordLink(
  token: string,
  links: Pick<OneTimeLinkStore, 'findPassword'>,
): Promise<User | undefined> {
  return links.findPassword(digest(token));
}

/** Where the link leads to. */
export function passwordLink(issuer: string, token: string): string {
  return `${issuer}/new-password?token=${token}`;
}

export type RedeemedLink =
  | { readonly kind: 'changed'; readonly user: User }
  | { readonly kind: 'problem'; readonly problem: PasswordProblem }
  | { readonly kind: 'gone' }
  | { readonly kind: 'busy'; readonly retryAfterSeconds: number };

/**
 * Sets a password with a link, once; a password that the policy refuses leaves the link as it was. `intention`: what the same
 * form meant, for whom it was sent twice (SentBefore).
 */
export async function redeemPasswordLink(
  token: string,
  password: string,
  origin: Origin,
  deps: {
    readonly links: Pick<OneTimeLinkStore, 'findPassword' | 'redeemPassword'>;
    readonly passwords: PasswordHasher;
    readonly mint?: Mint;
  },
): Promise<RedeemedLink> {
  const hash = digest(token);
  const owner = await deps.links.findPassword(hash); // a stranger's guess costs no hash
  if (!owner) return { kind: 'gone' };
  const problem = await passwordProblem(password, { email: owner.email });
  if (problem) return { kind: 'problem', problem };
  try {
    const passwordHash = await deps.passwords.hash(password);
    const user = await deps.links.redeemPassword(
      { hash, passwordHash },
      once(origin, { intention: deps.mint?.intention }),
    );
    return user ? { kind: 'changed', user } : { kind: 'gone' };
  } catch (error) {
    if (error instanceof TooBusy) return { kind: 'busy', retryAfterSeconds: error.retryAfterSeconds };
    throw error;
  }
}

import type { Administrator, From } from '../events.ts';
import type { ListedPasskey } from './passkey.ts';
import type { User } from './user.ts';

/** Who must have a factor besides the password, or a passkey. */
export type FactorPolicy = 'optional' | 'administrators' | 'everybody';

/** What somebody has besides the password. */
export type Factors = {
  /** The authenticator app. */
  readonly app: { readonly addedAt: Date; readonly lastUsedAt: Date } | undefined;
  readonly passkeys: readonly ListedPasskey[];
  /** How many recovery codes are left. */
  readonly recoveryCodes: number;
};

/** A code that somebody showed: a recovery code, or that of a step of the authenticator app, after which none before it counts. */
export type ShownCode = { readonly recoveryHash: Buffer } | { readonly step: number };

/** An authenticator app as it is added: its secret, and the step whose code proved that the app has it. */
export type NewApp = {
  readonly userId: string;
  readonly secret: string;
  readonly step: number;
  readonly recoveryHashes: readonly Buffer[];
  /** The session that goes on, and is from now on one of two factors; every other one ends. */
  readonly keep: Buffer | undefined;
};

/** Factors, as the accounts ask for them. What is changed stands in the audit trail, or has not been done. */
export type FactorStore = {
  of(userId: string): Promise<Factors>;
  /** What an authenticator app of this person makes its codes from; undefined: there is none, or SECRET has changed too often. */
  appSecret(userId: string): Promise<string | undefined>;
  /** Uses a code that buys nothing stored here; false where it does not count. What starts a session is used there (SessionStore). */
  use(userId: string, shown: ShownCode, from: From): Promise<boolean>;
  /** False where there is one already. Other sessions end. */
  addApp(app: NewApp, from: From): Promise<boolean>;
  /** Other sessions than `keep` end. */
  removeApp(userId: string, keep: Buffer, from: From): Promise<boolean>;
  /** In place of all that there were; false where there is no factor that they could stand for. */
  replaceRecoveryCodes(userId: string, hashes: readonly Buffer[], from: From): Promise<boolean>;
  /** For administrators, where somebody has lost them all: factors, codes and sessions end. */
  removeAll(userId: string, by: Administrator): Promise<boolean>;
};

/** What a person does after the password: show a factor, or set one up because they must have one; undefined: nothing. */
export function secondStepOf(
  user: Pick<User, 'isAdmin' | 'hasFactor' | 'requiresFactor'>,
  policy: FactorPolicy,
): 'factor' | 'set-up' | undefined {
  if (user.hasFactor) return 'factor';
  return user.requiresFactor || isAskedBy(policy, user) ? 'set-up' : undefined;
}

/** Whether the instance asks this person for a second factor, whatever they and their groups need. */
export function isAskedBy(policy: FactorPolicy, { isAdmin }: Pick<User, 'isAdmin'>): boolean {
  return policy === 'everybody' || (policy === 'administrators' && isAdmin);
}

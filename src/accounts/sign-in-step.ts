import type { Keys } from '../secrets.ts';
import type { User } from './user.ts';

/** How long somebody has for what comes after the password, in seconds. */
export const STEP_LIFE_SECONDS = 600;
const AHEAD_SECONDS = 10; // instances may be some seconds apart

/** A sign-in whose password was right, and which is no session yet. */
export type SignInStep = {
  readonly userId: string;
  /** Of the user as read then, in milliseconds since 1970: another password meanwhile ends it. */
  readonly passwordChangedAt: number | undefined;
  /** When the password was typed, in milliseconds since 1970. */
  readonly at: number;
  /** Names it: what is made on the way is sealed for it alone. */
  readonly id: string;
};

type Context = { readonly keys: Keys; readonly now: Date };

/** What the browser keeps between the two steps: nobody can read or make it without SECRET. */
export function sealStep(user: User, id: string, { keys, now }: Context): string {
  const step: SignInStep = {
    userId: user.id,
    passwordChangedAt: user.passwordChangedAt?.getTime(),
    at: now.getTime(),
    id,
  };
  return keys.seal('sign-in-step', JSON.stringify(step), 'password').toString('base64url');
}

/** The sign-in that the browser has begun; undefined: none, or too long ago. */
export function openStep(sealed: string | undefined, { keys, now }: Context): SignInStep | undefined {
  if (sealed === undefined) return undefined;
  try {
    const step = JSON.parse(keys.open('sign-in-step', Buffer.from(sealed, 'base64url'), 'password')) as SignInStep;
    const age = (now.getTime() - step.at) / 1000;
    return age >= -AHEAD_SECONDS && age <= STEP_LIFE_SECONDS ? step : undefined;
  } catch {
    return undefined; // of another SECRET, or no cookie of ours
  }
}

/** Whether this is still the account that the password was right for. */
export function isStill(user: User | undefined, { passwordChangedAt }: SignInStep): user is User {
  return user !== undefined && !user.disabledAt && user.passwordChangedAt?.getTime() === passwordChangedAt;
}

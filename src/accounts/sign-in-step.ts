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
  return seal(stepOf(user, id, now), 'password', keys);
}

/** The sign-in that the browser has begun; undefined: none, or too long ago. */
export function openStep(sealed: string | undefined, context: Context): SignInStep | undefined {
  return open(sealed, 'password', context);
}

/** Somebody who proved who they are, by `amr`, and whose account is going to be deleted. */
export type Leaving = SignInStep & { readonly amr: readonly string[] };

/** What the browser keeps while they are asked whether they keep it: nothing that was not wholly proved. */
export function sealLeaving(user: User, amr: readonly string[], id: string, { keys, now }: Context): string {
  return seal({ ...stepOf(user, id, now), amr }, 'leaving', keys);
}

/** Who is asked whether they keep their account; undefined: nobody, or too long ago. */
export function openLeaving(sealed: string | undefined, context: Context): Leaving | undefined {
  return open<Leaving>(sealed, 'leaving', context);
}

/** Whether this is still the account that the password was right for. */
export function isStill(user: User | undefined, { passwordChangedAt }: SignInStep): user is User {
  return (
    user !== undefined && (!user.disabledAt || user.mayKeep) && user.passwordChangedAt?.getTime() === passwordChangedAt
  );
}

function stepOf(user: User, id: string, now: Date): SignInStep {
  return { userId: user.id, passwordChangedAt: user.passwordChangedAt?.getTime(), at: now.getTime(), id };
}

function seal(step: SignInStep | Leaving, after: 'password' | 'leaving', keys: Keys): string {
  return keys.seal('sign-in-step', JSON.stringify(step), after).toString('base64url');
}

function open<Step extends SignInStep>(
  sealed: string | undefined,
  after: 'password' | 'leaving',
  { keys, now }: Context,
): Step | undefined {
  if (sealed === undefined) return undefined;
  try {
    const step = JSON.parse(keys.open('sign-in-step', Buffer.from(sealed, 'base64url'), after)) as Step;
    const age = (now.getTime() - step.at) / 1000;
    return age >= -AHEAD_SECONDS && age <= STEP_LIFE_SECONDS ? step : undefined;
  } catch {
    return undefined; // of another SECRET, or no cookie of ours
  }
}

import { type From, once } from '../events.ts';
import { digest, type Keys, type Mint, newOneTimeSecret } from '../secrets.ts';
import type { FactorStore } from './factor.ts';
import { newRecoveryCodes, recoveryCodeHash } from './recovery-code.ts';
import { stepOf } from './totp.ts';

export type AppSetUp =
  | { readonly kind: 'added'; readonly recoveryCodes: readonly string[] }
  /** Not the code that this app shows now. */
  | { readonly kind: 'refused' }
  /** There is an app already. */
  | { readonly kind: 'taken' }
  /** The secret was not made for this person here, or under a SECRET that is gone. */
  | { readonly kind: 'gone' };

/** A new secret, and how a form carries it: sealed for this `context`, the session or sign-in that it was shown to. */
export function newAppSecret(context: string, keys: Keys): { readonly secret: string; readonly sealed: string } {
  const secret = newOneTimeSecret();
  return { secret, sealed: keys.seal('totp-secret', secret, `new ${context}`).toString('base64url') };
}

/** The secret that a form carries; undefined: it was shown to somebody else, or nobody. */
export function openAppSecret(sealed: string, context: string, keys: Keys): string | undefined {
  try {
    return keys.open('totp-secret', Buffer.from(sealed, 'base64url'), `new ${context}`);
  } catch {
    return undefined;
  }
}

/**
 * Adds the authenticator app that showed `code`, with ten recovery codes: these are known here once. For an intention that comes
 * twice it is added once (SentBefore), and the codes are the same.
 */
export async function setUpApp(
  {
    userId,
    sealed,
    context,
    code,
    keep,
    from,
  }: {
    readonly userId: string;
    readonly sealed: string;
    readonly context: string;
    readonly code: string;
    readonly keep: Buffer | undefined;
    readonly from: From;
  },
  {
    factors,
    keys,
    mint,
    now,
  }: {
    readonly factors: Pick<FactorStore, 'addApp'>;
    readonly keys: Keys;
    readonly mint: Mint;
    readonly now: () => Date;
  },
): Promise<AppSetUp> {
  const secret = openAppSecret(sealed, context, keys);
  if (secret === undefined) return { kind: 'gone' };
  const step = stepOf(code.replace(/\s/g, ''), secret, now());
  if (step === undefined) return { kind: 'refused' };
  const recoveryCodes = newRecoveryCodes(mint.value);
  const app = { userId, secret, step, recoveryHashes: hashesOf(recoveryCodes), keep };
  return (await factors.addApp(app, once(from, mint))) ? { kind: 'added', recoveryCodes } : { kind: 'taken' };
}

/** Ten new recovery codes in place of the old ones; undefined where there is no factor that they could stand for. */
export async function renewRecoveryCodes(
  userId: string,
  from: From,
  { factors, mint }: { readonly factors: Pick<FactorStore, 'replaceRecoveryCodes'>; readonly mint: Mint },
): Promise<readonly string[] | undefined> {
  const codes = newRecoveryCodes(mint.value);
  return (await factors.replaceRecoveryCodes(userId, hashesOf(codes), once(from, mint))) ? codes : undefined;
}

function hashesOf(codes: readonly string[]): readonly Buffer[] {
  return codes.map((code) => recoveryCodeHash(code) ?? digest(code));
}

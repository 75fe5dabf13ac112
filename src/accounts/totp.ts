import { oneTimeCode } from '../secrets.ts';

/** What every authenticator app knows without being told: SHA-1, six digits, a new code every 30 seconds (RFC 6238 §5.2). */
const STEP_SECONDS = 30;
/** Clocks of phones are a step off at most: RFC 6238 §6. */
const DRIFT = 1;
const CODE = /^\d{6}$/;

/** The latest step around now that has this code; undefined: none has. Whether the step was used already is the store's to say. */
export function stepOf(code: string, secret: string, now: Date): number | undefined {
  if (!CODE.test(code)) return undefined;
  const current = Math.floor(now.getTime() / 1000 / STEP_SECONDS);
  for (let step = current + DRIFT; step >= current - DRIFT; step -= 1) {
    if (oneTimeCode(secret, step) === code) return step;
  }
  return undefined;
}

/** What an authenticator app reads from the picture: the Key Uri Format that they agree on. */
export function totpUri(
  secret: string,
  { issuer, account }: { readonly issuer: string; readonly account: string },
): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  return `otpauth://totp/${label}?${new URLSearchParams({ secret, issuer })}`;
}

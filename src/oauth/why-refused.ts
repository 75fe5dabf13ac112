import { equal } from '../secrets.ts';
import { MOST_MISSES, type Redemption } from './model/authorization-code.ts';
import type { ProvedKey } from './model/issued.ts';
import type { RefusedCode, RefusedRefreshToken } from './model/refused-grant.ts';

/** Why a code or a refresh token was not accepted: for its owner's eyes. The page of the application has words for each. */
export type WhyCode =
  | 'not-ours'
  | 'unknown'
  | 'consumed'
  | 'expired'
  | 'no-verifier'
  | 'needless-verifier'
  | 'other-verifier'
  | 'other-address'
  | 'other-key'
  | 'too-many-misses'
  | 'ended';
export type WhyRefreshToken =
  | 'not-ours'
  | 'unknown'
  | 'consumed'
  | 'expired'
  | 'family-reused'
  | 'other-key'
  | 'revoked'
  | 'ended';

/**
 * Why this code was refused; behind `other-address` the redirect URI of the authorization request and what was sent
 * now, with a space before each (RFC 6749 §4.1.3).
 */
export function whyCode(
  { challenge, redirectUri, key }: Pick<Redemption, 'challenge' | 'redirectUri' | 'key'>,
  code: RefusedCode | undefined,
): string {
  const why = (reason: WhyCode, ...more: readonly string[]) => [reason, ...more].join(' ');
  if (!code) return why('unknown');
  if (code.consumed) return why('consumed');
  if (code.expired) return why('expired');
  if (code.challenge && !challenge) return why('no-verifier');
  if (!code.challenge && challenge) return why('needless-verifier');
  if (code.challenge && challenge && !equal(code.challenge, challenge)) return why('other-verifier');
  const begun = code.redirectUri ?? code.registeredUri;
  if (code.redirectUri === undefined ? (redirectUri ?? begun) !== begun : redirectUri !== begun) {
    return why('other-address', begun, redirectUri ?? '');
  }
  if (isOther(code.keyThumbprint, key)) return why('other-key');
  return why(code.misses >= MOST_MISSES ? 'too-many-misses' : 'ended');
}

/** Why this refresh token was refused, where nobody had used it before. */
export function whyRefreshToken(
  { key }: { readonly key: ProvedKey | undefined },
  token: RefusedRefreshToken | undefined,
): WhyRefreshToken {
  if (!token) return 'unknown';
  if (token.endedBy?.endsWith('.reused')) return 'family-reused';
  if (token.endedBy === 'token.revoked') return 'revoked';
  if (isOther(token.keyThumbprint, key)) return 'other-key';
  if (token.consumed) return 'consumed';
  return token.expired ? 'expired' : 'ended';
}

/** Whether what was given is bound to a key, and the request proved another one or none (RFC 9449 §5). */
function isOther(bound: string | undefined, key: ProvedKey | undefined): boolean {
  return bound !== undefined && bound !== key?.jkt;
}

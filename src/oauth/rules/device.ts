import { type Rule, rule } from '../rule.ts';

/** A device that waits for its person. */
export const deviceRules = {
  'user-code-malformed': rule('invalid_request', 'RFC 8628 §6.1', 'The user_code is missing, or can be none of ours.'),
  'pkce-not-for-devices': rule(
    'invalid_request',
    'RFC 8628 §3.1',
    'A device gets no code by a redirect, so it sends no code_challenge and no code_verifier: the device_code is known to nobody else.',
  ),
  'device-code-missing': rule('invalid_request', 'RFC 8628 §3.4', 'The parameter device_code is missing.'),
  'device-code-not-accepted': rule(
    'invalid_grant',
    'RFC 8628 §3.5',
    'The device_code was not accepted: it is unknown or used, belongs to another client, or what was allowed has ended.',
  ),
  'authorization-pending': rule(
    'authorization_pending',
    'RFC 8628 §3.5',
    'The person has not decided yet; ask again after the interval.',
  ),
  'slow-down': rule(
    'slow_down',
    'RFC 8628 §3.5',
    'That was sooner than the interval allows; from now on wait five seconds longer between requests.',
  ),
  'device-denied': rule('access_denied', 'RFC 8628 §3.5', 'The person did not agree; stop asking.'),
  'device-code-expired': rule(
    'expired_token',
    'RFC 8628 §3.5',
    'The device_code has expired before the person decided; begin again with a new one.',
  ),
} as const satisfies Record<string, Rule>;

import { OAuthError } from './errors.ts';
import type { Parameters } from './parameters.ts';

const CREDENTIALS = [
  ...['client_secret', 'client_assertion', 'password', 'code', 'code_verifier'],
  ...['device_code', 'refresh_token', 'access_token', 'token'],
];

/** Refuses what belongs into a body or a header: whoever sees the address has it (RFC 6749 §2.3.1). */
export function refuseCredentials(parameters: Parameters): void {
  const found = CREDENTIALS.find((name) => parameters.pairs.getAll(name).some((value) => value !== ''));
  if (found !== undefined) throw new OAuthError('credential-in-url', found);
}

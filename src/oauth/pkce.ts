import { digest } from '../secrets.ts';
import { OAuthError } from './errors.ts';
import type { Parameters } from './parameters.ts';

const CHALLENGE = /^[A-Za-z0-9_-]{43}$/;
const VERIFIER = /^[A-Za-z0-9\-._~]{1,128}$/; // RFC 7636 §4.1
const SHORTEST = 43;

/**
 * The challenge of an authorization request as its 32 bytes, or undefined where none was sent.
 * Only S256 (RFC 7636 §4.3): an absent method means plain, which proves nothing to somebody who saw the request.
 */
export function readChallenge(parameters: Parameters): Buffer | undefined {
  const challenge = parameters.get('code_challenge');
  const method = parameters.get('code_challenge_method');
  if (challenge === undefined) {
    if (method !== undefined) throw new OAuthError('pkce-challenge-malformed');
    return undefined;
  }
  if (method !== 'S256') throw new OAuthError('pkce-method-unsupported', method ?? 'no code_challenge_method');
  const bytes = Buffer.from(challenge, 'base64url');
  // The last character carries two unused bits: they must be zero, so that a challenge has one spelling.
  if (!CHALLENGE.test(challenge) || bytes.toString('base64url') !== challenge) {
    throw new OAuthError('pkce-challenge-malformed', `${challenge.length} characters`);
  }
  return bytes;
}

/**
 * What the code_verifier of a token request answers to: its S256 challenge (RFC 7636 §4.6), checked before hashing. It
 * has at least `shortest` characters.
 */
export function readVerifier(parameters: Parameters, shortest = SHORTEST): Buffer | undefined {
  const verifier = parameters.get('code_verifier');
  if (verifier === undefined) return undefined;
  if (!VERIFIER.test(verifier) || verifier.length < shortest)
    throw new OAuthError('verifier-malformed', `${verifier.length} characters`);
  return digest(verifier);
}

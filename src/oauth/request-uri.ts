import { digest, isToken, randomToken } from '../secrets.ts';

const PREFIX = 'urn:ietf:params:oauth:request_uri:';

/** For how many seconds a pushed request lives once its person was asked something: to sign in, and the half hour of a consent page after that. */
export const KEPT_SECONDS = 3600;

/** For how many seconds one lives once its person makes an account on the way: the link in the mail is good for a day, and then they are asked. */
export const KEPT_FOR_MAIL_SECONDS = 86_400 + KEPT_SECONDS;

/** A new reference to a pushed request (RFC 9126 §2.2), of 256 random bits, and the digest that is stored. */
export function newRequestUri(): { readonly uri: string; readonly hash: Buffer } {
  const token = randomToken('pr');
  return { uri: requestUriOf(token), hash: digest(token) };
}

/** The reference that carries this token. */
export function requestUriOf(token: string): string {
  return PREFIX + token;
}

/** Whether this is a reference of ours, rather than an address of somebody else's. */
export function isRequestUri(sent: string): boolean {
  return sent.startsWith(PREFIX);
}

/** The digest by which it is stored; undefined: it cannot be one that was given out. */
export function requestUriHash(uri: string): Buffer | undefined {
  const token = uri.slice(PREFIX.length);
  return isRequestUri(uri) && isToken('pr', token) ? digest(token) : undefined;
}

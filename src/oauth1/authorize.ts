import { appended } from '../oauth/redirect-uri.ts';
import { digest, isToken, type Keys } from '../secrets.ts';
import type { PendingRequest, RequestTokenStore } from './model/request-token.ts';

/** Where a decision leads: back to the consumer, or to a page that shows the verifier to copy. */
export type Decided =
  | { readonly to: 'consumer'; readonly url: string }
  /** RFC 5849 §2.2: nobody is sent anywhere; `verifier` is undefined where the person said no. */
  | { readonly to: 'person'; readonly verifier: string | undefined }
  /** The session has ended; the request still waits. */
  | { readonly to: 'sign-in' };

type Deps = { readonly requestTokens: Pick<RequestTokenStore, 'findPending' | 'approve' | 'deny'> };
type Browser = { readonly sessionHash: Buffer };

/**
 * What a person is asked for who comes with this oauth_token (RFC 5849 §2.2); undefined where there is nothing to decide:
 * the token is unknown, older than ten minutes or decided, or its consumer is not active.
 */
export async function findPendingRequest(
  token: string | undefined,
  { requestTokens }: Deps,
): Promise<PendingRequest | undefined> {
  return token !== undefined && isToken('1r', token) ? requestTokens.findPending(digest(token)) : undefined;
}

/**
 * Stores that the person of this session agreed; undefined where there was nothing to decide. Sent
 * twice, it leads to the same place: the verifier (64 bits, RFC 5849 §2.2) is derived from the token under SECRET.
 * `scopes`: what they were shown; where the consumer may have something else by now, nothing is stored.
 */
export async function approveRequest(
  { token, sessionHash, scopes }: Browser & { readonly token: string; readonly scopes?: readonly string[] },
  { requestTokens, keys }: Deps & { readonly keys: Keys },
): Promise<Decided | undefined> {
  if (!isToken('1r', token)) return undefined;
  const verifier = keys.mac('oauth1-verifier', token).toString('hex').slice(0, 16);
  const approved = await requestTokens.approve(digest(token), digest(verifier), { sessionHash, scopes });
  if (approved.outcome === 'signed-out') return { to: 'sign-in' };
  if (approved.outcome === 'refused') return undefined;
  if (approved.callbackUrl === undefined) return { to: 'person', verifier };
  return {
    to: 'consumer',
    url: appended(approved.callbackUrl, new URLSearchParams({ oauth_token: token, oauth_verifier: verifier })),
  };
}

/**
 * Ends the request because the person of this session said no; the consumer learns it by oauth_problem, where it can. Sent
 * twice, it leads to the same place.
 */
export async function denyRequest(
  { token, sessionHash }: Browser & { readonly token: string },
  { requestTokens }: Deps,
): Promise<Decided | undefined> {
  if (!isToken('1r', token)) return undefined;
  const denied = await requestTokens.deny(digest(token), { sessionHash });
  if (denied.outcome === 'signed-out') return { to: 'sign-in' };
  if (denied.outcome === 'refused') return undefined;
  if (denied.callbackUrl === undefined) return { to: 'person', verifier: undefined };
  const answer = new URLSearchParams({ oauth_token: token, oauth_problem: 'permission_denied' });
  return { to: 'consumer', url: appended(denied.callbackUrl, answer) };
}

import { digest, randomToken } from '../secrets.ts';
import { OAuth1Error } from './errors.ts';
import type { MintedCredentials, RequestTokenStore } from './model/request-token.ts';
import type { SignatureMethod } from './signature-method.ts';
import type { SignedRequest } from './signed-request.ts';
import { verify } from './verify.ts';

/** An answer with credentials, as it goes over the wire, form-encoded (RFC 5849 §2.1). */
export type CredentialsAnswer = {
  readonly oauth_token: string;
  readonly oauth_token_secret: string;
  readonly oauth_callback_confirmed?: 'true';
};

const SECONDS = 600;

/**
 * Gives a consumer temporary credentials (RFC 5849 §2.1) for ten minutes. The callback is the one that is registered, or
 * `oob`, which stands for it, and for the person's own eyes where none is registered.
 */
export async function requestToken(
  request: SignedRequest,
  {
    requestTokens,
    methods,
  }: { readonly requestTokens: RequestTokenStore; readonly methods: readonly SignatureMethod[] },
): Promise<CredentialsAnswer> {
  const callback = request.require('oauth_callback');
  const { consumerKey, nonce } = await verify(request, { methods, find: requestTokens.findConsumer });
  const credentials = mintCredentials('1r');
  const outcome = await requestTokens.issue({ consumerKey, nonce, credentials, callback, seconds: SECONDS });
  if (outcome === 'replayed') throw new OAuth1Error('oauth1-nonce-used');
  if (outcome === 'refused') throw new OAuth1Error('oauth1-callback-not-registered', callback);
  return { ...answer(credentials), oauth_callback_confirmed: 'true' };
}

/** A new token of this kind with its secret, 256 random bits each. */
export function mintCredentials(kind: '1r' | '1a'): MintedCredentials {
  const value = randomToken(kind);
  return { value, hash: digest(value), secret: randomToken('1s') };
}

/** What a consumer is told of credentials. */
export function answer({ value, secret }: MintedCredentials): CredentialsAnswer {
  return { oauth_token: value, oauth_token_secret: secret };
}

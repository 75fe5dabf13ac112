import { digest, isToken } from '../secrets.ts';
import { OAuth1Error } from './errors.ts';
import type { RequestTokenStore } from './model/request-token.ts';
import { answer, type CredentialsAnswer, mintCredentials } from './request-token.ts';
import type { SignatureMethod } from './signature-method.ts';
import type { SignedRequest } from './signed-request.ts';
import { verify } from './verify.ts';

/** Exchanges a request token that a person approved, and its verifier, for an access token (RFC 5849 §2.3), once. */
export async function accessToken(
  request: SignedRequest,
  {
    requestTokens,
    methods,
  }: { readonly requestTokens: RequestTokenStore; readonly methods: readonly SignatureMethod[] },
): Promise<CredentialsAnswer> {
  const token = request.require('oauth_token');
  const verifier = request.require('oauth_verifier');
  const hash = digest(isToken('1r', token) ? token : '');
  const find = (consumerKey: string) => requestTokens.findSigner(consumerKey, hash);
  const { consumerKey, nonce } = await verify(request, { methods, find });
  const credentials = mintCredentials('1a');
  const exchange = { consumerKey, nonce, hash, verifierHash: digest(verifier), credentials };
  const outcome = await requestTokens.exchange(exchange);
  if (outcome === 'replayed') throw new OAuth1Error('oauth1-nonce-used');
  if (outcome === 'refused') throw new OAuth1Error('oauth1-verifier-not-accepted');
  return answer(credentials);
}

import { authenticateClient, type Context } from '../oauth/authenticate-client.ts';
import type { ClientAuthMethod, ClientRequest } from '../oauth/client-auth-method.ts';
import type { ClientCache } from '../oauth/client-cache.ts';
import { OAuthError, StaleClient } from '../oauth/errors.ts';
import type { Parameters } from '../oauth/parameters.ts';
import { withClients } from '../oauth/with-clients.ts';
import { digest, isToken } from '../secrets.ts';
import { baseAddress, readForm } from './base-string.ts';
import { OAuth1Error } from './errors.ts';
import type { OAuth1TokenStore } from './model/access-token.ts';
import type { SignatureMethod } from './signature-method.ts';
import { readSignedRequest, type SignedRequest } from './signed-request.ts';
import { verify } from './verify.ts';

/** What a resource server is told of a signed request. Inactive says nothing else. */
export type Checked =
  | { readonly active: false }
  | {
      readonly active: true;
      readonly scope?: string;
      /** The person. */
      readonly sub: string;
      /** Whose application it is: never the client_id of OAuth 2. */
      readonly consumer_key: string;
      /** When the token was issued, in seconds since 1970. */
      readonly iat: number;
      readonly iss: string;
    };

type CheckDeps = {
  readonly accessTokens: Pick<OAuth1TokenStore, 'findSigner' | 'use'>;
  readonly signatureMethods: readonly SignatureMethod[];
  readonly issuer: string;
};

/**
 * Tells a resource server about a request that its API received (RFC 5849 §3.2): what the method, address, header and form
 * body given are signed with, once. `onInactive` learns why it is not accepted, and of whose application; the resource server does not.
 */
export async function checkSignedRequest(
  request: ClientRequest,
  deps: CheckDeps & { readonly clientCache: ClientCache; readonly methods: readonly ClientAuthMethod[] },
  {
    now,
    onClient,
    onInactive,
  }: Context & { readonly onInactive?: (why: OAuth1Error, consumerKey: string | undefined) => void },
): Promise<Checked> {
  const { parameters } = request;
  parameters.refuseRepeated();
  return withClients(deps.clientCache, async (find) => {
    const { client } = await authenticateClient(request, { methods: deps.methods, find, now });
    onClient?.(client);
    if (!client.resourceServer) throw new OAuthError('oauth1-resource-server-needed');
    const caller = { clientId: client.id, revision: client.revision };
    let given: SignedRequest | undefined;
    try {
      given = readGiven(parameters);
      return await use(given, caller, deps);
    } catch (error) {
      if (!(error instanceof OAuth1Error)) throw error;
      onInactive?.(error, given?.get('oauth_consumer_key'));
      return { active: false };
    }
  });
}

/** The request that the API received, as the resource server hands it on. */
function readGiven(parameters: Parameters): SignedRequest {
  const method = parameters.require('method', 'oauth1-request-incomplete');
  const url = baseAddress(parameters.require('url', 'oauth1-request-incomplete'));
  if (!url || !/^[A-Za-z]{1,20}$/.test(method)) throw new OAuthError('oauth1-request-incomplete');
  return readSignedRequest({
    method,
    ...url,
    body: readForm(parameters.get('parameters') ?? ''),
    authorization: parameters.get('authorization'),
  });
}

async function use(
  request: SignedRequest,
  caller: { readonly clientId: string; readonly revision: number },
  { accessTokens, signatureMethods: methods, issuer }: CheckDeps,
): Promise<Checked> {
  const token = request.require('oauth_token');
  const hash = digest(isToken('1a', token) ? token : '');
  const { consumerKey, nonce } = await verify(request, {
    methods,
    find: (key) => accessTokens.findSigner(key, hash),
  });
  const used = await accessTokens.use({ consumerKey, nonce, hash, caller });
  if (used === 'stale') throw new StaleClient();
  if (used === 'replayed') throw new OAuth1Error('oauth1-nonce-used');
  if (used === 'refused') throw new OAuth1Error('oauth1-not-accepted');
  const { subject: sub, scope, issuedAt: iat } = used;
  return { active: true, ...(scope === '' ? {} : { scope }), sub, consumer_key: consumerKey, iat, iss: issuer };
}

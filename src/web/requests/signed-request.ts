import type { FastifyRequest } from 'fastify';
import { readSignedRequest, type SignedRequest } from '../../oauth1/signed-request.ts';
import { formOf } from '../frame/form.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose application signed an endpoint's request, as it says. */
    consumerKey: string | undefined;
  }
}

/** What an endpoint's signed request says. Its address is the configured one, whatever Host says (S137). */
export function signedRequest(request: FastifyRequest, issuer: string): SignedRequest {
  const [path = '', query = ''] = splitOnce(request.url);
  const signed = readSignedRequest({
    method: request.method,
    address: issuer + path,
    query,
    body: [...formOf(request)],
    authorization: request.headers.authorization,
  });
  request.consumerKey = signed.get('oauth_consumer_key');
  return signed;
}

function splitOnce(url: string): readonly string[] {
  const at = url.indexOf('?');
  return at === -1 ? [url] : [url.slice(0, at), url.slice(at + 1)];
}

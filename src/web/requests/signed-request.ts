import type { FastifyRequest } from 'fastify';
import { readSignedRequest, type SignedRequest } from '../../oauth1/signed-request.ts';
import { formOf } from '../frame/form.ts';

/** What an endpoint's signed request says. Its address is the configured one, whatever Host says (S137). */
export function signedRequest(request: FastifyRequest, issuer: string): SignedRequest {
  const [path = '', query = ''] = splitOnce(request.url);
  return readSignedRequest({
    method: request.method,
    address: issuer + path,
    query,
    body: [...formOf(request)],
    authorization: request.headers.authorization,
  });
}

function splitOnce(url: string): readonly string[] {
  const at = url.indexOf('?');
  return at === -1 ? [url] : [url.slice(0, at), url.slice(at + 1)];
}

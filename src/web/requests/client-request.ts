import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ClientRequest } from '../../oauth/client-auth-method.ts';
import { OAuthError } from '../../oauth/errors.ts';
import type { Client } from '../../oauth/model/client.ts';
import { readParameters } from '../../oauth/parameters.ts';
import { formOf, queryOf } from '../frame/form.ts';
import { allowClientOrigin } from '../plugins/cors.ts';
import { clientAuthorization } from './authorization.ts';
import { presentedProof } from './proof.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set once the client of an endpoint's request is authenticated. */
    client: Client | undefined;
  }
}

/**
 * What an endpoint's request says (RFC 6749 §3.2): all in the body; a query is refused, it would be logged on the way.
 * `inQuery`: what may stand there all the same.
 */
export function clientRequest(request: FastifyRequest, inQuery: readonly string[] = []): ClientRequest {
  const authorization = clientAuthorization(request);
  const proved = { authorization, certificate: request.clientCertificate, proof: presentedProof(request) };
  if (!request.url.includes('?')) return { parameters: readParameters(formOf(request)), ...proved };
  const query = inQuery.length > 0 ? queryOf(request) : undefined;
  if (!query || [...query.keys()].some((name) => !inQuery.includes(name))) throw new OAuthError('parameters-in-query');
  return { parameters: readParameters(new URLSearchParams([...query, ...formOf(request)])), ...proved };
}

/** What an endpoint does once it knows its client: refusals are its owner's to see, and its pages may read the answer. */
export function onClient(request: FastifyRequest, reply: FastifyReply): (client: Client) => void {
  return (client) => {
    request.client = client;
    allowClientOrigin(request, reply, client);
  };
}
